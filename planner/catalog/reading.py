"""Reading a file that a person named: a regular file, not too large, in one go.

One reader for plan files and catalog files, so that a pipe, a device or a folder ends in the same sentence
at every door, and nothing waits for a pipe that nobody writes to.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from planner.catalog.strict_yaml import MAX_BYTES
from planner.domain.problem import FileProblem
from planner.domain.text import Text

TOO_LARGE = Text(
    "the file is larger than 4 MB; no plan or catalog file is. Choose another file.",
    "文件超过 4 MB，不是方案文件或目录文件。请选择其他文件。",
)


def read_whole(path: Path, name: str, limit: int = MAX_BYTES, too_large: Text = TOO_LARGE) -> bytes:
    """Return the file's bytes.

    Args:
        path: where the file lies.
        name: what messages call it.
        limit: the largest size in bytes; of a larger file nothing is read.
        too_large: what is said of a larger one.

    Raises:
        FileProblem: it is not there, is no regular file, is too large or may not be read.
    """
    try:
        # Asked before it is opened: opening a device can already do something.
        _refuse_by_kind(os.stat(path), name, limit, too_large)
        with open(path, "rb", opener=_open_without_waiting) as stream:
            opened = os.fstat(stream.fileno())
            _refuse_by_kind(opened, name, limit, too_large)
            # Never asking for the limit outright: room for all of it would be made each time.
            content = stream.read(opened.st_size + 1)
            if len(content) > opened.st_size:  # it grows; the limit holds for it as well
                content += stream.read(max(0, limit + 1 - len(content)))
    except OSError as error:
        raise FileProblem(name, 0, _reason(error)) from error
    except ValueError:  # a name that holds a NUL byte
        raise FileProblem(name, 0, _MISSING) from None
    if len(content) > limit:
        raise FileProblem(name, 0, too_large)
    return content


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file that may have become a pipe in the meantime: not waiting for its other end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _refuse_by_kind(found: os.stat_result, name: str, limit: int, too_large: Text) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise FileProblem(name, 0, _FOLDER)
    if not stat.S_ISREG(found.st_mode):
        raise FileProblem(name, 0, _NO_FILE)
    if found.st_size > limit:
        raise FileProblem(name, 0, too_large)


def _reason(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _MISSING
    if isinstance(error, PermissionError):
        return _NOT_ALLOWED
    reason = error.strerror or str(error)
    return Text(
        f"the file cannot be read ({reason}). Check its name, or choose another file.",
        f"无法读取文件（{reason}）。请检查文件名，或选择其他文件。",
    )


_MISSING = Text(
    "the file is not there. Check its name; it may have been moved or renamed.",
    "文件不存在。请检查文件名，文件可能已移动或重命名。",
)
_NOT_ALLOWED = Text(
    "the file may not be read. Ask for the right to read it, or choose another file.",
    "没有读取此文件的权限。请申请读取权限，或选择其他文件。",
)
_FOLDER = Text("this is a folder. Name a file in it.", "这是文件夹。请指定其中的文件。")
_NO_FILE = Text(
    "this is a pipe or a device, not a file. Save the text to a file and name that.",
    "这是管道或设备，不是文件。请将内容保存为文件，再指定该文件。",
)
