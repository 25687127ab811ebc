"""What the terminal shows beside the result: one line on stderr, without anything that could steer the terminal."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

STDOUT = "-"
"""The name of a file that stands for standard output."""
LONGEST_ECHO = 80
LONGEST_LINE = 1000

# CSI sequences (colours, cursor), OSC sequences (titles, links), and any other escape of two characters.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d).*?(?:\x07|\x1b\\|\x9c|$)|\x1b.", re.DOTALL
)
_WORD = re.compile(rf"\S{{{LONGEST_ECHO + 1},}}")
# A quoted value; an apostrophe within a word ("Microsoft's") opens none.
_QUOTED = re.compile(r"(?<![^\s(:=])(?P<quote>['\"])(?P<value>.*?)(?P=quote)(?=[\s.,:;)]|$)")


def complain(message: str) -> None:
    """Say one line on stderr; nobody listening there changes nothing."""
    note(f"aks-egress: {message}")


def note(message: str) -> None:
    """Say one line on stderr that is no mistake, such as a notice."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(one_line(message) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        mute(sys.stderr)


def one_line(message: str) -> str:
    """Return a message as one line: no control characters, long values clipped in their middle."""
    visible = _ESCAPES.sub("", message)
    line = " ".join("".join(filter(_is_shown, " ".join(visible.split()))).split())
    line = _QUOTED.sub(lambda found: found["quote"] + _clipped(found["value"]) + found["quote"], line)
    line = _WORD.sub(lambda found: _clipped(found[0]), line)
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _is_shown(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def _clipped(value: str) -> str:
    """Keep both ends: of a long path the file's name is what a person looks for."""
    half = LONGEST_ECHO // 2
    return value if len(value) <= LONGEST_ECHO else f"{value[:half]}…{value[1 - half :]}"


def mute(stream: TextIO | None) -> None:
    """Let a stream that failed end in nothing, so that Python does not fail on it once more while it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())  # type: ignore[union-attr]
        os.close(nothing)
