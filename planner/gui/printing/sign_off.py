"""The foot of page one: the decision and the four rows that are signed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from planner.domain.text import Text
from planner.exporters.open_points import is_ready
from planner.gui.printing import style, words
from planner.gui.printing.blocks import Block, Group, Line, Placed, beside, draw_line, padded, stack
from planner.gui.printing.kit import Kit
from planner.gui.printing.marks import Box

_ROW = 21.0
_COLUMNS = (0.0, 0.205, 0.48, 0.62)
"""Where role, name, date and signature begin, in shares of the width."""


@dataclass(frozen=True, slots=True)
class _Dividers:
    """Short upright lines between the columns of one row; they take no room of their own."""

    width: float
    height: float = 0

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the lines down the row that begins here."""
        for share in _COLUMNS[1:]:
            at = x + share * self.width
            draw_line(painter, QPointF(at, y + 4), QPointF(at, y + _ROW - 3), style.HAIRLINE, 0.5)


def sign_off(kit: Kit) -> Group:
    """Return decision boxes and signature rows as one block that is never split."""
    rows: list[Block] = [_choices(kit), padded(_heads(kit), top=7, bottom=2)]
    rows.append(Line(kit.width, 1.1, style.INK))
    for role in words.ROLES:
        name = kit.text(role, style.BODY, _COLUMNS[1] * kit.width - 6, most=1)
        middle = (_ROW - name.height) / 2 + 1
        rows.append(Group(_ROW, (Placed(2, middle, name), Placed(0, 0, _Dividers(kit.width)))))
        rows.append(Line(kit.width, 0.6, style.FAINT))
    return stack(*rows)


def _choices(kit: Kit) -> Group:
    head = kit.text(words.DECISION, style.HEADING)
    choices = words.CHOICES if is_ready(kit.context) else words.CHOICES_NOT_READY
    x = kit.setter.width(head.lines[0][1]) + 26
    parts = [Placed(0, 0, head)]
    free = kit.width - x - sum(_choice_width(kit, choice) for choice in choices)
    gap = max(10.0, min(34.0, free / (len(choices) - 1)))
    for choice in choices:
        label = kit.text(choice, style.BODY)
        box = kit.marked(Box(), label, indent=15)
        parts.append(Placed(x, (head.height - label.height) / 2 + 0.8, box))
        x += _choice_width(kit, choice) + gap
    return Group(head.height, tuple(parts))


def _choice_width(kit: Kit, choice: Text) -> float:
    return 15 + kit.setter.width(kit.text(choice, style.BODY).lines[0][1])


def _heads(kit: Kit) -> Group:
    columns = [
        (share * kit.width + (2 if share == 0 else 6), kit.text(head, style.LABEL, 120))
        for share, head in zip(_COLUMNS, words.SIGNATURE_HEADS, strict=True)
    ]
    return beside(columns)
