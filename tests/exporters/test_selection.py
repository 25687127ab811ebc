"""A context with fewer lines: every target writes exactly these, and names the others where it names left-out lines."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from planner.domain.omission import Omission
from planner.exporters.asked import asked_text
from planner.exporters.base import ExportContext, Target
from planner.exporters.options import FqdnTagUse, TargetOptions
from planner.exporters.registry import built_in_targets
from planner.exporters.sentences import counts_text
from planner.exporters.xlsx.workbook import workbook_bytes
from tests.exporters import builders as b

HOSTS = ("one.test", "two.test", "three.test", "four.test")
ADDRESSES = ("198.51.100.1", "198.51.100.2")
PLAN = b.plan(
    *(b.rule(host.split(".")[0], b.fqdn(host)) for host in HOSTS),
    b.rule("spare", b.fqdn("spare.test"), reasons=(b.reason(optional=True),)),
    *(b.network(f"net-{text[-1]}", b.address(text), "TCP:8443") for text in ADDRESSES),
    omissions=(Omission("four", "Not used."),),
)
PEOPLE = {"xlsx", "csv"}
SCRIPTS = [target for target in built_in_targets() if target.id not in PEOPLE]
each_script = pytest.mark.parametrize("target", SCRIPTS, ids=lambda target: target.id)


def selecting(*rule_ids: str, language: str = "en", **fields: object) -> ExportContext:
    return replace(b.context(PLAN, language), selected=frozenset(rule_ids), **fields)  # type: ignore[arg-type]


def code(target: Target, context: ExportContext) -> str:
    """What the target's files do, without what they say in heads and comments."""
    texts = [file.content.decode("utf-8-sig") for file in target.export(context).files]
    if target.id == "arm":
        return texts[0].partition('"parameters"')[2]
    lines = "\n".join(texts).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith(("#", "//")))


def head(target: Target, context: ExportContext) -> str:
    text = target.export(context).files[0].content.decode("utf-8-sig")
    lines = json.loads(text)["metadata"]["head"] if target.id == "arm" else text.splitlines()
    return "".join("".join(line.strip("#/ \r") for line in lines).split())


def named(text: str) -> set[str]:
    return {word for word in (*HOSTS, "spare.test", *ADDRESSES) if word in text}


def test_lines_are_every_line_that_the_plan_asks_for_unless_some_were_selected() -> None:
    assert b.context(PLAN).lines == PLAN.included_rules()
    assert [rule.id for rule in selecting("net-1", "two", "one").lines] == ["one", "two", "net-1"]


def test_line_that_was_left_out_cannot_be_selected() -> None:
    assert selecting("four").lines == ()


@each_script
def test_target_writes_every_line_that_is_asked_for_without_a_selection(target: Target) -> None:
    wanted = {*HOSTS, "spare.test", *ADDRESSES} - {"four.test"}
    assert named(code(target, b.context(PLAN))) == wanted - (
        set(ADDRESSES) if target.id == "squid" else set()
    )


@each_script
@pytest.mark.parametrize(
    ("selected", "wanted"),
    [
        (("two", "net-1"), {"two.test", "198.51.100.1"}),
        (("one", "three", "spare", "four"), {"one.test", "three.test", "spare.test"}),
        ((), set()),
    ],
)
def test_target_writes_exactly_the_lines_of_its_context(
    target: Target, selected: tuple[str, ...], wanted: set[str]
) -> None:
    written = named(code(target, selecting(*selected)))
    assert written == (wanted - set(ADDRESSES) if target.id == "squid" else wanted)


@each_script
def test_no_notice_says_that_a_line_beyond_the_selection_cannot_be_written(target: Target) -> None:
    odd = b.network("odd", b.placeholder(), "TCP:443")
    made = replace(b.context(b.plan(b.rule(), odd)), selected=frozenset({"core-mcr"}))
    assert "odd" not in {notice.rule_id for notice in target.notices(made)}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "target", [target for target in SCRIPTS if target.id != "rules-as-code-csv"], ids=lambda target: target.id
)
def test_head_names_lines_that_were_not_selected_beside_those_that_were_left_out(
    target: Target, language: str
) -> None:
    said = head(target, selecting("one", language=language))
    title, entry, left = {
        "en": (
            "Notselected,notwrittenasrules(5):",
            "-Line5:spare.test,HTTPS:443.Optional;notselectedforthisfile.",
            "Leftoutoftheplan,notwrittenasrules(1):-Line4:four.test,",
        ),
        "zh": (
            "未选择，未写成规则（5项）：",
            "-第5行：spare.test，HTTPS:443。可选项，未选入此文件。",
            "已从方案中排除，未写成规则（1项）：-第4行：four.test，",
        ),
    }[language]
    assert title in said
    assert entry in said
    assert left in said
    assert title.partition("(")[0] not in head(target, b.context(PLAN, language))


def test_fqdn_tag_is_noticed_to_open_a_line_that_was_not_selected() -> None:
    (arm,) = (target for target in SCRIPTS if target.id == "arm")
    made = selecting("one", options=TargetOptions(fqdn_tag=FqdnTagUse.TAG))
    said = {notice.rule_id: notice.text.en for notice in arm.notices(made) if notice.rule_id}
    assert "is not selected, yet the FQDN tag" in said["two"]
    assert "is left out, yet the FQDN tag" in said["four"]


@pytest.mark.parametrize(("language", "need"), [("en", "Not selected"), ("zh", "未选择")])
def test_tables_keep_every_line_and_call_the_others_not_selected(language: str, need: str) -> None:
    context = selecting("one", "net-1", language=language)
    wanted = {"two": need, "three": need, "spare": need, "net-2": need}
    (table,) = (target for target in built_in_targets() if target.id == "csv")
    rows = list(csv.reader(io.StringIO(table.export(context).files[0].content.decode("utf-8-sig"))))[1:]
    assert {row[14]: row[1] for row in rows if row[1] == need} == wanted
    assert len(rows) == len(PLAN.rules)
    sheet = load_workbook(io.BytesIO(workbook_bytes(context))).worksheets[1]
    found = {row[14].value: row for row in sheet.iter_rows(min_row=4)}
    assert {rule_id for rule_id, row in found.items() if str(row[1].value).endswith(need)} == set(wanted)
    # Nobody is asked to decide on them: their cells for a decision are locked.
    assert all(found[rule_id][6].protection.locked for rule_id in wanted)
    assert not found["one"][6].protection.locked


def test_sentence_under_the_signature_and_counts_speak_of_the_selected_lines() -> None:
    assert "reach 2 destinations" in asked_text(selecting("one", "net-1"))
    assert counts_text(selecting("one", "spare")) == "1 required, 1 optional, 1 left out, 4 not selected"
    assert (
        counts_text(selecting("one", "spare", language="zh")) == "1 条必需，1 条可选，1 条已排除，4 条未选择"
    )
    assert asked_text(selecting()) == "No line is asked for."
