"""The compiled catalog is the catalog, or it is passed over without a word."""

from __future__ import annotations

import hashlib
import os
import pickle  # noqa: TID251  # a test shows that it is refused
import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.catalog import compiled, loader, locate
from planner.catalog.compiling import compile_catalog
from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.catalog.model import Catalog
from planner.domain.problem import FileProblem

FIRST_LINE = compiled._FIRST_LINE


@pytest.fixture(scope="module")
def from_yaml() -> Catalog:
    return load_catalog(data_folder("catalog"))


@pytest.fixture(scope="module")
def content(from_yaml: Catalog) -> bytes:
    return compiled.compiled(from_yaml)


def _with_sum(packed: bytes, digest: str) -> bytes:
    summed = hashlib.sha256(packed).hexdigest()
    return FIRST_LINE + f"{digest}\n{summed}\n".encode() + packed


def _read(tmp_path: Path, content: bytes, digest: str) -> Catalog | None:
    path = tmp_path / "catalog.compiled"
    path.write_bytes(content)
    return compiled.read(path, digest)


def test_what_is_compiled_is_what_the_yaml_files_say(
    tmp_path: Path, content: bytes, from_yaml: Catalog
) -> None:
    assert _read(tmp_path, content, from_yaml.digest) == from_yaml


def test_a_compiled_catalog_of_other_files_is_passed_over(tmp_path: Path, content: bytes) -> None:
    assert _read(tmp_path, content, "0" * 16) is None


def test_a_compiled_catalog_that_is_not_there_is_passed_over(tmp_path: Path, from_yaml: Catalog) -> None:
    assert compiled.read(tmp_path / "catalog.compiled", from_yaml.digest) is None
    assert compiled.read(tmp_path, from_yaml.digest) is None


@pytest.mark.parametrize("share", [0, 0.0001, 0.001, 0.3, 0.999999])
def test_a_truncated_file_is_passed_over(
    tmp_path: Path, content: bytes, from_yaml: Catalog, share: float
) -> None:
    assert _read(tmp_path, content[: int(len(content) * share)], from_yaml.digest) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_a_file_with_one_bit_turned_is_passed_over(
    tmp_path: Path, content: bytes, from_yaml: Catalog, at: int, bit: int
) -> None:
    damaged = bytearray(content)
    damaged[at % len(damaged)] ^= 1 << bit
    assert _read(tmp_path, bytes(damaged), from_yaml.digest) is None


def test_a_file_of_another_version_is_passed_over(tmp_path: Path, content: bytes, from_yaml: Catalog) -> None:
    assert FIRST_LINE.startswith(b"aks-egress-catalog 2 ")
    newer = content.replace(b"aks-egress-catalog 2 ", b"aks-egress-catalog 3 ", 1)
    assert _read(tmp_path, newer, from_yaml.digest) is None


