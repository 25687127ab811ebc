"""A plan as JSON for pipelines: plain data, stable keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from planner.catalog.model import Catalog
from planner.domain.cluster import Cluster, InboundService
from planner.domain.destination import Destination
from planner.domain.fact import Answer, Settled
from planner.domain.opening import Opening
from planner.domain.path import TrafficPath
from planner.domain.plan import Advisory, EgressPlan, Exclusion, Remedy
from planner.domain.readiness import OpenPoint
from planner.domain.request import CLUSTER_FIELDS, Request
from planner.domain.rule import Rule
from planner.domain.source import Source
from planner.domain.text import Text

FORMAT = 2


def plan_data(
    plan: EgressPlan, request: Request, points: Sequence[OpenPoint], catalog: Catalog, language: str
) -> dict[str, Any]:
    """Return the plan as plain data, texts in ``language``; the shape is documented in the README.

    ``profile`` has every answer; what is not known is null, and ``assumed`` says what the plan takes instead.
    """
    from planner.exporters.findings import plan_holds

    counts = plan.counts()
    assumed = _assumed(plan, catalog)
    return {
        "format": FORMAT,
        "edition": plan.edition,
        "catalog_digest": plan.catalog_digest,
        "plan_digest": plan.digest(),
        "profile": {
            **profile_data(replace(request, cluster=_with_facts_of(plan.cluster, request)), catalog),
            "assumed": sorted(assumed),
            "assumptions": {name: _assumption(settled, language) for name, settled in assumed.items()},
        },
        "counts": {field.name: getattr(counts, field.name) for field in fields(counts)},
        "rules": [rule_data(rule, plan, language) for rule in plan.rules],
        "not_needed": [_exclusion(exclusion, language) for exclusion in plan.exclusions],
        "path": _path(plan.path),
        "routes": [
            {
                "id": route.id,
                "fingerprint": route.fingerprint(),
                "prefix": route.prefix,
                "next_hop_type": route.next_hop_type,
                "next_hop": route.next_hop,
                "reason": route.reason.in_language(language),
                "if_refused": route.if_refused.in_language(language),
                "placeholder": route.placeholder,
                "held_back_by": list(plan.unwritable_lines()) if route.is_default else [],
                "held_back_because": [text.in_language(language) for text in plan_holds(route, plan)],
                "assumed": route.assumed,
                "assumption": route.assumption.in_language(language) or None,
            }
            for route in plan.routes
        ],
        "advisories": [_advisory(advisory, language) for advisory in plan.advisories],
        "readiness": [_point(point, language) for point in points],
    }


def _point(point: OpenPoint, language: str) -> dict[str, Any]:
    return {
        "id": point.id,
        "severity": point.severity.value,
        "title": point.title.in_language(language),
        "cost": point.cost.in_language(language),
        "field": point.field,
        "rule_id": point.rule_id or None,
    }


def _with_facts_of(cluster: Cluster, request: Request) -> Cluster:
    """Return the plan's cluster, whose cloud, region and edition are filled in, with the answers as given."""
    return replace(cluster, facts=request.cluster.facts)


def profile_data(request: Request, catalog: Catalog) -> dict[str, Any]:
    """Return the answers as plain data: fields of the cluster, and each fact by its id, null where not known."""
    cluster = {name: _plain(getattr(request.cluster, name)) for name in CLUSTER_FIELDS}
    facts = {fact.id: _plain(request.known(fact)) for fact in catalog.facts}
    return {**cluster, **facts}


def _assumed(plan: EgressPlan, catalog: Catalog) -> dict[str, Settled]:
    """Return what the plan takes though nobody answered; no question of a feature that is off."""
    return {
        fact.id: plan.facts[fact.id]
        for fact in catalog.facts
        if plan.facts.is_assumed(fact.id) and (not fact.feature or fact.feature in plan.features)
    }


def _assumption(settled: Settled, language: str) -> dict[str, Any]:
    return {"value": _plain(settled.value), "because": settled.because.in_language(language)}


def _path(path: TrafficPath) -> dict[str, Any]:
    return {
        "egress": path.egress.value,
        "whole": path.is_whole,
        "waits_for": [cause.value for cause in path.waits_for],
        "lacks": [cause.value for cause in path.lacks],
        "assumed": list(path.assumed),
        "access_assumed": list(path.access_assumed),
        "services": [
            {
                "name": entry.service.name,
                "rule_id": entry.rule_id,
                "state": entry.state.value,
                "remedy": entry.remedy or None,
                "chosen": entry.chosen or None,
                "why": [cause.value for cause in entry.causes],
                "assumed": list(entry.assumed),
            }
            for entry in path.services
        ],
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, InboundService):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(InboundService)}
    return str(value) if isinstance(value, str) else value


