"""What another edition makes of one request: which of its lines come, go and change, and why each does.

A reason is looked up, never guessed: in what the two pages list, and in what either plan says is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.catalog.model import Catalog
from planner.domain.approval import ApprovalState, verdicts
from planner.domain.delta import Aspect, LineChange, PlanDelta
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.domain.rule import Rule
from planner.domain.service import Service, services_text
from planner.domain.text import EMPTY_TEXT, Text, joined, together
from planner.planning.delta import delta_between
from planner.planning.edition_words import ASPECTS, NEEDS
from planner.planning.page_changes import FeatureChanges, PageChange, PageChangeKind, page_changes
from planner.planning.planner import plan

_DECIDED = (ApprovalState.APPROVED, ApprovalState.REJECTED, ApprovalState.ASKED)


@dataclass(frozen=True, slots=True)
class EditionDelta:
    """One request by two editions.

    ``reasons`` are by line id. ``stale`` are ids of lines whose decision would not hold any more; ``undecided`` those
    that nobody has decided on, of lines that come, where an approval was read.
    """

    older: str
    newer: str
    before: EgressPlan
    after: EgressPlan
    delta: PlanDelta
    reasons: Mapping[str, Text]
    stale: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no line and no route differs."""
        delta = self.delta
        return not (
            delta.added or delta.removed or delta.changed or delta.routes_added or delta.routes_removed
        )


def edition_delta(request: Request, newer: str, catalog: Catalog) -> EditionDelta:
    """Return what edition ``newer`` makes of ``request``, beside what its own edition does. Pure.

    Raises:
        ProfileError: the request cannot be planned, or there is no such edition.
    """
    before = plan(request, catalog)
    other = replace(request, cluster=replace(request.cluster, edition=newer))
    after = plan(other, catalog)
    delta = delta_between(before, after)
    decided = verdicts(before.included_rules(), request.approvals)
    now = verdicts(after.included_rules(), request.approvals)
    came = {rule.id for rule in delta.added}
    held = {rule_id for rule_id, entry in decided.items() if entry.state in _DECIDED}
    return EditionDelta(
        older=before.edition,
        newer=after.edition,
        before=before,
        after=after,
        delta=delta,
        reasons=_Reasons(before, after, catalog).of(delta),
        stale=tuple(
            rule_id
            for rule_id, entry in now.items()
            if entry.state is ApprovalState.STALE and (rule_id in held or rule_id in came)
        ),
        undecided=tuple(
            rule_id
            for rule_id, entry in now.items()
            if rule_id in came and entry.state is ApprovalState.PENDING
        ),
    )


