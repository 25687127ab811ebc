"""Plans that somebody wants to keep at their older edition, so that the newer one is not offered at each opening.

Kept beside the plans, in the settings: a plan file says nothing of it and is not changed. A still newer edition is
offered again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 50


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """One plan file by its absolute path, its edition, and the newest edition that was not taken."""

    path: str
    edition: str
    newest: str


def with_kept(kept: Sequence[KeptEdition], entry: KeptEdition) -> tuple[KeptEdition, ...]:
    """Return the list with ``entry`` first, what was said of the same file gone, and no more than fifty."""
    return (entry, *(other for other in kept if other.path != entry.path))[:MOST]


def to_text(kept: Sequence[KeptEdition]) -> str:
    """Write the list as JSON, for the settings."""
    return json.dumps([[entry.path, entry.edition, entry.newest] for entry in kept], ensure_ascii=False)


def from_text(text: str) -> tuple[KeptEdition, ...]:
    """Read the list back; entries that are damaged are left away."""
    try:
        entries = json.loads(text) if text else []
    except ValueError:
        return ()
    return tuple(
        KeptEdition(*entry)
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, list) and len(entry) == 3 and all(isinstance(value, str) for value in entry)
    )[:MOST]
