"""The Check Point scripts: run against a recording mgmt_cli, and read by bash and shellcheck."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from planner.exporters.base import ExportContext
from planner.exporters.checkpoint import CheckpointTarget
from tests.exporters import builders as b
from tests.exporters.vendors.everything import (
    CASES,
    Opening,
    context_of,
    every_plan,
    openings,
    tags_for,
    written,
)

RECORDER = Path(__file__).with_name("mgmt_cli.sh")
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this computer")


class Server:
    """A management server in a folder, and the scripts of one export."""

    def __init__(self, folder: Path, context: ExportContext) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.state.mkdir(exist_ok=True)
        tools = folder / "bin"
        tools.mkdir(exist_ok=True)
        shutil.copy(RECORDER, tools / "mgmt_cli")
        (tools / "mgmt_cli").chmod(0o755)
        script, rollback = CheckpointTarget().export(context).files
        self.script, self.rollback = folder / "add.sh", folder / "delete.sh"
        self.script.write_bytes(script.content)
        self.rollback.write_bytes(rollback.content)

    def run(self, script: Path) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", str(script)], env={"PATH": path, "MGMT_STATE": str(self.state)},
            capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def objects(self) -> dict[str, dict[str, dict[str, list[str]]]]:
        """Return kind, name, and each key with its values (``members.2`` belongs to ``members``)."""
        found: dict[str, dict[str, dict[str, list[str]]]] = {}
        for path in sorted((self.state / "objects").glob("*/*")):
            words = path.read_text(encoding="utf-8").splitlines()
            keys: dict[str, list[str]] = {}
            for key, value in zip(words[::2], words[1::2], strict=True):
                keys.setdefault(key.partition(".")[0], []).append(value)
            found.setdefault(path.parent.name, {})[path.name] = keys
        return found

    def openings(self) -> set[Opening]:
        made = self.objects()
        networks = {n: f"{o['subnet'][0]}/{o['mask-length'][0]}" for n, o in made.get("network", {}).items()}
        networks |= {name: f"{held['ip-address'][0]}/32" for name, held in made.get("host", {}).items()}
        ends = {name: [prefix] for name, prefix in networks.items()}
        ends |= {
            name: [networks[member] for member in o["members"]] for name, o in made.get("group", {}).items()
        }
        for name, domain in made["dns-domain"].items():
            ends[name] = [("*" if domain["is-sub-domain"] == ["true"] else "") + name]
        ports = {
            name: (protocol, int(held["port"][0]))
            for protocol in ("tcp", "udp")
            for name, held in made.get(f"service-{protocol}", {}).items()
        }
        return {
            (networks[source], host if host[0] != "." else host[1:], *ports[service])
            for rule in made["access-rule"].values()
            for source in rule["source"]
            for name in rule["destination"]
            for host in ends[name]
            for service in rule["service"]
        }


@pytest.mark.long
@pytest.mark.parametrize(("cloud", "edition"), CASES)
def test_second_run_ends_in_the_same_state_which_is_exactly_the_plan(
    cloud: str, edition: str, tmp_path: Path
) -> None:
    context = context_of(every_plan(cloud, edition))
    server = Server(tmp_path, context)
    first = server.run(server.script)
    assert (first.returncode, first.stderr) == (0, "")
    made = server.objects()
    second = server.run(server.script)
    assert (second.returncode, second.stderr) == (0, "")
    assert server.objects() == made
    assert server.openings() == openings(context, written(context, CheckpointTarget().notices(context)))


def test_run_with_a_newer_list_of_service_tags_leaves_no_prefix_of_the_older_one(tmp_path: Path) -> None:
    plan = every_plan("AzureCloud", "2026-07-02")
    older, newer = context_of(plan), context_of(plan)
    tags = {name: ("51.0.0.0/16",) for name in tags_for(plan).prefixes}
    options = replace(newer.options, service_tags=replace(tags_for(plan), prefixes=tags))
    newer = replace(newer, options=options)
    for context in (older, newer):
        server = Server(tmp_path, context)
        assert server.run(server.script).returncode == 0
        assert server.openings() == openings(context, written(context, CheckpointTarget().notices(context)))


def test_rollback_takes_away_everything_that_the_script_made_and_no_more(tmp_path: Path) -> None:
    server = Server(tmp_path, context_of(every_plan("AzureCloud", "2026-07-02")))
    ours = server.state / "objects" / "dns-domain"
    ours.mkdir(parents=True)
    (ours / ".mcr.microsoft.com").write_text("is-sub-domain\nfalse\ncomments\nsomebody else's\n")
    assert server.run(server.script).returncode == 0
    done = server.run(server.rollback)
    assert (done.returncode, done.stderr) == (0, "")
    assert {kind: list(held) for kind, held in server.objects().items()} == {
        "dns-domain": [".mcr.microsoft.com"]
    }
    assert server.run(server.rollback).returncode == 0


def test_domain_that_another_rule_uses_stays_and_is_named(tmp_path: Path) -> None:
    server = Server(tmp_path, context_of(every_plan("AzureCloud", "2026-07-02")))
    assert server.run(server.script).returncode == 0
    (server.state / "objects" / "access-rule" / "theirs").write_text("destination.1\n.mcr.microsoft.com\n")
    done = server.run(server.rollback)
    assert done.returncode == 0
    assert ".mcr.microsoft.com is used elsewhere and stays." in done.stdout
    assert list(server.objects()["dns-domain"]) == [".mcr.microsoft.com"]


def test_domain_with_the_other_meaning_stops_the_script_before_anything_is_published(tmp_path: Path) -> None:
    server = Server(tmp_path, context_of(every_plan("AzureCloud", "2026-07-02")))
    domains = server.state / "objects" / "dns-domain"
    domains.mkdir(parents=True)
    (domains / ".mcr.microsoft.com").write_text("is-sub-domain\ntrue\n")
    done = server.run(server.script)
    assert done.returncode == 1
    assert ".mcr.microsoft.com is there already as a domain object" in done.stderr
    assert (server.state / "discard").exists()
    assert not (server.state / "publish").exists()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="no shellcheck on this computer")
def test_shellcheck_has_nothing_to_say(language: str, tmp_path: Path) -> None:
    server = Server(tmp_path, context_of(every_plan("AzureCloud", "2026-07-02"), language))
    for script in (server.script, server.rollback):
        done = subprocess.run(["shellcheck", str(script)], capture_output=True, text=True, check=False)
        assert done.stdout + done.stderr == ""


def notices(*rules: object) -> dict[str, str]:
    context = b.context(b.plan(*rules))  # type: ignore[arg-type]
    return {notice.rule_id: notice.text.en for notice in CheckpointTarget().notices(context)}


def test_wildcard_is_noticed_because_it_opens_the_name_itself() -> None:
    assert "takes in the name without the asterisk" in notices(b.rule("wild", b.fqdn("*.a.test")))["wild"]


def test_wildcard_is_not_noticed_where_the_name_itself_is_asked_for_too() -> None:
    assert notices(b.rule("wild", b.fqdn("*.a.test")), b.rule("name", b.fqdn("a.test"))) == {}


def test_name_with_other_services_than_its_wildcard_is_not_written(tmp_path: Path) -> None:
    rules = b.rule("wild", b.fqdn("*.a.test"), "HTTPS:443"), b.rule("name", b.fqdn("a.test"), "HTTP:80")
    found = notices(*rules)
    assert "is not written: another line asks for all names below it" in found["name"]
    assert "is written more widely" in found["wild"]
    server = Server(tmp_path, b.context(b.plan(*rules)))
    assert server.run(server.script).returncode == 0
    assert server.openings() == {(b.SUBNET, "*.a.test", "tcp", 443)}
