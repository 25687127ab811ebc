"""Texts of the catalog's files as the domain has them."""

from __future__ import annotations

from planner.catalog.records import TextRecord
from planner.domain.text import EMPTY_TEXT, Text


def text(record: TextRecord | None) -> Text:
    """Return the sentence, or the empty one."""
    return EMPTY_TEXT if record is None else Text(record.en, record.zh, record.by)
