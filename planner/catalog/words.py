"""Texts of the catalog's files as the domain has them."""

from __future__ import annotations

from planner.catalog.records import Claims
from planner.domain.text import EMPTY_TEXT, Text, together


def text(record: Claims | None, otherwise_by: str = "") -> Text:
    """Return a sentence, several as one text, or the empty one.

    Args:
        record: what the file holds.
        otherwise_by: whose claim a sentence without a ``by`` is.
    """
    if isinstance(record, list):
        return together(text(entry, otherwise_by) for entry in record)
    return EMPTY_TEXT if record is None else Text(record.en, record.zh, record.by or otherwise_by)
