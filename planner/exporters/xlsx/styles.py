"""How cells look: fonts, fills and borders, each combination made once a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.text import CHINESE

# Light pairs of the product's palette (marks and colours), and the tints of the decision column.
REQUIRED, OPTIONAL, MUTED, LEFT_OUT = "1F4E8C", "0B6464", "5F6368", "6B4A86"
NOTICE, PROBLEM, DONE = "7A4F00", "B3261E", "1E6B34"
TINT_DONE, TINT_PROBLEM, TINT_NOTICE, CREAM, GREY = "DDF0E1", "FBDDDA", "FDEBC8", "FFF9EA", "F3F4F6"
INK, WHITE, RULE_LINE, CREAM_LINE = "1F2328", "FFFFFF", "CDD1D6", "E6D8B4"

# Arial is on Windows and macOS, and LibreOffice has a font of the same widths; Consolas likewise or near.
BODY_FONT = {"en": "Arial", CHINESE: "Microsoft YaHei"}
HOST_FONT = "Consolas"
LINE_HEIGHT = {"en": 1.26, CHINESE: 1.6}
LATIN_WIDTH = {"en": 1.0, CHINESE: 1.12}  # of Arial's: fonts made for Chinese have broader Latin letters
INDENT_WIDTH = 1.5  # column units that one step of indentation takes
# Fitted to the width of A4 the sheet *Rules* prints at 76 % (LibreOffice: 71.5 %, for it counts columns broader):
# 9.8 points are 7.5 (7.0) on paper, and 7 is the least.
# What does not print may be smaller.
BODY_SIZE, HOST_SIZE, SMALL_SIZE, NORMAL_SIZE = 10.0, 9.8, 8.0, 10.0


class Look(StrEnum):
    """What a cell is, which decides how it looks."""

    TITLE = auto()
    INSTRUCTION = auto()
    SECTION = auto()
    HEAD = auto()
    HEAD_DECISION = auto()
    BODY = auto()
    NUMBER = auto()
    REQUIRED = auto()
    OPTIONAL = auto()
    LEFT_OUT = auto()
    HOST = auto()
    REFERENCE = auto()
    GREYED = auto()
    GREYED_HOST = auto()
    DECISION = auto()
    TYPED = auto()
    DATE = auto()
    LABEL = auto()
    VALUE = auto()
    STRONG = auto()
    OPEN = auto()
    DECIDED = auto()
    BLANK = auto()
    APART = auto()
    HEAD_APART = auto()
    SHRUNK_HOST = auto()
    GREYED_SHRUNK_HOST = auto()
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of a look: type, colours, lines, and whether people may type in the cell."""

    size: float = BODY_SIZE
    color: str = INK
    bold: bool = False
    host: bool = False
    fill: str = ""
    line: str = RULE_LINE
    right: bool = False
    unlocked: bool = False
    number_format: str = "@"
    wrap: bool = True
    indent: int = 0
    shrink: bool = False


