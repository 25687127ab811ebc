"""The asymmetric-routing decision: one advisory for each inbound service that it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.catalog.model import AdvisoryText, RemedyText
from planner.domain.plan import Advisory, Remedy, Severity
from planner.domain.profile import ClusterProfile, InboundService
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.draft import Draft
from planner.planning.inbound import (
    FIREWALL_PUBLIC_IP,
    HOST_ROUTE,
    INTERNAL_LOAD_BALANCER,
    NAT_GATEWAY_IP,
    NAT_GATEWAY_ROUTE,
    STOP_FILTERING,
    affected_services,
    effective_remedy,
    fitting_remedies,
    frontend,
    nat_rule_ids,
    shadowed_nat_rules,
)

ID = "asymmetric-routing"
_INTERNAL_ADDRESS = Text("an internal address", "一个内部地址")
_LOAD_BALANCER_ADDRESS = Text("the load balancer's public IP", "负载均衡器的公共 IP")


def asymmetric_routing(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Yield an advisory for each affected service: open, or decided with what the remedy asks of people."""
    profile = draft.where.profile
    affected = affected_services(profile)
    reached = {rule.id for rule in draft.included} - {
        rule.id for rule, _ in shadowed_nat_rules(draft.included)
    }
    texts = {entry.remedy.id: entry for entry in wording.remedies}
    for rule_id, service in zip(nat_rule_ids(profile), profile.inbound, strict=True):
        if service in affected:
            chosen = _in_force(service, profile, published=rule_id in reached)
            yield _advisory(service, profile, wording, texts, rule_id, chosen)


def _in_force(service: InboundService, profile: ClusterProfile, *, published: bool) -> str:
    """Return the remedy that mends the path, or that gives filtering up; nothing while the path is broken."""
    remedy = effective_remedy(service, profile)
    return remedy if published or remedy == STOP_FILTERING else ""


def _advisory(
    service: InboundService,
    profile: ClusterProfile,
    wording: AdvisoryText,
    texts: Mapping[str, RemedyText],
    rule_id: str,
    chosen: str,
) -> Advisory:
    values = _values(service, profile)
    fitting = fitting_remedies(profile)
    title, text = _decided(wording, chosen) if chosen else (wording.title, wording.text)
    mended = bool(chosen) and chosen != STOP_FILTERING
    remedies = [_filled(texts[remedy].remedy, values) for remedy in fitting if remedy in texts]
    return Advisory(
        id=ID,
        severity=Severity.INFO if mended else wording.severity,
        title=title.filled(**values),
        text=text.filled(**values),
        remedies=tuple(replace(remedy, recommended=index == 0) for index, remedy in enumerate(remedies)),
        way_out=_filled(texts[STOP_FILTERING].remedy, values) if STOP_FILTERING in texts else None,
        not_offered=_not_offered(wording, fitting),
        rule_ids=(rule_id,) if mended else (),
        service=service.name,
        decided=chosen,
        tasks=tuple(task.filled(**values) for task in _tasks(texts, chosen)),
    )


def _values(service: InboundService, profile: ClusterProfile) -> dict[str, str | Text]:
    internal = frontend(replace(service, remedy=INTERNAL_LOAD_BALANCER))
    public = frontend(replace(service, remedy=HOST_ROUTE))
    return {
        "service": service.name,
        "protocol": service.protocol.value,
        "port": str(service.port),
        "frontend": public.value if not public.label.en else _LOAD_BALANCER_ADDRESS,
        "internal": internal.value if not internal.label.en else _INTERNAL_ADDRESS,
        "firewall": profile.firewall_public_ip or FIREWALL_PUBLIC_IP,
        "nat_gateway": profile.firewall_nat_gateway_ip or NAT_GATEWAY_IP,
    }


def _decided(wording: AdvisoryText, chosen: str) -> tuple[Text, Text]:
    return wording.decided.get(chosen) or wording.decided.get("") or (wording.title, wording.text)


def _not_offered(wording: AdvisoryText, fitting: tuple[str, ...]) -> Text:
    unfit = [remedy for remedy in (HOST_ROUTE, NAT_GATEWAY_ROUTE) if remedy not in fitting]
    return next(
        (wording.not_offered[remedy] for remedy in unfit if remedy in wording.not_offered), EMPTY_TEXT
    )


def _tasks(texts: Mapping[str, RemedyText], chosen: str) -> tuple[Text, ...]:
    return texts[chosen].tasks if chosen in texts else ()


def _filled(remedy: Remedy, values: Mapping[str, str | Text]) -> Remedy:
    effects = tuple((label, text.filled(**values)) for label, text in remedy.effects)
    return replace(remedy, title=remedy.title.filled(**values), effects=effects)
