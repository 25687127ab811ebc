"""What another edition makes of a plan, line by line, with the reason that is looked up for each."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from planner.domain.approval import Approval, ApprovalState
from planner.domain.request import Request
from planner.planning.edition_delta import EditionDelta, edition_delta
from planner.planning.planner import plan
from planner.planning.situation import ProfileError
from tests.plans import SHOP, catalog, changed

OLDEST, NEWEST = "2020-03-10", "2026-07-02"
EDITIONS = [entry.id for entry in catalog().editions]
ALL = tuple(feature.id for feature in catalog().features if not feature.always)


def of(older: str, newer: str, **answers: Any) -> EditionDelta:
    return edition_delta(changed(SHOP, edition=older, **answers), newer, catalog())


def why(found: EditionDelta, destination: str) -> str:
    delta = found.delta
    lines = [*delta.added, *delta.removed, *(change.after for change in delta.changed)]
    return " ".join(found.reasons[line.id].en for line in lines if line.destination.value == destination)


def test_a_line_that_the_older_page_did_not_list_says_so() -> None:
    found = of(OLDEST, NEWEST)
    assert why(found, "snapshot.ubuntu.com") == f"The page of {NEWEST} lists it, that of {OLDEST} did not."


def test_a_line_that_left_the_page_names_what_takes_its_place() -> None:
    found = of(OLDEST, NEWEST, features=("gpu",))
    assert "download.docker.com (HTTPS:443) takes its place" in why(found, "apt.dockerproject.org")
    assert "takes the place of apt.dockerproject.org" in why(found, "download.docker.com")


def test_a_line_that_the_newer_page_exempts_gives_that_reason_and_not_that_it_is_unlisted() -> None:
    found = of("2021-01-12", NEWEST, konnectivity=True)
    said = why(found, "AzureCloud.westeurope")
    assert said.count("Not needed in edition 2026-07-02: ") == 2
    assert "konnectivity" in said
    assert "does not." not in said


def test_each_service_of_a_line_has_the_reason_that_is_its_own() -> None:
    found = of(OLDEST, NEWEST, konnectivity=False)
    [line] = [rule for rule in found.delta.removed if rule.destination.value == "AzureCloud.westeurope"]
    said = found.reasons[line.id].en
    assert "TCP:22: The page of 2020-03-10 listed it" in said
    assert "TCP:9000, UDP:1194: In edition 2026-07-02, another line of the plan has it." in said


def test_a_changed_line_says_from_what_to_what() -> None:
    found = of(OLDEST, NEWEST, features=("windows",))
    assert why(found, "*.mp.microsoft.com") == "destination: mp.microsoft.com, now *.mp.microsoft.com."


@pytest.mark.parametrize("place", [("AzureCloud", "westeurope"), ("AzureChinaCloud", "chinanorth2")])
def test_every_line_that_differs_has_a_reason_in_both_languages(place: tuple[str, str]) -> None:
    for older, newer in combinations(EDITIONS, 2):
        found = of(older, newer, cloud=place[0], region=place[1], features=ALL, konnectivity=False)
        delta = found.delta
        ids = {rule.id for rule in (*delta.added, *delta.removed)} | {
            change.after.id for change in delta.changed
        }
        assert found.reasons.keys() == ids
        assert all(reason.en and reason.zh for reason in found.reasons.values())
        # Nothing falls back to naming the edition alone: what happened to a line is known.
        assert not [reason.en for reason in found.reasons.values() if " instead of " in reason.en]


def test_two_editions_that_ask_for_the_same_differ_in_no_line() -> None:
    assert of("2022-07-26", "2023-03-10", features=ALL).is_empty
    assert not of(OLDEST, NEWEST).is_empty


def decided(request: Request, destination: str, state: ApprovalState) -> Request:
    """Return the request with a decision on the line as it is today."""
    rules = plan(request, catalog()).included_rules()
    [rule] = [rule for rule in rules if rule.destination.value == destination]
    approval = Approval(rule.id, rule.fingerprint(), state, "Ann", "2026-11-02")
    return replace(request, approvals=(*request.approvals, approval))


def test_a_decision_on_a_line_that_leads_elsewhere_goes_stale() -> None:
    asked = changed(SHOP, edition=OLDEST, features=("windows",))
    asked = decided(asked, "mp.microsoft.com", ApprovalState.APPROVED)
    asked = decided(asked, "mcr.microsoft.com", ApprovalState.APPROVED)
    found = edition_delta(asked, NEWEST, catalog())
    assert found.stale == ("windows-updates",)
    assert set(found.undecided) == {rule.id for rule in found.delta.added}


def test_without_an_approval_nothing_goes_stale_and_nothing_waits() -> None:
    found = of(OLDEST, NEWEST, features=("windows",))
    assert (found.stale, found.undecided) == ((), ())


def test_a_plan_without_a_region_has_no_delta() -> None:
    with pytest.raises(ProfileError):
        edition_delta(Request(), NEWEST, catalog())
