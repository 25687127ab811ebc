"""Writing files: each one whole or the old one unchanged, and words for what went wrong."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.domain.export import ExportFile
from planner.exporters import writing
from planner.exporters.writing import ExportWriteError, existing_names, write_files, write_whole


def files(*names: str, content: bytes = b"new") -> list[ExportFile]:
    return [ExportFile(name, content, "text/plain") for name in names]


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """Let the rename of the file ``name`` fail as the system would."""
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == name:
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_files_are_written_in_order_with_progress(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    done = write_files(files("a.csv", "b.csv"), tmp_path, progress=lambda *step: steps.append(step))
    assert [path.name for path in done.files] == ["a.csv", "b.csv"]
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert not done.cancelled
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.csv"]


def test_cancel_stops_between_files_and_keeps_the_finished_ones(tmp_path: Path) -> None:
    answers = iter([False, True])
    done = write_files(files("a.csv", "b.csv"), tmp_path, cancelled=lambda: next(answers))
    assert done.cancelled
    assert os.listdir(tmp_path) == ["a.csv"]


def test_existing_names_are_those_that_would_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"old")
    assert existing_names(files("a.csv", "b.csv"), tmp_path) == ("b.csv",)


def test_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    old = tmp_path / "a.csv"
    old.write_bytes(b"old")
    old.chmod(0o640)
    write_whole(old, b"new")
    assert old.read_bytes() == b"new"
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        (
            errno.EBUSY,
            "b.csv is open in another program. Close it there, then write again. The old file is unchanged. "
            "1 of 3 files was written, and it is whole.",
            "b.csv 正被其他程序使用。请关闭后重新写入。原文件未改动。已写入 1 个文件（共 3 个），内容完整。",
        ),
        (
            errno.EACCES,
            "The folder cannot be written to. 1 of 3 files was written, and it is whole. Choose another folder.",
            "无法写入该文件夹。已写入 1 个文件（共 3 个），内容完整。请选择其他文件夹。",
        ),
        (
            errno.ENOSPC,
            "The disk is full. 1 of 3 files was written, and it is whole. Choose another folder.",
            "磁盘已满。已写入 1 个文件（共 3 个），内容完整。请选择其他文件夹。",
        ),
    ],
)
def test_failure_says_what_is_so_and_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, english: str, chinese: str
) -> None:
    (tmp_path / "b.csv").write_bytes(b"old")
    fail_at(monkeypatch, "b.csv", OSError(code, os.strerror(code)))
    with pytest.raises(ExportWriteError) as failed:
        write_files(files("a.csv", "b.csv", "c.csv"), tmp_path)
    assert (failed.value.text.en, failed.value.text.zh) == (english, chinese)
    assert [path.name for path in failed.value.written] == ["a.csv"]
    assert (tmp_path / "b.csv").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.csv"]


def test_three_of_five_files_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(monkeypatch, "4", OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(
        ExportWriteError, match=r"^The disk is full\. 3 of 5 files were written, each one whole\."
    ):
        write_files(files("1", "2", "3", "4", "5"), tmp_path)


def test_file_that_windows_keeps_open_is_said_to_be_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = PermissionError(errno.EACCES, "Access is denied", "x.part", None, "a.csv")
    denied.winerror = 5  # type: ignore[misc]
    fail_at(monkeypatch, "a.csv", denied)
    with pytest.raises(ExportWriteError) as failed:
        write_files(files("a.csv"), tmp_path)
    assert failed.value.text.en == (
        "a.csv is open in another program. Close it there, then write again. The old file is unchanged."
    )


def test_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportWriteError, match=r"gone is not there\. Nothing was written\."):
        write_files(files("a.csv"), tmp_path / "gone")


def test_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ExportWriteError, match=r"^a\.csv is a folder\."):
        write_files(files("a.csv"), tmp_path)
    assert os.listdir(tmp_path) == ["a.csv"]


def test_unknown_refusal_gives_the_systems_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(monkeypatch, "a.csv", OSError(errno.EIO, "Input/output error"))
    with pytest.raises(ExportWriteError, match=r"^a\.csv cannot be written \(Input/output error\)\."):
        write_files(files("a.csv"), tmp_path)


def test_content_is_on_the_disk_before_the_name_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, rename = os.fsync, Path.replace
    monkeypatch.setattr(writing.os, "fsync", lambda handle: (order.append("fsync"), sync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (order.append("rename"), rename(self, to))[1])
    write_whole(tmp_path / "a.csv", b"new")
    assert order == ["fsync", "rename", "fsync"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_process_leaves_the_old_or_the_new_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "plan.bin"
    size = 200_000
    code = (
        "import sys; from pathlib import Path; from planner.exporters.writing import write_whole\n"
        f"while True:\n    for b in b'ab':\n        write_whole(Path(sys.argv[1]), bytes([b]) * {size})\n"
    )
    for delay in (0.0, 0.01, 0.03):
        process = subprocess.Popen([sys.executable, "-c", code, str(target)])
        while not target.exists():
            time.sleep(0.005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        content = target.read_bytes()
        assert content in (b"a" * size, b"b" * size)
        target.unlink()
