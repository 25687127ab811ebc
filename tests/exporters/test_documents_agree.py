"""What one document says of a route, a missing line or a count, every other says too."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from planner.domain.destination import DestinationType
from planner.domain.omission import Omission
from planner.domain.request import Request
from planner.exporters.asked import asked_text
from planner.exporters.base import ExportContext, Target
from planner.exporters.findings import absent_lines
from planner.exporters.options import FqdnTagUse, TargetOptions
from planner.exporters.registry import built_in_targets, load_targets
from planner.exporters.tag_advice import instead_of_tag
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.planner import plan
from planner.session.handover import export_context
from tests.exporters import builders as b
from tests.plans import SHOP, catalog, changed, unanswered

MADE = datetime(2026, 8, 24, 14, 5, tzinfo=UTC)
WAITING = changed(SHOP, pods_call_api_server=True)
"""Pods call the API server, whose address nobody knows yet: its line is a placeholder."""
DOCUMENTS = ["xlsx", "csv", "pdf"]
TABLES = {"xlsx", "csv", "rules-as-code-csv"}
SCRIPTS = [target for target in built_in_targets() if target.id not in TABLES]
OTHER_MAKERS = [target for target in SCRIPTS if target.group in ("other", "cluster")]
each_script = pytest.mark.parametrize("target", SCRIPTS, ids=lambda target: target.id)
each_language = pytest.mark.parametrize("language", ["en", "zh"])


def context_of(asked: Request, language: str = "en", **options: object) -> ExportContext:
    made = export_context(asked, plan(asked, catalog()), catalog(), language, MADE, TargetOptions())
    return replace(made, options=replace(made.options, **options))  # type: ignore[arg-type]


def head(target: Target, context: ExportContext) -> str:
    """The head's text on one line, without comment signs."""
    text = target.export(context).files[0].content.decode("utf-8-sig")
    if target.id == "arm":
        lines: list[str] = json.loads(text)["metadata"]["head"]
    else:
        lines = [line.lstrip("#/ ") for line in text.splitlines() if re.match(r"\s*(#|//)", line)]
    return re.sub(r"\s+", " ", " ".join(lines))


def target_of(target_id: str) -> Target:
    found = load_targets().find(target_id)
    assert found is not None
    return found


# --- the default route ---


def isolated(**answers: object) -> Request:
    """A cluster with outbound type none and a route to the firewall, of whose API server only ``answers`` speak."""
    routed = {"outbound_type": "none", "default_route_to_firewall": True, "private_cluster": None}
    return changed(SHOP, features=("azure-policy",), features_complete=True, **{**routed, **answers})


ROUTE_WRITTEN = re.compile(
    r"address.?prefix\W+\"?0\.0\.0\.0/0|0\.0\.0\.0/0\W+VirtualAppliance", re.IGNORECASE
)
CUT_OFF = {
    "en": "nobody said that the nodes reach the API server inside the network",
    "zh": "未确认节点能在网络内访问 API 服务器",
}


@each_language
@each_script
def test_a_route_that_would_take_the_way_to_the_api_server_is_said_to_wait(
    target: Target, language: str
) -> None:
    open_question = context_of(isolated(), language)
    exported = target.export(open_question)
    notices = [notice.text.in_language(language) for notice in exported.notices]
    assert any(CUT_OFF[language] in text for text in notices)
    settled = context_of(isolated(private_cluster=True), language)
    assert not any(
        CUT_OFF[language] in said.text.in_language(language) for said in target.export(settled).notices
    )
    if target.group == "azure":
        assert written(target, settled)
        assert not written(target, open_question)


def written(target: Target, context: ExportContext) -> bool:
    """Whether a file of the target writes the default route."""
    texts = [file.content.decode("utf-8-sig") for file in target.export(context).files]
    return any(
        ROUTE_WRITTEN.search(line) for text in texts for line in text.splitlines() if not line.startswith("#")
    )


@pytest.mark.parametrize("target_id", DOCUMENTS)
def test_every_document_notices_that_the_default_route_is_held_back_and_by_which_line(target_id: str) -> None:
    context = context_of(WAITING)
    (line,) = context.plan.unwritable_lines()
    (held,) = [entry for entry in target_of(target_id).notices(context) if "held back" in entry.text.en]
    assert f"line {line} " in held.text.en
    assert f"第 {line} 行" in held.text.zh
    free = context_of(changed(WAITING, api_server_ip="20.1.2.3"))
    assert free.plan.unwritable_lines() == ()
    assert not any("held back" in entry.text.en for entry in target_of(target_id).notices(free))


def test_document_with_a_required_line_that_was_not_selected_holds_the_route_back() -> None:
    whole = context_of(changed(SHOP))
    first, *others = whole.plan.rules
    some = replace(whole, selected=frozenset(rule.id for rule in others))
    (held,) = [entry for entry in target_of("csv").notices(some) if "held back" in entry.text.en]
    assert f"line {whole.plan.line_number(first.id)} " in held.text.en


@pytest.mark.parametrize("target", OTHER_MAKERS, ids=lambda target: target.id)
def test_file_of_another_maker_says_what_the_default_route_waits_for(target: Target) -> None:
    context = context_of(WAITING)
    (line,) = context.plan.unwritable_lines()
    (route,) = [entry for entry in target.notices(context) if "0.0.0.0/0" in entry.text.en]
    assert re.search(rf"held back until lines? .*\b{line}\b", route.text.en)
    assert "writes it then" in route.advice.en


