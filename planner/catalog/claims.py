"""Whose claim each sentence of the catalog is: its ``by``, which names a source, the page, or the planner itself."""

from __future__ import annotations

from collections.abc import Collection

from planner.catalog.model import OURS, PAGE
from planner.catalog.shaping import unknown_word
from planner.catalog.strict_yaml import Path, YamlFile
from planner.catalog.texts import texts_in
from planner.domain.problem import FileProblem
from planner.domain.text import Text

CLAIMS_ARE_NAMED = False
"""Whether a sentence that claims something has to say whose claim it is; off until each one has been looked at."""

_CLAIMING = frozenset({"remarks", "remark", "otherwise", "never", "reason", "notes"})
"""Keys of a feature's file below which sentences claim something; labels, purposes and costs do not."""


def check_claims(file: YamlFile, sources: Collection[str], *, named: bool = CLAIMS_ARE_NAMED) -> None:
    """Check the ``by`` of every text of a file that has its shape already.

    Args:
        file: a file of the catalog.
        sources: ids of the named sources.
        named: whether sentences that claim something must have a ``by``.

    Raises:
        FileProblem: a ``by`` names no source, or is missing where it has to stand; with the line.
    """
    known = [PAGE, OURS, *sources]
    for path, _, _ in texts_in(file.data):
        by = _by(file, path)
        if by and by not in known:
            raise FileProblem(file.name, file.line_of((*path, "by")), unknown_word(by, known, "source"))
        if named and not by and _claims(file.name, path):
            raise FileProblem(file.name, file.line_of(path), _NOBODYS_CLAIM)


def _by(file: YamlFile, path: Path) -> str:
    found = file.value_at((*path, "by"))
    return found if isinstance(found, str) else ""


def _claims(name: str, path: Path) -> bool:
    keys = {step for step in path if isinstance(step, str)}
    # What a feature brings has a reason too: half a sentence in the user's own words.
    return name.startswith(("features/", "notes.yaml")) and bool(_CLAIMING & keys) and "brings" not in keys


_NOBODYS_CLAIM = Text(
    f"nobody claims this sentence. Add by: {PAGE}, {OURS}, or the id of a source in sources.yaml.",
    f"未注明此句出自何处。请添加 by：{PAGE}、{OURS}，或 sources.yaml 中来源的 id。",
)
