"""What the wording of advisories must satisfy: ids that planning raises, names that it fills, remedies that exist."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.catalog.placeholders import FILLED, FILLED_IN_REMEDIES
from planner.catalog.spans import span_complaints
from planner.domain.text import Text

_NAME = re.compile(r"\{(\w+)\}")


def advisory_complaints(advisory: AdvisoryText) -> Iterator[str]:
    """Yield a sentence for each mistake in one advisory."""
    if advisory.id not in FILLED:
        near = difflib.get_close_matches(advisory.id, FILLED, n=1)
        yield "the planner raises no such advisory" + (f"; did you mean {near[0]}" if near else "")
        return
    yield from span_complaints(advisory.since, advisory.until)
    yield from _remedy_complaints(advisory)
    yield from _name_complaints(advisory)


def _remedy_complaints(advisory: AdvisoryText) -> Iterator[str]:
    known = [entry.remedy.id for entry in advisory.remedies]
    for remedy in sorted({remedy for remedy in known if known.count(remedy) > 1}):
        yield f"the remedy {remedy} stands twice"
    for key, remedies in (("not_offered", advisory.not_offered), ("decided", advisory.decided)):
        for remedy in remedies:
            # An empty id under "decided" speaks for every remedy.
            if remedy not in known and not (key == "decided" and not remedy):
                yield f"{key} names the unknown remedy {remedy!r}; known: {', '.join(known)}"


def _name_complaints(advisory: AdvisoryText) -> Iterator[str]:
    in_text = FILLED[advisory.id]
    in_remedies = FILLED_IN_REMEDIES.get(advisory.id, frozenset())
    decided = [text for pair in advisory.decided.values() for text in pair]
    spoken = [advisory.title, advisory.text, advisory.text_without_replacement, *decided]
    places = ((spoken, in_text), (_remedy_texts(advisory), in_remedies), (advisory.not_offered.values(), ()))
    for texts, filled in places:
        for text in texts:
            for name in _NAME.findall(text.en):
                if name not in filled:
                    known = ", ".join(f"{{{entry}}}" for entry in sorted(filled)) or "none"
                    yield f"nothing fills {{{name}}} here; filled: {known}"


def _remedy_texts(advisory: AdvisoryText) -> list[Text]:
    texts: list[Text] = []
    for entry in advisory.remedies:
        texts += [entry.remedy.title, *entry.tasks]
        texts += [text for effect in entry.remedy.effects for text in effect]
    return texts
