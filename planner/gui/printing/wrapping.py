"""Where a text may go on to the next line: after a space, between Chinese characters, in hosts after a dot.

Qt's own rules break host names after a dash, which makes ``acs-`` and ``mirror.azureedge.net`` of one
host. Here a host stays whole while it fits, and breaks after a dot when it does not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_NEVER_FIRST = frozenset("，。；：、？！）】》」』”’％…,.;:?!)]}%·")
_NEVER_LAST = frozenset("（【《「『“‘([{")


def wrap(text: str, edges: Sequence[float], width: float) -> tuple[tuple[int, int], ...]:
    """Return the lines of ``text`` as ``(start, end)``, each at most ``width`` wide.

    ``edges`` holds the distance from the text's beginning to each character and to its end. Spaces at the
    end of a line stand outside it. A line break in ``text`` always ends a line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        stop = _line_stop(text, edges, start, width)
        end = stop
        while end > start and text[end - 1] in " \n":
            end -= 1
        lines.append((start, end))
        start = stop
    return tuple(lines) or ((0, 0),)


def _line_stop(text: str, edges: Sequence[float], start: int, width: float) -> int:
    """Return where the line that begins at ``start`` hands over to the next one."""
    preferred = dotted = 0
    farthest = start + 1
    limit = edges[start] + width
    for position in range(start + 1, len(text) + 1):
        before = text[position - 1]
        if before not in " \n" and edges[position] > limit:
            break
        farthest = position
        if before == "\n":
            return position
        if position == len(text):
            return position
        if may_break(text, position):
            preferred = position
        elif before == "." and text[position] not in " \n":
            dotted = position
    if preferred and not _host_wider_than_line(text, edges, preferred, width):
        return preferred
    return max(preferred, dotted) or farthest


def _host_wider_than_line(text: str, edges: Sequence[float], start: int, width: float) -> bool:
    end = start
    while end < len(text) and text[end] not in " \n":
        end += 1
    return edges[end] - edges[start] > width and not is_wide(text[start])


def may_break(text: str, position: int) -> bool:
    """Whether a line may end before ``text[position]`` without a host or a word being torn."""
    before, after = text[position - 1], text[position]
    if after in " \n·":
        return False
    if before == " ":
        return True
    if before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    return is_wide(before) or is_wide(after)


def is_wide(char: str) -> bool:
    """Whether ``char`` is a Chinese character or full-width sign, beside which a line may end."""
    return unicodedata.east_asian_width(char) in ("W", "F")
