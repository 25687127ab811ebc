"""The question before a required line is left out; the reason has to be written."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.gui.models.rule_rows import LineRow
from planner.gui.widgets.labels import StyledLabel, heading_label


class LeaveOutDialog(QDialog):
    """Asks for the reason why required lines are left out. `reason` is what was written."""

    def __init__(self, rows: tuple[LineRow, ...], language: str, parent: QWidget | None = None) -> None:
        """Ask about ``rows``; all of them get the same reason."""
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
        consequence = first.if_refused.in_language(language) if first is not None and one else ""
        listed = (
            self.tr("Every export will show this line as left out, with your reason.")
            if one
            else self.tr("Every export will show these lines as left out, with your reason.")
        )
        separator = "" if language == "zh" else " "
        breaks.setText(separator.join(part for part in (consequence, listed) if part))
        label = QLabel(self.tr("&Reason"), self)
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
        self.setMinimumWidth(460)
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        """The written reason."""
        return self._reason.text().strip()
