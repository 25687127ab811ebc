"""What nobody answered stands in every target at exactly the lines that rest on it, in one wording."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.domain.fact import Fact, FactKind
from planner.domain.request import Request
from planner.domain.rule import Rule
from planner.exporters.azure.arm import ArmTarget
from planner.exporters.azure.azure_cli import AzureCliTarget
from planner.exporters.azure.bicep import BicepTarget
from planner.exporters.azure.collections import azure_change
from planner.exporters.azure.powershell import PowerShellTarget
from planner.exporters.azure.terraform import TerraformTarget
from planner.exporters.base import ExportContext, Target
from planner.exporters.columns import destination_text
from planner.exporters.open_points import further_assumed
from planner.exporters.options import TargetOptions
from planner.exporters.registry import built_in_targets
from planner.exporters.sentences import lines_text
from planner.exporters.vendor_comments import LIMIT
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.planner import plan
from planner.session.handover import export_context
from tests.exporters.azure.read_arm import read_arm
from tests.exporters.azure.read_bicep import read_bicep
from tests.exporters.azure.read_powershell import read_powershell
from tests.exporters.azure.readback import group_of
from tests.exporters.vendors.everything import tags_for
from tests.plans import ANSWERED, catalog, planned, request, unanswered

pytestmark = pytest.mark.long

MADE = datetime(2026, 8, 24, 14, 5, tzinfo=UTC)
MARK = {"en": "Assumed, nobody answered: ", "zh": "假定（未回答）："}
ANSWERED_WORD = {"en": "Answered", "zh": "已回答"}
HEADING = {"en": "Linesandroutesthatrestonassumptions:", "zh": "基于假定的规则和路由："}
ABSENT = {"en": "Leftawaybecausenobodyanswered", "zh": "因未回答而未列入"}
TARGETS = {target.id: target for target in built_in_targets()}
SCRIPTS = [target for name, target in TARGETS.items() if name not in ("xlsx", "csv", "rules-as-code-csv")]
each_script = pytest.mark.parametrize("target", SCRIPTS, ids=lambda target: target.id)
each_language = pytest.mark.parametrize("language", ["en", "zh"])

_LISTS = {FactKind.ADDRESSES: ("10.0.0.53",), FactKind.PREFIXES: ("10.42.0.0/22",)}


def _answers(fact: Fact) -> st.SearchStrategy[Any]:
    """Not known, or any answer that the fact takes."""
    if fact.kind is FactKind.YES_NO:
        return st.sampled_from([None, False, True])
    if fact.kind is FactKind.CHOICE:
        return st.sampled_from([None, *fact.answers])
    if fact.kind.is_list:
        return st.sampled_from([None, (), _LISTS[fact.kind]])
    return st.sampled_from([None, "198.51.100.24"]) if fact.kind is FactKind.ADDRESS else st.none()


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Any answers to the questions of the table, in any cloud and edition, with any features."""
    cloud = draw(st.sampled_from(catalog().clouds))
    edition = draw(st.sampled_from([entry.id for entry in catalog().editions]))
    offered = [
        feature.id
        for feature in catalog().features
        if not feature.always and feature.withheld_because(cloud.id, edition) is None
    ]
    features = draw(st.lists(st.sampled_from(offered), unique=True))
    asked = [fact for fact in catalog().facts if fact.id != "node_subnets"]
    answers = {fact.id: draw(_answers(fact)) for fact in asked}
    subnets = draw(st.sampled_from([("10.42.0.0/22",), ("10.42.0.0/22",), None]))
    return unanswered(
        name="shop", cloud=cloud.id, region=cloud.regions[0].name, edition=edition, features=tuple(features),
        node_subnets=subnets, **answers,
    )  # fmt: skip


