"""Which targets there are: the built-in ones and those of installed packages.

Modules are named here and imported when somebody asks for targets, so that starting the planner loads
no export library. A package adds targets by the entry point group `ENTRY_POINT_GROUP`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata

from planner.exporters.base import Target, TargetGroup

ENTRY_POINT_GROUP = "aks_egress_planner.targets"

BUILT_IN = (
    ("xlsx", "planner.exporters.xlsx.target", "XlsxTarget"),
    ("csv", "planner.exporters.csv_table", "CsvTarget"),
    ("azure-cli", "planner.exporters.azure.azure_cli", "AzureCliTarget"),
    ("arm", "planner.exporters.azure.arm", "ArmTarget"),
    ("bicep", "planner.exporters.azure.bicep", "BicepTarget"),
    ("terraform", "planner.exporters.azure.terraform", "TerraformTarget"),
    ("powershell", "planner.exporters.azure.powershell", "PowerShellTarget"),
    ("rules-as-code-csv", "planner.exporters.rules_as_code", "RulesAsCodeTarget"),
    ("panos", "planner.exporters.panos", "PanosTarget"),
    ("fortios", "planner.exporters.fortios", "FortiosTarget"),
    ("checkpoint", "planner.exporters.checkpoint", "CheckpointTarget"),
    ("squid", "planner.exporters.squid", "SquidTarget"),
    ("network-policy", "planner.exporters.network_policy", "NetworkPolicyTarget"),
)
"""Id, module and class of each target that ships with the planner, in the order of the cards."""

_MEMBERS = ("id", "label", "summary", "group", "suffix", "export", "notices")


@dataclass(frozen=True, slots=True)
class BrokenTarget:
    """An installed target that cannot be used; ``error`` says why, for the log and for About."""

    id: str
    error: str


@dataclass(frozen=True, slots=True)
class Targets:
    """Every target that can be used, and those that cannot."""

    usable: tuple[Target, ...]
    broken: tuple[BrokenTarget, ...] = ()

    def find(self, target_id: str) -> Target | None:
        """Return the target with this id, or None."""
        return next((target for target in self.usable if target.id == target_id), None)


def built_in_targets() -> tuple[Target, ...]:
    """Return the targets that ship with the planner, in the order of the cards."""
    return tuple(getattr(importlib.import_module(module), name)() for _, module, name in BUILT_IN)


def load_targets(entry_points: Iterable[metadata.EntryPoint] | None = None) -> Targets:
    """Return the built-in targets, then those of installed packages by name.

    ``entry_points`` None means those of this Python environment. A package that fails to import, offers
    no target or takes another's id is reported as `BrokenTarget` and harms nobody else.
    """
    if entry_points is None:
        entry_points = metadata.entry_points(group=ENTRY_POINT_GROUP)
    usable = list(built_in_targets())
    broken: list[BrokenTarget] = []
    for entry_point in sorted(entry_points, key=lambda found: found.name):
        found = _load(entry_point, {target.id for target in usable})
        if isinstance(found, BrokenTarget):
            broken.append(found)
        else:
            usable.append(found)
    return Targets(tuple(usable), tuple(broken))


def _load(entry_point: metadata.EntryPoint, taken: set[str]) -> Target | BrokenTarget:
    try:
        loaded = entry_point.load()
        target = loaded() if isinstance(loaded, type) else loaded
        problem = _problem_of(target, taken)
    # Code of strangers: whatever it raises, even SystemExit at import, must not end the planner.
    except (Exception, SystemExit) as error:
        return BrokenTarget(entry_point.name, f"{entry_point.value}: {type(error).__name__}: {error}")
    return target if not problem else BrokenTarget(entry_point.name, f"{entry_point.value}: {problem}")


def _problem_of(target: Target, taken: set[str]) -> str:
    missing = [name for name in _MEMBERS if not hasattr(target, name)]
    if missing:
        return f"a target needs {', '.join(missing)}"
    if target.id in taken:
        return f"the id {target.id} belongs to another target"
    groups = [group.value for group in TargetGroup]
    if target.group not in groups:
        return f"the group {target.group} is none of {', '.join(groups)}"
    return ""