class _Bomb:
    """Would leave a mark if anything unpickled it."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.mark,)


HOSTILE = {
    "nothing": b"",
    "a number": msgspec.msgpack.encode(7),
    "a list": msgspec.msgpack.encode([1, 2, 3]),
    "no catalog": msgspec.msgpack.encode({"editions": []}),
    "nested for ever": b"\x91" * 3_000_000,
    "a list said to have four thousand million members": b"\xdd\xff\xff\xff\xff",
    "text that is not UTF-8": b"\xa4\xff\xfe\xfd\xfc",
}


@pytest.mark.parametrize("packed", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_content_under_a_right_sum_is_passed_over(
    tmp_path: Path, from_yaml: Catalog, packed: bytes
) -> None:
    assert _read(tmp_path, _with_sum(packed, from_yaml.digest), from_yaml.digest) is None


def test_nothing_in_a_compiled_catalog_is_ever_run(tmp_path: Path, from_yaml: Catalog) -> None:
    mark = tmp_path / "mark"
    packed = pickle.dumps(_Bomb(str(mark)))
    assert _read(tmp_path, _with_sum(packed, from_yaml.digest), from_yaml.digest) is None
    assert not mark.exists()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("catalog", "digest"), "0" * 16),
        (("catalog", "digest"), 7),
        (("catalog", "features"), "core"),
        (("catalog", "features", 0, "always"), "yes"),
        (("catalog", "features", 0, "surprise"), 1),
        (("catalog", "features", 0, "demands", 0, "necessity"), "perhaps"),
        (("catalog", "features", 0, "demands", 0, "services"), 1_000_000),
        (("catalog", "features", 0, "demands", 0, "services"), -1),
        (("catalog", "features", 0, "demands", 0, "when"), "gpu"),
        (("shared", "services", 0), [{"protocol": "SCTP", "port": 1}]),
        (("shared", "destinations", 0), [{"source": "everything"}]),
        (("shared", "when", 0), {"kind": "run", "fact": "rm"}),
        (("shared", "purpose", 0), None),
        (("shared",), {}),
    ],
)
def test_a_value_of_another_type_is_passed_over(
    tmp_path: Path, content: bytes, from_yaml: Catalog, place: tuple[str | int, ...], value: object
) -> None:
    data = msgspec.msgpack.decode(content.split(b"\n", 3)[3])
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    packed = msgspec.msgpack.encode(data)
    assert _read(tmp_path, _with_sum(packed, from_yaml.digest), from_yaml.digest) is None


# --- which of the two is read ------------------------------------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of one's own: the catalog's folder, and beside it the compiled file."""
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    compile_catalog(folder, tmp_path / "catalog.compiled")
    monkeypatch.setattr(loader, "data_folder", lambda _: folder)
    monkeypatch.setattr(loader, "compiled_file", lambda: tmp_path / "catalog.compiled")
    return folder


def _no_yaml(*_: object) -> None:
    raise AssertionError("YAML was read")


def test_a_start_reads_the_compiled_catalog_and_no_yaml(
    installed: Path, from_yaml: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "read_yaml", _no_yaml)
    assert load_catalog() == from_yaml


def test_an_edited_yaml_file_speaks_at_once(installed: Path, from_yaml: Catalog) -> None:
    gpu = installed / "features" / "gpu.yaml"
    gpu.write_text(gpu.read_text(encoding="utf-8").replace("us.download", "eu.download"), encoding="utf-8")
    edited = load_catalog()
    assert edited.digest != from_yaml.digest
    hosts = {place.value for feature in edited.features for d in feature.demands for place in d.destinations}
    assert "eu.download.nvidia.com" in hosts
    assert "us.download.nvidia.com" not in hosts


def test_a_mistake_in_yaml_is_not_hidden_by_an_older_compiled_catalog(installed: Path) -> None:
    with (installed / "features" / "gpu.yaml").open("a", encoding="utf-8") as stream:
        stream.write("surprise: 1\n")
    with pytest.raises(FileProblem, match=r"features/gpu\.yaml, line \d+: \"surprise\""):
        load_catalog()


def test_a_damaged_compiled_catalog_costs_time_and_nothing_else(
    installed: Path, from_yaml: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    (installed.parent / "catalog.compiled").write_bytes(FIRST_LINE)
    assert load_catalog() == from_yaml
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_is_named_is_read_from_yaml(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "read_yaml", _no_yaml)
    with pytest.raises(AssertionError, match="YAML was read"):
        load_catalog(installed)


def test_in_a_checkout_it_counts_until_the_code_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "planner"
    for folder in ("catalog", "domain"):
        (package / folder).mkdir(parents=True)
        (package / folder / "code.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(locate, "_PACKAGE", package)
    assert locate.compiled_file() is None
    made = tmp_path / "build" / "catalog.compiled"
    made.parent.mkdir()
    made.write_bytes(b"")
    os.utime(package / "catalog" / "code.py", (1_000, 1_000))
    os.utime(package / "domain" / "code.py", (1_000, 1_000))
    assert locate.compiled_file() == made
    os.utime(made, (999, 999))
    assert locate.compiled_file() is None


def test_a_catalog_with_a_mistake_is_not_compiled_and_the_older_one_stays_whole(installed: Path) -> None:
    target = installed.parent / "catalog.compiled"
    before = target.read_bytes()
    (installed / "groups.yaml").write_text("groups: []\n", encoding="utf-8")
    with pytest.raises(FileProblem):
        compile_catalog(installed, target)
    assert target.read_bytes() == before
