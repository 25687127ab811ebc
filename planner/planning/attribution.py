"""Why a line came, went or changed between two plans, found by asking: what if this answer alone were another?

Nothing is guessed from texts. Each answer that differs is put into the older request by itself; what then already
differs as it does in the end is that answer's doing. What no answer does alone is named with all that it cannot do
without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.catalog.model import Catalog
from planner.domain.delta import PlanDelta
from planner.domain.fact import Fact
from planner.domain.request import Request
from planner.domain.text import Text, joined
from planner.planning.delta import delta_between
from planner.planning.planner import plan
from planner.planning.situation import ProfileError, cloud_of, situation


class CauseKind(StrEnum):
    """What differs between two requests."""

    EDITION = "edition"
    PLACE = "place"
    FEATURE = "feature"
    FACT = "fact"
    SERVICES = "services"
    OMISSIONS = "omissions"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that differs: its kind, its name (the id of an edition, feature or fact) and what it is now."""

    kind: CauseKind
    name: str
    text: Text


_Step = tuple[Cause, Callable[[Request], Request]]
"""A cause, and what puts it into the older request."""
_Mark = tuple[str, str, object]
"""What a difference is of a line: how it ended, its id, and what it has become."""


def attributed(
    before: Request, after: Request, delta: PlanDelta, catalog: Catalog
) -> Mapping[str, tuple[Cause, ...]]:
    """Return, by line id, what made it come, go or change; ``delta`` is that of the two requests' plans.

    Both requests can be planned. Texts of one cause are in both languages.
    """
    wanted = set(_marks(delta))
    steps = list(_steps(before, after, catalog))
    found: dict[str, tuple[Cause, ...]] = {}
    alone = [(cause, _marks_of(before, change(before), catalog)) for cause, change in steps]
    without: dict[int, set[_Mark]] = {}
    for mark in sorted(wanted, key=lambda entry: entry[:2]):
        causes = tuple(cause for cause, marks in alone if mark in marks)
        if not causes:
            for index in range(len(steps)):
                if index not in without:
                    without[index] = _marks_of(before, _all_but(before, steps, index), catalog)
            causes = tuple(steps[index][0] for index in range(len(steps)) if mark not in without[index])
        found[mark[1]] = causes or tuple(cause for cause, _ in steps)
    return found


def of_edition(
    request: Request, edition: str, delta: PlanDelta, catalog: Catalog
) -> Mapping[str, tuple[Cause, ...]]:
    """Return, by line id, which differences the way from ``edition`` to the request's own edition makes by itself.

    For lines whose answers are not known, such as those of a workbook: nothing else can be tried. Ids of lines that
    the edition does not explain are not among them.
    """
    before = _with_cluster(edition=edition)(request)
    causes = tuple(cause for cause, _ in _steps(before, request, catalog))
    made = {mark[:2] for mark in _marks_of(before, request, catalog)}
    return {mark[1]: causes for mark in _marks(delta) if mark[:2] in made} if causes else {}


def causes_text(causes: Sequence[Cause]) -> Text:
    """Return causes as one sentence's part: *Azure Policy: on and konnectivity: no*."""
    return joined(tuple(cause.text for cause in causes)) if causes else Text("", "")


def _all_but(before: Request, steps: Sequence[_Step], left: int) -> Request:
    request = before
    for index, (_, change) in enumerate(steps):
        if index != left:
            request = change(request)
    return request


def _marks_of(before: Request, after: Request, catalog: Catalog) -> set[_Mark]:
    try:
        return set(_marks(delta_between(plan(before, catalog), plan(after, catalog))))
    except ProfileError:  # half of a change may be no plan: a region of the other cloud
        return set()


def _marks(delta: PlanDelta) -> Iterator[_Mark]:
    for rule in delta.added:
        yield "added", rule.id, rule.line_key
    for rule in delta.removed:
        yield "removed", rule.id, rule.line_key
    for change in delta.changed:
        yield "changed", change.after.id, (change.after.fingerprint(), change.what)


# --- what differs -----------------------------------------------------------------------------------------------------


def _steps(before: Request, after: Request, catalog: Catalog) -> Iterator[_Step]:
    old, new = before.cluster, after.cluster
    old_edition, new_edition = (situation(request, catalog).edition.id for request in (before, after))
    if old_edition != new_edition:
        text = _EDITION.filled(new=catalog.day_of(new_edition), old=catalog.day_of(old_edition))
        yield Cause(CauseKind.EDITION, new_edition, text), _with_cluster(edition=new_edition)
    if (old.cloud, old.region) != (new.cloud, new.region):
        text = _PLACE.filled(region=new.region, cloud=cloud_of(new, catalog).short_label)
        yield Cause(CauseKind.PLACE, new.region, text), _with_cluster(cloud=new.cloud, region=new.region)
    for feature in catalog.features:
        was, now = (feature.id in cluster.features for cluster in (old, new))
        doubt_was, doubt_now = (feature.id in cluster.unknown_features for cluster in (old, new))
        if (was, doubt_was) != (now, doubt_now):
            said = _ON if now else _OFF
            yield (
                Cause(CauseKind.FEATURE, feature.id, said.filled(feature=feature.label)),
                _with_feature(feature.id, on=now, unknown=doubt_now),
            )
    for fact in catalog.facts:
        if before.known(fact) != after.known(fact):
            yield Cause(CauseKind.FACT, fact.id, _answer(fact, before, after)), _with_fact(fact, after)
    if old.inbound != new.inbound:
        yield Cause(CauseKind.SERVICES, "inbound", _SERVICES), _with_cluster(inbound=new.inbound)
    if before.omissions != after.omissions:
        omissions = after.omissions
        yield (
            Cause(CauseKind.OMISSIONS, "omissions", _OMISSIONS),
            lambda request: replace(request, omissions=omissions),
        )


def _answer(fact: Fact, before: Request, after: Request) -> Text:
    was, now = before.known(fact), after.known(fact)
    words = [_NOT_KNOWN if known is None else fact.in_words(known) for known in (now, was)]
    return _ANSWER.filled(fact=fact.label, new=words[0], old=words[1])


def _with_cluster(**fields: object) -> Callable[[Request], Request]:
    def change(request: Request) -> Request:
        return replace(request, cluster=replace(request.cluster, **fields))  # type: ignore[arg-type]

    return change


def _with_feature(feature: str, *, on: bool, unknown: bool) -> Callable[[Request], Request]:
    def change(request: Request) -> Request:
        cluster = request.cluster
        features = tuple(name for name in cluster.features if name != feature)
        doubtful = tuple(name for name in cluster.unknown_features if name != feature)
        return replace(
            request,
            cluster=replace(
                cluster,
                features=(*features, feature) if on else features,
                unknown_features=(*doubtful, feature) if unknown else doubtful,
            ),
        )

    return change


def _with_fact(fact: Fact, after: Request) -> Callable[[Request], Request]:
    value = after.known(fact)
    return lambda request: request.with_facts([(fact, value)])


_EDITION = Text("the page of {new} instead of that of {old}", "页面由 {old} 版改为 {new} 版")
_PLACE = Text("region {region}, {cloud}", "区域 {region}（{cloud}）")
_ON, _OFF = Text("{feature}: on", "{feature}：启用"), Text("{feature}: off", "{feature}：未启用")
_ANSWER = Text("{fact}: {new} (was: {old})", "{fact}：{new}（原为：{old}）")
_NOT_KNOWN = Text("not known", "未知")
_SERVICES = Text("the services reached from outside", "从外部访问的服务")
_OMISSIONS = Text("what was left out", "排除的规则")
