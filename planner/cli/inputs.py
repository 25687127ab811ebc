"""What a command reads: a file, standard input, or a stream that the shell opened."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from planner.catalog.reading import read_whole
from planner.domain.problem import FileProblem
from planner.domain.text import Text

_OPENED = re.compile(r"-|/dev/stdin|(?:/dev/fd|/proc/self/fd)/(?P<number>\d{1,9})")
_CLOSED = Text("it is closed; nothing can be read from it.", "已关闭，无法读取。")


def read_input(name: str, limit: int, too_large: Text) -> bytes:
    """Return what a file holds, standard input (``-``) or a stream that the shell opened (``<(...)``).

    A pipe that lies in a folder is refused: nothing waits for one that nobody writes to.

    Raises:
        FileProblem: it cannot be read, or holds more than ``limit`` bytes.
    """
    opened = _OPENED.fullmatch(name)
    if opened is None:
        return read_whole(Path(name), name, limit, too_large)
    called = "standard input" if name == "-" else name
    if opened["number"] is None and sys.stdin is None:
        raise FileProblem(called, 0, _CLOSED)
    try:
        if opened["number"] is None:
            content = sys.stdin.buffer.read(limit + 1)
        else:
            with os.fdopen(os.dup(int(opened["number"])), "rb") as stream:
                content = stream.read(limit + 1)
    except (OSError, OverflowError):
        raise FileProblem(called, 0, _CLOSED) from None
    if len(content) > limit:
        raise FileProblem(called, 0, too_large)
    return content
