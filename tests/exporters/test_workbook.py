"""The workbook read back with openpyxl, and looked at as the zip of XML that it is."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.omission import Omission
from planner.domain.plan import Advisory, Route, Severity
from planner.domain.request import ChangeRequest
from planner.domain.rule import SOURCE_PLACEHOLDER
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import COLUMNS, plan_lines
from planner.exporters.xlsx.rules_sheet import WIDEST_DESTINATION, WIDTHS, column_widths
from planner.exporters.xlsx.target import XlsxTarget
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.readiness import open_points
from tests.exporters import builders as b
from tests.exporters.shop import SHOP, asymmetric, shop_context
from tests.plans import catalog, changed, unanswered

HOSTILE = "=cmd|'/C calc'!A0\r\n\"quoted\", \x00\x07\u202etxt.exe <b>&amp; " + "x" * 10_000
ENGLISH_SHEETS = ["Summary", "Rules", "Not needed", "Advisories", "Routing and NAT", "About"]
CHINESE_SHEETS = ["摘要", "规则", "不需要", "提醒", "路由与 NAT", "关于"]


def book_of(context: ExportContext) -> Workbook:
    return load_workbook(io.BytesIO(workbook_bytes(context)))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return book_of(shop_context())


@pytest.fixture(scope="module")
def rules(book: Workbook) -> Worksheet:
    return book["Rules"]


def hostile_context() -> ExportContext:
    rule = b.rule(
        "core-mcr",
        b.placeholder(HOSTILE),
        reasons=(b.reason(purpose=Text(HOSTILE, HOSTILE), if_refused=Text("@SUM(1,1)", "+1")),),
    )
    change = ChangeRequest(**dict.fromkeys(ChangeRequest.__dataclass_fields__, HOSTILE))
    asked = unanswered(name=HOSTILE, region="=1+1", node_subnets=("=HYPERLINK(1)",), request=change)
    made = b.plan(
        rule,
        request=asked,
        advisories=(dataclasses.replace(asymmetric(), title=Text(HOSTILE, HOSTILE)),),
        omissions=(Omission("core-mcr", "=1+1 " + HOSTILE),),
    )
    return b.context(made, request=asked)


def texts(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell.value, str))


@pytest.mark.parametrize(("language", "names"), [("en", ENGLISH_SHEETS), ("zh", CHINESE_SHEETS)])
def test_sheets_stand_in_reading_order_in_the_language_of_the_files(language: str, names: list[str]) -> None:
    assert book_of(shop_context(language)).sheetnames == names


def test_head_stands_in_row_three_with_the_sixteen_columns_in_order(rules: Worksheet) -> None:
    assert [cell.value for cell in rules[3]] == [
        "No.", "Need", "Destination", "Service", "Why", "What breaks if refused", "Decision", "Approver",
        "Date", "Comment", "Asked for by", "Kind", "Source", "Section of Microsoft's page", "Rule id",
        "Fingerprint",
    ]  # fmt: skip


def test_columns_are_as_wide_as_the_design_says() -> None:
    sheet = book_of(b.context(b.plan()))["Rules"]
    wanted = [5, 12, 42, 11, 32, 35, 11, 12, 12, 24, 24, 12, 14, 40]
    assert [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJKLMN"] == wanted
    assert sum(WIDTHS.values()) > sum(wanted)


def widths_for(host: str) -> dict[str, float]:
    return column_widths(plan_lines(b.context(b.plan(b.rule(destination=b.fqdn(host))))))


def test_longest_host_widens_its_column_at_the_cost_of_others() -> None:
    widths = widths_for("westeurope.handler.control.monitor.azure.com")
    assert 42 < widths["destination"] <= WIDEST_DESTINATION
    assert sum(widths.values()) == sum(WIDTHS.values())
    assert (widths["service"], widths["decision"]) == (WIDTHS["service"], WIDTHS["decision"])
    assert widths["comment"] < WIDTHS["comment"]


def test_host_that_no_column_holds_is_shrunk_a_little_or_broken() -> None:
    made = b.plan(
        b.rule(destination=b.fqdn("a-long-name." * 3 + "contoso.com.cn")),
        b.rule("two", b.fqdn("x." * 200 + "test")),
    )
    sheet = book_of(b.context(made))["Rules"]
    assert sheet.column_dimensions["C"].width == WIDEST_DESTINATION
    assert sheet["C4"].alignment.shrink_to_fit
    assert not sheet["C4"].alignment.wrap_text
    # Far too long: shrunk, nobody could read it.
    assert sheet["C5"].alignment.wrap_text


@pytest.mark.parametrize("host", ["mcr.microsoft.com", "westeurope.handler.control.monitor.azure.com"])
def test_type_of_the_printed_columns_is_seven_points_on_paper(host: str) -> None:
    sheet = book_of(b.context(b.plan(b.rule(destination=b.fqdn(host)))))["Rules"]
    paper = 841.89 - 2 * 0.4 * 72
    # LibreOffice makes a unit of column width 7.41 pixels, an office program of Microsoft 7.
    printed = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJ") * 7.41 * 0.75
    assert all(sheet[f"{letter}4"].font.size * paper / printed >= 7 for letter in "ABCDEFGHIJ")


def test_title_and_instruction_stand_above_the_head(rules: Worksheet) -> None:
    assert rules["A1"].value == "shop-prod · firewall rules to decide"
    assert rules["A2"].value == (
        "West Europe · edition 2026-07-02 · 27 required, 4 optional, 1 NAT rule, 1 left out · ticket CHG0041872. "
        "Choose Approve, Reject or Ask; say why in Comment when you reject or ask. "
        "Only the four cream columns can be edited."
    )


def test_lines_have_the_numbers_ids_and_fingerprints_of_the_plan(rules: Worksheet) -> None:
    plan = shop_context().plan
    for row, rule in enumerate(plan.rules, start=4):
        assert rules.cell(row, 1).value == plan.line_number(rule.id)
        assert rules.cell(row, 15).value == rule.id
        assert rules.cell(row, 16).value == rule.fingerprint()
    assert rules.max_row == 3 + len(plan.rules)


def test_nat_rule_is_a_line_that_shows_both_addresses(rules: Worksheet) -> None:
    assert rules["C36"].value == "203.0.113.10 → 10.42.0.200:80"
    assert rules["L36"].value == "NAT (inbound)"
    assert not rules["G36"].protection.locked


def test_left_out_line_stays_grey_and_locked_with_the_reason_in_comment(rules: Worksheet) -> None:
    assert rules["B11"].value == "⊘ Left out"
    assert rules["J11"].value == "Required, yet left out: Retired in May 2025."
    assert all(rules[f"{letter}11"].protection.locked for letter in "GHIJ")
    assert rules["E11"].font.color.rgb == "005F6368"


def test_only_the_four_decision_columns_can_be_edited(rules: Worksheet) -> None:
    unlocked = {
        cell.column_letter for row in rules.iter_rows(min_row=4) for cell in row if not cell.protection.locked
    }
    assert unlocked == set("GHIJ")
    assert rules.protection.sheet
    # False means that the reader may still do it.
    assert not rules.protection.autoFilter
    assert not rules.protection.sort
    assert not rules.protection.formatColumns


def test_every_sheet_is_protected_and_fits_a_landscape_a4_in_width(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.sheet_view.showGridLines is False
        assert sheet.sheet_view.zoomScale == 85


def test_view_filter_and_print_area_are_those_of_the_design(rules: Worksheet) -> None:
    assert rules.freeze_panes == "D4"
    assert rules.auto_filter.ref == "A3:P36"
    assert rules.print_title_rows == "$3:$3"
    assert rules.print_area == "'Rules'!$A$1:$J$36"
    assert [letter for letter in "NOP" if rules.column_dimensions[letter].hidden] == ["O", "P"]


def test_footer_says_edition_sheet_ticket_and_page(rules: Worksheet) -> None:
    footer = rules.oddFooter
    assert footer.left.text.startswith("Edition 2026-07-02, catalog 7f3a91c2, plan ")
    assert footer.center.text == "&A"
    assert footer.right.text == "CHG0041872, page &P of &N"


def test_ampersand_in_the_ticket_is_no_code_in_the_footer() -> None:
    context = shop_context()
    request = changed(SHOP, request=ChangeRequest(ticket="R&D 7"))
    sheet = book_of(dataclasses.replace(context, request=request))["Rules"]
    assert sheet.oddFooter.right.text.startswith("R&&D 7, ")


@pytest.mark.parametrize(("language", "words"), [("en", '"Approve,Reject,Ask"'), ("zh", '"批准,拒绝,询问"')])
def test_decisions_are_chosen_from_a_list_with_a_prompt(language: str, words: str) -> None:
    sheet = book_of(shop_context(language)).worksheets[1]
    choice = next(v for v in sheet.data_validations.dataValidation if v.type == "list")
    assert choice.formula1 == words
    assert str(choice.sqref) == "G4:G36"
    assert choice.prompt
    assert choice.showErrorMessage


def test_date_column_takes_dates(rules: Worksheet) -> None:
    dates = next(v for v in rules.data_validations.dataValidation if v.type == "date")
    assert str(dates.sqref) == "I4:I36"
    assert rules["I4"].number_format == "yyyy-mm-dd"
    assert rules["I4"].is_date


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["Approve", "Reject", "Ask"]), ("zh", ["批准", "拒绝", "询问"])]
)
def test_each_decision_has_its_colour(language: str, words: list[str]) -> None:
    sheet = book_of(shop_context(language)).worksheets[1]
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == "G4:G36"
    fills = {rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb[2:] for rule in area.rules}
    assert fills == dict(zip(words, ["DDF0E1", "FBDDDA", "FDEBC8"], strict=True))


def test_normal_font_is_the_body_font_because_widths_are_counted_in_it(book: Workbook) -> None:
    normal = book._named_styles["Normal"].font
    assert (normal.name, normal.size) == ("Arial", 10)
    assert (book["Rules"]["E4"].font.name, book["Rules"]["E4"].font.size) == ("Arial", 10)
    assert book["Rules"]["C4"].font.name == "Consolas"


@pytest.mark.parametrize("make", [shop_context, hostile_context])
def test_no_cell_is_a_formula(make: type) -> None:
    content = workbook_bytes(make())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[ >/]", archive.read(name))
    for cell in texts(load_workbook(io.BytesIO(content))):
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_hostile_texts_arrive_without_control_characters_and_within_a_cell() -> None:
    for cell in texts(book_of(hostile_context())):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", cell.value)
        assert len(cell.value) <= 32_767
    heights = [
        row.height for sheet in book_of(hostile_context()).worksheets for row in sheet.row_dimensions.values()
    ]
    assert max(heights) <= 409


def test_file_name_of_a_hostile_cluster_has_no_folder_in_it() -> None:
    (file,) = XlsxTarget().export(hostile_context()).files
    assert "/" not in file.name
    assert len(file.name) <= 70
    assert file.name.endswith(".xlsx")


def test_several_reasons_give_the_first_sentence_and_for_whom_else() -> None:
    line = plan_lines(shop_context())[5]
    assert line.why == "Sign-in to Microsoft Entra. Also for: Azure Monitor, Azure Policy."
    assert (
        plan_lines(shop_context("zh"))[5].why
        == "登录 Microsoft Entra。同时用于：Azure Monitor、Azure Policy。"
    )
    assert line.asked_for_by == "Every AKS cluster, Azure Monitor, Azure Policy"


def test_cells_of_a_line_follow_the_columns() -> None:
    line = plan_lines(shop_context())[0]
    cells = dict(zip([column.key for column in COLUMNS], line.cells(), strict=True))
    assert cells["destination"] == "*.hcp.westeurope.azmk8s.io"
    assert (cells["decision"], cells["approver"], cells["date"], cells["comment"]) == ("", "", "", "")
    assert cells["source"] == b.SUBNET


def _all_text(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_summary_marks_the_answers_that_nobody_gave_as_assumed(book: Workbook) -> None:
    said = _all_text(book["Summary"])
    assert "userDefinedRouting (assumed)" in said
    assert "rules on a firewall are asked for" not in said  # it decides no line here
    assert "Azure (public cloud) (assumed)" not in said
    assert "10.42.0.0/22 (assumed)" not in said


def test_summary_shows_the_counts_that_every_view_shows(book: Workbook) -> None:
    counts = shop_context().plan.counts()
    said = _all_text(book["Summary"])
    assert f"{counts.required} required, {counts.optional} optional, {counts.nat} NAT rule" in said
    assert "1 route, 1 left out, 1 not needed" in said


def test_summary_says_decided_advisories_with_a_tick_and_open_ones_with_a_triangle() -> None:
    decided = _all_text(book_of(shop_context())["Summary"])
    undecided = _all_text(book_of(shop_context(decided=""))["Summary"])
    assert "✓ Decided" in decided
    assert "▲ Open: choose a remedy" in undecided
    assert "Answers from storefront will not reach clients on the internet (line 33)" in undecided


def test_summary_puts_what_is_open_first_and_only_counts_what_is_good_to_know() -> None:
    def advisory(name: str, severity: Severity, decided: str = "") -> Advisory:
        return Advisory(name, severity, Text(name, name), Text("So.", "如此。"), decided=decided)

    made = b.plan(advisories=(
        advisory("first note", Severity.INFO), advisory("done", Severity.WARNING, "way"),
        advisory("second note", Severity.INFO), advisory("watch out", Severity.WARNING),
    ))  # fmt: skip
    said = _all_text(book_of(b.context(made))["Summary"])
    assert said.index("watch out") < said.index("done")
    assert "first note" not in said
    assert "2 notes on the sheet Advisories" in said


def test_empty_request_fields_are_cells_to_fill_in(book: Workbook) -> None:
    summary = book["Summary"]
    labels = {summary.cell(row, 4).value: summary.cell(row, 5) for row in range(4, 14)}
    labels |= {summary.cell(row, 1).value: summary.cell(row, 2) for row in range(14, summary.max_row)}
    assert labels["Ticket"].protection.locked
    assert not labels["Verification"].protection.locked
    assert labels["Verification"].value is None


def test_sign_off_that_would_break_over_a_page_begins_a_new_one() -> None:
    short = shop_context()
    long = changed(SHOP, request=dataclasses.replace(SHOP.change_request, reason="Word " * 120))
    breaks = [
        [turn.id for turn in book_of(context)["Summary"].row_breaks.brk]
        for context in (short, dataclasses.replace(short, request=long))
    ]
    sheet = book_of(dataclasses.replace(short, request=long))["Summary"]
    sign_off = next(row for row in range(1, 60) if str(sheet.cell(row, 4).value).startswith("Sign-off"))
    assert sign_off - 1 not in breaks[0]
    assert sign_off - 1 in breaks[1]


@pytest.mark.parametrize("name", ["Advisories", "Routing and NAT"])
def test_sheet_of_several_tables_repeats_no_head(book: Workbook, name: str) -> None:
    assert book[name].print_title_rows is None
    assert book["Rules"].print_title_rows == "$3:$3"


def test_unknown_subnet_and_destination_stand_on_the_summary_and_in_the_notices() -> None:
    made = b.plan(
        b.rule(sources=(SOURCE_PLACEHOLDER,)),
        b.network(
            "core-api", b.placeholder("<API server address>"), "TCP:443", sources=(SOURCE_PLACEHOLDER,)
        ),
    )
    context = dataclasses.replace(b.context(made), readiness=open_points(made, catalog()))
    said = _all_text(book_of(context)["Summary"])
    notices = XlsxTarget().notices(context)
    assert [notice.rule_id for notice in notices] == ["", "core-api"]
    assert [notice.cause for notice in notices] == ["node-subnet", "placeholder-core-api"]
    points = {point.id: point for point in context.readiness}
    for notice in notices:
        point = points[notice.cause]
        assert point.blocks
        for text in (f"{point.title.en}.", f"{point.cost.en[1:]}.", point.advice.en):
            assert text in said
    assert notices[1].text.en.startswith("Line 2: <API server address> is a placeholder")


def test_exclusions_keep_their_reason_and_when_they_would_be_needed(book: Workbook) -> None:
    assert [cell.value for cell in book["Not needed"][4]] == [
        "AzureCloud.westeurope (service tag)", "UDP:1194, TCP:9000", "konnectivity replaces the tunnel.",
        "The cluster does not use konnectivity.", "Tunnel from the nodes to the API server.", "Required",
        "Every AKS cluster",
    ]  # fmt: skip


def test_advisories_show_remedies_the_choice_and_the_tasks(book: Workbook) -> None:
    ways = book["Advisories"]["D4"].value.split("\n")
    assert ways[0] == (
        "• Internal load balancer, NAT on the firewall (chosen). Adds: 1 NAT rule; Change: "
        "storefront gets the internal annotation and the address 10.42.0.200."
    )
    assert ways[2:] == [
        "• Way out: Do not filter egress through the firewall",
        "• Not offered: host route for a NAT gateway's address.",
        "• To do: Annotate the service storefront.",
    ]


def test_routes_and_nat_rules_are_entries_of_their_own_sheet(book: Workbook) -> None:
    said = _all_text(book["Routing and NAT"])
    assert "VirtualAppliance" in said
    assert "33 · Required" in said
    assert "10.42.0.200:80" in said
    assert "☐ Annotate the service storefront." in said


def test_plan_without_routes_or_nat_says_why_there_are_none() -> None:
    said = _all_text(book_of(b.context(b.plan()))["Routing and NAT"])
    assert "No route: with the outbound type userDefinedRouting" in said
    assert "No NAT rule: this plan publishes no service through the firewall." in said


def test_notes_on_single_lines_name_remarks_other_ways_and_the_covering_line() -> None:
    remark = dataclasses.replace(b.reason(), remarks=(Text("The page has no asterisk here.", "…"),))
    tight = dataclasses.replace(
        b.rule("core-a", b.fqdn("a.contoso.com"), reasons=(remark,)),
        covered_by="core-all",
        alternatives=(dataclasses.replace(b.tag("AzureMonitor"), note=Text("Wider.", "更宽。")),),
    )
    made = b.plan(b.rule("core-all", b.fqdn("*.contoso.com")), tight)
    said = _all_text(book_of(b.context(made))["Advisories"])
    assert "The page has no asterisk here." in said
    assert "AzureMonitor (service tag) · Wider." in said
    assert "Line 1, *.contoso.com, takes it in" in said


def test_about_names_edition_digests_version_and_date(book: Workbook) -> None:
    said = _all_text(book["About"])
    for fact in (
        "2026-07-02",
        "7f3a91c2d5e6f708",
        shop_context().plan.digest(),
        "0.1.0",
        "2026-08-24 14:05 +02:00",
    ):
        assert fact in said
    assert "CC BY 4.0" in said
    assert "so that decisions can be matched to lines later" in said
    assert "The planner reads" not in said


def test_placeholder_is_named_in_the_language_of_the_file() -> None:
    unknown = dataclasses.replace(
        b.placeholder("API server address"), label=Text("API server address", "API 服务器地址")
    )
    made = b.plan(b.network("core-api", unknown, "TCP:443"))
    assert book_of(b.context(made, "zh"))["规则"]["C4"].value == "API 服务器地址（待填写）"
    (notice,) = XlsxTarget().notices(b.context(made, "zh"))
    assert notice.text.zh.startswith("第 1 行：API 服务器地址 是占位符")


def test_route_that_lacks_an_address_is_marked_and_noticed() -> None:
    missing = Text("firewall private IP", "防火墙专用 IP")
    why = Text("Egress passes the firewall.", "出站流量经过防火墙。")
    route = Route("to-firewall", "0.0.0.0/0", "VirtualAppliance", missing.en, why, True, missing)
    back = Route("back", "<x>/32", "Internet", "", why, True, Text("firewall public IP", "防火墙公共 IP"))
    context = b.context(b.plan(routes=(route, back)))
    sheet = book_of(context)["Routing and NAT"]
    assert (sheet["B4"].value, sheet["D4"].value) == ("0.0.0.0/0", "firewall private IP (to be filled in)")
    assert (sheet["B5"].value, sheet["D5"].value) == ("firewall public IP (to be filled in)", None)
    assert [notice.text.en for notice in XlsxTarget().notices(context)] == [
        "The route to-firewall cannot be written yet: firewall private IP is not known.",
        "The route back cannot be written yet: firewall public IP is not known.",
    ]
