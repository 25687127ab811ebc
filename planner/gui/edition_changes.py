"""What the newest edition changes in a plan that was made with an older one, before it is taken."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from planner.domain.text import Text
from planner.gui.help_dialog import text_dialog
from planner.gui.plain import as_markdown
from planner.planning.changes import Change, ChangeMark, changes_between
from planner.session.deriving import plan_of
from planner.session.session import Session

translate = QCoreApplication.translate


def changes_to_newest(session: Session) -> tuple[Change, ...]:
    """Return what comes, goes and stays when the session's plan takes the newest edition."""
    request, catalog = session.request, session.catalog
    newest = replace(request, cluster=replace(request.cluster, edition=catalog.newest_edition.id))
    return changes_between(plan_of(request, catalog), plan_of(newest, catalog))


def edition_changes_text(session: Session, language: str) -> str:
    """Return those changes as Markdown, grouped by what happens to the lines."""
    newest = session.catalog.newest_edition.id
    changes = changes_to_newest(session)
    parts = [
        "# " + translate("EditionChanges", "From edition {0} to {1}").format(session.cluster.edition, newest)
    ]
    headings = {
        ChangeMark.CAME: translate("EditionChanges", "Comes"),
        ChangeMark.WENT: translate("EditionChanges", "Goes"),
        ChangeMark.STAYED: translate("EditionChanges", "Stays, with a change"),
        ChangeMark.ADVISORY: translate("EditionChanges", "New advisories"),
    }
    for mark, heading in headings.items():
        lines = [change.text.in_language(language) for change in changes if change.mark is mark]
        if lines:
            parts.append(f"## {heading} ({len(lines)})")
            parts.append("\n".join(f"- {as_markdown(line)}" for line in lines))
    if not changes:
        parts.append(
            translate(
                "EditionChanges", "No line of this plan comes or goes; the sources of its lines are newer."
            )
        )
    return "\n\n".join(parts)


def show_edition_changes(parent: QWidget, session: Session, language: str) -> QDialog:
    """Open the comparison with a button that takes the newest edition, as an answer that can be undone."""
    newest = session.catalog.newest_edition.id
    title = translate("EditionChanges", "What edition {0} changes").format(newest)
    dialog = text_dialog(parent, title, edition_changes_text(session, language))
    buttons = dialog.findChild(QDialogButtonBox)
    if isinstance(buttons, QDialogButtonBox):
        use = buttons.addButton(
            translate("EditionChanges", "&Use edition {0}").format(newest),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        use.clicked.connect(lambda: _take(dialog, session, newest))
    dialog.open()
    return dialog


def _take(dialog: QDialog, session: Session, edition: str) -> None:
    dialog.accept()
    session.answer(Text(f"Edition: {edition}", f"版本：{edition}"), edition=edition)
