"""Targets: the built-in ones and those that installed packages offer."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from planner.domain.export import ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target, TargetGroup
from planner.exporters.registry import BUILT_IN, ENTRY_POINT_GROUP, built_in_targets, load_targets

HERE = "tests.exporters.test_registry"


@dataclass(frozen=True)
class Guest:
    id: str = "guest"
    label: Text = Text("Guest", "访客")  # noqa: RUF009 - a frozen value
    summary: Text = Text("From a package.", "来自软件包。")  # noqa: RUF009 - a frozen value
    group: str = TargetGroup.OTHER
    suffix: str = "txt"

    def export(self, context: ExportContext) -> ExportResult:
        return ExportResult(())

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        return ()


@dataclass(frozen=True)
class Impostor(Guest):
    id: str = "xlsx"


@dataclass(frozen=True)
class Lost(Guest):
    group: str = "elsewhere"


class Halting:
    def __init__(self) -> None:
        sys.exit(3)


class Bare:
    id = "bare"


def load(*points: tuple[str, str]) -> tuple[list[str], dict[str, str]]:
    found = load_targets([EntryPoint(name, value, ENTRY_POINT_GROUP) for name, value in points])
    return [target.id for target in found.usable], {broken.id: broken.error for broken in found.broken}


def test_built_in_targets_come_in_the_order_of_the_cards() -> None:
    assert [target.id for target in built_in_targets()] == [entry[0] for entry in BUILT_IN]


@pytest.mark.parametrize("target", built_in_targets(), ids=lambda target: target.id)
def test_built_in_target_keeps_the_protocol_and_speaks_both_languages(target: Target) -> None:
    assert isinstance(target, Target)
    assert target.group in set(TargetGroup)
    for text in (target.label, target.summary):
        assert text.en
        assert text.zh


def test_target_of_an_installed_package_joins_the_others() -> None:
    usable, broken = load(("guest", f"{HERE}:Guest"))
    assert usable[-1] == "guest"
    assert broken == {}


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("no.such.module:Target", "ModuleNotFoundError"),
        (f"{HERE}:Missing", "AttributeError"),
        (f"{HERE}:Halting", "SystemExit"),
        (f"{HERE}:Bare", "a target needs label, summary, group"),
        (f"{HERE}:Impostor", "the id xlsx belongs to another target"),
        (f"{HERE}:Lost", "the group elsewhere is none of people, azure, cluster, other"),
    ],
)
def test_broken_package_is_named_and_harms_no_other(value: str, error: str) -> None:
    usable, broken = load(("a-broken-one", value), ("guest", f"{HERE}:Guest"))
    assert usable == [*(entry[0] for entry in BUILT_IN), "guest"]
    assert error in broken["a-broken-one"]


def test_loading_targets_imports_no_export_library() -> None:
    code = (
        "import sys; from planner.exporters.registry import built_in_targets; built_in_targets(); "
        "print(sorted({'openpyxl', 'PySide6', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
