"""The head of a file: what it names, how it wraps, and that no text leaves its comment."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from planner.domain.export import Notice
from planner.domain.omission import Omission
from planner.domain.plan import Advisory, Severity
from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.header import WIDTH, Head, comments, head_lines
from tests.exporters import builders as b
from tests.exporters.shop import shop_context
from tests.plans import unanswered

WHAT = Text("Azure CLI script", "Azure CLI 脚本")
RUN = (Text("bash run.sh", "bash run.sh"),)
BACK = (Text("bash back.sh", "bash back.sh"),)
LINE = Notice(
    "t", "core-acs-mirror-azureedge-net", Text("It is wide.", "范围较大。"), Text("Look.", "请检查。")
)


def test_head_names_cluster_edition_catalog_plan_ticket_and_time() -> None:
    context = shop_context()
    text = "\n".join(head_lines(context, Head(WHAT, RUN, BACK)))
    assert text.startswith("Egress rules for AKS cluster shop-prod: Azure CLI script\n")
    for part in (
        "Cluster: shop-prod, West Europe, Azure (public cloud)",
        "Edition: 2026-07-02, ",
        "Catalog: digest 7f3a91c2d5e6f708",
        f"Plan: fingerprint {context.plan.digest()}",
        "Ticket: CHG0041872",
        "Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0",
        "How to run it:\n  bash run.sh",
        "How to roll it back:\n  bash back.sh",
    ):
        assert part in text


def test_head_is_chinese_in_chinese_files() -> None:
    text = "\n".join(head_lines(shop_context("zh"), Head(WHAT, RUN, BACK, (LINE,))))
    assert text.startswith(
        "AKS 群集 shop-prod 的出站规则：Azure CLI 脚本\n群集：shop-prod，西欧，Azure 公有云\n"
    )
    assert "提示（1 条）：\n  - 第 8 行：范围较大。请检查。" in text


def test_left_out_line_stands_in_the_head_with_its_reason() -> None:
    lines = head_lines(shop_context(), Head(WHAT, RUN, BACK))
    place = lines.index("Left out of the plan, not written as rules (1):")
    assert lines[place + 1] == (
        "  - Line 8: acs-mirror.azureedge.net, HTTPS:443. Required, yet left out: Retired in May 2025."
    )


def test_notice_gets_the_number_of_its_line_unless_it_says_it_already() -> None:
    said = replace(LINE, text=Text("Line 8, a host, is wide.", "第 8 行“主机”范围较大。"))
    other = replace(said, advice=Text("Wait.", "请稍候。"))
    text = "\n".join(head_lines(shop_context(), Head(WHAT, RUN, BACK, (LINE, other))))
    assert "- Line 8: It is wide. Look." in text
    assert "- Line 8, a host, is wide. Wait." in text


def test_neighbouring_notices_with_the_same_advice_share_it() -> None:
    lines = head_lines(shop_context(), Head(WHAT, RUN, BACK, (LINE, replace(LINE, rule_id=""))))
    place = lines.index("Notices (2):")
    assert lines[place + 1 : place + 4] == ("  - Line 8: It is wide.", "  - It is wide.", "    Look.")


def test_chinese_lines_are_as_wide_as_english_ones_and_do_not_start_with_a_full_stop() -> None:
    text = "防火墙策略启用代理，并且节点使用防火墙。" * 20
    lines = head_lines(shop_context("zh"), Head(Text(text, text), RUN, BACK))
    wide = lines[: lines.index("运行方法：")]
    assert max(columns(line) for line in wide) in {WIDTH - 1, WIDTH}
    assert not any(line.strip()[:1] in tuple("，。") for line in wide if line.strip())


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_words_that_fit_on_a_line_are_not_cut() -> None:
    word = "x" * 80
    notice = replace(LINE, text=Text(f"A host {word} is wide.", "主机"))
    lines = head_lines(shop_context(), Head(WHAT, RUN, BACK, (notice,)))
    assert any(word in line for line in lines)


def test_head_without_notices_says_that_nothing_is_missing() -> None:
    assert (
        "This file holds every line that the plan asks for; what was left out is not among them."
        in head_lines(shop_context(), Head(WHAT, RUN, BACK))
    )


def warned(*advisories: Advisory, language: str = "en") -> ExportContext:
    return b.context(b.plan(b.rule(), advisories=advisories), language)


WARNING = Advisory(
    "tls",
    Severity.WARNING,
    Text("It is cut off.", "会切断。"),
    Text("Exempt it.", "请排除。"),
    rule_ids=("core-mcr",),
)


def test_warnings_that_nobody_has_dealt_with_stand_behind_the_notices() -> None:
    decided, info = (
        replace(WARNING, id="done", decided="way"),
        replace(WARNING, id="i", severity=Severity.INFO),
    )
    lines = head_lines(warned(decided, info, WARNING), Head(WHAT, RUN, BACK, (replace(LINE, rule_id=""),)))
    place = lines.index("Read first (1):")
    assert lines[place + 1 :] == ("  - It is cut off (line 1). Exempt it.",)
    assert place > lines.index("Notices (1):")
    assert "  - 会切断（第 1 行）。请排除。" in head_lines(
        warned(WARNING, language="zh"), Head(WHAT, RUN, BACK)
    )


def test_open_decision_whose_title_a_notice_has_adds_its_text_alone() -> None:
    title = Notice(
        "t",
        "",
        Text("Still to be decided: It is cut off.", "尚未决定：会切断。"),
        Text("Choose.", "请选择。"),
    )
    lines = head_lines(warned(WARNING), Head(WHAT, RUN, BACK, (title,)))
    assert lines[lines.index("Read first (1):") + 1] == "  - Exempt it."


def test_advisories_that_the_head_says_in_another_place_are_not_repeated() -> None:
    placeholder = replace(WARNING, id="placeholder-open")
    without = head_lines(
        warned(WARNING, placeholder), Head(WHAT, RUN, BACK, (LINE,), said=frozenset({"tls"}))
    )
    assert not any(line.startswith("Read first") for line in without)
    assert "Read first (2):" in head_lines(warned(WARNING, placeholder), Head(WHAT, RUN, BACK))


def test_file_of_a_cluster_without_a_name_says_so_in_its_title() -> None:
    context = b.context(b.plan(request=unanswered()))
    assert head_lines(context, Head(WHAT, RUN, BACK))[0] == (
        "Egress rules for an AKS cluster without a name: Azure CLI script"
    )


def test_head_of_a_rollback_file_says_nothing_of_lines() -> None:
    text = "\n".join(head_lines(shop_context(), Head(WHAT, RUN, (), None)))
    assert "line" not in text.lower()
    assert "roll it back" not in text


@given(st.text(max_size=300))
@example("a\nrm -rf /")
@example("x" * 10_000)
@example("tail\\")
@example("a\u2028b\x85c\x0bd\x1ee")
def test_no_text_leaves_its_comment_or_starts_a_line(value: str) -> None:
    asked = unanswered(
        name=value, region=value, node_subnets=(b.SUBNET,), request=ChangeRequest(ticket=value)
    )
    made = b.plan(b.rule(), request=asked, omissions=(Omission("core-mcr", value),))
    context = b.context(made, request=asked)
    notice = Notice("t", "", Text(value, value), Text(value, value))
    lines = head_lines(context, Head(WHAT, RUN, BACK, (notice,)))
    assert all(columns(line) <= WIDTH for line in lines)
    text = comments(lines, "#", {"*/": "* /"})
    assert all(line == "#" or line.startswith("# ") for line in text.splitlines())
    assert len(text.splitlines()) == len(lines)
    assert not any(line.endswith("\\") for line in text.split("\n"))
    assert "*/" not in text


def test_comment_sign_is_that_of_the_language() -> None:
    assert comments(["one", "", "  two"], "//") == "// one\n//\n//   two"
