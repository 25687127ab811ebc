"""The plan as rows that the rules table shows: prepared once after each answer, so that painting is cheap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.catalog.model import Catalog
from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.demand import Necessity
from planner.domain.plan import EgressPlan, Exclusion, Severity
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import services_text
from planner.domain.text import CHINESE, Text
from planner.exporters.columns import sources_text
from planner.gui.colours import Meaning
from planner.planning.path import INBOUND

NEED_WORDS = {
    Meaning.REQUIRED: Text("Required", "必需"),
    Meaning.OPTIONAL: Text("Optional", "可选"),
    Meaning.NOT_NEEDED: Text("Not needed", "不需要"),
    Meaning.LEFT_OUT: Text("Left out", "已排除"),
}
ASSUMED_WORD = Text("assumed", "假定")
RULE_KINDS = {
    RuleKind.APPLICATION: Text("Application rule", "应用程序规则"),
    RuleKind.NETWORK: Text("Network rule", "网络规则"),
    RuleKind.NAT: Text("NAT rule", "NAT 规则"),
}


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the table: a rule, or a demand that this cluster does not need.

    ``key`` finds the line again after an answer. ``number`` is the line number that workbook and print
    share, 0 for what is not needed. ``mark`` says its fate; ``notes`` are further marks: that it rests on
    an answer nobody gave (``assumption`` says which), a remark, an advisory. ``searched`` is what the
    search field looks into, in lower case. ``decided`` is what the network team decided on it, None before an
    approval was read.
    """

    key: str
    number: int
    mark: Meaning
    destination: str
    service: str
    asked_for_by: str
    kind: str
    source: str
    notes: tuple[Meaning, ...]
    searched: str
    rule: Rule | None = None
    exclusion: Exclusion | None = None
    assumption: str = ""
    decided: Approval | None = None

    @property
    def state(self) -> ApprovalState | None:
        """What was decided on the line as it is today; None before an approval was read, and for no line asked for."""
        return self.decided.state if self.decided is not None else None

    @property
    def can_be_ticked(self) -> bool:
        """Whether the line carries a check box: optional lines alone do."""
        return self.rule is not None and self.rule.necessity is Necessity.OPTIONAL

    @property
    def assumed(self) -> bool:
        """Whether it is there, or not needed, by an answer that nobody gave."""
        return Meaning.ASSUMED in self.notes

    @property
    def left_out(self) -> bool:
        """Whether the planner left the line out."""
        return self.mark is Meaning.LEFT_OUT


def line_rows(
    plan: EgressPlan, catalog: Catalog, language: str, approvals: tuple[Approval, ...] = ()
) -> tuple[LineRow, ...]:
    """Return a row for each rule in the plan's order, then one for each demand that is not needed."""
    decided = verdicts(plan.included_rules(), approvals)
    # Most lines have the same sources, which may be a thousand subnets: their words are made once.
    sources = {entry: sources_text(entry, language) for entry in {rule.sources for rule in plan.rules}}
    rules = [
        replace(
            _rule_row(number, rule, plan, catalog, language, sources[rule.sources]),
            decided=decided.get(rule.id),
        )
        for number, rule in enumerate(plan.rules, start=1)
    ]
    spare = [_exclusion_row(entry, position, language) for position, entry in enumerate(plan.exclusions)]
    return (*rules, *spare)


def feature_label(catalog: Catalog, feature_id: str, language: str, *, short: bool = True) -> str:
    """Return a feature's name as people read it; the inbound group has one too."""
    if feature_id == INBOUND:
        return INBOUND_LABEL.in_language(language)
    feature = catalog.feature(feature_id)
    if feature is None:
        return feature_id
    return (feature.short_label if short else feature.label).in_language(language)


INBOUND_LABEL = Text("Inbound through the firewall", "经防火墙的入站流量")


def _rule_row(
    number: int, rule: Rule, plan: EgressPlan, catalog: Catalog, language: str, source: str
) -> LineRow:
    needed = Meaning.REQUIRED if rule.necessity is Necessity.REQUIRED else Meaning.OPTIONAL
    destination = rule.destination.shown(language)
    target = rule.translation.destination.shown(language) if rule.translation is not None else ""
    labels = [feature_label(catalog, feature, language) for feature in rule.features]
    service = services_text(rule.services)
    sentences = [rule.purpose.in_language(language), rule.if_refused.in_language(language)]
    words = [destination, target, service, *labels, *sentences]
    return LineRow(
        key=rule.id,
        number=number,
        mark=Meaning.LEFT_OUT if plan.is_left_out(rule) else needed,
        destination=destination,
        service=service,
        asked_for_by=labels[0] if len(labels) == 1 else f"{labels[0]} +{len(labels) - 1}",
        kind=RULE_KINDS[rule.kind].in_language(language),
        source=source,
        notes=tuple(_notes(rule, plan)),
        searched=" ".join([*words, service.replace(":", " ")]).casefold(),
        rule=rule,
        assumption=rule.assumption.in_language(language),
    )


def _notes(rule: Rule, plan: EgressPlan) -> Iterator[Meaning]:
    if rule.assumed:
        yield Meaning.ASSUMED
    if rule.remarks:
        yield Meaning.REMARK
    if any(entry.severity is Severity.WARNING for entry in plan.advisories_about(rule)):
        yield Meaning.ADVISORY


def _exclusion_row(entry: Exclusion, position: int, language: str) -> LineRow:
    destination = entry.destination.shown(language)
    service = services_text(entry.services)
    reason = entry.reason.in_language(language).rstrip(".。")
    words = (destination, service, reason, entry.purpose.in_language(language))
    return LineRow(
        key=f"not-needed:{entry.demand_id}:{position}",
        number=0,
        mark=Meaning.NOT_NEEDED,
        destination=destination,
        service=service,
        asked_for_by=ASSUMED_REASON.filled(reason=reason).in_language(language) if entry.assumed else reason,
        kind="",
        source="",
        notes=(Meaning.ASSUMED,) if entry.assumed else (),
        searched=" ".join(words).casefold(),
        exclusion=entry,
        assumption=entry.assumption.in_language(language),
    )


ASSUMED_REASON = Text("Assumed: {reason}", "假定：{reason}")


def separator(language: str) -> str:
    """Return what stands between the items of a list in this language."""
    return "、" if language == CHINESE else ", "
