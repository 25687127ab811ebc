"""Squid's lists of names: exactly the plan's, in a form that squid accepts."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.destination import Destination, DestinationType
from planner.exporters.base import ExportContext
from planner.exporters.squid import FOLDER, SquidTarget, names_of
from tests.exporters import builders as b
from tests.exporters.vendors.everything import CASES, Opening, context_of, every_plan, openings, written

LABELS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=2, max_size=4).map(".".join)
HOSTS = st.builds(str.__add__, st.sampled_from(["", "*."]), LABELS)


def squid_matches(entry: str, name: str) -> bool:
    """Squid's own reading of a dstdomain entry (formats: measured with squid 5.7)."""
    return name == entry or (entry.startswith(".") and (name == entry[1:] or name.endswith(entry)))


def plan_lets_through(hosts: list[str], name: str) -> bool:
    asked = [Destination(DestinationType.FQDN, host) for host in hosts]
    return name in hosts or any(host.covers(Destination(DestinationType.FQDN, name)) for host in asked)


@given(st.lists(HOSTS, max_size=8), LABELS)
def test_lists_let_through_what_the_plan_does_and_nothing_else(hosts: list[str], name: str) -> None:
    found = names_of(hosts)
    through = any(squid_matches(entry, name) for entry in found.allowed) and name not in found.excepted
    assert through == plan_lets_through(hosts, name)


@given(st.lists(HOSTS, max_size=8))
def test_no_entry_is_covered_by_another_which_squid_would_refuse(hosts: list[str]) -> None:
    for entries in (names_of(hosts).allowed, names_of(hosts).excepted):
        for entry in entries:
            others = [other for other in entries if other != entry]
            assert not any(squid_matches(other, entry.removeprefix(".")) for other in others)


def read(context: ExportContext) -> set[Opening]:
    """Return what the part lets through; an exception is taken off, so that its absence would show."""
    part, *lists = SquidTarget().export(context).files
    texts = {f"{FOLDER}/{file.name}": file.content.decode().splitlines() for file in lists}
    acls: dict[str, list[str]] = {}
    found = set()
    for line in part.content.decode().splitlines():
        words = line.split()
        if words[:1] == ["acl"]:
            acls[words[1]] = [word.strip('"') for word in words[3:] if word != "-n"]
        elif words[:2] == ["http_access", "allow"]:
            _, _, source, *_ = words
            start = source.removesuffix("_src")
            connect = f"{source.split('_')[0]}_connect"
            assert (connect in words) != (f"!{connect}" in words)
            (port,) = acls[f"{start}_port"]
            names = _entries(texts[acls[f"{start}_names"][0]])
            excepted = _entries(texts[acls[f"{start}_except"][0]]) if f"!{start}_except" in words else []
            hosts = {f"*{name}" if name.startswith(".") else name for name in names}
            hosts |= {name[1:] for name in names if name.startswith(".")} - set(excepted)
            found |= {(prefix, host, "tcp", int(port)) for prefix in acls[source] for host in hosts}
    return found


def _entries(lines: list[str]) -> list[str]:
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("cloud", "edition"), CASES)
def test_part_opens_exactly_the_plan_less_the_notices(cloud: str, edition: str) -> None:
    context = context_of(every_plan(cloud, edition))
    asked = openings(context, written(context, SquidTarget().notices(context)))
    covered = {
        opening
        for opening in asked
        if any((s, p, n) == (opening[0], *opening[2:]) and _covers(h, opening[1]) for s, h, p, n in asked)
    }
    assert read(context) == asked - covered
    assert len(covered) < len(asked) / 4


def _covers(host: str, other: str) -> bool:
    return Destination(DestinationType.FQDN, host).covers(Destination(DestinationType.FQDN, other))


@pytest.mark.skipif(shutil.which("squid") is None, reason="no squid on this computer")
@pytest.mark.parametrize(("cloud", "edition"), CASES)
def test_squid_parses_the_part_without_a_word(cloud: str, edition: str, tmp_path: Path) -> None:
    part, *lists = SquidTarget().export(context_of(every_plan(cloud, edition))).files
    for file in (part, *lists):
        (tmp_path / file.name).write_bytes(file.content.replace(FOLDER.encode(), str(tmp_path).encode()))
    config = tmp_path / "squid.conf"
    config.write_text(f"http_port 127.0.0.1:3128\ninclude {tmp_path / part.name}\nhttp_access deny all\n")
    done = subprocess.run(
        ["squid", "-k", "parse", "-f", str(config)], capture_output=True, text=True, timeout=60, check=False
    )
    said = re.sub(
        r".*\| (Processing|Startup|Initializing|Processing Configuration|Set Current).*\n", "", done.stderr
    )
    assert done.returncode == 0, done.stderr
    assert not re.search(r"warning|error|fatal|bungled", said, re.I), said


def test_network_lines_are_noticed_whether_or_not_tags_are_known() -> None:
    context = context_of(every_plan("AzureCloud", "2026-07-02"))
    texts = {notice.rule_id: notice.text.en for notice in SquidTarget().notices(context)}
    tagged = [rule for rule in context.plan.rules if rule.destination.type is DestinationType.SERVICE_TAG]
    assert tagged
    assert all("a proxy carries HTTP and CONNECT" in texts[rule.id] for rule in tagged)


def test_plain_http_on_443_is_written_and_noticed() -> None:
    context = b.context(b.plan(b.rule("gcr", b.fqdn("gcr.io"), "HTTP:443")))
    (notice,) = SquidTarget().notices(context)
    assert "plain HTTP on port 443" in notice.text.en
    assert read(context) == {(b.SUBNET, "gcr.io", "tcp", 443)}