class _Reasons:
    """Looks up why lines differ between two plans of one request."""

    def __init__(self, before: EgressPlan, after: EgressPlan, catalog: Catalog) -> None:
        self._before, self._after, self._catalog = before, after, catalog
        cloud = after.cluster.cloud
        changes = page_changes(catalog, before.edition, after.edition)
        self._pages = {entry.feature: entry for entry in changes if entry.cloud == cloud}

    def of(self, delta: PlanDelta) -> Mapping[str, Text]:
        """Return, by line id, why it comes, goes or changes."""
        return {
            **{rule.id: self._why(rule, came=True) for rule in delta.added},
            **{rule.id: self._why(rule, came=False) for rule in delta.removed},
            **{change.after.id: self._from_what_to_what(change) for change in delta.changed},
        }

    def _why(self, rule: Rule, *, came: bool) -> Text:
        """Return why a line comes or goes, service by service where they have reasons of their own."""
        found: dict[Text, list[Service]] = {}
        for service in rule.services:
            found.setdefault(self._why_service(rule, service, came=came), []).append(service)
        if len(found) == 1:
            return next(iter(found))
        return together(
            _OF_SERVICES.filled(services=services_text(tuple(services)), reason=reason)
            for reason, services in found.items()
        )

    def _why_service(self, rule: Rule, service: Service, *, came: bool) -> Text:
        other = self._before if came else self._after
        words = {"older": self._before.edition, "newer": self._after.edition}
        if _lines_with(other, rule, service):
            return (_STOOD_ELSEWHERE if came else _STANDS_ELSEWHERE).filled(**words)
        for exclusion in other.exclusions:
            if exclusion.destination.key == rule.destination.key and service in exclusion.services:
                reason = exclusion.reason_with_assumption
                return (_WAS_NOT_NEEDED if came else _NOT_NEEDED).filled(reason=reason, **words)
        change = self._page_change(rule, service, came=came)
        if change is None:
            return _BY_EDITION.filled(**words)
        first, second = change.before, change.after
        if change.kind is PageChangeKind.REPLACED and first is not None and second is not None:
            named = first if came else second
            destination = Text(named.destination.shown("en"), named.destination.shown("zh"))
            said = _IN_PLACE_OF if came else _HAS_SUCCESSOR
            return said.filled(destination=destination, services=services_text(named.services), **words)
        return (_LISTED if came else _NOT_LISTED).filled(**words)

    def _page_change(self, rule: Rule, service: Service, *, came: bool) -> PageChange | None:
        """Return what happened on the page to a service of the demands behind a line."""
        demands = {reason.demand_id for reason in rule.reasons}
        features = (self._pages[name] for name in rule.features if name in self._pages)
        return next(_speaking_of(features, demands, service, came=came), None)

    def _from_what_to_what(self, change: LineChange) -> Text:
        return together(
            _ASPECT.filled(aspect=ASPECTS[aspect], old=old, new=new)
            for aspect in change.what
            for old, new in (self._values(change, aspect),)
        )

    def _values(self, change: LineChange, aspect: Aspect) -> tuple[Text, Text]:
        old, new = (self._value(rule, aspect) for rule in (change.before, change.after))
        return old, new

    def _value(self, rule: Rule, aspect: Aspect) -> Text:
        if aspect is Aspect.NECESSITY:
            return NEEDS[rule.necessity]
        if aspect is Aspect.SERVICES:
            return _same(services_text(rule.services))
        if aspect is Aspect.SOURCES:
            return _same(", ".join(rule.sources))
        if aspect is Aspect.TRANSLATION and rule.translation is not None:
            target = rule.translation
            return _same(f"{target.destination.value}:{target.port}")
        if aspect is Aspect.REASONS:
            found = (self._catalog.feature(name) for name in rule.features)
            return joined(tuple(feature.short_label for feature in found if feature is not None))
        return Text(rule.destination.shown("en"), rule.destination.shown("zh"))


def _speaking_of(
    pages: Iterable[FeatureChanges], demands: set[str], service: Service, *, came: bool
) -> Iterator[PageChange]:
    for page in pages:
        for change in page.changes:
            row = change.after if came else change.before
            if row is None or (came and change.stood) or change.kind is PageChangeKind.CHANGED:
                continue
            if row.demand_id in demands and service in row.services:
                yield change


def _lines_with(made: EgressPlan, rule: Rule, service: Service) -> Sequence[Rule]:
    """Return lines of a plan that let the same service through to the same place."""
    return [
        entry
        for entry in made.included_rules()
        if entry.kind is rule.kind
        and entry.destination.key == rule.destination.key
        and service in entry.services
    ]


def _same(value: str) -> Text:
    return Text(value, value) if value else EMPTY_TEXT


_LISTED = Text(
    "The page of {newer} lists it, that of {older} did not.",
    "{newer} 版页面列出了它，{older} 版没有。",
)
_NOT_LISTED = Text(
    "The page of {older} listed it, that of {newer} does not.",
    "{older} 版页面列出过它，{newer} 版没有。",
)
_IN_PLACE_OF = Text(
    "It takes the place of {destination} ({services}) in edition {older}.",
    "取代 {older} 版的 {destination}（{services}）。",
)
_HAS_SUCCESSOR = Text(
    "In edition {newer}, {destination} ({services}) takes its place.",
    "在 {newer} 版中由 {destination}（{services}）取代。",
)
_NOT_NEEDED = Text("Not needed in edition {newer}: {reason}", "{newer} 版中不需要：{reason}")
_WAS_NOT_NEEDED = Text("Not needed in edition {older}: {reason}", "{older} 版中不需要：{reason}")
_STANDS_ELSEWHERE = Text(
    "In edition {newer}, another line of the plan has it.", "{newer} 版中由方案的另一条规则包含。"
)
_STOOD_ELSEWHERE = Text(
    "In edition {older}, another line of the plan has it.", "{older} 版中由方案的另一条规则包含。"
)
_BY_EDITION = Text("Edition {newer} instead of {older}.", "由 {older} 版改为 {newer} 版。")
_OF_SERVICES = Text("{services}: {reason}", "{services}：{reason}")
_ASPECT = Text("{aspect}: {old}, now {new}.", "{aspect}：{old}，现为 {new}。")
