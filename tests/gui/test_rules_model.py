"""The rules table's rows, groups and item model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planner.domain.plan import EgressPlan
from planner.gui.colours import Meaning
from planner.gui.models.copying import copied
from planner.gui.models.rule_groups import Grouping, GroupRow, Show, filtered, grouped
from planner.gui.models.rule_rows import LineRow, line_rows
from planner.gui.models.rules_model import Column, RulesModel
from planner.session.session import Session
from tests.gui.page_builders import INTERNAL, STOREFRONT, catalog, silent, typical

CHECK = Qt.ItemDataRole.CheckStateRole


def _plan(session: Session) -> EgressPlan:
    assert session.plan is not None
    return session.plan


def _rows(session: Session, language: str = "en") -> tuple[LineRow, ...]:
    return line_rows(_plan(session), catalog(), language)


def _groups(
    session: Session, grouping: Grouping = Grouping.FEATURE, language: str = "en", text: str = ""
) -> tuple[GroupRow, ...]:
    rows = _rows(session, language)
    kept = filtered(rows, text, Show.ALL)
    return grouped(kept, _plan(session), catalog(), grouping, language, whole=len(kept) == len(rows))


def _row(session: Session, key: str, language: str = "en") -> LineRow:
    return next(row for row in _rows(session, language) if row.key == key)


def test_each_line_and_each_demand_not_needed_has_exactly_one_row() -> None:
    session = typical()
    plan = _plan(session)
    for grouping in Grouping:
        keys = [row.key for group in _groups(session, grouping) for row in group.lines]
        assert len(keys) == len(set(keys)) == len(plan.rules) + len(plan.exclusions)


def test_group_counts_add_up_to_the_counts_of_the_plan() -> None:
    from dataclasses import replace

    session = typical(inbound=(replace(STOREFRONT, remedy=INTERNAL, internal_ip="10.42.0.200"),))
    session.leave_out("core-ubuntu-security")
    counts = _plan(session).counts()
    rows = _rows(session)
    nat = sum(row.key.startswith("inbound-") for row in rows)
    assert sum(row.mark is Meaning.REQUIRED for row in rows) - nat == counts.required
    assert sum(row.mark is Meaning.OPTIONAL for row in rows) == counts.optional
    assert sum(row.mark is Meaning.LEFT_OUT for row in rows) == counts.left_out == 1
    assert nat == counts.nat == 1
    core = _groups(session)[0]
    assert core.counts == "10 required, 3 optional, 1 left out"


def test_line_numbers_are_those_of_workbook_and_print() -> None:
    plan = _plan(typical())
    rows = [row for row in _rows(typical()) if row.rule is not None]
    assert [row.number for row in rows] == [plan.line_number(row.key) for row in rows]


def test_asked_for_by_names_the_first_feature_and_counts_the_others() -> None:
    assert _row(typical(), "core-sign-in").asked_for_by == "Core +2"
    assert _row(typical(), "core-sign-in", "zh").asked_for_by == "基础 +2"
    assert _row(typical(), "core-registry").asked_for_by == "Core"


def test_feature_whose_lines_all_stand_elsewhere_keeps_a_heading_that_says_so() -> None:
    groups = {group.key: group for group in _groups(typical())}
    assert groups["workload-identity"].lines == ()
    assert groups["workload-identity"].remark == "its line stands under another feature"
    assert "workload-identity" not in {group.key for group in _groups(typical(), text="mcr")}


def test_advisories_and_remarks_are_counted_at_the_right_of_a_heading() -> None:
    core = _groups(typical())[0]
    assert core.remark == "2 lines with an advisory • 9 with a remark"
    assert _groups(typical(), language="zh")[0].remark == "2 条规则有提醒 • 9 条有备注"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mcr-0001", "mcr-0001.mcr-msedge.net"),
        ("TCP 443", "198.51.100.24"),
        ("tcp:443 198", "198.51.100.24"),
        ("clock", "ntp.ubuntu.com"),
    ],
)
def test_search_looks_into_host_service_and_reason_and_needs_every_word(text: str, expected: str) -> None:
    assert expected in {row.destination for row in filtered(_rows(typical()), text, Show.ALL)}
    assert filtered(_rows(typical()), text + " nvidia", Show.ALL) == ()


def test_filters_show_what_they_say() -> None:
    session = typical()
    session.leave_out("core-ubuntu-security")
    session.leave_out("core-registry", "Mirror in the hub")
    rows = _rows(session)
    assert {row.key for row in filtered(rows, "", Show.LEFT_OUT)} == {"core-ubuntu-security", "core-registry"}
    assert "core-ubuntu-security" in {row.key for row in filtered(rows, "", Show.OPTIONAL)}
    assert "core-registry" not in {row.key for row in filtered(rows, "", Show.REQUIRED)}
    assert all(row.notes for row in filtered(rows, "", Show.REMARKS))
    assert {row.key for row in filtered(rows, "", Show.NETWORK)} == {"core-api-server-address"}
    assert filtered(rows, "", Show.ALL, frozenset({"core-registry"}))[0].key == "core-registry"


def test_model_keeps_every_promise_of_an_item_model(qtmodeltester: ModelTester) -> None:
    session = typical()
    model = RulesModel()
    model.show_groups(_groups(session), "en")
    qtmodeltester.check(model)
    session.leave_out("core-ubuntu-security")
    model.show_groups(_groups(session), "en")
    model.show_groups(_groups(session, Grouping.KIND, "zh"), "zh")
    qtmodeltester.check(model)


def test_optional_lines_alone_carry_a_check_box() -> None:
    model = RulesModel()
    model.show_groups(_groups(typical()), "en")
    for group, row in enumerate(model.groups):
        assert model.index(group, 0).data(CHECK) is None, row.title
        for number, line in enumerate(row.lines):
            index = model.index(number, Column.DESTINATION, model.index(group, 0))
            assert (index.data(CHECK) is not None) == line.can_be_ticked
    optional = model.index_of("core-ubuntu-security")
    assert optional.data(CHECK) == Qt.CheckState.Checked
    assert not model.setData(model.index_of("core-registry"), Qt.CheckState.Unchecked, CHECK)


def test_tick_asks_by_a_signal_and_changes_nothing_itself(qtbot: QtBot) -> None:
    model = RulesModel()
    model.show_groups(_groups(typical()), "en")
    index = model.index_of("core-ubuntu-security")
    with qtbot.waitSignal(model.tick_wanted) as blocker:
        assert model.setData(index, Qt.CheckState.Unchecked, CHECK)
    assert blocker.args == ["core-ubuntu-security", False]
    assert index.data(CHECK) == Qt.CheckState.Checked


def test_same_lines_in_new_state_are_a_data_change_and_no_reset(qtbot: QtBot) -> None:
    session = typical()
    model = RulesModel()
    model.show_groups(_groups(session), "en")
    session.leave_out("core-ubuntu-security")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_groups(_groups(session), "en")
    assert model.index_of("core-ubuntu-security").data(CHECK) == Qt.CheckState.Unchecked


def test_screen_readers_hear_the_need_that_the_mark_shows() -> None:
    model = RulesModel()
    model.show_groups(_groups(typical()), "en")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of("core-registry").data(role) == "mcr.microsoft.com, Required"
    assert (
        model.index(0, 0).data(role)
        == "Every AKS cluster, 10 required, 4 optional, 2 lines with an advisory • 9 with a remark"
    )
    marked = model.index_of("core-kubernetes-binaries-mirror").siblingAtColumn(Column.MARK)
    assert marked.data() == "see remark, advisory"
    assert model.index_of("no-such-line") == QModelIndex()


def test_copied_csv_cannot_start_a_formula_and_markdown_shows_asterisks() -> None:
    from dataclasses import replace

    row = _row(typical(), "core-api-server")
    cells = copied([row], "text", "en").splitlines()[1].split("\t")
    assert cells[:4] == ["Required", "*.hcp.westeurope.azmk8s.io", "HTTPS:443", "Core"]
    assert "| \\*.hcp.westeurope.azmk8s.io |" in copied([row], "markdown", "en")
    evil = replace(row, destination='=HYPERLINK("x")')
    assert "'=HYPERLINK" in copied([evil], "csv", "en")
    assert copied([row], "csv", "zh").startswith("必要性,目标,服务,")
    with pytest.raises(ValueError, match="rtf"):
        copied([row], "rtf", "en")


def test_a_plan_with_every_question_answered_assumes_nothing() -> None:
    assert not any(row.assumed or row.assumption for row in _rows(typical()))


def test_lines_and_absences_that_rest_on_an_assumption_are_marked_and_counted() -> None:
    session = silent()
    plan, rows = _plan(session), _rows(session)
    wanted = [rule.id for rule in plan.rules if rule.assumed]
    assert wanted == ["core-api-server", "core-api-server-address"]
    assert [row.key for row in rows if row.assumed and row.rule is not None] == wanted
    spare = [row for row in rows if row.exclusion is not None and row.exclusion.assumed]
    assert spare
    assert all(row.assumed for row in spare)
    assert {row.key for row in filtered(rows, "", Show.ASSUMED)} == {row.key for row in rows if row.assumed}
    groups = {group.key: group for group in _groups(session)}
    assert groups["core"].remark.startswith("2 assumed • ")
    assert groups["not-needed"].remark == f"kept here with the reason • {len(spare)} assumed"


def test_an_answer_takes_the_mark_away_and_leaves_the_line() -> None:
    session = silent(private_cluster=False)
    assert not _row(session, "core-api-server").assumed
    assert _row(session, "core-api-server-address").assumed
    assert not _row(
        silent(private_cluster=False, pods_call_api_server=True), "core-api-server-address"
    ).assumed


def test_an_assumption_is_no_remark() -> None:
    keys = {row.key for row in filtered(_rows(silent(node_subnets=("10.42.0.0/22",))), "", Show.REMARKS)}
    assert not any(key.startswith("not-needed:") for key in keys)


def test_the_mark_says_in_words_what_nobody_answered() -> None:
    model = RulesModel()
    model.show_groups(_groups(silent()), "en")
    index = model.index_of("core-api-server")
    mark = index.siblingAtColumn(Column.MARK)
    assert str(mark.data()).split(", ")[0] == "assumed"
    assert "Assumed, nobody answered: Private API server: no" in mark.data(Qt.ItemDataRole.ToolTipRole)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "*.hcp.westeurope.azmk8s.io, Required, assumed"


def test_a_demand_that_is_not_needed_by_an_assumption_does_not_state_it_as_a_fact() -> None:
    rows = [row for row in _rows(silent()) if row.destination == "ntp.ubuntu.com"]
    assert rows[0].asked_for_by.startswith("Assumed: ")
    assert "nobody answered" not in rows[0].asked_for_by
    assert rows[0].assumption.startswith("Assumed, nobody answered: Linux nodes older than March 2021: no")


def test_a_copied_line_says_that_it_is_assumed() -> None:
    for language, need in (("en", "Required, assumed"), ("zh", "必需、假定")):
        row = _row(silent(), "core-api-server", language)
        assert copied([row], "text", language).splitlines()[1].split("\t")[0] == need
