"""An ``az`` that does nothing but remember, and what Azure would hold after the calls it remembers."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.exporters.azure.readback import Read, group_of, route_of

SCRIPT = r"""#!/usr/bin/env bash
{
    printf '%s\0' "$@"
    for word in "$@"; do
        if [[ $word == @* ]]; then printf 'BODY='; cat "${word#@}"; printf '\0'; fi
    done
    printf 'END\0'
} >>"$AZ_LOG"
case "$1 $2" in
    "cloud show") printf '%s\n' "$AZ_CLOUD" ;;
    "rest --method") [[ $3 != get ]] || printf '%s\n' "${AZ_STATE:-Succeeded}" ;;
esac
"""
NAMES = {"RESOURCE_GROUP": "rg-hub", "FIREWALL_POLICY": "afwp-hub", "ROUTE_TABLE": "rt-aks"}
URL = "/subscriptions/{subscriptionId}/resourceGroups/rg-hub/providers/Microsoft.Network/firewallPolicies/afwp-hub"


@dataclass
class Azure:
    """What is deployed: bodies of rule collection groups and properties of routes, by name; tables touched."""

    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    routes: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set, compare=False)

    def read(self) -> Read:
        """The one group and the routes in the model's types."""
        groups = [group_of(name, body["properties"]) for name, body in self.groups.items()]
        routes = tuple(route_of(name, properties) for name, properties in self.routes.items())
        assert len(groups) <= 1
        return Read(groups[0] if groups else None, routes)

    def take(self, words: list[str]) -> None:
        """Do what one call does; a call that this script has no business with fails."""
        body = next((word.removeprefix("BODY=") for word in words if word.startswith("BODY=")), "")
        options = dict(itertools.pairwise(words))
        if words[:2] == ["cloud", "show"]:
            return
        if words[0] == "rest":
            assert options["--url"].startswith(f"{URL}/ruleCollectionGroups/")
            assert options["--url"].endswith("?api-version=2024-05-01")
            name = options["--url"].removesuffix("?api-version=2024-05-01").rsplit("/", 1)[1]
            if options["--method"] == "put":
                self.groups[name] = json.loads(body)
            elif options["--method"] == "delete":
                self.groups.pop(name, None)
            return
        assert words[:3] == ["network", "route-table", "route"]
        self.tables.add(f"{options['--resource-group']}/{options['--route-table-name']}")
        if words[3] == "delete":
            self.routes.pop(options["--name"], None)
            return
        assert words[3] == "create"
        hop = options.get("--next-hop-ip-address")
        self.routes[options["--name"]] = {
            "addressPrefix": options["--address-prefix"],
            "nextHopType": options["--next-hop-type"],
            **({"nextHopIpAddress": hop} if hop else {}),
        }


def run(
    content: bytes, folder: Path, azure: Azure | None = None, **environment: str
) -> tuple[Azure, subprocess.CompletedProcess[str]]:
    """Run a script with the recording ``az`` on PATH and return what Azure holds then, and how it went."""
    bash = shutil.which("bash")
    assert bash is not None
    programs, log = folder / "programs", folder / "az.log"
    programs.mkdir(exist_ok=True)
    (programs / "az").write_text(SCRIPT, encoding="utf-8")
    (programs / "az").chmod(0o755)
    log.write_bytes(b"")
    (folder / "script.sh").write_bytes(content)
    settings = {
        "PATH": f"{programs}:{os.environ['PATH']}", "AZ_LOG": str(log), "AZ_CLOUD": "AzureCloud",
        "LC_ALL": "C.UTF-8", "TMPDIR": str(folder), **NAMES, **environment,
    }  # fmt: skip
    done = subprocess.run(
        [bash, str(folder / "script.sh")],
        env=settings,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    azure = azure or Azure()
    words: list[str] = []
    for word in log.read_bytes().decode("utf-8").split("\0")[:-1]:
        if word == "END":
            azure.take(words)
            words = []
        else:
            words.append(word)
    return azure, done
