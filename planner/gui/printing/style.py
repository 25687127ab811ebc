"""Sizes in points and colours of the printed change request."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#111111"
MUTED = "#505459"
FAINT = "#8a8f96"
HAIRLINE = "#b9bdc3"
TINT = "#f1f3f5"
REQUIRED = "#1f4e8c"
OPTIONAL = "#0b6464"
NOT_NEEDED = "#5f6368"
LEFT_OUT = "#6b4a86"
ADVISORY = "#7a4f00"
PROBLEM = "#b3261e"
DONE = "#1e6b34"

MILLIMETRE = 72 / 25.4
MARGIN = 16 * MILLIMETRE
LINE_HEIGHT = 1.3
"""Distance of two base lines, in sizes of the type."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run of text looks: ``size`` in points, ``color`` as ``#rrggbb``."""

    size: float
    color: str = INK
    bold: bool = False
    fixed: bool = False


TITLE = TextStyle(21, bold=True)
TICKET = TextStyle(15, bold=True, fixed=True)
SUBTITLE = TextStyle(10.5, MUTED)
HEADING = TextStyle(12.5, bold=True)
LEAD = TextStyle(10.5)
BODY = TextStyle(9.5)
BODY_BOLD = TextStyle(9.5, bold=True)
BODY_MUTED = TextStyle(9, MUTED)
BODY_MUTED_BOLD = TextStyle(9, MUTED, bold=True)
LABEL = TextStyle(8, MUTED)
COUNT = TextStyle(15, bold=True)
GROUP = TextStyle(10, bold=True)
FOOT = TextStyle(8, MUTED)

TABLE_SIZES = (8.6, 8.3, 8.0)
"""Type of tables, largest first; the largest that takes the fewest pages is used."""


@dataclass(frozen=True, slots=True)
class TableType:
    """The styles of a table whose type is ``size`` points."""

    size: float

    def text(self, color: str = INK, *, bold: bool = False) -> TextStyle:
        """Return the style of sentences."""
        return TextStyle(self.size, color, bold)

    def fixed(self, color: str = INK) -> TextStyle:
        """Return the style of hosts, tags and addresses."""
        return TextStyle(self.size, color, fixed=True)

    @property
    def pitch(self) -> float:
        """Distance of two base lines in points."""
        return self.size * LINE_HEIGHT


CLOSING_TABLE = TableType(8.3)
