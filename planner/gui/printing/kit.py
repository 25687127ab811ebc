"""What every part of the document is made with: the context, the typesetter and the width of the page."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.text import CHINESE, Text
from planner.exporters.base import ExportContext
from planner.gui.printing import words
from planner.gui.printing.blocks import Block, FillIn, Group, Placed, stack
from planner.gui.printing.marks import Box, MarkBlock
from planner.gui.printing.style import TextStyle
from planner.gui.printing.text import Run, TextBlock, Typesetter


@dataclass(frozen=True, slots=True)
class Kit:
    """Context and typesetter of one document; ``width`` is that of the content in points."""

    context: ExportContext
    setter: Typesetter
    width: float

    def say(self, text: Text) -> str:
        """Return ``text`` in the document's language."""
        return self.context.say(text)

    def text(
        self, text: str | Text, style: TextStyle, width: float = 0, *, most: int = 0, right: bool = False
    ) -> TextBlock:
        """Return wrapped text in one style; ``width`` 0 is the whole width."""
        said = text if isinstance(text, str) else self.say(text)
        return self.setter.block(Run(said, style), width or self.width, most=most, right=right)

    def runs(self, runs: tuple[Run, ...], width: float = 0, *, most: int = 0) -> TextBlock:
        """Return wrapped text in several styles."""
        return self.setter.block(runs, width or self.width, most=most)

    @property
    def between(self) -> str:
        """What stands between two sentences: a space where the language has one."""
        return "" if self.context.language == CHINESE else " "

    def join(self, *sentences: str) -> str:
        """Return sentences one after the other, with a space between them where the language has one."""
        return self.between.join(sentence for sentence in sentences if sentence)

    def continued(self, head: str) -> str:
        """Return ``head (continued)``."""
        return self.say(words.CONTINUED).replace("{head}", head)

    def marked(self, sign: MarkBlock | Box, block: Block, *, indent: float = 16) -> Group:
        """Return ``block`` with a mark or a box before its first line."""
        middle = (_first_pitch(block) - sign.size) / 2 + 0.3
        return Group(block.height, (Placed(0, middle, sign), Placed(indent, 0, block)))

    def write_here(self, count: int, width: float = 0) -> Group:
        """Return ``count`` lines to write on by hand."""
        return stack(*(FillIn(width or self.width, 17) for _ in range(count)))


def _first_pitch(block: Block) -> float:
    while isinstance(block, Group) and block.parts:
        block = block.parts[0].block
    return block.pitch if isinstance(block, TextBlock) else block.height
