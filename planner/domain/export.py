"""What an exporter hands back: whole files, and what they could not say."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.text import Text


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file's name (no folder), its bytes and its media type."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a target cannot express: the rule (empty for the whole file), what, and what to do.

    ``refuses``: the line is not in the file at all; without it, it is said differently or with a placeholder.
    ``cause`` is the id of the open point of the plan that it follows from; a document that lists the point need not
    say it again. Empty where the target itself is the cause.
    """

    target: str
    rule_id: str
    text: Text
    advice: Text
    refuses: bool = False
    cause: str = ""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The files of one target and every notice that belongs to them."""

    files: tuple[ExportFile, ...]
    notices: tuple[Notice, ...] = ()
