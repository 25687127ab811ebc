"""Routes once an approval was read: written if approved and if nothing else holds them back, else named with why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import hcl2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.approval import Approval, ApprovalState
from planner.domain.plan import EgressPlan, Route
from planner.domain.text import Text
from planner.exporters.azure.collections import azure_change
from planner.exporters.base import ExportContext, Target
from planner.exporters.options import LineChoice
from planner.exporters.registry import built_in_targets
from planner.exporters.selection import for_target
from planner.exporters.xlsx.workbook import build_workbook
from tests.exporters import builders as b
from tests.exporters.test_selection import HOSTS, PLAN, SCRIPTS, code, head

WHY = Text("Sends it there.", "发送到那里。")
DEFAULT = Route("aks-default-to-firewall", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4", WHY)
BACK = Route("aks-return-203.0.113.10-32", "203.0.113.10/32", "Internet", "", WHY)
ROUTED: EgressPlan = replace(PLAN, routes=(DEFAULT, BACK))
IDS = sorted(entry.id for entry in ROUTED.to_decide())
APPROVED, REJECTED, ASKED = ApprovalState.APPROVED, ApprovalState.REJECTED, ApprovalState.ASKED
AZURE = [
    target for target in SCRIPTS if target.id in ("arm", "azure-cli", "bicep", "powershell", "terraform")
]
each_azure = pytest.mark.parametrize("target", AZURE, ids=lambda target: target.id)
each_script = pytest.mark.parametrize("target", SCRIPTS, ids=lambda target: target.id)
VITAL = {rule.id for rule in ROUTED.included_rules() if rule.is_vital}


def decided(
    states: Mapping[str, ApprovalState],
    *,
    stale: frozenset[str] = frozenset(),
    plan: EgressPlan = ROUTED,
    language: str = "en",
    only: LineChoice = LineChoice.USUAL,
) -> ExportContext:
    """Return a context with these decisions; what is not named among them is open."""
    prints = {entry.id: entry.fingerprint() for entry in plan.to_decide()}
    approvals = tuple(
        Approval(
            rule_id,
            "0" * 16 if rule_id in stale else prints[rule_id],
            state,
            by="Anna",
            comment="" if state is APPROVED else "no bypass",
        )
        for rule_id, state in states.items()
    )
    context = b.context(plan, language)
    return replace(
        context,
        request=replace(context.request, approvals=approvals),
        options=replace(context.options, only=only),
    )


def all_approved(**others: ApprovalState) -> dict[str, ApprovalState]:
    named = {{"default": DEFAULT.id, "back": BACK.id}[name]: state for name, state in others.items()}
    return dict.fromkeys(IDS, APPROVED) | named


def written(target: Target, context: ExportContext) -> set[str]:
    """Return the routes that the files of a target write, or remove again in its rollback."""
    text = code(target, for_target(target, context))
    # An address of Terraform's state is no route that is written: it may stand in a block that keeps one.
    form = '"{}"' if target.id == "terraform" else "{}"
    return {route.id for route in (DEFAULT, BACK) if form.format(route.name) in text}


@each_script
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    states=st.dictionaries(
        st.sampled_from(IDS), st.sampled_from((APPROVED, APPROVED, APPROVED, REJECTED, ASKED)), min_size=1
    ),
    fill=st.booleans(),
    stale=st.sets(st.sampled_from(IDS), max_size=1),
)
def test_no_script_holds_a_route_that_was_not_approved(
    target: Target, states: dict[str, ApprovalState], fill: bool, stale: set[str]
) -> None:
    # Drawn alone, all lines are hardly ever approved, and then the default route never stands in question.
    states = dict.fromkeys(IDS, APPROVED) | states if fill else states
    context = decided(states, stale=frozenset(stale))
    approved = {rule_id for rule_id, state in states.items() if state is APPROVED} - stale
    found = written(target, context)
    assert found <= approved
    lines = approved - {DEFAULT.id, BACK.id}
    expected = approved & {BACK.id} if lines or approved else set()
    if {DEFAULT.id, BACK.id} | VITAL <= approved:
        expected |= {DEFAULT.id}
    assert found == (expected if target in AZURE else set())


@each_azure
def test_all_routes_are_written_where_all_is_approved_and_where_somebody_asks_for_all(target: Target) -> None:
    both = {DEFAULT.id, BACK.id}
    assert written(target, decided(all_approved())) == both
    assert written(target, decided({"one": APPROVED}, only=LineChoice.ALL)) == both
    assert written(target, decided({})) == both


@each_azure
@pytest.mark.parametrize(
    ("state", "stale", "said"),
    [
        (REJECTED, False, "RejectedbyAnna:nobypass."),
        (ASKED, False, "AskedbackbyAnna:nobypass."),
        (None, False, "Notapproved:nobodydecidedonityet."),
        (APPROVED, True, "Notapproved:theroutechangedsinceitwasdecidedonbyAnna."),
    ],
)
def test_a_script_names_the_route_with_what_was_decided_on_it(
    target: Target, state: ApprovalState | None, stale: bool, said: str
) -> None:
    states = all_approved()
    if state is None:
        del states[DEFAULT.id]
    else:
        states[DEFAULT.id] = state
    context = for_target(target, decided(states, stale=frozenset({DEFAULT.id} if stale else ())))
    text = head(target, context)
    assert f"Theroute{DEFAULT.name},0.0.0.0/0,isnotwritten.{said}" in text
    (notice,) = (n for n in target.notices(context) if "is not written" in n.text.en)
    assert "Anna" in notice.text.zh or state is None


@each_script
def test_every_script_says_that_a_route_is_not_approved_and_none_advises_to_set_it(target: Target) -> None:
    context = for_target(target, decided(all_approved(back=REJECTED)))
    if target.id in ("rules-as-code-csv", "network-policy"):  # which know no routes
        return
    about = [n for n in target.notices(context) if BACK.name in n.text.en and "no bypass" in n.text.en]
    assert len(about) == 1
    assert not [
        n for n in target.notices(context) if BACK.name in n.text.en and "Set it there" in n.advice.en
    ]
    assert about[0].text.zh.endswith("Anna已拒绝：no bypass。")


@each_azure
def test_the_default_route_waits_for_one_that_answers_need(target: Target) -> None:
    context = for_target(target, decided(all_approved(back=REJECTED)))
    assert written(target, decided(all_approved(back=REJECTED))) == set()
    assert any(
        "default route aks-default-to-firewall is held back" in n.text.en for n in target.notices(context)
    )
    # The other way round nothing waits: a route of one address takes no egress of others.
    assert written(target, decided(all_approved(default=REJECTED))) == {BACK.id}


@each_azure
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_route_that_is_in_place_stays_and_the_head_says_so(target: Target, language: str) -> None:
    context = for_target(target, decided(all_approved(default=REJECTED), language=language))
    wanted = {"en": f"Nottouched:{DEFAULT.name},", "zh": f"不更改：{DEFAULT.name}，因为缺少批准"}
    assert wanted[language] in head(target, context)
    free = for_target(target, decided(all_approved(), language=language))
    assert wanted[language].partition("：")[0].partition(":")[0] not in head(target, free)


def test_terraform_is_told_to_keep_an_unapproved_route_of_an_earlier_file() -> None:
    (target,) = (found for found in AZURE if found.id == "terraform")

    def configuration(states: dict[str, ApprovalState]) -> dict[str, Any]:
        content = target.export(for_target(target, decided(states))).files[0].content.decode("utf-8")
        found: dict[str, Any] = hcl2.loads(content)
        return found

    before, after = configuration(all_approved()), configuration(all_approved(default=REJECTED))
    assert "removed" not in before
    (kept,) = after["removed"]
    assert kept["lifecycle"][0]["destroy"] is False
    # The very address under which the earlier file held it.
    held = [name.strip('"') for block in before["resource"] for name in next(iter(block.values()))]
    assert kept["from"].strip("${}") in [f"azurerm_route.{name}" for name in held]
    said = [
        notice.text.en
        for notice in target.notices(for_target(target, decided(all_approved(default=REJECTED))))
    ]
    assert any("leaves that in Azure and manages it no more" in text for text in said)
    assert not any("would delete it" in text for text in said)


def test_a_missing_approval_of_the_route_is_no_line_that_the_file_lacks() -> None:
    """The script of the Azure CLI stops where required lines go while a default route is in place: here none does."""
    target = next(target for target in AZURE if target.id == "azure-cli")
    change = azure_change(for_target(target, decided(all_approved(default=REJECTED))), target.id)
    assert not change.held_back
    assert [route.name for route in change.unapproved] == [DEFAULT.name]
    states = all_approved(default=REJECTED) | {HOSTS[0].split(".")[0]: REJECTED}
    assert azure_change(for_target(target, decided(states)), target.id).held_back


def test_routes_that_lack_an_address_are_named_for_both() -> None:
    unknown = replace(
        BACK, prefix="<firewall public IP>/32", placeholder=True, label=Text("public IP", "公共 IP")
    )
    plan = replace(PLAN, routes=(DEFAULT, unknown))
    states = {entry.id: APPROVED for entry in plan.to_decide()} | {unknown.id: REJECTED}
    target = AZURE[0]
    said = [
        n.text.en
        for n in target.notices(for_target(target, decided(states, plan=plan)))
        if BACK.name in n.text.en
    ]
    assert len(said) == 2
    assert "is not known" in said[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_documents_show_every_route_with_its_decision_whatever_was_decided(language: str) -> None:
    context = decided(all_approved(back=REJECTED), language=language)
    target = next(target for target in built_in_targets() if target.id == "xlsx")
    sheet = build_workbook(for_target(target, context)).worksheets[4]
    shown = [[sheet.cell(row, column).value for column in (2, 6, 7, 9)] for row in (4, 5)]
    words = {"en": ("Approve", "Reject"), "zh": ("批准", "拒绝")}[language]
    assert shown == [
        ["0.0.0.0/0", words[0], "Anna", None],
        ["203.0.113.10/32", words[1], "Anna", "no bypass"],
    ]
    assert not target.notices(for_target(target, context))


def test_what_a_route_is_found_back_by_is_hidden_and_all_that_prints_stands_on_one_page_wide() -> None:
    sheet = build_workbook(decided({})).worksheets[4]
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$I${sheet.max_row}"
    for letter, values in (("J", [entry.id for entry in (DEFAULT, BACK)]), ("K", [DEFAULT.fingerprint()])):
        assert sheet.column_dimensions[letter].hidden
        cells = [sheet[f"{letter}{row}"] for row in (4, 5)]
        assert [cell.value for cell in cells][: len(values)] == values
        # Broken to no width, LibreOffice lets their letters leak into the text of a PDF.
        assert not any(cell.alignment.wrap_text for cell in cells)
    assert [sheet[f"{letter}4"].protection.locked for letter in "EFGHIJK"] == [True, *[False] * 4, True, True]
    assert {str(found.sqref) for found in sheet.data_validations.dataValidation} == {"F4:F5", "H4:H5"}