FORMS: Mapping[Look, Form] = {
    Look.TITLE: Form(size=16, bold=True, line="", wrap=False),
    Look.INSTRUCTION: Form(size=9.5, color=MUTED, line="", wrap=False),
    Look.SECTION: Form(size=11.5, bold=True, color=REQUIRED, line=REQUIRED, wrap=False),
    Look.HEAD: Form(bold=True, color=WHITE, fill=REQUIRED, line=REQUIRED),
    Look.HEAD_DECISION: Form(bold=True, color=WHITE, fill=NOTICE, line=NOTICE),
    Look.BODY: Form(),
    Look.NUMBER: Form(color=MUTED, right=True, number_format="0"),
    Look.REQUIRED: Form(bold=True, color=REQUIRED, wrap=False),
    Look.OPTIONAL: Form(bold=True, color=OPTIONAL, wrap=False),
    Look.LEFT_OUT: Form(bold=True, color=LEFT_OUT, fill=GREY, wrap=False),
    Look.HOST: Form(size=HOST_SIZE, host=True),
    Look.REFERENCE: Form(size=SMALL_SIZE, color=MUTED),
    Look.GREYED: Form(color=MUTED, fill=GREY),
    Look.GREYED_HOST: Form(size=HOST_SIZE, host=True, color=MUTED, fill=GREY),
    Look.DECISION: Form(bold=True, fill=CREAM, unlocked=True),
    Look.TYPED: Form(fill=CREAM, unlocked=True),
    Look.DATE: Form(fill=CREAM, unlocked=True, number_format="yyyy-mm-dd", wrap=False),
    Look.LABEL: Form(color=MUTED),
    Look.VALUE: Form(),
    Look.STRONG: Form(bold=True),
    Look.OPEN: Form(bold=True, color=NOTICE),
    Look.DECIDED: Form(bold=True, color=DONE),
    Look.BLANK: Form(line=""),
    # Set in from the column before, whose text may reach to its very edge.
    Look.APART: Form(indent=1),
    Look.HEAD_APART: Form(bold=True, color=WHITE, fill=REQUIRED, line=REQUIRED, indent=1),
    # A host that no column of this sheet holds: smaller rather than torn in the middle of a word.
    Look.SHRUNK_HOST: Form(size=HOST_SIZE, host=True, wrap=False, shrink=True),
    Look.GREYED_SHRUNK_HOST: Form(size=HOST_SIZE, host=True, color=MUTED, fill=GREY, wrap=False, shrink=True),
    # Beside what prints: broken to no width at all, LibreOffice lets its letters leak into a PDF's text.
    Look.HIDDEN: Form(size=SMALL_SIZE, color=MUTED, wrap=False),
}


def style_book(sheet: Worksheet, language: str) -> Mapping[Look, StyleArray]:
    """Return the style of each look, registered in the sheet's workbook.

    Setting font, fill and border on every cell costs more than writing it; a style made once and shared
    is a reference (openpyxl keeps styles apart from cells in just this way).
    """
    register = _Register(sheet, language)
    return {look: register.style(form) for look, form in FORMS.items()}


class _Register:
    """Adds the parts of styles to a workbook, each once: openpyxl compares every part that it is given."""

    def __init__(self, sheet: Worksheet, language: str) -> None:
        self._model = Cell(sheet, row=1, column=1)  # never written: it only finds out numbers of styles
        self._font_name = BODY_FONT[language]
        self._known: dict[tuple[object, ...], int] = {}

    def style(self, form: Form) -> StyleArray:
        """Return the style of one form."""
        name = HOST_FONT if form.host else self._font_name
        font = {"name": name, "size": form.size, "bold": form.bold, "color": form.color}
        style = StyleArray()
        style.fontId = self._part("font", "fontId", Font, font)
        if form.fill:
            fill = {"fill_type": "solid", "fgColor": form.fill}
            style.fillId = self._part("fill", "fillId", PatternFill, fill)
        if form.line:
            line = {"line": form.line, "boxed": form.unlocked}
            style.borderId = self._part("border", "borderId", _border, line)
        side = {"horizontal": "right" if form.right else "left", "indent": int(form.right) or form.indent}
        alignment = {**side, "vertical": "center", "wrap_text": form.wrap, "shrink_to_fit": form.shrink}
        style.alignmentId = self._part("alignment", "alignmentId", Alignment, alignment)
        if form.unlocked:
            style.protectionId = self._part("protection", "protectionId", Protection, {"locked": False})
        style.numFmtId = self._part("number_format", "numFmtId", str, {"object": form.number_format})
        # Kept as text even after somebody edits the cell; a date or a number has to stay one.
        style.quotePrefix = int(form.number_format == "@")
        return style

    def _part(self, part: str, number: str, make: Callable[..., object], how: Mapping[str, object]) -> int:
        """Return the number of a font, fill ... in the workbook, added when it is the first of its kind."""
        key = (part, *how.values())
        if key not in self._known:
            setattr(self._model, part, make(**how))
            self._known[key] = getattr(self._model._style, number)  # type: ignore[attr-defined]
        return self._known[key]


def _border(line: str, boxed: bool) -> Border:
    below = Side(style="thin", color=line)
    beside = Side(style="thin", color=CREAM_LINE) if boxed else None
    return Border(left=beside, right=beside, bottom=below)
