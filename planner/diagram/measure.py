"""How wide a text will be, without a font at hand.

The picture is drawn in whatever sans-serif and monospace the viewer has, so widths are estimated on
the wide side (DejaVu Sans, the widest common default); a narrower font leaves a little air.
"""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"
_FIXED = 0.602
_BOLD = 1.15
_NARROW = frozenset("iljtfrI.,:;'|!()[] -/")
_WIDE = frozenset("mwMW@%")
_KEPT_WITH_NEXT = ("TCP ", "UDP ")
_CLOSING = frozenset("，。、；：！？）》”’…,.;:!?)")


def text_width(text: str, size: float, *, bold: bool = False, fixed: bool = False) -> float:
    """Return the estimated width of ``text`` at font size ``size``, in the same unit as ``size``."""
    if fixed:
        return size * sum(_advance(character, _FIXED) for character in text)
    return size * sum(_advance(character) for character in text) * (_BOLD if bold else 1.0)


def _advance(character: str, fixed: float | None = None) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    return fixed if fixed is not None else _sans_advance(character)


def _sans_advance(character: str) -> float:
    if character in _NARROW:
        return 0.42 if character in "rt" else 0.38
    if character in _WIDE:
        return 0.95
    return 0.7 if character.isupper() else 0.62


def elide(text: str, size: float, room: float, *, bold: bool = False, fixed: bool = False) -> str:
    """Return ``text``, or as much of its beginning as fits into ``room`` with an ellipsis."""
    if text_width(text, size, bold=bold, fixed=fixed) <= room:
        return text
    left = room - text_width(ELLIPSIS, size, bold=bold, fixed=fixed)
    kept: list[str] = []
    for character in text:
        left -= text_width(character, size, bold=bold, fixed=fixed)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ELLIPSIS


def wrap(text: str, size: float, room: float, most: int) -> list[str]:
    """Break ``text`` into at most ``most`` lines that fit into ``room``; the last is elided.

    Latin breaks at spaces but not inside *TCP 443*, Chinese between any two characters but not before
    closing punctuation.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and text_width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        if len(lines) > most:
            break
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + ELLIPSIS]
    return [elide(line, size, room) for line in lines]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        breaks = not pieces or pieces[-1].endswith(" ") or _is_wide(character) or _is_wide(pieces[-1][-1])
        if character == " " or character in _CLOSING or (pieces and pieces[-1] in _KEPT_WITH_NEXT):
            breaks = not pieces
        if breaks:
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")
