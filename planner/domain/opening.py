"""What a line that was left out is still open through."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.service import Service, services_text
from planner.domain.text import Text

STILL_OPEN = Text(
    "but still open through line {number} ({services})", "但仍可通过第 {number} 行访问（{services}）"
)
"""The one wording for it: it stands wherever a file says that a line is left out."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A wider line that keeps a line open which was left out.

    ``rule_id`` is the line that was left out, ``through`` the id of the wider line and ``line`` its number.
    ``services`` are those of the left-out line that stay open; the others are closed.
    """

    rule_id: str
    through: str
    line: int
    services: tuple[Service, ...]

    @property
    def text(self) -> Text:
        """*but still open through line 4 (HTTPS:443)*."""
        return STILL_OPEN.filled(number=str(self.line), services=services_text(self.services))


def openings_text(openings: tuple[Opening, ...]) -> Text:
    """Return every opening of one line in one phrase; empty text when there is none."""
    texts = [opening.text for opening in openings]
    return Text(", ".join(text.en for text in texts), "，".join(text.zh for text in texts))
