"""What the newest edition changes in a plan that was made with an older one, line by line, before it is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from planner.catalog.model import Catalog
from planner.domain.request import Request
from planner.domain.rule import Rule
from planner.domain.service import services_text
from planner.domain.text import Text
from planner.gui.background import waited
from planner.gui.help_dialog import text_dialog
from planner.gui.plain import as_markdown
from planner.planning.edition_delta import EditionDelta, edition_delta
from planner.planning.edition_words import WITH_IT, line_counts, no_longer_decided
from planner.planning.situation import ProfileError
from planner.session.addresses import readable
from planner.session.deriving import is_large
from planner.session.session import Session

translate = QCoreApplication.translate


def delta_to_newest(request: Request, catalog: Catalog) -> EditionDelta | None:
    """Return what the newest edition makes of a request; None while there are no lines (no region)."""
    try:
        return edition_delta(readable(request, catalog), catalog.newest_edition.id, catalog)
    except ProfileError:
        return None


def edition_changes_text(delta: EditionDelta, catalog: Catalog, language: str) -> str:
    """Return the delta as Markdown, grouped by what happens to the lines, each with its reason."""
    parts = ["# " + translate("EditionChanges", "From edition {0} to {1}").format(delta.older, delta.newer)]
    said = [
        WITH_IT.filled(counts=line_counts(delta)).in_language(language),
        no_longer_decided(delta).in_language(language),
    ]
    parts += [as_markdown(sentence) for sentence in said if sentence]
    found = delta.delta
    groups: Sequence[tuple[str, Sequence[Rule]]] = (
        (translate("EditionChanges", "Comes"), found.added),
        (translate("EditionChanges", "Goes"), found.removed),
        (
            translate("EditionChanges", "Stays, with a change"),
            tuple(change.after for change in found.changed),
        ),
    )
    for heading, rules in groups:
        if rules:
            parts.append(f"## {heading} ({len(rules)})")
            parts.append("\n".join(_entry(rule, delta, catalog, language) for rule in rules))
    parts += _others(delta, language)
    return "\n\n".join(parts)


def _entry(rule: Rule, delta: EditionDelta, catalog: Catalog, language: str) -> str:
    """Return a line, whom it is for, and below it why it comes, goes or changes."""
    features = (catalog.feature(name) for name in rule.features)
    comma = "、" if language == "zh" else ", "
    asked = comma.join(entry.short_label.in_language(language) for entry in features if entry is not None)
    head = f"- **{as_markdown(rule.destination.shown(language))}** {services_text(rule.services)}"
    lines = [delta.reasons[rule.id].in_language(language)]
    if rule.id in delta.stale:
        lines.append(translate("EditionChanges", "Its decision would not hold any more."))
    between = "" if language == "zh" else " "
    return f"{head} • {as_markdown(asked)}\n  \n  {as_markdown(between.join(lines))}"


def _others(delta: EditionDelta, language: str) -> Iterator[str]:
    """Yield routes and advisories that are new."""
    found = delta.delta
    routes = [f"- \\+ {as_markdown(route.prefix)}" for route in found.routes_added]
    routes += [f"- − {as_markdown(route.prefix)}" for route in found.routes_removed]
    if routes:
        heading = translate("EditionChanges", "Routes")
        yield f"## {heading} ({len(routes)})"
        yield "\n".join(routes)
    if found.advisories_added:
        titles = [advisory.title.in_language(language) for advisory in found.advisories_added]
        heading = translate("EditionChanges", "New advisories")
        yield f"## {heading} ({len(titles)})"
        yield "\n".join(f"- {as_markdown(title)}" for title in titles)


def show_edition_changes(parent: QWidget, session: Session, language: str) -> QDialog | None:
    """Open the comparison with a button that takes the newest edition, as an answer that can be undone.

    None if the person did not want to wait for a large plan.
    """
    request, catalog, newest = session.request, session.catalog, session.catalog.newest_edition.id
    if is_large(request):
        words = translate("EditionChanges", "Comparing editions…")
        cancel = translate("EditionChanges", "Cancel")
        made = waited(parent, words, cancel, lambda: (delta_to_newest(request, catalog),))
        if made is None:
            return None
        delta = made[0]
    else:
        delta = delta_to_newest(request, catalog)
    title = translate("EditionChanges", "What edition {0} changes").format(newest)
    text = (
        edition_changes_text(delta, catalog, language)
        if delta is not None
        else translate("EditionChanges", "Choose a region first: without one there are no lines to compare.")
    )
    dialog = text_dialog(parent, title, text)
    buttons = dialog.findChild(QDialogButtonBox)
    if isinstance(buttons, QDialogButtonBox):
        use = buttons.addButton(
            translate("EditionChanges", "&Use edition {0}").format(newest),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        use.clicked.connect(lambda: _take(dialog, session, newest))
    dialog.open()
    return dialog


def take_edition(session: Session, edition: str) -> None:
    """Give the session's plan another edition, as one answer; undo takes it back."""
    session.answer(Text(f"Edition: {edition}", f"版本：{edition}"), edition=edition)


def _take(dialog: QDialog, session: Session, edition: str) -> None:
    dialog.accept()
    take_edition(session, edition)