def context_of(asked: Request, language: str) -> ExportContext:
    made = plan(asked, catalog())
    context = export_context(asked, made, catalog(), language, MADE)
    return replace(context, options=TargetOptions(service_tags=tags_for(made)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def head(target: Target, context: ExportContext) -> str:
    """The file's head without comment signs and blanks: sentences that were wrapped are whole again."""
    text = target.export(context).files[0].content.decode("utf-8-sig")
    if target.id == "arm":
        return squeezed("\n".join(json.loads(text)["metadata"]["head"]))
    return squeezed(
        "\n".join(line.lstrip("#/ ") for line in text.splitlines() if re.match(r"\s*(#|//)", line))
    )


def expected_block(context: ExportContext) -> str:
    """Each sentence of the plan once, behind the numbers of exactly the lines that rest on it."""
    numbers: dict[str, list[int]] = {}
    for number, rule in enumerate(context.plan.rules, start=1):
        if rule.assumed:
            numbers.setdefault(context.say(rule.assumption), []).append(number)
    stop = "。" if context.language == "zh" else "."
    entries = (
        f"-{lines_text(tuple(found), context).capitalize()}{stop}{said}" for said, found in numbers.items()
    )
    return squeezed("".join(entries))


def expected_routes(context: ExportContext) -> str:
    """Each route that rests on an answer nobody gave, with that answer."""
    form = {"en": "-Route{name}.{said}", "zh": "-路由{name}。{said}"}[context.language]
    return squeezed(
        "".join(
            form.format(name=route.name, said=context.say(route.assumption))
            for route in context.plan.routes
            if route.assumed
        )
    )


# --- scripts: the head names the lines ---


@each_script
@each_language
@settings(max_examples=12)
@given(asked=requests())
def test_head_names_exactly_the_lines_that_rest_on_assumptions(
    target: Target, language: str, asked: Request
) -> None:
    context = context_of(asked, language)
    said = head(target, context)
    if any(entry.assumed for entry in (*context.plan.rules, *context.plan.routes)):
        # Each group of lines once; whatever stands behind the block is no further entry of it.
        _, _, block = said.partition(HEADING[language])
        wanted = expected_block(context) + expected_routes(context)
        assert block.startswith(wanted)
        assert not block.removeprefix(wanted).startswith("-")
    else:
        assert HEADING[language] not in said


@each_script
@each_language
@settings(max_examples=8)
@given(asked=requests())
def test_head_names_exactly_what_is_left_away_because_nobody_answered(
    target: Target, language: str, asked: Request
) -> None:
    context = context_of(asked, language)
    _, found, block = head(target, context).partition(ABSENT[language])
    absent = [entry for entry in context.plan.exclusions if entry.assumed]
    assert bool(found) is bool(absent)
    if absent:
        assert block.startswith(f"（{len(absent)}项）" if language == "zh" else f"({len(absent)})")
    for entry in absent:
        assert squeezed(destination_text(entry.destination, language)) in block
        assert squeezed(context.say(entry.assumption)) in block


# --- scripts: the comment of each line ---


def descriptions(target: Target, content: bytes) -> Mapping[str, str]:
    """What each rule of an Azure file says of itself, by the rule's name."""
    if target.id == "terraform":
        found = re.findall(r'# (.*)\n    rule \{\n      name\s+= "([^"]+)"', content.decode())
        return {name: said for said, name in found}
    if target.id == "azure-cli":
        body = re.search(r"<<'END_OF_GROUP'\n(.*)\nEND_OF_GROUP\n", content.decode(), re.DOTALL)
        group = group_of("any", json.loads(body[1])["properties"]) if body and body[1] != "null" else None
    else:
        readers = {"arm": read_arm, "bicep": read_bicep, "powershell": read_powershell}
        group = readers[target.id](content).group
    return {rule.name: rule.description for rule in group.rules()} if group is not None else {}


AZURE: list[Target] = [AzureCliTarget(), ArmTarget(), BicepTarget(), TerraformTarget(), PowerShellTarget()]


@pytest.mark.parametrize("target", AZURE, ids=lambda target: target.id)
@each_language
@settings(max_examples=12)
@given(asked=requests())
def test_description_of_an_azure_rule_ends_in_the_sentence_exactly_where_its_line_is_assumed(
    target: Target, language: str, asked: Request
) -> None:
    context = context_of(asked, language)
    group = azure_change(context, target.id).group
    said = descriptions(target, target.export(context).files[0].content)
    rules = group.rules() if group is not None else ()
    assert set(said) == {rule.name for rule in rules}
    for rule in rules:
        line = context.plan.rule(rule.rule_ids[0])
        assert line is not None
        if line.assumed:
            assert said[rule.name].endswith(context.say(line.assumption))
        else:
            assert MARK[language] not in said[rule.name]


def vendor_comments(target_id: str, context: ExportContext) -> Iterator[tuple[str, str]]:
    """Yield each host name or address that a file of another maker's names, with the comment on it."""
    files = TARGETS[target_id].export(context).files
    text = files[0].content.decode()
    if target_id == "fortios":
        for host, said in re.findall(r'set fqdn "(.*)"\n        set comment "(.*)"', text):
            yield host, said
        for address, said in re.findall(r'set subnet (\S+) \S+\n        set comment "(.*)"', text):
            yield address, said
    elif target_id == "checkpoint":
        for name, below, said in re.findall(r"^domain '\.(.*)' (true|false) '(.*)'$", text, re.MULTILINE):
            yield f"*.{name}" if below == "true" else name, said.replace("'\\''", "'")
        for address, said in re.findall(r"(?:ip-address|subnet) '(\S+)' .*comments '(.*)' ignore", text):
            yield address, said.replace("'\\''", "'")
    elif target_id == "panos":
        yield from _remarked(text, r'set profiles custom-url-category \S+ list "?([^\s"/]+)/"?$')
        for host, said in re.findall(r'fqdn "?([^\s"]+)"?\nset address \S+ description "(.*)"', text):
            yield host, said
        for address, said in re.findall(r'ip-netmask (\S+)/\d+\nset address \S+ description "(.*)"', text):
            yield address, said
    else:
        for file in files[1:]:
            if not file.name.endswith("except.txt"):
                yield from _remarked(file.content.decode(), r"(\.?[a-z0-9][a-z0-9.-]*)$")


def _remarked(text: str, entry: str) -> Iterator[tuple[str, str]]:
    """Yield entries that have no comment of their own with the comment lines before them."""
    remarks: list[str] = []
    for line in text.splitlines():
        found = re.match(entry, line)
        if found:
            host = found[1]
            yield f"*{host}" if host.startswith(".") else host, " ".join(remarks)
        remarks = [*remarks, line] if line.startswith("#") and MARK_ANY.search(line) else []


MARK_ANY = re.compile("|".join(map(re.escape, MARK.values())))


@pytest.mark.parametrize("target_id", ["panos", "fortios", "checkpoint", "squid"])
@each_language
@settings(max_examples=12)
@given(asked=requests())
def test_comment_on_a_host_or_address_says_it_exactly_where_a_line_to_it_is_assumed(
    target_id: str, language: str, asked: Request
) -> None:
    context = context_of(asked, language)
    rules: dict[str, list[Rule]] = {}
    for rule in context.plan.rules:
        rules.setdefault(rule.destination.value.lower(), []).append(rule)
        if target_id == "checkpoint":  # a host and the asterisk below it share one object
            rules.setdefault(f"*.{rule.destination.value.lower()}", []).append(rule)
    for destination, said in vendor_comments(target_id, context):
        shared = rules.get(destination, []) + (
            rules.get(destination.removeprefix("*."), []) if target_id == "checkpoint" else []
        )
        assumed = [rule for rule in shared if rule.assumed]
        if destination not in rules:  # a source, or a prefix of a service tag
            continue
        assert bool(MARK_ANY.search(said)) == bool(assumed), (destination, said)
        for rule in assumed:
            sentence = context.say(rule.assumption)
            assert sentence in said or len(said.encode()) > LIMIT - 8, said


# --- tables ---


@each_language
@settings(max_examples=12)
@given(asked=requests())
def test_table_has_the_sentence_in_a_column_of_its_own(language: str, asked: Request) -> None:
    context = context_of(asked, language)
    rows = list(csv.reader(io.StringIO(TARGETS["csv"].export(context).files[0].content.decode("utf-8-sig"))))
    assert rows[0][-1] == {"en": "Assumed", "zh": "假定"}[language]
    absent = [entry for entry in context.plan.exclusions if entry.assumed]
    said = [context.say(entry.assumption) for entry in (*context.plan.rules, *absent)]
    assert [row[-1] for row in rows[1:]] == said
    # What is absent is no line: without a number and a fingerprint, nobody decides on it.
    need, fingerprint = {"en": "Not needed", "zh": "不需要"}[language], len(rows[0]) - 2
    tail = [(row[0], row[1], row[fingerprint]) for row in rows[1 + len(context.plan.rules) :]]
    assert tail == [("", need, "")] * len(absent)


@each_language
@settings(max_examples=6)
@given(asked=requests())
def test_workbook_has_the_sentence_below_the_reason_and_before_why_a_line_is_not_needed(
    language: str, asked: Request
) -> None:
    context = context_of(asked, language)
    book = load_workbook(io.BytesIO(workbook_bytes(context)))
    _summary, rules, not_needed, *_ = book.worksheets
    for rule, row in zip(context.plan.rules, rules.iter_rows(min_row=4), strict=True):
        why, _, below = str(row[4].value).partition("\n")
        assert MARK[language] not in why
        assert below == context.say(rule.assumption)
    rows = [row for row in not_needed.iter_rows(min_row=4) if row[2].value]
    assert len(rows) == len(context.plan.exclusions)
    for entry, row in zip(context.plan.exclusions, rows, strict=True):
        assert str(row[2].value).startswith(MARK[language]) is entry.assumed


@each_language
def test_heading_of_what_is_not_needed_claims_no_answer_that_nobody_gave(language: str) -> None:
    for made_of, some in (
        (unanswered(region="westeurope"), True),
        (request(region="westeurope", **ANSWERED), False),
    ):
        context = context_of(made_of, language)
        assumed, count = (
            sum(entry.assumed for entry in context.plan.exclusions),
            len(context.plan.exclusions),
        )
        assert (assumed > 0, count > 0) == (some, True)
        said = str(load_workbook(io.BytesIO(workbook_bytes(context))).worksheets[2]["A2"].value)
        claims = {"en": ("does not need them", "Nothing to decide"), "zh": ("此群集不需要", "无需审批")}
        assert [claim in said for claim in claims[language]] == [not some, not some]
        needs = {
            "en": f"{assumed} of {count} rest on answers that nobody gave: those need an answer.",
            "zh": f"{count} 条中有 {assumed} 条基于假定（无人回答），需要补充回答。",
        }
        assert (needs[language] in said) is some


@each_language
def test_summary_lists_what_nobody_answered_with_the_reason(language: str) -> None:
    asked = unanswered(region="westeurope", node_subnets=("10.42.0.0/22",))
    context = context_of(asked, language)
    summary = load_workbook(io.BytesIO(workbook_bytes(context))).worksheets[0]
    cells = [str(cell.value) for row in summary.iter_rows() for cell in row if cell.value]
    start = cells.index({"en": "Open point", "zh": "未决事项"}[language])
    said = "\n".join(cells[start:])
    assumed = [answer for answer in context.answers if answer.assumed]
    assert len(assumed) > 5
    # Of what decides nothing the reason is not said: it speaks of what this plan has not.
    silent = {answer.field for answer in further_assumed(context)}
    telling = [answer for answer in assumed if answer.fact not in silent]
    assert len(telling) > 3
    for answer in assumed:
        assert context.say(answer.label) in said
        assert said.count(f"{context.say(answer.because)}{')' if language == 'en' else '）'}") == sum(
            other.because == answer.because for other in telling
        )


def everything_answered() -> Request:
    """Every question answered as the catalog would assume it: equal lines, and nothing assumed."""
    answers: dict[str, Any] = {
        fact.id: fact.assumptions[0].value for fact in catalog().facts if fact.assumptions
    }
    return request(**(answers | ANSWERED | {"region": "westeurope", "node_subnets": ("10.42.0.0/22",)}))


def test_summary_of_a_plan_that_assumes_nothing_says_so() -> None:
    summary = load_workbook(io.BytesIO(workbook_bytes(context_of(everything_answered(), "en")))).worksheets[0]
    cells = {cell.value for row in summary.iter_rows() for cell in row}
    assert "Nothing: no line, route or path of this plan rests on an assumed answer." in cells


@each_language
@settings(max_examples=12)
@given(asked=requests())
def test_rules_as_code_table_has_no_column_for_it_and_notices_it(language: str, asked: Request) -> None:
    context = context_of(asked, language)
    result = TARGETS["rules-as-code-csv"].export(context)
    assert MARK[language] not in result.files[0].content.decode()
    said = [context.say(notice.text) for notice in result.notices]
    marked = squeezed("".join(f"-{text}" for text in said if MARK[language] in text))
    assert marked.startswith(expected_block(context))
    for entry in context.plan.exclusions:
        if entry.assumed:
            assert squeezed(destination_text(entry.destination, language)) in marked


# --- everywhere ---


def all_text(target: Target, context: ExportContext) -> str:
    result = target.export(context)
    notices = [context.say(text) for notice in result.notices for text in (notice.text, notice.advice)]
    if target.id != "xlsx":
        return "\n".join([*notices, *(file.content.decode("utf-8-sig") for file in result.files)])
    book = load_workbook(io.BytesIO(result.files[0].content))
    cells = (cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return "\n".join([*notices, *(str(value) for value in cells if value is not None)])


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.id)
@each_language
@settings(max_examples=8)
@given(asked=requests())
def test_no_file_calls_answered_what_nobody_answered(target: Target, language: str, asked: Request) -> None:
    context = context_of(asked, language)
    # The one sentence of the catalog with this word is the reason of a line that somebody's *no* takes away.
    said_no = any(
        ANSWERED_WORD[language] in context.say(entry.reason_with_assumption) and not entry.assumed
        for entry in context.plan.exclusions
    )
    if said_no:
        assert asked.cluster.facts["pods_call_api_server"] is False
    elif asked.cluster.facts.get("features_complete") is not None:
        # The open point of an incomplete list quotes the answer that somebody gave.
        assert all_text(target, context).count(ANSWERED_WORD[language]) <= 1
    else:
        assert ANSWERED_WORD[language] not in all_text(target, context)


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.id)
@each_language
def test_plan_in_which_everything_was_answered_says_nowhere_that_something_is_assumed(
    target: Target, language: str
) -> None:
    context = context_of(everything_answered(), language)
    assert not any(answer.assumed for answer in context.answers)
    assert MARK[language] not in all_text(target, context)


@each_script
def test_line_that_cannot_be_written_says_what_it_rests_on_all_the_same(target: Target) -> None:
    asked = unanswered(region="westeurope", node_subnets=("10.42.0.0/22",))
    context = context_of(asked, "en")
    api = next(rule for rule in context.plan.rules if rule.has_placeholder)
    assert api.assumed
    assert "Podscalltheapiserver:yes" in head(target, context).replace("API", "api")


def test_line_that_stands_for_an_answered_reason_too_is_not_assumed() -> None:
    made = planned(features=("azure-monitor",))
    assert not any(rule.assumed for rule in made.rules)
