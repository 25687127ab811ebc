"""The least that a four-page wizard costs in Qt: what the planner's start-up is measured against.

Says ``first-paint`` as soon as its first page stands on the screen and can be used, then ends.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QLineEdit, QWizard, QWizardPage


class BareWizard(QWizard):
    """Four pages with a few questions each."""

    def __init__(self) -> None:
        super().__init__()
        for number in range(4):
            page = QWizardPage(self)
            page.setTitle(f"Page {number + 1}")
            form = QFormLayout(page)
            form.addRow("Name", QLineEdit(page))
            choice = QComboBox(page)
            choice.addItems(["one", "two", "three"])
            form.addRow("Choice", choice)
            self.addPage(page)
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # The children are painted in the same round; after it the page can be used.
            QTimer.singleShot(0, self._say_and_leave)

    def _say_and_leave(self) -> None:
        print("first-paint", flush=True)
        QApplication.exit(0)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    wizard = BareWizard()
    wizard.resize(1280, 800)
    wizard.show()
    sys.exit(application.exec())