def _answers(answers: tuple[Answer, ...], language: str) -> list[dict[str, Any]]:
    return [
        {
            "field": answer.fact,
            "label": answer.label.in_language(language),
            "answer": answer.answer.in_language(language),
            "assumed": answer.assumed,
            "because": answer.because.in_language(language) or None,
        }
        for answer in answers
    ]


def openings_data(openings: Iterable[Opening]) -> list[dict[str, Any]]:
    """Return the lines that keep another one open, with the services that they keep."""
    return [
        {
            "rule_id": opening.through,
            "line": opening.line,
            "services": [str(service) for service in opening.services],
        }
        for opening in openings
    ]


def rule_data(rule: Rule, plan: EgressPlan, language: str) -> dict[str, Any]:
    """Return one line of a plan as plain data, texts in ``language``."""
    left_out = plan.left_out_reason(rule)
    data: dict[str, Any] = {
        "id": rule.id,
        "number": plan.line_number(rule.id),
        "kind": rule.kind.value,
        "necessity": rule.necessity.value,
        "assumed": rule.assumed,
        "assumption": rule.assumption.in_language(language) or None,
        "features": list(rule.features),
        "sources": list(rule.sources),
        "destinations": [_destination(rule.destination, language)],
        "alternatives": [_destination(other, language) for other in rule.alternatives],
        "services": [str(service) for service in rule.services],
        "purpose": rule.purpose.in_language(language),
        "if_refused": rule.if_refused.in_language(language),
        "source": _source(rule.reasons[0].source),
        "reasons": [
            {
                "demand": reason.demand_id,
                "feature": reason.feature,
                "necessity": reason.necessity.value,
                "purpose": reason.purpose.in_language(language),
                "purpose_by": _by(reason.purpose),
                "if_refused": reason.if_refused.in_language(language),
                "if_refused_by": _by(reason.if_refused),
                "section": reason.source.section,
                "answers": _answers(reason.answers, language),
            }
            for reason in rule.reasons
        ],
        "remarks": [remark.in_language(language) for remark in rule.remarks],
        "remark_sources": [claim for remark in rule.remarks for claim in _claims(remark, language)],
        "covered_by": rule.covered_by,
        "fingerprint": rule.fingerprint(),
        "still_open_through": openings_data(plan.still_open_through(rule)),
        "decision": None if left_out is None else {"verdict": "leave_out", "reason": left_out},
    }
    if rule.translation is not None:
        data["translation"] = {
            **_destination(rule.translation.destination, language),
            "port": rule.translation.port,
        }
    return data


def _source(source: Source) -> dict[str, str]:
    """Return where it is said; ``date`` is the edition's day for the page itself, and may be empty."""
    return {
        "kind": source.kind.value,
        "page": source.title,
        "section": source.section,
        "url": source.url,
        "date": source.date,
    }


def _by(text: Text) -> str:
    """Return whose claim a text is: ``page``, ``ours`` or a source's id; several with commas, in reading order."""
    return ", ".join(dict.fromkeys(claim.by for claim in text.claims if claim.by))


def _claims(text: Text, language: str) -> list[dict[str, str]]:
    """Return the single sentences of a text, each with whose claim it is."""
    return [{"text": claim.in_language(language), "by": claim.by} for claim in text.claims]


def _destination(destination: Destination, language: str) -> dict[str, str]:
    data = {"type": destination.type.value, "value": destination.value}
    note = destination.note.in_language(language)
    return {**data, "note": note} if note else data


def _exclusion(exclusion: Exclusion, language: str) -> dict[str, Any]:
    reason = exclusion.reason_with_assumption
    return {
        "id": exclusion.demand_id,
        "features": [exclusion.feature],
        "destinations": [_destination(exclusion.destination, language)],
        "services": [str(service) for service in exclusion.services],
        "reason": reason.in_language(language),
        "reason_by": _by(reason),
        "reason_sources": _claims(reason, language),
        "assumed": exclusion.assumed,
        "answers": _answers(exclusion.answers, language),
        "needed_if": exclusion.needed_if.in_language(language),
    }


def _advisory(advisory: Advisory, language: str) -> dict[str, Any]:
    return {
        "id": advisory.id,
        "severity": advisory.severity.value,
        "title": advisory.title.in_language(language),
        "text": advisory.text.in_language(language),
        "by": ", ".join(advisory.by),
        "text_sources": _claims(advisory.text, language),
        "remedies": [_remedy(remedy, language) for remedy in advisory.remedies],
        "way_out": _remedy(advisory.way_out, language) if advisory.way_out is not None else None,
        "rules": list(advisory.rule_ids),
        "service": advisory.service,
        "decided": advisory.decided,
        "pending": advisory.pending,
        "tasks": [task.in_language(language) for task in advisory.tasks],
    }


def _remedy(remedy: Remedy, language: str) -> dict[str, Any]:
    return {
        "id": remedy.id,
        "title": remedy.title.in_language(language),
        "effects": [
            {"label": label.in_language(language), "text": text.in_language(language)}
            for label, text in remedy.effects
        ],
    }
