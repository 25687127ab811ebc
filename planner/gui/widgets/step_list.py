"""The seven steps of the rail: a mark, a name, and a line that repeats the answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from planner.domain.text import Text
from planner.gui.colours import Meaning, blend, colour, muted
from planner.gui.marks import paint_mark
from planner.gui.plain import set_tip
from planner.gui.widgets.labels import scaled_font
from planner.gui.widgets.primary_button import primary_colour
from planner.session.problem import STEPS, Step
from planner.session.steps import StepMark, StepState

_DETAIL_SCALE = 0.82
_CIRCLE = 20
_LEFT = 12
_AIR, _LITTLE_AIR = 9, 3
_TIGHT = 0.94
"""CJK fonts come with much air of their own."""
_MEANINGS = {
    StepMark.DONE: Meaning.DONE,
    StepMark.WARNING: Meaning.ADVISORY,
    StepMark.PROBLEM: Meaning.PROBLEM,
}


class StepButton(QAbstractButton):
    """One step. Checked means: this is the page that is open."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self._number = number
        self._title, self._detail = "", ""
        self._mark = StepMark.NUMBER
        self._air = _AIR
        self.setCheckable(True)
        self.setAutoExclusive(True)
        # The mouse leaves the focus to the page; the keyboard walks the steps with the arrow keys.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, title: str, detail: str, mark: StepMark, spoken: str) -> None:
        """Set the words; ``spoken`` is what a screen reader says."""
        self._title, self._detail, self._mark = title, detail, mark
        self.setText(title)
        self.setAccessibleName(spoken)
        set_tip(self, detail if self._elided(detail) != detail else "")
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Take less height in a low window."""
        self._air = _LITTLE_AIR if compact else _AIR
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(200, self._words_height() + self._air)

    def _words_height(self) -> int:
        """Return how high both lines are, down to the last descender."""
        title, detail = QFontMetrics(self._title_font()), QFontMetrics(self._detail_font())
        return round((title.ascent() + title.descent()) * _TIGHT) + detail.ascent() + detail.descent()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        circle = QRectF(_LEFT, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        self._paint_mark(painter, circle)
        self._paint_words(painter, int(circle.right()) + 10)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        accent = primary_colour(self.palette())
        window = self.palette().color(QPalette.ColorRole.Window)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            highlight = self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
            painter.setBrush(blend(window, highlight, 0.18))
            painter.drawRoundedRect(box, 5, 5)
            painter.setBrush(accent)
            painter.drawRoundedRect(QRectF(0, 5, 3, self.height() - 10), 1.5, 1.5)
        elif self.underMouse():
            painter.setBrush(blend(window, self.palette().color(QPalette.ColorRole.WindowText), 0.05))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 1.4))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)

    def _paint_mark(self, painter: QPainter, circle: QRectF) -> None:
        meaning = _MEANINGS.get(self._mark)
        window = self.palette().color(QPalette.ColorRole.Window)
        if meaning in (Meaning.ADVISORY, Meaning.PROBLEM):
            paint_mark(painter, circle, meaning, colour(meaning, self.palette()))
            return
        if meaning is Meaning.DONE and not self.isChecked():
            shade = colour(meaning, self.palette())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(blend(window, shade, 0.22))
            painter.drawEllipse(circle)
            paint_mark(painter, circle.adjusted(4, 4, -4, -4), meaning, shade)
            return
        painter.setFont(scaled_font(self.font(), 0.82, QFont.Weight.Bold))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(primary_colour(self.palette()))
            painter.drawEllipse(circle)
            painter.setPen(QColor(Qt.GlobalColor.white))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(blend(window, muted(self.palette()), 0.6), 1.2))
            painter.drawEllipse(circle.adjusted(0.6, 0.6, -0.6, -0.6))
            painter.setPen(muted(self.palette()))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_words(self, painter: QPainter, left: int) -> None:
        title, detail = QFontMetrics(self._title_font()), QFontMetrics(self._detail_font())
        high = title.ascent() + title.descent()
        top = (self.height() - self._words_height()) // 2
        width = self.width() - left - 6
        painter.setFont(self._title_font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(
            left, top + title.ascent(), title.elidedText(self._title, Qt.TextElideMode.ElideRight, width)
        )
        painter.setFont(self._detail_font())
        meaning = _MEANINGS.get(self._mark)
        warns = meaning in (Meaning.ADVISORY, Meaning.PROBLEM)
        painter.setPen(colour(meaning, self.palette()) if warns and meaning else muted(self.palette()))
        painter.drawText(left, top + round(high * _TIGHT) + detail.ascent(), self._elided(self._detail))

    def _elided(self, detail: str) -> str:
        width = self.width() - _LEFT - _CIRCLE - 16
        return QFontMetrics(self._detail_font()).elidedText(detail, Qt.TextElideMode.ElideRight, width)

    def _title_font(self) -> QFont:
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        return scaled_font(self.font(), 1.0, weight)

    def _detail_font(self) -> QFont:
        return scaled_font(self.font(), _DETAIL_SCALE)


class StepList(QWidget):
    """The seven steps; any can be opened at any time."""

    chosen = Signal(object)
    """The `Step` that somebody chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build seven buttons."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons: dict[Step, StepButton] = {}
        for number, step in enumerate(STEPS, start=1):
            button = StepButton(number, self)
            button.clicked.connect(lambda _checked=False, step=step: self.chosen.emit(step))
            layout.addWidget(button)
            self.buttons[step] = button

    def show_states(self, states: tuple[StepState, ...], current: Step, language: str) -> None:
        """Show marks and words of all steps."""
        self.setAccessibleName(self.tr("Steps"))
        for state in states:
            title, detail = _said(state.title, language), _said(state.detail, language)
            spoken = self.tr("{number} of 7, {title}, {detail}")
            spoken = spoken.format(number=state.number, title=title, detail=detail)
            if state.mark is StepMark.DONE:
                spoken += ", " + self.tr("done")
            elif state.mark is not StepMark.NUMBER:
                spoken += ", " + self.tr("needs attention")
            button = self.buttons[state.step]
            button.show_state(title, detail, state.mark, spoken)
            button.setChecked(state.step is current)

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody is walking the steps with the keyboard."""
        return any(button.hasFocus() for button in self.buttons.values())


def _said(text: Text, language: str) -> str:
    return text.in_language(language)
