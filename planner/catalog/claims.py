"""Whose claim each sentence of the catalog is: its ``by``, which names a source, the page, or the planner itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from planner.catalog.model import OURS, PAGE
from planner.catalog.shaping import unknown_word
from planner.catalog.strict_yaml import Path, YamlFile
from planner.catalog.texts import texts_in
from planner.domain.problem import FileProblem
from planner.domain.text import Text

_CLAIMING = frozenset({"remarks", "remark", "otherwise", "never", "reason", "because", "note", "notes"})
"""Keys below which sentences claim something. Labels and questions do not; what is left to say of a demand
(``purpose``, ``if_refused``) and of a feature (``summary``) is ours unless its ``by`` says otherwise."""


def check_claims(file: YamlFile, sources: Collection[str]) -> None:
    """Check the ``by`` of every text of a file that has its shape already, and of every host that a source names.

    Args:
        file: a file of the catalog.
        sources: ids of the named sources.

    Raises:
        FileProblem: a ``by`` names no source, or is missing where it has to stand; with the line.
    """
    known = [PAGE, OURS, *sources]
    for path, line in file.lines.items():
        if path and path[-1] == "by" and (by := file.value_at(path)) not in known:
            raise FileProblem(file.name, line, unknown_word(str(by), known, "source"))
    for path, english, chinese in texts_in(file.data):
        by = _by(file, path)
        if not by and _claims(file.name, path):
            raise FileProblem(file.name, file.line_of(path), _NOBODYS_CLAIM)
        if by in ("", OURS) and _speaks_of_the_page(file.name, english, chinese):
            raise FileProblem(file.name, file.line_of(path), _PUT_INTO_ITS_MOUTH)


def _by(file: YamlFile, path: Path) -> str:
    found = file.value_at((*path, "by"))
    return found if isinstance(found, str) else ""


def _claims(name: str, path: Path) -> bool:
    return name not in _ELSEWHERE and any(step in _CLAIMING for step in path)


def _speaks_of_the_page(name: str, english: str, chinese: str) -> bool:
    return name not in _ELSEWHERE and (_THE_PAGE.search(english) is not None or "官方页面" in chinese)


_ELSEWHERE = ("advisories.yaml", "field-reports.yaml")
"""Files whose sentences say otherwise whose they are: advisories speak of the plan, reports name their threads."""
_THE_PAGE = re.compile(r"\b[Tt]he page\b")

_NOBODYS_CLAIM = Text(
    f"nobody claims this sentence. Add by: {PAGE}, {OURS}, or the id of a source in sources.yaml.",
    f"未注明此句出自何处。请添加 by：{PAGE}、{OURS}，或 sources.yaml 中来源的 id。",
)

_PUT_INTO_ITS_MOUTH = Text(
    f"a sentence of our own speaks of the page. Split it: what the page says is by: {PAGE}.",
    f"属于推断的句子提到了官方页面。请拆成两句，官方页面的内容注明 by：{PAGE}。",
)
