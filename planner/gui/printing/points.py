"""Open points on paper: what blocks in full on page one, the rest on the last pages, each root cause once."""

from __future__ import annotations

from planner.exporters.open_points import PointText, decision_of
from planner.exporters.safe_text import one_line
from planner.gui.colours import Meaning
from planner.gui.printing import style
from planner.gui.printing.advisories import choices
from planner.gui.printing.blocks import Block, Group, padded, stack
from planner.gui.printing.kit import Kit
from planner.gui.printing.marks import MarkBlock
from planner.gui.printing.text import Run

_INDENT = 16


def point_block(kit: Kit, text: PointText, *, small: bool = False) -> Group:
    """Return one open point: its mark, what is open and what it costs; behind, what settles it as well.

    Whoever signs page one does not type into the planner, and one line a point leaves them the room to sign. A path
    that is not chosen gets a box to tick for each remedy, so that it can be chosen on paper. ``small`` is the form of
    the pages behind, in the type of the tables. Nothing of it is ever cut.
    """
    table = style.CLOSING_TABLE
    bold = table.text(bold=True) if small else style.BODY_BOLD
    muted = table.text(style.MUTED) if small else style.BODY_MUTED
    width = kit.width - _INDENT
    decision = decision_of(text.point, kit.context)
    settles = one_line(kit.say(decision.text)) if decision is not None else text.advice if small else ""
    behind = (text.cost, settles)
    runs = (Run(text.title, bold), Run(kit.between + kit.join(*behind), muted))
    parts: list[Block] = [kit.runs(runs, width)]
    if decision is not None:
        parts += choices(kit, decision, width)
    mark = MarkBlock(Meaning.PROBLEM if text.point.blocks else Meaning.ADVISORY, 9.5 if small else 10.5)
    return padded(kit.marked(mark, stack(*parts), indent=_INDENT), bottom=2)
