"""An ``az`` before the model of Azure: the few commands that the script uses, and ``--query`` as az answers it.

The ``az`` on PATH is a few lines of bash that speak to a thread of the test, so that a run takes no interpreter's
start for each call and the test may look at every write.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import socketserver
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.exporters.azure.azure_model import Azure

SHIM = r"""#!/usr/bin/env bash
exec 3<>"/dev/tcp/127.0.0.1/$AZ_PORT"
body=
case " $* " in *' @- '*) body=$(cat) ;; esac
printf '%s\0' "$#" "$@" "$body" >&3
IFS= read -r code <&3
IFS= read -r length <&3
head -c "$length" <&3
cat <&3 >&2
exit "$code"
"""
NAMES = {
    "AKS_EGRESS_RESOURCE_GROUP": "rg-hub",
    "AKS_EGRESS_FIREWALL_POLICY": "afwp-hub",
    "AKS_EGRESS_ROUTE_TABLE": "rt-aks",
}


@dataclass
class FakeAz:
    """What the thread answers with; ``crlf`` ends lines as az does under WSL."""

    azure: Azure = field(default_factory=Azure)
    cloud: str = "AzureCloud"
    crlf: bool = False

    def call(self, words: list[str], body: str) -> tuple[int, str, str]:
        """One call of az: exit code, standard output, standard error."""
        options = dict(itertools.pairwise(words))
        if words[:2] == ["cloud", "show"]:
            answer: Any = {"name": self.cloud}
        elif words[:2] == ["account", "show"]:
            known = self.azure.subscriptions
            wanted = options.get("--subscription", next(iter(known)))
            named = [key for key, name in known.items() if wanted in (key, name)]
            if not named:
                return 1, "", f"ERROR: Subscription '{wanted}' not found.\n"
            answer = {"id": named[0], "name": known[named[0]], "environmentName": self.cloud}
        else:
            assert words[0] == "rest", words
            status, answer = self.azure.request(options["--method"], options["--url"], body)
            if status >= 400:
                return 1, "", f"ERROR: Refused({json.dumps(answer)})\n"
        if options["--output"] == "none":
            return 0, "", ""
        assert options["--output"] == "tsv"
        jmespath = pytest.importorskip("jmespath")
        text = tsv(jmespath.search(options["--query"], answer))
        return 0, text.replace("\n", "\r\n") if self.crlf else text, ""


def tsv(value: object) -> str:
    """As az writes ``--output tsv``."""
    if value is None:
        return ""
    if not isinstance(value, list):
        return f"{_cell(value)}\n"
    rows = (row if isinstance(row, list) else [row] for row in value)
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def _cell(value: object) -> str:
    return "None" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        words = [self._word() for _ in range(int(self._word()))]
        server: Any = self.server
        code, out, err = server.az.call(words, self._word())
        content = out.encode("utf-8")
        self.wfile.write(f"{code}\n{len(content)}\n".encode() + content + err.encode("utf-8"))

    def _word(self) -> str:
        found = bytearray()
        while (byte := self.rfile.read(1)) not in (b"\0", b""):
            found += byte
        return found.decode("utf-8")


@dataclass
class Desk:
    """An operator's folder with scripts in it, and the az of one Azure."""

    folder: Path
    az: FakeAz = field(default_factory=FakeAz)
    clock: int = 0

    @property
    def azure(self) -> Azure:
        """What the scripts change."""
        return self.az.azure

    def saved(self) -> list[Path]:
        """The saved states that lie there."""
        return sorted(self.folder.glob("*.saved.*.json"))

    def run(self, content: bytes | str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a script (or one that lies there already, by its name) with these words."""
        pytest.importorskip("jmespath", reason="jmespath, with which az answers --query, is not installed")
        bash = shutil.which("bash")
        assert bash is not None
        name = content if isinstance(content, str) else "shop-prod.azure-cli.sh"
        if isinstance(content, bytes):
            (self.folder / name).write_bytes(content)
        self.clock += 1
        programs = self.folder / "programs"
        programs.mkdir(exist_ok=True)
        # Time goes on a second a run, and nobody waits.
        now = f"20261126T12{self.clock // 60:02}{self.clock % 60:02}Z"
        for program, text in {
            "az": SHIM, "sleep": "#!/bin/sh\n", "date": f"#!/bin/sh\necho {now}\n",
        }.items():  # fmt: skip
            (programs / program).write_text(text, encoding="utf-8")
            (programs / program).chmod(0o755)
        with socketserver.TCPServer(("127.0.0.1", 0), _Handler) as server:
            server.az = self.az  # type: ignore[attr-defined]
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            settings = {
                "PATH": f"{programs}:{os.environ['PATH']}", "AZ_PORT": str(server.server_address[1]),
                "LC_ALL": "C.UTF-8", "TMPDIR": str(programs), **NAMES, **environment,
            }  # fmt: skip
            settings = {key: value for key, value in settings.items() if value}
            done = subprocess.run(
                [bash, str(self.folder / name), *words],
                env=settings, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120,
            )  # fmt: skip
            server.shutdown()
        return done
