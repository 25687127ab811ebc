"""What leaves once an approval was read: scripts hold the approved lines alone and name the rest with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.approval import Approval, ApprovalState
from planner.exporters.base import ExportContext, Target, TargetGroup
from planner.exporters.columns import plan_lines
from planner.exporters.options import LineChoice
from planner.exporters.registry import built_in_targets
from planner.exporters.selection import for_target
from tests.exporters import builders as b
from tests.exporters.test_selection import ADDRESSES, PLAN, SCRIPTS, code, head, named

RULES = {rule.id: rule for rule in PLAN.included_rules()}
STATES = (ApprovalState.APPROVED, ApprovalState.REJECTED, ApprovalState.ASKED)
DECISIONS = st.dictionaries(st.sampled_from(sorted(RULES)), st.sampled_from(STATES), min_size=1)


def decided(
    states: Mapping[str, ApprovalState],
    *,
    stale: frozenset[str] = frozenset(),
    only: LineChoice = LineChoice.USUAL,
) -> ExportContext:
    approvals = tuple(
        Approval(
            rule_id,
            "0" * 16 if rule_id in stale else RULES[rule_id].fingerprint(),
            state,
            by="Anna",
            comment="too wide" if state is ApprovalState.REJECTED else "",
        )
        for rule_id, state in states.items()
    )
    context = b.context(PLAN)
    return replace(
        context,
        request=replace(context.request, approvals=approvals),
        options=replace(context.options, only=only),
    )


def _wanted(rule_ids: set[str]) -> set[str]:
    return {RULES[rule_id].destination.value for rule_id in rule_ids}


@pytest.mark.parametrize("target", SCRIPTS, ids=lambda target: target.id)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=DECISIONS, stale=st.sets(st.sampled_from(sorted(RULES)), max_size=2))
def test_a_script_holds_no_line_that_was_not_approved(
    target: Target, states: dict[str, ApprovalState], stale: set[str]
) -> None:
    context = decided(states, stale=frozenset(stale))
    approved = {rule_id for rule_id, state in states.items() if state is ApprovalState.APPROVED} - stale
    unable = set(ADDRESSES) if target.id == "squid" else set()
    assert named(code(target, for_target(target, context))) == _wanted(approved) - unable


@pytest.mark.parametrize(
    "target",
    [target for target in SCRIPTS if target.id != "rules-as-code-csv"],  # fixed columns, and no head
    ids=lambda target: target.id,
)
def test_a_script_names_what_is_not_in_it_with_who_decided_and_why(target: Target) -> None:
    context = decided(
        dict.fromkeys(("one", "net-1"), ApprovalState.APPROVED) | {"two": ApprovalState.REJECTED}
    )
    said = head(target, for_target(target, context))
    assert "RejectedbyAnna:toowide." in said
    assert "nobodydecidedonityet" in said
    # Who runs this one at night has to know whether it takes out what an earlier one wrote.
    if target.id in ("panos", "fortios", "checkpoint"):
        assert "theystayopenuntilitsrollbackfileisrun" in said
    else:
        assert "whereanearlierexportwrotethem,thisonetakesthemout" in said


@pytest.mark.parametrize(
    "target",
    [target for target in SCRIPTS if target.group == TargetGroup.AZURE and target.id != "rules-as-code-csv"],
    ids=lambda target: target.id,
)
def test_where_nothing_is_approved_an_azure_file_says_that_what_is_in_place_stays_open(
    target: Target,
) -> None:
    context = for_target(target, decided({"one": ApprovalState.REJECTED}))
    said = head(target, context)
    assert "theystayopen,becausethisfilechangesnorules" in said
    assert "takesthemout" not in said
    if target.id == "terraform":
        # What leaves a file leaves Azure at the next apply, unless the file says that it is to be kept.
        kept = "from = azurerm_firewall_policy_rule_collection_group.aks_egress"
        assert kept in target.export(context).files[0].content.decode()


def test_what_people_read_holds_every_line_and_so_does_a_plan_without_approvals() -> None:
    context = decided({"one": ApprovalState.APPROVED})
    for target in built_in_targets():
        assert for_target(target, b.context(PLAN)).selected is None
        assert (for_target(target, context).selected is None) == (target.id in ("xlsx", "csv", "pdf"))


@pytest.mark.parametrize("target", built_in_targets(), ids=lambda target: target.id)
def test_a_person_may_ask_for_the_approved_lines_alone_or_for_all(target: Target) -> None:
    states = {"one": ApprovalState.APPROVED}
    assert for_target(target, decided(states, only=LineChoice.APPROVED)).selected == {"one"}
    assert for_target(target, decided(states, only=LineChoice.ALL)).selected is None


def test_a_document_of_approved_lines_says_of_the_others_what_was_decided() -> None:
    target = next(target for target in built_in_targets() if target.id == "csv")
    states = {"one": ApprovalState.APPROVED, "two": ApprovalState.ASKED, "three": ApprovalState.APPROVED}
    context = decided(states, stale=frozenset({"three"}), only=LineChoice.APPROVED)
    comments = {line.rule_id: line.comment for line in plan_lines(for_target(target, context))}
    assert comments["one"] == ""
    assert comments["two"] == "Asked back by Anna."
    assert "changed since" in comments["three"]
