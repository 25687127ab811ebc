"""Wrong usage in both languages; click's own sentences are in English alone."""

from __future__ import annotations

import click

from planner.domain.text import Text


class Misuse(click.UsageError):
    """Options that cannot be followed; ``text`` says what is so and what to do."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence in both languages."""
        self.text = text
        super().__init__(text.en)
