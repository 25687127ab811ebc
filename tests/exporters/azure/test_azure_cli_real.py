"""The script with the real Azure CLI before the model of Azure on loopback.

Skipped by name where ``az`` is not on PATH; ``pip install azure-cli`` in an environment of its own brings it.
"""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.exporters.azure.azure_model import SUBSCRIPTION, Azure, full
from tests.exporters.azure.fake_az import NAMES, Desk
from tests.exporters.azure.test_azure_cli_runs import FORMER, GROUP, SCRIPT, group, put, rule, shop

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("az") is None, reason="the Azure CLI (az) is not installed"),
]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8")
        status, members = server.azure.request(self.command, self.path, body)
        content = b"" if status == 204 else json.dumps(members).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port(desk: Desk) -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.azure = desk.azure  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    put(desk, shop())
    return desk


def run(desk: Desk, port: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script with the az of this machine, signed in to the cloud on loopback alone."""
    bash, settings = shutil.which("bash"), desk.folder / "azure"
    assert bash is not None
    settings.mkdir(exist_ok=True)
    account = {
        "id": SUBSCRIPTION, "name": "hub one", "state": "Enabled", "isDefault": True, "environmentName": "AzureCloud",
        "tenantId": SUBSCRIPTION, "user": {"name": "t@example.net", "type": "user"},
    }  # fmt: skip
    profile = json.dumps({"installationId": "x", "subscriptions": [account]})
    (settings / "azureProfile.json").write_text(profile, encoding="utf-8")
    cloud = f"[AzureCloud]\nendpoint_resource_manager = http://127.0.0.1:{port}\n"
    (settings / "clouds.config").write_text(cloud, encoding="utf-8")
    programs = desk.folder / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "az").unlink(missing_ok=True)  # the fake one of another run
    (programs / "sleep").write_text("#!/bin/sh\n", encoding="utf-8")
    (programs / "sleep").chmod(0o755)
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(desk.folder), "LC_ALL": "C.UTF-8",
        "AZURE_CONFIG_DIR": str(settings), "AZURE_CORE_COLLECT_TELEMETRY": "no", **NAMES,
    }  # fmt: skip
    return subprocess.run(
        [bash, str(desk.folder / SCRIPT), *words],
        env=environment, cwd=desk.folder, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_real_az_reads_writes_and_puts_back_what_the_fake_one_does(desk: Desk, port: int) -> None:
    many = (rule(name=f"r{n}", description="it's \"\\ $(x)` \n 路由 # : |") for n in range(40))
    desk.azure.put_group(FORMER, group(*many, priority=4242))
    desk.azure.put_group("rcg-other", group(rule("10.9.0.0/16"), priority=400))
    desk.azure.put_route("udr", "0.0.0.0/0", "10.0.1.4")
    desk.azure.page, desk.azure.slow = 1, 2
    before = desk.azure.state()
    done = run(desk, port, "check")
    assert (done.returncode, done.stderr) == (3, "")
    assert desk.run(SCRIPT, "check").stdout == done.stdout
    assert (desk.azure.state(), desk.azure.writes) == (before, [])
    done = run(desk, port, "apply")
    assert (done.returncode, done.stderr) == (0, "")
    assert desk.azure.writes == [f"PUT {FORMER}", "PUT aks-return-203.0.113.10-32"]
    assert run(desk, port, "verify", "--json").returncode == 0
    done = run(desk, port, "restore")
    assert (done.returncode, done.stderr) == (0, "")
    assert desk.azure.state() == before


def test_real_az_s_errors_are_read_for_what_they_are(desk: Desk, port: int) -> None:
    found = desk.azure.policies.popitem()
    done = run(desk, port, "check")
    assert (done.returncode, done.stderr) == (4, "")
    assert "! The firewall policy does not exist" in done.stdout
    desk.azure.policies = dict([found])
    desk.azure.broken_reads = 2
    desk.azure.faults = ["AnotherOperationInProgress", "", "RouteConflict"]
    done = run(desk, port, "apply")
    assert done.returncode == 1
    assert "What was there before is back." in done.stderr
    assert desk.azure.state() == {"groups": {}, "routes": {}}


def test_real_az_finds_every_member_that_somebody_changed(desk: Desk, port: int) -> None:
    assert run(desk, port, "apply", "--rules-only").returncode == 0
    assert GROUP in desk.azure.groups
    assert desk.azure.routes == {}
    changed = full(desk.azure.groups[GROUP])
    changed["ruleCollections"][-1]["rules"][0]["terminateTLS"] = True
    desk.azure.put_group(GROUP, changed)
    done = run(desk, port, "check", "--rules-only")
    assert done.returncode == 3
    assert sum(line.startswith("~ ") for line in done.stdout.splitlines()) == 1
    assert isinstance(desk.azure, Azure)
