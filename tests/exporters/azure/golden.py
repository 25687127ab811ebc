"""Reviewed files of the Azure targets for the example plan ``shop-prod``.

After an intended change, look at the difference and write them anew:
``python -m tests.exporters.azure.golden --update``.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from planner.exporters.options import TargetOptions
from tests.exporters.azure.cases import TARGETS
from tests.exporters.shop import shop_context

FOLDER = Path(__file__).resolve().parent.parent / "golden"


def golden_files() -> dict[str, bytes]:
    """What the targets write today, by file name; time, version and names are fixed."""
    names = TargetOptions(resource_group="rg-hub", firewall_policy="afwp-hub", route_table="rt-aks-nodes")
    context = replace(shop_context(), options=names)
    return {file.name: file.content for target in TARGETS for file in target.export(context).files}


def update() -> None:
    """Write the files anew, for a person to review."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in golden_files().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("python -m tests.exporters.azure.golden --update")
    update()
