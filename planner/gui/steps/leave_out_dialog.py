"""The question before a required line is left out; the reason has to be written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.domain.opening import Opening, lines_text, stays_open, what_stays_open
from planner.domain.rule import Rule
from planner.gui.models.rule_rows import LineRow
from planner.gui.plain import PlainLabel
from planner.gui.widgets.labels import StyledLabel, heading_label


class LeaveOutDialog(QDialog):
    """Asks for the reason why required lines are left out. `reason` is what was written."""

    def __init__(
        self,
        rows: tuple[LineRow, ...],
        through: Mapping[str, tuple[Opening, ...]],
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        """Ask about ``rows``; all of them get the same reason. ``through`` are lines that keep some of them open."""
        super().__init__(parent)
        first = rows[0].rule
        one = len(rows) == 1
        title = heading_label(self, 1.15)
        title.setText(
            self.tr("Leave out {host}?").replace("{host}", rows[0].destination)
            if one
            else self.tr("Leave out %n required line(s)?", "", len(rows))
        )
        breaks = StyledLabel(self)
        consequence = ""
        if one and first is not None:
            consequence = self._consequence(first, through.get(first.id, ()), language)
        elif through:
            consequence = self.tr("Open all the same through other lines: %n of them.", "", len(through))
        listed = (
            self.tr("Every export will show this line as left out, with your reason.")
            if one
            else self.tr("Every export will show these lines as left out, with your reason.")
        )
        separator = "" if language == "zh" else " "
        breaks.setText(separator.join(part for part in (consequence, listed) if part))
        label = PlainLabel(self.tr("&Reason"), self)
        self._reason = QLineEdit(self)
        self._reason.setPlaceholderText(self.tr("Must be filled in"))
        label.setBuddy(self._reason)
        self.leave_out = QPushButton(self.tr("Leave out"), self)
        self.keep = QPushButton(self.tr("Keep"), self)
        self.leave_out.setEnabled(False)
        self.leave_out.setDefault(True)
        self._reason.textChanged.connect(lambda text: self.leave_out.setEnabled(bool(text.strip())))
        self.leave_out.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        self.setWindowTitle(self.tr("Leave out"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.leave_out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (title, breaks, label, self._reason):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setMinimumWidth(580)
        self._reason.setFocus()

    def _consequence(self, rule: Rule, through: tuple[Opening, ...], language: str) -> str:
        """Return what breaks, and what does not because another line opens it all the same."""
        refused = rule.if_refused.in_language(language)
        if not through:
            return refused
        still = lines_text(through).in_language(language)
        if stays_open(rule.services, through):
            cost = what_stays_open(through).in_language(language)
            said = self.tr("It stays open through {lines}: {cost}.")
            return said.replace("{lines}", still).replace("{cost}", cost)
        between = "" if language == "zh" else " "
        partly = self.tr("Part of it stays open through {lines}.").replace("{lines}", still)
        return f"{refused}{between}{partly}"

    @property
    def reason(self) -> str:
        """The written reason."""
        return self._reason.text().strip()
