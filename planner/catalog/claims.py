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
        FileProblem: a ``by`` names no source, is missing where it has to stand, or puts into the page's mouth what
            the edition that is planned by cannot say; with the line.
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
        if by == PAGE and _stands_beside_every_edition(file.name, path):
            raise FileProblem(file.name, file.line_of(path), _NO_EDITION)
        if by == PAGE and _DAY.search(english):
            raise FileProblem(file.name, file.line_of(path), _ANOTHER_EDITION)


def _by(file: YamlFile, path: Path) -> str:
    found = file.value_at((*path, "by"))
    return found if isinstance(found, str) else ""


def _claims(name: str, path: Path) -> bool:
    return name not in _ELSEWHERE and any(step in _CLAIMING for step in path)


def _stands_beside_every_edition(name: str, path: Path) -> bool:
    """Whether a text is shown whatever edition is planned by: what is said of a whole feature, and help for a fact."""
    if name.startswith("features/"):
        return path[0] in ("summary", "remark")
    return name == "facts.yaml" and "helper" in path


def _speaks_of_the_page(name: str, english: str, chinese: str) -> bool:
    return name not in _ELSEWHERE and (_THE_PAGE.search(english) is not None or "官方页面" in chinese)


_ELSEWHERE = ("advisories.yaml", "field-reports.yaml")
"""Files whose sentences say otherwise whose they are: advisories speak of the plan, reports name their threads."""
_THE_PAGE = re.compile(r"\b[Tt]he page\b")

_DAY = re.compile(r"\b20\d{2}-\d{2}-\d{2}\b")

_NOBODYS_CLAIM = Text(
    f"nobody claims this sentence. Add by: {PAGE}, {OURS}, or the id of a source in sources.yaml.",
    f"未注明此句出自何处。请添加 by：{PAGE}、{OURS}，或 sources.yaml 中来源的 id。",
)

_PUT_INTO_ITS_MOUTH = Text(
    f"a sentence of our own speaks of the page. Split it: what the page says is by: {PAGE}.",
    f"属于推断的句子提到了官方页面。请拆成两句，官方页面的内容注明 by：{PAGE}。",
)

_NO_EDITION = Text(
    "this text stands beside every edition, so no edition's page says it. Name a source in place of by: page.",
    "此文本不属于任何一个版本，不能注明 by：page。请注明来源。",
)

_ANOTHER_EDITION = Text(
    "the page of an edition does not speak of other days. Split it: what other editions said has a source of its own.",
    "某个版本的页面不会提及其他日期。请拆成两句，其他版本的内容注明单独的来源。",
)
