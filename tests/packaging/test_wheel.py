"""The wheel holds code, knowledge and resources, and what it installs runs far from any checkout."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.long,
    pytest.mark.packaging,
    pytest.mark.skipif(
        importlib.util.find_spec("hatchling") is None or importlib.util.find_spec("pip") is None,
        reason="hatchling or pip is not installed here: nothing can build the wheel without fetching it",
    ),
]


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", ROOT, "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel.

    The libraries are lent by the environment that runs the tests: a ``.pth`` file that is found through
    another is not followed, so that an editable install of the checkout is not lent with them.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    paths = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", scheme="venv", vars=paths))
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    _pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    return python.parent


def _files(folder: str) -> Iterator[str]:
    for path in (ROOT / folder).rglob("*"):
        if path.is_file() and not path.name.startswith(".") and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix()


def test_every_file_of_the_catalog_and_the_resources_travels_in_the_wheel(contents: set[str]) -> None:
    pictures = {name for name in _files("resources") if name.startswith("resources/screenshots/")}
    shipped = {*_files("catalog"), *_files("resources")} - pictures
    assert shipped
    assert {f"planner/_data/{name}" for name in shipped} - contents == set()
    assert pictures.isdisjoint(name.removeprefix("planner/_data/") for name in contents)


def test_the_package_that_reads_the_catalog_is_not_mixed_with_the_catalog(contents: set[str]) -> None:
    assert {
        name for name in contents if name.startswith("planner/catalog/") and not name.endswith(".py")
    } == set()
    assert set(_files("planner/catalog")) - contents == set()


def test_the_wheel_leaves_tests_and_hidden_files_at_home(contents: set[str]) -> None:
    top = {name.split("/")[0] for name in contents}
    assert {name for name in top if not name.endswith((".dist-info", ".data"))} == {"planner"}
    assert [name for name in contents if any(part.startswith(".") for part in name.split("/"))] == []


def test_the_wheel_brings_its_licence_and_both_programs(wheel: Path, contents: set[str]) -> None:
    [entry_points] = [name for name in contents if name.endswith(".dist-info/entry_points.txt")]
    with zipfile.ZipFile(wheel) as archive:
        said = archive.read(entry_points).decode()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in contents)
    assert "aks-egress = planner.cli.__main__:main" in said
    assert "aks-egress-planner = planner.gui.__main__:main" in said
    assert "pdf = planner.gui.printing.target:PdfTarget" in said


def test_the_installed_command_reads_the_catalog_that_came_with_it(programs: Path, tmp_path: Path) -> None:
    command = [programs / "aks-egress", "editions", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {"2020-03-10", "2026-07-02"} <= {edition["id"] for edition in json.loads(done.stdout)}


def test_a_start_of_the_installed_planner_reads_the_compiled_catalog(
    contents: set[str], programs: Path, tmp_path: Path
) -> None:
    assert "planner/_data/catalog.compiled" in contents
    code = (
        "from planner.catalog import loader\n"
        "loader.read_yaml = None\n"  # whoever reads YAML now fails
        "from planner.catalog.loader import load_catalog\n"
        "print(load_catalog().digest)"
    )
    command = [programs / "python", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    check = [programs / "aks-egress", "catalog", "check"]
    said = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert f"digest {done.stdout.strip()}." in said  # which reads YAML in any case


def test_a_linux_desktop_finds_the_planner_and_its_icon(programs: Path) -> None:
    share = programs.parent / "share"
    entry = (share / "applications" / "aks-egress-planner.desktop").read_text(encoding="utf-8")
    [icon] = [line.removeprefix("Icon=") for line in entry.splitlines() if line.startswith("Icon=")]
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / f"{icon}.svg").is_file()


def test_the_installed_package_is_the_one_from_the_wheel(programs: Path, tmp_path: Path) -> None:
    code = "import planner; from planner.catalog.locate import data_folder; print(data_folder('catalog'))"
    command = [programs / "python", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(programs.parent.resolve())


def test_the_installed_planner_announces_the_pdf_target(programs: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.metadata import distribution as d\n"
        "points = d('aks-egress-planner').entry_points.select(group='aks_egress_planner.targets')\n"
        "print([point.load().__name__ for point in points])"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [programs / "python", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['PdfTarget']"
