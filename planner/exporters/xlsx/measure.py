"""How high a row must be so that no text is cut off: text widths in points, wrapped as a sheet wraps.

A sheet cannot say "as high as needed" for merged cells or for a file that no program has opened yet, so
heights are computed. Widths are those of Arial (in thousandths of the type size); what is not in the
table counts as wide as it may be.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

POINTS_PER_WIDTH_UNIT = 5.25
"""Points of one unit of column width: seven pixels, the digit width of the workbook's Normal font."""

MAX_HEIGHT = 409.0
"""The greatest row height that Excel knows, in points."""

CELL_PADDING = 4.0
"""Points that a cell keeps free on its sides."""

_SAFETY = 0.95  # screens round each glyph to whole pixels, and a word more on a line costs a whole line
_NARROW = dict.fromkeys("ijl'|", 222) | dict.fromkeys(" !,./:;[]\\ft`I", 278) | dict.fromkeys('()-r"', 333)
_MIDDLE = dict.fromkeys("Jckszvxy*", 500) | dict.fromkeys("ABEKPSVXY&", 667) | dict.fromkeys("FTZ", 611)
_BROAD = dict.fromkeys("CDHNRUw", 722) | dict.fromkeys("GOQ", 778) | dict.fromkeys("Mm", 833)
_WIDTHS = _NARROW | _MIDDLE | _BROAD | {"W": 944, "%": 889, "@": 1015, "·": 333, "…": 1000, "→": 1000}
_USUAL = 584
_ASCII = tuple(_WIDTHS.get(chr(code), _USUAL) for code in range(128))
_MONOSPACED = 602
_WIDE = 1000
_BOLD = 1.08
_PIECES = re.compile(r"[^\s\u2e80-\uffef]+|[\u2e80-\uffef]|\s")


@dataclass(frozen=True, slots=True)
class Type:
    """The type that a text is set in: ``size`` in points, ``latin`` how broad its Latin letters are beside Arial's."""

    size: float
    bold: bool = False
    monospaced: bool = False
    latin: float = 1.0


def text_width(text: str, kind: Type) -> float:
    """Return the width of ``text`` on one line, in points."""
    units: float
    if text.isascii():
        # By far the most texts, and a workbook has thousands: a table look-up a byte.
        ascii_units = map(_ASCII.__getitem__, text.encode("ascii"))
        units = (len(text) * _MONOSPACED if kind.monospaced else sum(ascii_units)) * kind.latin
    else:
        units = sum(_char_width(char, kind) for char in text)
    return units * kind.size / 1000 * (_BOLD if kind.bold else 1.0)


def _char_width(char: str, kind: Type) -> float:
    if char >= "\u2000":
        return _symbol_width(char)
    usual = _MONOSPACED if kind.monospaced else _ASCII[ord(char)] if char < "\x80" else _USUAL
    return usual * kind.latin


@lru_cache(maxsize=1024)
def _symbol_width(char: str) -> int:
    if char in _WIDTHS:
        return _WIDTHS[char]
    return _WIDE if unicodedata.east_asian_width(char) in "WFA" else _USUAL + 100


def line_count(text: str, width: float, kind: Type) -> int:
    """Return on how many lines ``text`` stands in a cell of ``width`` column units."""
    available = width * POINTS_PER_WIDTH_UNIT - CELL_PADDING
    available *= 1.0 if kind.monospaced else _SAFETY
    broadest = _MONOSPACED if kind.monospaced else _WIDE
    if len(text) * broadest * kind.size * kind.latin * _BOLD <= available * 1000 and "\n" not in text:
        return 1  # however broad its letters are; most cells of a table are as short as that
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1 if text_width(paragraph, kind) <= available else _wrapped(paragraph, available, kind)
    return lines


def _wrapped(text: str, available: float, kind: Type) -> int:
    """Count lines as a sheet breaks them: at spaces and between CJK characters, else anywhere."""
    lines, used = 1, 0.0
    for piece in _PIECES.findall(text):
        width = text_width(piece, kind)
        if used + width <= available:
            used += width
        elif piece.isspace():
            continue
        else:
            lines += 1 if used else 0
            lines += int(width // available)
            used = width % available
    return lines
