"""Golden files of the targets for other makers' firewalls, one a target, reviewed by people.

Write them again after a change that is meant, and read the difference before it is committed:
``python -m tests.exporters.vendors.golden --update``.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from planner.domain.service_tags import ServiceTags
from planner.exporters.checkpoint import CheckpointTarget
from planner.exporters.fortios import FortiosTarget
from planner.exporters.network_policy import NetworkPolicyTarget
from planner.exporters.options import TargetOptions
from planner.exporters.panos import PanosTarget
from planner.exporters.squid import SquidTarget
from tests.exporters.shop import shop_context

FOLDER = Path(__file__).parents[1] / "golden"
TARGETS = [PanosTarget(), FortiosTarget(), CheckpointTarget(), SquidTarget(), NetworkPolicyTarget()]
TAGS = ServiceTags(
    {"AzureMonitor": ("20.42.65.128/25", "20.50.68.112/28", "2603:1020:200::/46")},
    "363",
    "ServiceTags_Public_20250714.json",
    "Public",
)


def made(target: object) -> dict[str, bytes]:
    """Return the target's files for the example plan in its fixed context, by name."""
    context = replace(shop_context("en"), options=TargetOptions(service_tags=TAGS), planner_version="0.1.0")
    return {file.name: file.content for file in target.export(context).files}  # type: ignore[attr-defined]


def update() -> None:
    """Write every golden file again."""
    for target in TARGETS:
        for name, content in made(target).items():
            (FOLDER / name).write_bytes(content)
            print(FOLDER / name)


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    update()