def test_workbook_says_at_the_route_that_it_is_held_back_and_what_it_rests_on() -> None:
    asked = unanswered(region="westeurope", node_subnets=("10.42.0.0/22",), firewall_private_ip="10.0.1.4")
    context = context_of(asked)
    (route,) = context.plan.routes
    assert route.assumed
    sheet = load_workbook(io.BytesIO(workbook_bytes(context)))["Routing and NAT"]
    (why,) = [str(row[4].value) for row in sheet.iter_rows() if row[1].value == "0.0.0.0/0"]
    (line,) = context.plan.unwritable_lines()
    assert f"Held back: no rule is written for line {line}, which the cluster requires." in why
    assert context.say(route.assumption) in why


def test_route_is_assumed_exactly_where_its_path_is() -> None:
    path = {"outbound_type": "userDefinedRouting", "default_route_to_firewall": True}
    answered = plan(changed(SHOP, **path), catalog())
    assert answered.routes
    assert not any(route.assumed for route in answered.routes)
    for name in path:
        made = plan(changed(SHOP, **path | {name: None}), catalog())
        assert made.routes
        assert all(route.assumed for route in made.routes)


# --- counts, and what is missing ---


@each_script
@each_language
def test_head_counts_notices_and_left_out_lines_as_everybody_else(target: Target, language: str) -> None:
    made = plan(changed(SHOP), catalog())
    some = [Omission(rule.id, "We do without.") for rule in made.rules[:4]]
    for asked in (WAITING, changed(WAITING, *some), changed(WAITING, *some, node_subnets=None)):
        context = context_of(asked, language)
        text = head(target, context)
        notices = len(target.export(context).notices)
        assert notices == len(target.notices(context))
        assert {"en": f"Notices ({notices}):", "zh": f"提示（{notices} 条）："}[language] in text
        left_out = context.plan.counts().left_out
        said = {
            "en": f"Left out of the plan, not written as rules ({left_out}):",
            "zh": f"已从方案中排除，未写成规则（{left_out} 项）：",
        }[language]
        assert (said in text) is bool(left_out)


@each_script
def test_head_says_that_it_is_not_complete_where_only_the_target_lacks_a_required_line(
    target: Target,
) -> None:
    asked = changed(SHOP, features=("azure-monitor",), azure_monitor_by="tag", inbound=())
    context = context_of(asked)
    refused = {entry.rule_id for entry in target.notices(context) if entry.refuses}
    lines = [
        number
        for number, rule in enumerate(context.plan.rules, start=1)
        if rule.id in refused and rule.necessity == "required"
    ]
    text = head(target, context)
    assert ("Not complete: required line" in text) is bool(lines)
    assert bool(lines) is (target.group != "azure")
    if len(lines) == 1:
        assert f"Not complete: required line {lines[0]} is not written, as said below." in text


@each_script
def test_head_of_a_file_with_every_line_is_not_called_incomplete(target: Target) -> None:
    context = context_of(changed(SHOP, inbound=()), fqdn_tag=FqdnTagUse.EXPLICIT)
    if not any(entry.refuses for entry in target.notices(context)):
        assert "Not complete" not in head(target, context)


# --- advice that fits the tag ---


def test_advice_on_a_tag_is_what_makes_this_tag_unnecessary() -> None:
    asked = changed(SHOP, features=("azure-monitor",), azure_monitor_by="tag", konnectivity=False)
    found = {
        rule.destination.value.partition(".")[0]: instead_of_tag(rule)
        for rule in plan(asked, catalog()).rules
        if rule.destination.type is DestinationType.SERVICE_TAG
    }
    assert set(found) == {"AzureMonitor", "AzureCloud"}
    assert "Azure Monitor by" in found["AzureMonitor"].en
    assert "API server" not in found["AzureMonitor"].en
    assert "API server address" in found["AzureCloud"].en


# --- the sentence that is signed ---


def test_what_stays_open_or_cannot_be_written_stands_in_the_sentence_that_is_signed() -> None:
    left_out = Omission("core-api-server", "a proxy does it")
    mirrored = context_of(changed(SHOP, left_out, cloud="AzureChinaCloud", region="chinaeast2", inbound=()))
    assert asked_text(mirrored).endswith(
        "No other line is asked for; left-out line 1 stays open through line 10."
    )
    chinese = replace(mirrored, language="zh")
    assert asked_text(chinese).endswith("除此之外没有其他规则；已排除的第 1 行仍可通过第 10 行访问。")
    waiting = context_of(changed(WAITING, inbound=()))
    (line,) = waiting.plan.unwritable_lines()
    assert asked_text(waiting).endswith(
        f"Nothing else is opened. Line {line} cannot be written yet, so the default route is held back."
    )


def test_optional_line_that_cannot_be_written_is_said_and_holds_no_route_back() -> None:
    odd = b.network("odd", b.placeholder(), "TCP:443", reasons=(b.reason(optional=True),))
    said = asked_text(b.context(b.plan(b.rule(), odd)))
    assert said.endswith("Line 2 cannot be written yet.")


@each_language
def test_a_line_left_out_for_a_wider_one_is_missing_where_the_wider_one_cannot_be_written(
    language: str,
) -> None:
    """A proxy holds no line on other ports: what such a line was to keep open is not open there."""
    china = {"cloud": "AzureChinaCloud", "region": "chinaeast2", "features": ()}
    asked = changed(SHOP, Omission("core-api-server", "the wildcard has it"), **china)
    context = context_of(asked, language)
    number = context.plan.line_number("core-api-server")
    rule = context.plan.rule("core-api-server")
    assert rule is not None
    through = {opening.through for opening in context.plan.still_open_through(rule)}
    assert through
    assert number not in absent_lines(context)
    assert number in absent_lines(context, through)
