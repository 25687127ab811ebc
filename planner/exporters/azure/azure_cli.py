"""The target ``azure-cli``: a bash script that looks, applies, and puts back exactly what was there.

It needs bash (3.2, as macOS has it), az, and the POSIX tools that come with any bash (awk, sed, grep, sort). Neither
python3 nor jq: az brings a Python of its own, but not onto PATH (under Git Bash ``python3`` often opens a shop), and
jq is missing on most operators' machines. What has to be read out of JSON is asked of az with ``--query``. Its
``to_string`` gives a body on one line of ASCII, which survives code pages, carriage returns and a shell; the saved
state is such lines in a JSON file. Bodies go to az by standard input (``@-``), since a path of Git Bash or WSL means
nothing to an az of Windows. Everything is written by ``az rest``: no extension is needed, and one PUT replaces the
whole group.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.cluster import OutboundType
from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.firewall_policy import ApplicationRule, AzureRule, NatRule, RuleCollectionGroup
from planner.domain.text import Text
from planner.exporters.azure import azure_cli_words as words
from planner.exporters.azure import quoting
from planner.exporters.azure.azure_cli_rows import contents, group_rows, rows_query
from planner.exporters.azure.collections import group_name, regional_group_name
from planner.exporters.azure.heads import azure_head, rollback_head
from planner.exporters.azure.json_form import API_VERSION, group_properties
from planner.exporters.azure.limits import AZURE_LIMITS, Limits
from planner.exporters.azure.model import AzureChange
from planner.exporters.azure.prepared import change_notices, checked_change, given_names
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import comments
from planner.exporters.sentences import lines_text
from planner.exporters.templates import render

MEDIA_TYPE = "text/x-shellscript; charset=utf-8"
STEM, ROLLBACK_SUFFIX = "azure-cli", "azure-cli.rollback.sh"

LABEL = Text("Azure CLI (bash)", "Azure CLI (bash)")
SUMMARY = Text("bash: check, apply, restore", "bash 脚本：检查、应用、恢复")
_REFUSED_URL = "https://example.com"


@dataclass(frozen=True, slots=True)
class AzureCliTarget:
    """A bash script for the Azure CLI without extensions, which goes back what it changed, and a call of that."""

    id: str = "azure-cli"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.AZURE
    suffix: str = "azure-cli.sh"
    limits: Limits = AZURE_LIMITS

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what the script cannot write of the plan."""
        return change_notices(context, self.id, self.limits)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the script and its rollback.

        Raises:
            LimitExceeded: Azure would refuse the group; the first line beyond is named.
        """
        change = azure_cli_change(context, self.limits)
        name, rollback_name = context.file_name(self.suffix), context.file_name(ROLLBACK_SUFFIX)
        saved = context.file_name(f"{STEM}.saved.….json")
        values = {"file": name, "cloud": context.plan.cluster.cloud, "saved": saved}
        run = tuple(text.filled(**values) for text in words.RUN)
        back = tuple(text.filled(**values) for text in words.ROLL_BACK)
        if _is_only_way_out(context):
            back = (*back, words.DEFAULT_STAYS)
        head = azure_head(context, change, words.WHAT, run, back, words.EXISTING_ROUTES)
        rollback_run = tuple(text.filled(file=rollback_name, script=name) for text in words.ROLLBACK_RUN)
        if _is_only_way_out(context):
            rollback_run = (*rollback_run, words.DEFAULT_STAYS)
        rollback = rollback_head(context, words.WHAT_ROLLBACK, rollback_run)
        call = render(
            "azure_cli/rollback.sh.j2", {"comment": comments, "sh": quoting.sh}, head=rollback, script=name
        )
        files = (_file(name, _script(context, change, head)), _file(rollback_name, call))
        return ExportResult(files, change.notices)


def azure_cli_change(context: ExportContext, limits: Limits = AZURE_LIMITS) -> AzureChange:
    """Return what the script writes: the group under the name that tells regions apart.

    Raises:
        LimitExceeded: Azure would refuse the group; the first line beyond is named.
    """
    change = checked_change(context, "azure-cli", limits)
    name = regional_group_name(context.plan.cluster)
    group = replace(change.group, name=name) if change.group is not None else None
    return replace(change, group_name=name, group=group)


def _script(context: ExportContext, change: AzureChange, head: tuple[str, ...]) -> str:
    required = _required_part(context, change.group)
    host_lines = tuple(context.plan.line_number(rule_id) for rule_id in change.host_rule_ids())
    sources = {source for rule in _rules(change.group) for source in rule.sources if source != "*"}
    stem = context.file_name(STEM)
    name = context.file_name("azure-cli.sh")
    return render(
        "azure_cli/script.sh.j2",
        {"comment": comments, "sh": quoting.sh, "json": _json, "compact": _compact, "lines": _lines},
        head=head,
        cloud=context.plan.cluster.cloud,
        file_stem=stem,
        names=given_names(context),
        group_name=change.group_name,
        former_group=group_name(context.plan.cluster),
        priority=context.options.priority,
        api_version=API_VERSION,
        has_rules=int(change.group is not None),
        has_routes=int(bool(change.routes)),
        has_default=int(any(route.is_default for route in context.plan.routes)),
        only_way_out=int(_is_only_way_out(context)),
        held_back=int(change.held_back),
        dns_lines=lines_text(host_lines, context) if host_lines else "",
        body=_body(change.group),
        required_body=_body(required),
        rows=group_rows(change.group),
        required_rows=contents(group_rows(required)),
        sources=sorted(sources),
        routes=[
            f"{route.name}|{route.prefix}|{route.next_hop_type}|{route.next_hop}" for route in change.routes
        ],
        tests=list(_tests(context, change.group)),
        rows_query=rows_query(),
        say={key: context.say(text.filled(file=name)) for key, text in words.SAYS.items()},
    )


def _is_only_way_out(context: ExportContext) -> bool:
    """Whether nodes have no way out but the default route, so that nothing may take it away."""
    return context.plan.path.outbound_type is OutboundType.USER_DEFINED_ROUTING


def _required_part(context: ExportContext, group: RuleCollectionGroup | None) -> RuleCollectionGroup | None:
    """Return the group with the rules alone that the cluster cannot be without, None if there is none."""
    if group is None:
        return None
    plan = context.plan
    vital = {rule.id for rule in plan.rules if rule.is_vital}
    for rule in plan.rules:
        if rule.is_vital and plan.is_left_out(rule):
            vital.update(opening.through for opening in plan.still_open_through(rule))
    collections = tuple(
        replace(collection, rules=kept)
        for collection in group.collections
        if (kept := tuple(rule for rule in collection.rules if vital.intersection(rule.rule_ids)))
    )
    return replace(group, collections=collections) if collections else None


def _rules(group: RuleCollectionGroup | None) -> Iterator[AzureRule]:
    return iter(group.rules()) if group is not None else iter(())


def _body(group: RuleCollectionGroup | None) -> object:
    return None if group is None else {"properties": group_properties(group)}


def _tests(context: ExportContext, group: RuleCollectionGroup | None) -> Iterator[str]:
    """Yield what proves the rules: a request for each host, one that must fail, and what no request proves."""
    unproven: list[str] = []
    rules = group.rules() if group is not None else ()
    for rule in rules:
        if isinstance(rule, NatRule):
            values = {"address": rule.address, "port": str(rule.port), "protocol": rule.protocol}
            yield context.say(words.TEST_INBOUND.filled(**values))
            continue
        if not isinstance(rule, ApplicationRule) or not rule.fqdns:
            unproven.append(context.say(words.NOT_PROVABLE.filled(rule=rule.name, why=words.NO_HOST)))
            continue
        for host in rule.fqdns:
            if host.startswith("*"):
                said = words.NOT_PROVABLE.filled(rule=host, why=words.WILDCARD)
                unproven.append(context.say(said))
                continue
            for protocol, port in rule.protocols:
                yield context.say(words.TEST_HOST.filled(url=f"{protocol.lower()}://{host}:{port}/"))
    if rules:
        yield context.say(words.TEST_REFUSED.filled(url=_REFUSED_URL))
    yield from unproven


def _json(value: object) -> str:
    """Return JSON in ASCII, whatever code page az reads with; no line of it can end a here-document."""
    return json.dumps(value, ensure_ascii=True, indent=2)


def _compact(value: object) -> str:
    """Return the same on one line, as a saved state holds it."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _lines(values: Sequence[str]) -> str:
    """Return values that have no break in them, one a line, for a here-document in which nothing is expanded."""
    return "\n".join(values)


def _file(name: str, text: str) -> ExportFile:
    return ExportFile(name, text.encode("utf-8"), MEDIA_TYPE)
