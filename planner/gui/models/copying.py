"""Lines as text for the clipboard: a table with tabs, CSV or Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.text import Text
from planner.gui.models.rule_rows import ASSUMED_WORD, NEED_WORDS, LineRow, separator

TEXT, CSV, MARKDOWN = "text", "csv", "markdown"
COPY_FORMATS = (TEXT, CSV, MARKDOWN)

_HEADINGS = (
    Text("Need", "必要性"),
    Text("Destination", "目标"),
    Text("Service", "服务"),
    Text("Asked for by", "所属功能"),
    Text("Why", "用途"),
)


def copied(lines: Iterable[LineRow], form: str, language: str) -> str:
    """Return the lines in one of `COPY_FORMATS`, with a head row.

    Raises:
        ValueError: there is no such format.
    """
    rows = [tuple(heading.in_language(language) for heading in _HEADINGS)]
    rows.extend(_cells(line, language) for line in lines)
    if form == TEXT:
        return "".join("\t".join(row) + "\n" for row in rows)
    if form == CSV:
        return _csv(rows)
    if form == MARKDOWN:
        return _markdown(rows)
    raise ValueError(f"{form!r} is none of {', '.join(COPY_FORMATS)}")


def _cells(line: LineRow, language: str) -> tuple[str, ...]:
    from planner.exporters.safe_text import one_line

    entry = line.rule or line.exclusion
    why = entry.purpose.in_language(language) if entry is not None else ""
    need = NEED_WORDS[line.mark].in_language(language)
    if line.assumed:
        need = separator(language).join((need, ASSUMED_WORD.in_language(language)))
    return tuple(one_line(cell) for cell in (need, line.destination, line.service, line.asked_for_by, why))


def _csv(rows: list[tuple[str, ...]]) -> str:
    import csv
    import io

    from planner.exporters.safe_text import csv_safe

    out = io.StringIO()
    csv.writer(out).writerows([csv_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _markdown(rows: list[tuple[str, ...]]) -> str:
    escaped = [
        [cell.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*") for cell in row] for row in rows
    ]
    escaped.insert(1, ["---"] * len(_HEADINGS))
    return "".join(f"| {' | '.join(row)} |\n" for row in escaped)
