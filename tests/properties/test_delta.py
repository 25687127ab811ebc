"""A delta holds everything: put on top of the old plan's lines it gives the new plan's, and each line has its cause."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.delta import PlanDelta
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.planning.attribution import attributed
from planner.planning.delta import delta_between
from planner.planning.planner import plan
from tests.plans import catalog
from tests.properties.test_advisories_agree import requests

pytestmark = pytest.mark.long

EDITIONS = [edition.id for edition in catalog().editions]


def enforced(made: EgressPlan) -> list[str]:
    return sorted(rule.fingerprint() for rule in made.included_rules())


def applied(old: EgressPlan, delta: PlanDelta) -> list[str]:
    lines = [rule.fingerprint() for rule in old.included_rules()]
    for rule in (*delta.removed, *(change.before for change in delta.changed)):
        lines.remove(rule.fingerprint())
    lines += [rule.fingerprint() for rule in (*delta.added, *(change.after for change in delta.changed))]
    return sorted(lines)


def compared(before: Request, after: Request) -> None:
    old, new = plan(before, catalog()), plan(after, catalog())
    delta = delta_between(old, new)
    assert applied(old, delta) == enforced(new)
    assert delta.unchanged + len(delta.added) + len(delta.changed) == len(new.included_rules())
    assert delta.unchanged + len(delta.removed) + len(delta.changed) == len(old.included_rules())
    causes = attributed(before, after, delta, catalog())
    touched = (*delta.added, *delta.removed, *(change.after for change in delta.changed))
    assert set(causes) == {rule.id for rule in touched}
    assert all(causes.values())


@settings(max_examples=120, deadline=None)
@given(requests(), requests())
def test_a_delta_on_top_of_the_old_lines_gives_the_new_ones(before: Request, after: Request) -> None:
    compared(before, after)


@pytest.mark.parametrize("first", EDITIONS)
@settings(max_examples=20, deadline=None)
@given(request=requests(), second=st.sampled_from(EDITIONS))
def test_a_delta_between_two_editions_is_their_own_doing(first: str, request: Request, second: str) -> None:
    before, after = (
        replace(request, cluster=replace(request.cluster, edition=edition)) for edition in (first, second)
    )
    compared(before, after)
    delta = delta_between(plan(before, catalog()), plan(after, catalog()))
    kinds = {
        cause.kind.value for found in attributed(before, after, delta, catalog()).values() for cause in found
    }
    assert kinds <= {"edition"}
