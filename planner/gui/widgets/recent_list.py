"""Recent plans on the first page: name, place, counts and when; stale and missing ones say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QFileInfo, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.gui.colours import Meaning, blend
from planner.gui.plain import set_tip
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.cards import Card
from planner.gui.widgets.labels import MarkedLine, heading_label, helper_label

if TYPE_CHECKING:
    from planner.session.recent import RecentPlan

_SHOWN = 4


class _RecentRow(QWidget):
    """One plan; a click, Enter or Space opens it."""

    opened = Signal(str)
    forgotten = Signal(str)

    def __init__(self, plan: RecentPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan = plan
        self.missing = not QFileInfo(plan.path).isFile()
        self.name = heading_label(self)
        self.name.setWordWrap(False)
        self.about = helper_label(self)
        self.stale = MarkedLine(Meaning.STALE, self)
        self.forget = LinkButton(self)
        self.forget.clicked.connect(lambda: self.forgotten.emit(plan.path))
        self.forget.setVisible(self.missing)
        if self.missing:
            self.name.set_struck()
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 7, 14, 7)
        layout.setSpacing(0)
        layout.addWidget(self.name)
        line = QHBoxLayout()
        line.addWidget(self.about, 0 if self.missing else 1)
        line.addWidget(self.forget)
        if self.missing:
            line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.stale)

    def show_words(self, language: str, newest: str) -> None:
        """Show the plan in ``language``; ``newest`` edition is empty while nobody knows it."""
        plan = self._plan
        self.name.setText(plan.name)
        set_tip(self, plan.path)
        region = plan.region_zh if language == "zh" else plan.region_en
        counts = self.tr("{0} required, {1} optional").format(plan.required, plan.optional)
        parts = [part for part in (region, counts, self._when()) if part]
        self.about.setText(self.tr("File not found.") if self.missing else " • ".join(parts))
        self.forget.setText(self.tr("Remove from list"))
        self.forget.setAccessibleName(self.tr("Remove {0} from the list").format(plan.name))
        stale = bool(newest) and not self.missing and plan.edition < newest
        self.stale.set_text(
            self.tr("Made with edition {0}; a newer one is known").format(plan.edition) if stale else ""
        )
        self.setAccessibleName(self.tr("Open {0}, {1}").format(plan.name, self.about.text()))

    def _when(self) -> str:
        used = QDateTime.fromString(self._plan.used_at, Qt.DateFormat.ISODate)
        if not used.isValid():
            return ""
        days = used.daysTo(QDateTime.currentDateTime())
        if days == 0:
            return self.tr("today {0}").format(used.toString("HH:mm"))
        return self.tr("yesterday") if days == 1 else used.toString("yyyy-MM-dd")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._plan.path)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and not self.missing:
            self.opened.emit(self._plan.path)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if self.underMouse() and not self.missing:
            page, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(blend(page, text, 0.05))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 1.6))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        painter.end()


class RecentList(Card):
    """The last plans, newest first, or a sentence while there are none."""

    opened = Signal(str)
    forgotten = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with none."""
        super().__init__(parent)
        self.empty = helper_label(self)
        self.empty.setContentsMargins(14, 12, 14, 12)
        self.rows.addWidget(self.empty)
        self.plans: list[_RecentRow] = []

    def show_plans(self, plans: Sequence[RecentPlan], language: str, newest: str) -> None:
        """Show the list anew."""
        self.setAccessibleName(self.tr("Recent plans"))
        for row in self.plans:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.plans = []
        for plan in plans[:_SHOWN]:
            row = _RecentRow(plan, self)
            row.opened.connect(self.opened)
            row.forgotten.connect(self.forgotten)
            row.show_words(language, newest)
            self.rows.addWidget(row)
            self.plans.append(row)
        self.empty.setText(self.tr("Plans that you save appear here."))
        self.empty.setVisible(not plans)
