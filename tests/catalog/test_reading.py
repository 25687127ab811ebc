"""Files that a person names: regular ones, not too large; everything else ends in a sentence at once."""

from __future__ import annotations

import os
import shutil
import tracemalloc
from pathlib import Path

import pytest
import yaml

from planner.catalog import reading
from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.catalog.reading import read_whole
from planner.catalog.strict_yaml import MAX_BYTES, read_yaml
from planner.domain.problem import FileProblem

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


def problem(path: Path) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        read_whole(path, "shop.yaml")
    assert caught.value.file == "shop.yaml"
    assert caught.value.message.zh
    return caught.value


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    assert read_whole(path, "shop.yaml") == b"#" * MAX_BYTES


def test_a_file_of_100_gb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000_000)
    tracemalloc.start()
    try:
        found = problem(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "4 MB" in found.message.en
    assert peak < 500_000


def test_a_file_that_grows_while_it_is_read_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    small = tmp_path / "small"
    small.write_bytes(b"#")
    was = os.stat(small)
    monkeypatch.setattr(reading.os, "stat", lambda _: was)
    monkeypatch.setattr(reading.os, "fstat", lambda _: was)
    assert "4 MB" in problem(path).message.en


def test_a_file_that_grew_within_the_limit_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(b"grown: true")
    small = tmp_path / "small"
    small.write_bytes(b"")
    was = os.stat(small)
    monkeypatch.setattr(reading.os, "fstat", lambda _: was)
    assert read_whole(path, "shop.yaml") == b"grown: true"


def test_reading_a_small_file_makes_no_room_for_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(b"#")
    tracemalloc.start()
    try:
        read_whole(path, "shop.yaml")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000


@needs_pipes
def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    os.mkfifo(path)
    assert "a pipe or a device" in problem(path).message.en


@needs_pipes
def test_a_file_that_turns_into_a_pipe_before_it_is_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(b"")
    was = os.stat(path)
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(reading.os, "stat", lambda _: was)
    assert "a pipe or a device" in problem(path).message.en


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_refused() -> None:
    assert "a pipe or a device" in problem(Path("/dev/zero")).message.en


def test_a_folder_a_missing_file_and_a_name_that_cannot_be_are_told_apart(tmp_path: Path) -> None:
    assert "this is a folder" in problem(tmp_path).message.en
    assert "is not there" in problem(tmp_path / "missing").message.en
    assert "is not there" in problem(Path("a\0b")).message.en


@needs_pipes
def test_a_pipe_among_the_features_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    os.mkfifo(folder / "features" / "zzz.yaml")
    with pytest.raises(FileProblem, match=r"features/zzz\.yaml: this is a pipe or a device"):
        load_catalog(folder)


@pytest.mark.parametrize(
    "path",
    sorted(data_folder("catalog").rglob("*.yaml")),
    ids=lambda path: path.name,
)
def test_a_parser_without_c_reads_the_same_from_every_file_of_the_catalog(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = path.read_bytes()
    by_c = read_yaml(content, path.name)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read_yaml(content, path.name) == by_c
