"""Flowing rows over pages: rows are never split, heads stay with their rows and come again.

A section's head keeps its first rows; where a section goes on over the end of a page, its ``again`` head
stands above the rest. No last row of a longer section stands alone on the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from planner.gui.printing.blocks import Block, Placed

_KEPT = 2
"""So many rows stand together at the beginning and at the end of a section."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a page that content may take, in points from the paper's upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where the room ends."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a head. ``again`` is the head after a page's end; ``gap`` the room before the section.

    ``key`` lets `pages_of` find where a section's rows went.
    """

    head: Block
    again: Block
    rows: tuple[Block, ...]
    gap: float = 0
    key: str = ""


@dataclass(slots=True)
class Sheet:
    """A page while it is being filled: ``y`` is where the next block goes."""

    frame: Frame
    y: float
    parts: list[Placed] = field(default_factory=list)

    @property
    def room(self) -> float:
        """Points left below what stands already."""
        return self.frame.bottom - self.y

    def put(self, block: Block, gap: float = 0) -> None:
        """Place a block below the last one."""
        self.parts.append(Placed(self.frame.left, self.y + gap, block))
        self.y += gap + block.height

    def take_back(self) -> Block:
        """Remove the block placed last and return it."""
        last = self.parts.pop()
        self.y = last.y
        return last.block


def pages_of(key: str, sections: Iterable[Section], sheets: Sequence[Sheet]) -> tuple[int, ...]:
    """Return the numbers, from 1, of the sheets on which rows of the sections called ``key`` stand."""
    rows = {id(row) for section in sections if section.key == key for row in section.rows}
    return tuple(
        number
        for number, sheet in enumerate(sheets, start=1)
        if any(id(part.block) in rows for part in sheet.parts)
    )


PageHead = Callable[[int], Block | None]
"""Returns the head of a page by its number within the flow, from 0."""


def flow(
    sections: Iterable[Section], frame: Frame, page_head: PageHead, start: Sheet | None = None
) -> list[Sheet]:
    """Place all sections and return the pages; ``start`` is a page that is filled on from where it stands."""
    filler = _Filler(frame, page_head)
    if start is not None:
        filler.sheets.append(start)
        filler.fresh = False
    else:
        filler.turn()
    for section in sections:
        filler.add(section)
    return filler.sheets


@dataclass(slots=True)
class _Filler:
    """The pages so far; ``fresh`` while nothing but the head stands on the last one."""

    frame: Frame
    page_head: PageHead
    sheets: list[Sheet] = field(default_factory=list)
    fresh: bool = True
    heads: int = 0

    def turn(self) -> None:
        """Begin a new page with its head."""
        sheet = Sheet(self.frame, self.frame.top)
        head = self.page_head(self.heads)
        if head is not None:
            sheet.put(head)
        self.heads += 1
        self.sheets.append(sheet)
        self.fresh = True

    def add(self, section: Section) -> None:
        """Place one section, turning pages as needed."""
        rows = section.rows
        gap = 0.0 if self.fresh else section.gap
        together = section.head.height + sum(row.height for row in rows[: self._first_rows(rows)])
        if gap + together > self.sheets[-1].room and not self.fresh:
            self.turn()
            gap = 0.0
        self.sheets[-1].put(section.head, gap)
        placed = 0
        for number, row in enumerate(rows):
            if row.height > self.sheets[-1].room and placed:
                is_last = number == len(rows) - 1
                moved = [self.sheets[-1].take_back()] if is_last and placed > _KEPT else []
                self.turn()
                self.sheets[-1].put(section.again)
                for block in moved:
                    self.sheets[-1].put(block)
                placed = len(moved)
            self.sheets[-1].put(row)
            self.fresh = False
            placed += 1
        self.fresh = False

    @staticmethod
    def _first_rows(rows: Sequence[Block]) -> int:
        # Of three rows the last would stand alone behind the first two.
        return len(rows) if len(rows) <= _KEPT + 1 else _KEPT
