"""What the scripts for other makers' firewalls share: the head as comments, and the files themselves."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from planner.domain.export import ExportFile
from planner.domain.text import Text
from planner.exporters import vendor_words as words
from planner.exporters.base import ExportContext
from planner.exporters.header import WIDTH, Earlier, Head, comments, file_title, head_lines
from planner.exporters.safe_text import one_line
from planner.exporters.vendor_lines import Judged, tag_facts


@dataclass(frozen=True, slots=True)
class Script:
    """A target's own words: what its file is, how it is run, and how its rollback is."""

    what: Text
    media_type: str
    run: tuple[Text, ...]
    rollback_run: tuple[Text, ...]


def head(context: ExportContext, script: Script, judgement: Judged, rollback_name: str) -> str:
    """Return the head of the main file as comments with ``#``; it names the rollback file beside it."""
    facts = tag_facts(context, judgement.permits)
    run = (words.ROLL_BACK_FIRST, *script.run)
    back = (words.ROLL_BACK_BY.filled(file=rollback_name),)
    made = Head(script.what, run, back, judgement.notices, facts, earlier=Earlier.ROLLED_BACK)
    return comments(head_lines(context, made))


def rollback_head(context: ExportContext, script: Script, main_name: str) -> str:
    """Return the short head of the rollback file: what it takes away, and how it is run."""
    ticket = one_line(context.request.change_request.ticket) or "-"
    made = words.ROLL_BACK_OF.filled(
        file=main_name, digest=context.plan.digest(), ticket=ticket, time=context.created_text
    )
    sentences = (made, words.ROLL_BACK_ONLY, *script.rollback_run, words.RUN_AGAIN.filled(file=main_name))
    title = file_title(context, words.ROLL_BACK_WHAT.filled(what=script.what))
    lines = [title, *(context.say(text) for text in sentences)]
    return comments(part for line in lines for part in textwrap.wrap(one_line(line), WIDTH))


def text_file(name: str, text: str, media_type: str) -> ExportFile:
    r"""Return a UTF-8 file with ``\n`` at the end of each line; what UTF-8 cannot hold is dropped."""
    return ExportFile(name, text.encode("utf-8", "ignore"), media_type)


def chosen(name: str, fallback: str) -> str:
    """Return a zone's or interface's name as it was typed, on one line, or ``fallback`` where it is empty."""
    return one_line(name) or fallback
