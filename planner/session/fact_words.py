"""How an answer to a fact is named in *Last answer*, in undo, and where it is announced."""

from __future__ import annotations

from planner.domain.fact import Fact, Known
from planner.domain.text import Text

NOT_KNOWN = Text("not known", "未知")
_MOST = 80
"""Characters of an answer that a title holds."""


def answer_title(fact: Fact, answer: Known | None) -> Text:
    """Return *Private API server: yes*; None is *not known*."""
    words = NOT_KNOWN if answer is None else fact.in_words(answer)
    return Text(f"{fact.label.en}: {words.en[:_MOST]}", f"{fact.label.zh}：{words.zh[:_MOST]}")
