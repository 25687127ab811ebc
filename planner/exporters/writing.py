"""Files onto the disk, each one whole or not at all: temporary name, fsync, rename."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.export import ExportFile
from planner.domain.text import Text

IN_USE = Text(
    "{file} is open in another program. Close it there, then write again. The old file is unchanged.",
    "{file} 正被其他程序使用。请关闭后重新写入。原文件未改动。",
)
NO_PERMISSION = Text("The folder cannot be written to.", "无法写入该文件夹。")
NO_FOLDER = Text("The folder {folder} is not there.", "文件夹 {folder} 不存在。")
DISK_FULL = Text("The disk is full.", "磁盘已满。")
NAME_TAKEN = Text("{file} is a folder.", "{file} 是文件夹。")
NOT_WRITTEN = Text("{file} cannot be written ({reason}).", "无法写入 {file}（{reason}）。")
NOTHING_WRITTEN = Text("Nothing was written.", "未写入任何文件。")
SOME_WRITTEN = Text(
    "{written} of {total} files were written, each one whole.",
    "已写入 {written} 个文件（共 {total} 个），内容均完整。",
)
ONE_WRITTEN = Text(
    "1 of {total} files was written, and it is whole.", "已写入 1 个文件（共 {total} 个），内容完整。"
)
ANOTHER_FOLDER = Text("Choose another folder.", "请选择其他文件夹。")

_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)
_ACCESS_DENIED = 5
_SHARING_VIOLATIONS = (32, 33)  # Windows: another process holds the file, or a part of it


class ExportWriteError(Exception):
    """Writing stopped: ``text`` says what is so and what to do; ``written`` files are there and whole."""

    def __init__(self, text: Text, written: tuple[Path, ...] = ()) -> None:
        """Remember the sentence in both languages and the files that were finished."""
        self.text = text
        self.written = written
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Written:
    """What writing came to: the finished files, and whether somebody cancelled before the rest."""

    files: tuple[Path, ...]
    cancelled: bool = False


def existing_names(files: Sequence[ExportFile], folder: Path) -> tuple[str, ...]:
    """Return the names that writing would replace."""
    return tuple(file.name for file in files if os.path.lexists(folder / file.name))


def write_files(
    files: Sequence[ExportFile],
    folder: Path,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write ``files`` into ``folder`` one after the other, each one whole.

    ``progress`` gets the number of finished files and their total, at first with 0; ``cancelled`` is
    asked before each file.

    Raises:
        ExportWriteError: a file could not be written; the one that was there before is unchanged.
    """
    written: list[Path] = []
    progress(0, len(files))
    for file in files:
        if cancelled():
            return Written(tuple(written), cancelled=True)
        try:
            written.append(write_whole(folder / file.name, file.content))
        except OSError as error:
            text = _explain(error, folder, file.name, len(written), len(files))
            raise ExportWriteError(text, tuple(written)) from error
        progress(len(written), len(files))
    return Written(tuple(written))


def write_whole(path: Path, content: bytes) -> Path:
    """Put ``content`` at ``path`` in one step; whatever happens before it leaves the old file as it was.

    Raises:
        OSError: the system refused; no temporary file is left behind.
    """
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _keep_mode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)
    return path


def _keep_mode(old: Path, new: Path) -> None:
    """Give the new file the old one's permissions, where there was one and the system knows them."""
    with contextlib.suppress(OSError):
        new.chmod(old.stat().st_mode & 0o777)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; where folders cannot be opened (Windows) the system sees to it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explain(error: OSError, folder: Path, name: str, written: int, total: int) -> Text:
    """Return what is so, how many files are done, and what to do."""
    count = SOME_WRITTEN if written > 1 else ONE_WRITTEN if written else NOTHING_WRITTEN
    done = count.filled(written=str(written), total=str(total))
    if _is_in_use(error):
        in_use = IN_USE.filled(file=name)
        return _sentences(in_use, done) if written else in_use
    if error.errno in _FULL:
        cause = DISK_FULL
    elif error.errno in _READ_ONLY:
        cause = NO_PERMISSION
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        cause = NO_FOLDER.filled(folder=str(folder))
    elif error.errno in (errno.EISDIR, errno.ENOTEMPTY):
        cause = NAME_TAKEN.filled(file=name)
    else:
        reason = error.strerror or type(error).__name__
        cause = NOT_WRITTEN.filled(file=name, reason=reason)
    return _sentences(cause, done, ANOTHER_FOLDER)


def _is_in_use(error: OSError) -> bool:
    """Whether another program holds the file; only the rename meets it, as a refusal on Windows."""
    refused = getattr(error, "winerror", None) == _ACCESS_DENIED and error.filename2 is not None
    shared = getattr(error, "winerror", None) in _SHARING_VIOLATIONS
    return refused or shared or error.errno in (errno.EBUSY, errno.ETXTBSY)


def _sentences(*texts: Text) -> Text:
    return Text(" ".join(text.en for text in texts), "".join(text.zh for text in texts))
