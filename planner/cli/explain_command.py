"""``aks-egress explain``: which line of a plan is this host?"""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.misuse import Misuse
from planner.domain.text import LANGUAGES, Text

if TYPE_CHECKING:
    from planner.catalog.model import Catalog
    from planner.domain.plan import EgressPlan
    from planner.planning.explain import Explanation, Target

_MOST_BYTES = 4_000_000
_NOTHING_NAMED = Text(
    "name a host, or a deny log with --from.", "请指定主机，或用 --from 指定防火墙拒绝日志。"
)
_EMPTY = Text("It is empty.", "内容为空。")
_NO_HOST = Text(
    "{host} is not HOST, IP, HOST:PORT or a URL. {reason}", "{host} 不是主机、IP、主机:端口或 URL。{reason}"
)
_NONE_IN_LOG = Text("no host or address was found in {log}.", "在 {log} 中未找到主机或地址。")


@click.command("explain")
@click.argument("hosts", nargs=-1, metavar="HOST|IP[:PORT]...")
@click.option("--plan", "plan_file", type=click.Path(path_type=Path), help="Plan file to look into.")
@click.option("--from", "log", metavar="FILE|-", help="Lines of a firewall's deny log; - is standard input.")
@click.option("--cloud", help="AzureCloud, AzureChinaCloud or AzureUSGovernment.")
@click.option("--region", help="Programmatic name; without it and without a plan, any region's host fits.")
@click.option("--edition", help="Dated edition of Microsoft's page; the newest by default.")
@click.option("--feature", "features", multiple=True, help="A feature that is on; repeat for more.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True
)
def explain_command(
    hosts: tuple[str, ...],
    plan_file: Path | None,
    log: str | None,
    language: str,
    output_format: str,
    **options: Any,
) -> None:
    """Say which line covers each host or address, or why none does."""
    from planner.catalog.loader import load_catalog
    from planner.planning.explain import HostExplainer

    if not hosts and log is None:
        raise Misuse(_NOTHING_NAMED)
    found = _targets(hosts, log, language)
    catalog = load_catalog()
    made = _plan(plan_file, options, catalog, language)
    answers = HostExplainer(made, catalog).explain_all(found)
    if output_format == "json":
        click.echo(json.dumps([_data(answer, language) for answer in answers], ensure_ascii=False, indent=2))
    else:
        click.echo(_shown(answers, language))


def _plan(plan_file: Path | None, options: dict[str, Any], catalog: Catalog, language: str) -> EgressPlan:
    """Return the plan of a file, or of the few options; without a region one that stands for every region.

    What is odd about the answers is said on stderr: a misspelt region or line id changes what is answered.
    """
    from planner.cli.answers import given_answers, merged_request
    from planner.cli.checking import checked_plan, show_notes
    from planner.planning.explain import ANY_REGION
    from planner.session.opening import read_plan_file
    from planner.session.readiness import all_problems

    source = read_plan_file(plan_file, str(plan_file), catalog) if plan_file is not None else None
    given = given_answers(options)
    if source is None and not given.get("region"):
        given["region"] = ANY_REGION
    request = merged_request(source.request if source else None, given, catalog)
    made = checked_plan(request, catalog, source, given)
    if request.cluster.region != ANY_REGION:
        odd = (problem for problem in all_problems(request, made, catalog) if not problem.in_plan)
        show_notes(odd, language)
    return made


def _targets(hosts: tuple[str, ...], log: str | None, language: str) -> tuple[Target, ...]:
    """Return what to explain; a host of the command line has to be one, a line of a log need not."""
    from planner.cli.streams import note
    from planner.planning.deny_log import merged, parse_targets
    from planner.session.explaining import NOT_READ, why_not_answered

    read: list[str] = []
    for host in hosts:
        found = parse_targets(host)
        if found.targets and not found.not_understood:
            read.append(host)
            continue
        reason = why_not_answered(found.not_understood[0]) if found.not_understood else _EMPTY
        problem = _NO_HOST.filled(host=repr(host[:60]), reason=reason)
        if log is None and host == hosts[-1] and not read:
            raise Misuse(problem)
        note(f"note: {problem.in_language(language)}")
    text = "\n".join(read)
    if log is not None:
        logged = _read(log)
        held = parse_targets(logged)
        for entry in held.not_understood:
            place = f"line {entry.line}: " if entry.line else ""
            note(f"note: {place}{why_not_answered(entry).in_language(language)} {entry.text!r}")
        if held.unread:
            note(f"note: {NOT_READ.filled(n=str(held.unread)).in_language(language)}")
        if not held.targets:
            if not read:
                raise Misuse(_NONE_IN_LOG.filled(log=repr(log)))
            note(f"note: {_NONE_IN_LOG.filled(log=repr(log)).in_language(language)}")
        return merged((*parse_targets(text).targets, *held.targets))
    return parse_targets(text).targets


def _read(log: str) -> str:
    from planner.catalog.reading import TOO_LARGE
    from planner.cli.inputs import read_input

    return _decoded(read_input(log, _MOST_BYTES, TOO_LARGE))


def _decoded(content: bytes) -> str:
    """Return a log as text: UTF-8, UTF-16 with its mark as PowerShell writes it, else GB18030."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Chinese Windows calls ANSI; text of any other code page stays readable where it is ASCII.
        return content.decode("gb18030", "replace")


def _data(answer: Explanation, language: str) -> dict[str, Any]:
    notes = " ".join(note.in_language(language) for note in answer.notes)
    return {
        "host": answer.host,
        "port": answer.port,
        "verdict": answer.verdict.value,
        "line": answer.line,
        "rule_id": answer.rule_id,
        "feature": answer.feature,
        "reason": answer.reason.in_language(language),
        "protocol": answer.transport or None,
        "assumed": answer.assumed,
        "unwritten": answer.unwritten,
        "count": answer.count,
        "note": notes or None,
        "left_out_line": answer.left_out_line,
    }


def _shown(answers: tuple[Explanation, ...], language: str) -> str:
    from planner.cli.table import table
    from planner.session.explaining import COLUMNS, cells_of

    keys = [key for key in COLUMNS if key != "count" or any(answer.count > 1 for answer in answers)]
    rows = [[cells_of(answer, language)[key] for key in keys] for answer in answers]
    return table([COLUMNS[key].in_language(language) for key in keys], rows)
