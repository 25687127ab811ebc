"""Comments on address objects: the line and its reason are read back from each language."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.fortios import FortiosTarget
from planner.exporters.panos import PanosTarget
from planner.exporters.vendor_bundles import bundles
from planner.exporters.vendor_comments import LIMIT, bundle_comment, object_comments
from planner.exporters.vendor_lines import Abilities, Permit, judged
from tests.exporters import builders as b
from tests.exporters.vendors import panos_reader
from tests.exporters.vendors.everything import context_of, every_plan
from tests.exporters.vendors.test_checkpoint import Server
from tests.exporters.vendors.test_fortios import read

QUOTES = Text('Nodes\' "API" \\ $(id) `x` server?', "节点的“API”服务器？")
ABILITIES = Abilities("t", Text("It", "它"))


def permits_of(context: ExportContext) -> tuple[Permit, ...]:
    return judged(context, ABILITIES).permits


def quoting() -> ExportContext:
    why = b.reason(purpose=QUOTES)
    rules = (
        b.rule("mcr", reasons=(why,)),
        b.rule("all", b.fqdn("*.mcr.microsoft.com"), reasons=(why,)),
        b.network("api", b.address("198.51.100.24"), "TCP:443", reasons=(why,)),
    )
    return b.context(b.plan(*rules))


SAID = 'Nodes\' "API" \\ $(id) `x` server\uff1f'


def said_of(context: ExportContext) -> Iterator[tuple[str, str]]:
    """Yield each destination of the plan's permits with the comment that it has to have."""
    for permit in permits_of(context):
        lines = [n for n, rule in enumerate(context.plan.rules, start=1) if rule.id == permit.rule.id]
        for text in (permit.host, *permit.prefixes):
            if text:
                yield text, f"Line {lines[0]}: {permit.rule.purpose.en}"


def test_comment_names_line_and_reason_of_every_destination() -> None:
    context = context_of(every_plan("AzureCloud", "2026-07-02"))
    said = object_comments(context, permits_of(context))
    single = [(text, wanted) for text, wanted in said_of(context) if said[text].startswith("Line ")]
    assert len(single) > 20
    assert all(said[text] == wanted.replace("?", "\uff1f") for text, wanted in single)


def test_prefix_of_several_lines_names_them_all_and_a_source_the_lines_it_serves() -> None:
    twice = b.network("two", b.address("198.51.100.24"), "UDP:1194")
    context = b.context(b.plan(b.network("one", b.address("198.51.100.24"), "TCP:443"), b.rule(), twice))
    said = object_comments(context, permits_of(context))
    assert said["198.51.100.24/32"] == "Lines 1, 3: Nodes need it."
    assert said[b.SUBNET] == "Source of lines 1 to 3"
    chinese = object_comments(b.context(context.plan, "zh"), permits_of(context))
    assert chinese["198.51.100.24/32"] == "第 1、3 行：节点需要它。"
    assert chinese[b.SUBNET] == "源：第 1 至 3 行"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_comment_is_never_longer_than_the_shortest_product_takes(language: str) -> None:
    why = b.reason(purpose=Text("word " * 200, "字" * 900))
    context = b.context(b.plan(b.rule(reasons=(why,))), language)
    said = object_comments(context, permits_of(context))["mcr.microsoft.com"]
    assert LIMIT - 5 <= len(said.encode()) <= LIMIT
    assert said.endswith("…")


def test_rule_names_the_lines_that_it_stands_for() -> None:
    context = b.context(
        b.plan(b.rule(), b.rule("two", b.fqdn("two.test")), b.rule("x", b.fqdn("x.test"), "HTTP:80"))
    )
    assert [bundle_comment(context, bundle) for bundle in bundles(permits_of(context))] == [
        "Lines 1 to 2",
        "Line 3",
    ]


def test_fortios_reads_back_line_and_reason_of_each_address(tmp_path: Path) -> None:
    script = (
        FortiosTarget().export(context_of(every_plan("AzureCloud", "2026-07-02"))).files[0].content.decode()
    )
    addresses = read(script, tmp_path)["firewall address"]
    said = {edit["fqdn"]: edit["comment"] for edit in addresses.values() if edit["type"] == "fqdn"}
    assert said["mcr.microsoft.com"].endswith(": Images of the cluster's own components.")
    assert all(
        edit["comment"].startswith(("Line ", "Lines ", "Source of line")) for edit in addresses.values()
    )


def test_fortios_quotes_what_its_command_line_would_read_otherwise() -> None:
    script = FortiosTarget().export(quoting()).files[0].content.decode()
    assert '        set comment "Line 1: Nodes\' \\"API\\" \\\\ $(id) `x` server\uff1f"\n' in script


def test_panos_reads_back_line_and_reason_of_each_address() -> None:
    root = panos_reader.tree(PanosTarget().export(quoting()).files[0].content.decode())
    said = {entry.findtext("description") for entry in panos_reader.named(root, "address").values()}
    assert said == {f"Line 3: {SAID}", "Source of lines 1 to 3"}
    (category,) = panos_reader.named(root, "custom-url-category").values()
    assert category.findtext("description") == "Lines 1 to 2"
    rules = panos_reader.named(root, "rules").values()
    assert {rule.findtext("description") for rule in rules} == {"Lines 1 to 2", "Line 3"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this computer")
def test_checkpoint_hands_line_and_reason_of_each_object_to_the_server(tmp_path: Path) -> None:
    server = Server(tmp_path, quoting())
    assert server.run(server.script).returncode == 0
    made = server.objects()
    assert made["dns-domain"][".mcr.microsoft.com"]["comments"] == [
        f"aks-egress-planner aks-shop-prod: Line 1: {SAID} Line 2: {SAID}"
    ]
    (host,) = made["host"].values()
    assert host["comments"] == [f"Line 3: {SAID}"]
    assert {rule["comments"][0] for rule in made["access-rule"].values()} == {"Lines 1 to 3"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this computer")
def test_checkpoint_run_again_after_the_lines_moved_names_the_new_ones(tmp_path: Path) -> None:
    api = b.network("api", b.address("198.51.100.24"), "TCP:443")
    host = b.rule("two", b.fqdn("two.test"))
    for rules in ((api, host), (b.rule(), api, host)):
        server = Server(tmp_path, b.context(b.plan(*rules)))
        assert server.run(server.script).returncode == 0
    made = server.objects()
    assert made["host"]["aks-shop-prod-net-198.51.100.24-32"]["comments"] == ["Line 2: Nodes need it."]
    assert made["dns-domain"][".two.test"]["comments"][0].endswith(": Line 3: Nodes need it.")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this computer")
def test_checkpoint_leaves_the_comment_of_a_domain_that_somebody_else_made(tmp_path: Path) -> None:
    server = Server(tmp_path, b.context(b.plan()))
    folder = server.state / "objects" / "dns-domain"
    folder.mkdir(parents=True)
    theirs = "is-sub-domain\nfalse\ncomments\nOurs since 2019\n"
    (folder / ".mcr.microsoft.com").write_text(theirs, encoding="utf-8")
    assert server.run(server.script).returncode == 0
    assert (folder / ".mcr.microsoft.com").read_text(encoding="utf-8") == theirs
