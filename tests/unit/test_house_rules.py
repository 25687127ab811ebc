"""The rules of form that linters do not know, over every file of the planner."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANNER = ROOT / "planner"
LONGEST_FILE = 600  # an alarm, not a shape: a file holds one idea, whatever its length
LONGEST_FUNCTION = 60
PURE = ("domain", "planning")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def _parsed() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PLANNER.rglob("*.py"))
    )


def _modules(*below: str) -> Iterator[tuple[str, ast.Module]]:
    folders = tuple(f"planner/{name}/" for name in below) or ("planner/",)
    return (entry for entry in _parsed() if entry[0].startswith(folders))


def _definitions(node: ast.AST) -> Iterator[Definition]:
    for child in ast.walk(node):
        if isinstance(child, Definition):
            yield child


def _public_definitions(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, Definition]]:
    """Classes, functions and methods that others may use; what is nested in a function is nobody else's."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield owner + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _public_definitions(node.body, f"{owner}{node.name}.")


def _explained_elsewhere(node: Definition) -> bool:
    """An override says what it is for where it was first declared; an overload, at its implementation."""
    names = {ast.unparse(decorator).split("(")[0].split(".")[-1] for decorator in node.decorator_list}
    return bool(names & {"overload", "override", "setter"})


def _imported(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def test_there_is_something_to_look_at() -> None:
    assert len(list(_modules())) > 10


def test_no_file_of_the_planner_holds_more_than_one_idea_can_need() -> None:
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path, _ in _modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_of_the_planner_is_longer_than_60_lines() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path, module in _modules()
        for node in _definitions(module)
        if not isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_qt_is_imported_under_gui_alone() -> None:
    strays = [
        f"{path}:{line} {name}"
        for path, module in _modules()
        for line, name in _imported(module)
        if name.split(".")[0] in {"PySide6", "shiboken6"} and not path.startswith("planner/gui/")
    ]
    assert strays == []


def test_signals_of_work_have_no_parent_that_could_delete_them_under_a_thread() -> None:
    made = [
        (path, call)
        for path, module in _modules("gui")
        for call in ast.walk(module)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.endswith("Signals")
    ]
    owned = [f"{path}:{call.lineno}" for path, call in made if call.args or call.keywords]
    assert len(made) > 4
    assert owned == []


def test_every_module_says_what_it_is_for() -> None:
    assert [path for path, module in _modules() if module.body and not ast.get_docstring(module)] == []


def test_every_public_class_and_function_says_what_it_is_for() -> None:
    silent = [
        f"{path}:{node.lineno} {name}"
        for path, module in _modules()
        for name, node in _public_definitions(module.body)
        if not ast.get_docstring(node) and not _explained_elsewhere(node) and not _overrides_qt(path, name)
    ]
    assert silent == []


def _overrides_qt(path: str, name: str) -> bool:
    """Qt's overrides are camelCase methods (rowCount, paintEvent) and mean what Qt says they mean."""
    method = name.rpartition(".")[2]
    return path.startswith("planner/gui/") and "." in name and re.search(r"[a-z][A-Z]", method) is not None


def test_domain_and_planning_read_neither_clock_nor_files() -> None:
    forbidden = {"datetime.now", "datetime.today", "date.today", "datetime.utcnow", "open"}
    modules = {"time", "os", "pathlib", "random", "subprocess", "socket", "tempfile", "shutil", "io"}
    found = [
        f"{path}:{node.lineno} {ast.unparse(node.func)}"
        for path, module in _modules(*PURE)
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ".".join(ast.unparse(node.func).split(".")[-2:]) in forbidden
    ]
    found += [
        f"{path}:{line} {name}"
        for path, module in _modules(*PURE)
        for line, name in _imported(module)
        if name.split(".")[0] in modules
    ]
    assert found == []


def test_no_code_decides_by_the_name_of_a_cloud_or_a_feature() -> None:
    """Such a condition belongs to catalog/: adding a feature is adding a YAML file."""
    names = {
        path.stem for kind in ("clouds", "features") for path in (ROOT / "catalog" / kind).glob("*.yaml")
    }
    found = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for path, module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Compare) and _texts(node) & names
    ]
    assert found == []


def _texts(node: ast.AST) -> set[str]:
    constants = (child for child in ast.walk(node) if isinstance(child, ast.Constant))
    return {constant.value for constant in constants if isinstance(constant.value, str)}


# --- what must not travel with the project

# Written with escapes, so that this file does not hold what it looks for.
_REGISTRY = re.compile(
    rb"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|proxy\.golang\.org|deb\.debian\.org|crates\.io)\b"
    rb"|--(?:extra-)?index-url|PIP_(?:EXTRA_)?INDEX_URL"
)
_SOMEONES_HOME = re.compile(
    rb"(?:/home/|/Users/|[A-Z]:\\\\?Users\\\\?)(?!(?:user|you|me|name|USER|runner)\b)\w+[/\\]"
)


def _places_of_this_machine() -> list[bytes]:
    """The checkout and the environment that runs the tests, wherever they are."""
    places = [ROOT]
    if sys.prefix != sys.base_prefix:
        places.append(Path(sys.prefix))
    # A checkout at /app or /src would be found in innocent text.
    return [os.fsencode(place) for place in places if len(place.parts) > 2]


@pytest.fixture(scope="module")
def files_of_the_project() -> list[Path]:
    """What is tracked, or would be by the next `git add`."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing tells the project's files from others")
    command = [git, "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\0")
    return [path for name in listed if name and (path := ROOT / os.fsdecode(name)).is_file()]


def _first_hits(files: list[Path], pattern: re.Pattern[bytes]) -> list[str]:
    hits = []
    for path in files:
        content = path.read_bytes()
        if found := pattern.search(content):
            line = content.count(b"\n", 0, found.start()) + 1
            hits.append(f"{path.relative_to(ROOT)}:{line} {os.fsdecode(found.group())}")
    return hits


def test_no_file_names_a_place_on_this_machine(files_of_the_project: list[Path]) -> None:
    places = b"|".join(re.escape(place) + rb"(?![\w-])" for place in _places_of_this_machine())
    assert _first_hits(files_of_the_project, re.compile(places or rb"(?!)")) == []
    assert _first_hits(files_of_the_project, _SOMEONES_HOME) == []


def test_no_file_names_a_package_registry(files_of_the_project: list[Path]) -> None:
    assert _first_hits(files_of_the_project, _REGISTRY) == []


def test_top_level_holds_only_what_belongs_there(files_of_the_project: list[Path]) -> None:
    allowed = {"LICENSE", "README.md", "catalog", "planner", "pyproject.toml", "resources", "tests"}
    top = {path.relative_to(ROOT).parts[0] for path in files_of_the_project}
    assert {name for name in top if not name.startswith(".")} - allowed == set()
