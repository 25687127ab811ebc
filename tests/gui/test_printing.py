"""The printed change request: what stands on which page, on every paper and in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from planner.domain.plan import Advisory, EgressPlan
from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.gui.colours import Meaning, colour
from planner.gui.printing import fonts, style
from planner.gui.printing.blocks import FillIn, Group
from planner.gui.printing.closing import closing_sections
from planner.gui.printing.document import ChangeRequestPages, compose
from planner.gui.printing.flow import Frame
from planner.gui.printing.kit import Kit
from planner.gui.printing.lines_table import LinesTable
from planner.gui.printing.marks import Box, MarkBlock
from planner.gui.printing.page_one import page_one
from planner.gui.printing.picture import Picture
from planner.gui.printing.text import TextBlock, Typesetter
from planner.planning import planner as planning
from tests.gui import print_builders as build
from tests.gui.printed import (
    A4,
    LETTER,
    block_text,
    page_blocks,
    page_lines,
    page_text,
)
from tests.plans import catalog, changed


def has_a_paper_font() -> bool:
    """Whether this machine has a family that pages are set for; the letters of others may be wider."""
    return not frozenset(fonts.LATIN).isdisjoint(QFontDatabase.families())


def table_pages(document: ChangeRequestPages) -> list[int]:
    """The pages, from 0, that lines to decide stand on."""
    heads = ((number, page_lines(document, number)[0]) for number in range(1, len(document.pages)))
    return [number for number, head in heads if head.startswith("Lines to decide")]


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize(
    "advisories", [build.TYPICAL_ADVISORIES, build.FIVE_ADVISORIES], ids=["three", "five"]
)
def test_typical_plan_takes_four_pages_at_most(
    paper: tuple[float, float], language: str, advisories: tuple[Advisory, ...]
) -> None:
    context = build.context_of(build.typical_plan(advisories), language)
    assert len(compose(context, *paper).pages) <= (4 if has_a_paper_font() else 5)


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize(
    "plan",
    [
        build.typical_plan(),
        build.typical_plan(()),
        build.typical_plan(build.FIVE_ADVISORIES * 4),
        build.many_rules(120),
    ],
    ids=["typical", "no advisories", "twenty advisories", "120 rules"],
)
def test_no_block_leaves_the_margins_and_no_two_overlap(
    paper: tuple[float, float], plan: build.EgressPlan
) -> None:
    document = compose(build.context_of(plan), *paper)
    for page in document.pages:
        content = sorted(page.parts[:-1], key=lambda part: part.y)
        assert min(part.x for part in content) == pytest.approx(style.MARGIN)
        assert content[0].y >= style.MARGIN - 0.01
        assert content[-1].y + content[-1].block.height <= paper[1] - style.MARGIN + 0.01
        for above, below in pairwise(content):
            assert above.y + above.block.height <= below.y + 0.01


@pytest.mark.parametrize("count", [0, 1, 3, 20])
def test_signatures_stand_on_page_one_however_many_advisories_there_are(count: int) -> None:
    advisories = (build.FIVE_ADVISORIES * 4)[:count]
    document = compose(build.context_of(build.typical_plan(advisories)), *A4)
    lines = page_lines(document, 0)
    roles = ["Requester", "Application owner", "Security", "Network"]
    assert [line for line in lines if line in roles][-4:] == roles
    assert "Approve all lines" in lines


def test_advisories_without_room_move_behind_and_page_one_says_where() -> None:
    advisories = tuple(
        replace(build.RETIRED, id=f"advisory-{number}", title=Text(f"Advisory number {number}", ""))
        for number in range(15)
    )
    document = compose(build.context_of(build.typical_plan(advisories)), *A4)
    first = page_text(document, 0)
    shown = [number for number in range(15) if f"Advisory number {number} " in first + " "]
    moved = int(re.search(r"(\d+) more advisories to read: page", first)[1])  # type: ignore[index]
    assert len(shown) + moved == 15
    rest = " ".join(page_text(document, number) for number in range(1, len(document.pages))) + " "
    assert all(f"Advisory number {number} " in rest for number in range(15) if number not in shown)


def test_every_page_says_which_page_it_is_and_of_what_plan() -> None:
    context = build.context_of()
    document = compose(context, *A4)
    for number in range(len(document.pages)):
        left, right = page_lines(document, number)[-2:]
        assert right == f"CHG0041872  ·  page {number + 1} of {len(document.pages)}"
        assert "2026-07-02" in left
        assert context.plan.digest()[:8] in left
        assert context.plan.catalog_digest[:8] in left


def test_page_one_points_to_the_pages_of_lines_and_of_reasons() -> None:
    document = compose(build.context_of(), *A4)
    first, *others = table_pages(document)
    assert page_lines(document, first)[0] == "Lines to decide"
    assert {page_lines(document, number)[0] for number in others} == {"Lines to decide (continued)"}
    pages = "pages 2 and 3" if len(others) == 1 else f"pages 2 to {others[-1] + 1}"
    assert f"Lines to decide: {pages}." in page_text(document, 0)
    closing = next(
        number
        for number in range(len(document.pages))
        if "Reasons, routes and steps" in page_lines(document, number)
    )
    assert f"verification: page {closing + 1}." in page_text(document, 0)


# --- page one ---------------------------------------------------------------------------------------------------------


def test_counts_on_page_one_are_those_of_the_plan() -> None:
    plan = build.left_out(build.typical_plan(), "mcr.microsoft.com", "security.ubuntu.com")
    lines = page_lines(compose(build.context_of(plan), *A4), 0)
    counts = plan.counts()
    assert (counts.required, counts.optional) == (27, 3)
    assert lines[lines.index("required lines") - 1] == "27"
    assert lines[lines.index("optional lines") - 1] == "3"
    assert lines[lines.index("not needed + left out") - 1] == "4 + 2"
    assert lines[lines.index("NAT rule and route") - 1] == "1 + 1"


def test_what_is_asked_counts_destinations_and_names_the_published_service() -> None:
    asked = page_text(compose(build.context_of(), *A4), 0)
    assert "reach 32 destinations through the firewall" in asked
    assert (
        "publish the service storefront on 203.0.113.10, TCP 443, by one NAT rule. No other line is asked for."
        in asked
    )


def test_zero_counts_say_why() -> None:
    plan = replace(build.many_rules(3), routes=(), exclusions=(), advisories=())
    lines = page_text(compose(build.context_of(plan), *A4), 0)
    for reason in ("none asked for", "every line applies", "neither is needed"):
        assert reason in lines


def test_open_decision_offers_its_remedies_as_boxes_to_tick() -> None:
    decided = page_blocks(compose(build.context_of(build.typical_plan((build.WHOLE,))), *A4), 0)
    undecided = page_blocks(compose(build.context_of(build.typical_plan((build.OPEN,))), *A4), 0)
    boxes = [sum(isinstance(block, Box) for _, _, block in blocks) for blocks in (decided, undecided)]
    assert boxes == [3, 3 + len(build.REMEDIES) + 1]


def test_empty_fields_become_lines_to_fill_in_and_nothing_else_changes_place() -> None:
    plan = build.under(build.typical_plan(), node_subnets=None, firewall_private_ip=None)
    empty = build.context_of(plan, request=ChangeRequest())
    blank = [block for _, _, block in page_blocks(compose(empty, *A4), 0) if isinstance(block, FillIn)]
    filled = [
        block for _, _, block in page_blocks(compose(build.context_of(), *A4), 0) if isinstance(block, FillIn)
    ]
    # ticket, seven of the nine fields (place and priority are known), reason
    assert (len(blank), len(filled)) == (9, 0)


def test_many_node_subnets_are_shortened_on_page_one_and_listed_behind() -> None:
    subnets = tuple(f"10.{number}.0.0/16" for number in range(40))
    plan = build.under(build.typical_plan(), node_subnets=subnets)
    document = compose(build.context_of(plan), *A4)
    assert "10.0.0.0/16 and 39 more, listed at the end" in page_text(document, 0)
    rest = page_text(document, len(document.pages) - 1)
    assert all(subnet in rest for subnet in subnets)


def test_reason_too_long_for_page_one_is_printed_in_full_behind() -> None:
    reason = " ".join(f"word{number}" for number in range(300))
    document = compose(build.context_of(request=replace(build.REQUEST, reason=reason)), *A4)
    assert "word299" not in page_text(document, 0)
    behind = " ".join(page_text(document, number) for number in range(1, len(document.pages))).split()
    assert [word for word in behind if word.startswith("word")] == reason.split()


def test_warnings_stand_before_what_is_decided_and_the_picture_with_the_path_it_shows() -> None:
    document = compose(build.context_of(build.typical_plan((build.TLS, build.WHOLE, build.RETIRED))), *A4)
    first = page_text(document, 0)
    titles = [build.RETIRED.title.en, build.WHOLE.title.en, build.TLS.title.en]
    places = [first.index(title.rstrip(".")) for title in titles if title in first]
    assert places == sorted(places)
    assert len(places) >= 2
    assert f"{build.WHOLE.title.en} (line 33, decided)." in first
    heights = {
        "picture" if isinstance(block, Picture) else "".join(run.text for run in block.lines[0][1])[:12]: y
        for _, y, block in page_blocks(document, 0)
        if isinstance(block, Picture | TextBlock)
    }
    assert heights["Inbound path"] < heights["picture"]
    assert heights["acs-mirror.a"] < heights["Inbound path"]


def test_open_decision_is_the_first_thing_to_read() -> None:
    short = replace(build.OPEN, remedies=build.REMEDIES[:1], way_out=None)
    document = compose(build.context_of(build.typical_plan((build.RETIRED, build.WHOLE, short))), *A4)
    lines = page_lines(document, 0)
    assert lines[lines.index("Read first") + 1] == build.OPEN.title.en


def test_single_way_that_helps_is_not_repeated_behind_the_text_that_says_it() -> None:
    two = replace(build.DNS_PROXY, remedies=build.REMEDIES)
    said = [
        page_text(compose(build.context_of(build.typical_plan((advisory,))), *A4), 0)
        for advisory in (build.DNS_PROXY, two)
    ]
    assert ["What helps:" in text for text in said] == [False, True]


def test_bypassed_firewall_is_not_said_to_be_passed() -> None:
    plan = build.under(build.many_rules(3), outbound_type="loadBalancer", inbound=())
    plan = replace(plan, advisories=())
    asked = page_text(compose(build.context_of(plan), *A4), 0)
    assert "through the firewall" not in asked
    assert "with the outbound type loadBalancer traffic does not pass the firewall" in asked


def test_cluster_without_a_name_is_the_cluster_in_sentences() -> None:
    plan = build.under(build.many_rules(3), name="", inbound=())
    request = replace(build.REQUEST, title="")
    first = page_text(compose(build.context_of(plan, request=request), *A4), 0)
    assert "Allow the nodes of the cluster to reach 3 destinations" in first
    assert "Egress rules for an AKS cluster without a name" in first


# --- lines ------------------------------------------------------------------------------------------------------------


def test_line_numbers_run_through_all_pages_without_a_gap() -> None:
    document = compose(build.context_of(build.many_rules(120)), *A4)
    numbers = [
        int(line)
        for number in range(1, len(document.pages))
        for line in page_lines(document, number)
        if re.fullmatch(r"\d+", line)
    ]
    assert numbers == list(range(1, 121))


def test_each_line_has_three_boxes_and_a_left_out_line_has_none() -> None:
    plan = build.left_out(build.typical_plan(), "mcr.microsoft.com")
    context = build.context_of(plan)

    def boxes(document: ChangeRequestPages) -> int:
        blocks = (
            block for number in range(len(document.pages)) for *_, block in page_blocks(document, number)
        )
        return sum(isinstance(block, Box) for block in blocks)

    # Page one and the steps at the end have boxes of their own; they do not grow with the lines.
    alone = replace(context, plan=replace(plan, rules=plan.rules[:1]))
    left = compose(context, *A4), compose(alone, *A4)
    assert boxes(left[0]) - boxes(left[1]) == 3 * (len(plan.rules) - 1 - 1)


def test_left_out_line_keeps_its_place_and_shows_the_written_reason() -> None:
    document = compose(build.context_of(build.left_out(build.typical_plan(), "mcr.microsoft.com")), *A4)
    table, closing = page_text(document, 1), page_text(document, len(document.pages) - 1)
    assert "2 mcr.microsoft.com HTTPS:443 · left out" in table
    assert "Required, yet left out: Covered by the company's mirror." in table
    assert "Covered by the company's mirror." in closing


def test_group_that_goes_on_says_continued_and_leaves_no_row_alone() -> None:
    plan = build.many_rules(120)
    one_feature = tuple(replace(rule, reasons=plan.rules[0].reasons) for rule in plan.rules)
    document = compose(build.context_of(replace(plan, rules=one_feature)), *A4)
    pages = [page_lines(document, number) for number in range(1, len(document.pages))]
    table_pages = [lines for lines in pages if lines[0].startswith("Lines to decide")]
    assert len(table_pages) > 2
    for lines in table_pages[1:]:
        assert "Every AKS cluster (continued)" in lines
        assert sum(bool(re.fullmatch(r"\d+", line)) for line in lines) >= 2


def remarked(count: int, *rules: int) -> EgressPlan:
    """Return a plan whose lines ``rules`` (from 0) have the same remark on their source."""
    plan = build.many_rules(count)
    remark = Text("The page writes this host without an asterisk.", "官方页面未写通配符。")
    return replace(
        plan,
        rules=tuple(
            replace(rule, reasons=(replace(rule.reasons[0], remarks=(remark,)),)) if number in rules else rule
            for number, rule in enumerate(plan.rules)
        ),
    )


def test_remark_stands_at_its_first_line_and_later_lines_point_there() -> None:
    text = page_text(compose(build.context_of(remarked(5, 1, 3)), *A4), 1)
    assert text.count("Remark: The page writes this host without an asterisk.") == 1
    assert text.count("remark as line 2") == 1
    assert "see remark" not in text


def test_remarks_without_room_at_their_lines_stand_behind_with_their_numbers() -> None:
    kit = Kit(build.context_of(remarked(5, 1, 2, 4)), Typesetter(fonts.fonts_for("en")), 500)
    (section,) = [
        section
        for section in closing_sections(kit, page_one(kit, Frame(45, 45, 500, 750)), with_remarks=True)
        if "Remarks on single lines" in block_text(section.head)
    ]
    assert [block_text(row) for row in section.rows] == [
        "Lines 2 to 3, 5  The page writes this host without an asterisk."
    ]
    table = LinesTable.of(kit, 8.6, with_remarks=False)
    rows = [block_text(row) for part in table.sections() for row in part.rows]
    assert sum("see remark" in row for row in rows) == 3
    assert not any("The page writes" in row for row in rows)


def test_refusal_is_said_in_words_and_in_the_problem_colour() -> None:
    document = compose(build.context_of(), *A4)
    runs = [
        run
        for _, _, block in page_blocks(document, 1)
        if isinstance(block, TextBlock)
        for _, line in block.lines
        for run in line
    ]
    refused = [run for run in runs if run.text.startswith("If refused:")]
    assert len(refused) >= 15
    assert {run.style.color for run in refused} == {style.PROBLEM}


def test_long_hosts_break_after_a_dot_alone() -> None:
    host = "west-europe-1.handler.control.monitor-by-region.azure-long-name.contoso.com"
    plan = replace(build.typical_plan(), rules=(build.host_rule(host),))
    lines = page_lines(compose(build.context_of(plan), *A4), 1)
    start = lines.index(next(line for line in lines if line.startswith("west-europe-1")))
    pieces: list[str] = []
    while "".join(pieces) != host:
        pieces.append(lines[start + len(pieces)])
    assert len(pieces) > 1
    assert all(piece.endswith(".") for piece in pieces[:-1])


def test_colours_are_the_light_ones_of_the_window(qapp: QApplication) -> None:
    light = QPalette("white")
    pairs = {
        Meaning.REQUIRED: style.REQUIRED,
        Meaning.OPTIONAL: style.OPTIONAL,
        Meaning.NOT_NEEDED: style.NOT_NEEDED,
        Meaning.LEFT_OUT: style.LEFT_OUT,
        Meaning.ADVISORY: style.ADVISORY,
        Meaning.PROBLEM: style.PROBLEM,
        Meaning.DONE: style.DONE,
    }
    assert {meaning: colour(meaning, light).name() for meaning in pairs} == pairs


# --- behind -----------------------------------------------------------------------------------------------------------


def test_closing_page_holds_reasons_tasks_routes_and_steps() -> None:
    closing = page_text(compose(build.context_of(), *A4), 3)
    for wanted in (
        "konnectivity replaces the tunnel. Needed if: konnectivity: no.",
        "Point the DNS name of storefront to 203.0.113.10.",
        "0.0.0.0/0 → VirtualAppliance 10.0.1.4",
        "203.0.113.10 → 10.42.0.200:443",
        "konnectivity yes",
        "Remove the rule collection group aks-shop-prod from the policy.",
        "A new node joins and goes Ready within 10 minutes.",
    ):
        assert wanted in closing


def test_answered_questions_are_not_called_assumed() -> None:
    closing = page_text(compose(build.context_of(), *A4), 3)
    assumed = closing[closing.index("Assumed answers") : closing.index("Rollback")]
    assert "konnectivity yes" in assumed
    assert "Node subnets" not in assumed


def closing_marks(context: ExportContext) -> dict[str, Meaning]:
    """The mark before each row of the last pages, by the text of the row."""
    document = compose(context, *A4)
    found: dict[str, Meaning] = {}
    for number in range(len(document.pages)):
        for _, _, block in page_blocks(document, number):
            parts = block.parts if isinstance(block, Group) else ()
            marks = [part.block.meaning for part in parts if isinstance(part.block, MarkBlock)]
            if len(marks) == 1 and len(parts) == 3:
                found[block_text(block)] = marks[0]
    return found


def test_tick_on_paper_stands_at_no_route_and_no_nat_rule_that_cannot_be_written() -> None:
    storefront = replace(build.SHOP.cluster.inbound[0], internal_ip="")
    whole = closing_marks(build.context_of(planning.plan(build.SHOP, catalog())))
    assert whole
    open_nat = changed(build.SHOP, inbound=(storefront,))
    waiting = closing_marks(build.context_of(planning.plan(open_nat, catalog())))
    nat = {mark for text, mark in waiting.items() if "Publishes" in text}
    assert nat == {Meaning.ADVISORY}
    assert {mark for text, mark in whole.items() if "Publishes" in text} == {Meaning.DONE}
    assert {mark for text, mark in whole.items() if "0.0.0.0/0" in text} == {Meaning.DONE}
    # An unknown target of a NAT rule holds the default route back: neither is done.
    assert {mark for text, mark in waiting.items() if "0.0.0.0/0" in text} == {Meaning.ADVISORY}


def test_count_of_routes_says_that_the_default_route_is_held_back() -> None:
    unknown = changed(build.SHOP, api_server_ip=None, inbound=())
    (line,) = planning.plan(unknown, catalog()).unwritable_lines()
    first = page_text(compose(build.context_of(planning.plan(unknown, catalog())), *A4), 0)
    assert "route, default held back" in first
    assert f"Line {line} cannot be written yet" in first
