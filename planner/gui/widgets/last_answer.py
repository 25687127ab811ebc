"""The rail's *Last answer*: what came, went, stayed for a new reason, and what to mind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.domain.text import Text
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import HELPER_SCALE, StyledLabel, heading_label, helper_label
from planner.planning.changes import Change, ChangeMark
from planner.session.session import LastAnswer

MOST_LINES = 6
FEW_LINES = 3
_GAP = 2
_TICK = 12
_HOST_SCALE = 0.82
_BREAK = ".\u200b"
_MEANINGS = {
    ChangeMark.CAME: Meaning.DONE,
    ChangeMark.WENT: Meaning.LEFT_OUT,
    ChangeMark.STAYED: Meaning.NOT_NEEDED,
    ChangeMark.ADVISORY: Meaning.ADVISORY,
}


class _ChangeLine(QWidget):
    """A sign and what changed; a host breaks only after a dot."""

    def __init__(
        self, change: Change, language: str, spoken: str, parent: QWidget, *, decided: bool = False
    ) -> None:
        super().__init__(parent)
        meaning = Meaning.DONE if decided else _MEANINGS[change.mark]
        sign = StyledLabel(self, weight=QFont.Weight.Bold, meaning=meaning)
        if decided:
            sign.setPixmap(mark_icon(meaning, self.palette(), _TICK).pixmap(_TICK, _TICK))
        else:
            sign.setText(change.mark.value)
        sign.setFixedWidth(14)
        text = change.text.in_language(language)
        is_host = change.mark in (ChangeMark.CAME, ChangeMark.WENT) and " " not in text
        self.words = StyledLabel(self, scale=_HOST_SCALE if is_host else HELPER_SCALE)
        if is_host:
            self.words.set_fixed()
        self.words.setText(text.replace(".", _BREAK) if is_host else text)
        self.words.setAccessibleName(spoken)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)


class LastAnswerView(QWidget):
    """At most six lines, and *n more…* for the rest."""

    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to tell."""
        super().__init__(parent)
        self.limit = MOST_LINES
        self._answer: LastAnswer | None = None
        self._language = ""
        self.caption = helper_label(self)
        self.title = heading_label(self)
        self.more = LinkButton(self)
        self.more.clicked.connect(self.more_wanted)
        self.lines: list[_ChangeLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        for widget in (self.caption, self.title):
            self._layout.addWidget(widget)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addStretch(1)

    def show_answer(
        self, answer: LastAnswer | None, language: str, decided: frozenset[Text] = frozenset()
    ) -> None:
        """Show what the last answer changed; ``decided`` are the titles of advisories that ask nothing now."""
        self.caption.setText(self.tr("Last answer"))
        if answer is self._answer and language == self._language:
            return
        self._answer, self._language = answer, language
        for line in self.lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        shown = answer is not None and bool(answer.title.en)
        self.caption.setVisible(shown and self.limit > FEW_LINES)
        self.title.setVisible(shown)
        if answer is not None:
            self.title.setText(answer.title.in_language(language))
            for change in answer.changes[:MOST_LINES]:
                settled = change.text in decided
                spoken = self._spoken(change, language, settled=settled)
                line = _ChangeLine(change, language, spoken, self, decided=settled)
                self._layout.insertWidget(self._layout.count() - 2, line)
                self.lines.append(line)
        self._fit()

    def set_limit(self, limit: int) -> None:
        """Show at most ``limit`` lines (fewer in a low window)."""
        if limit != self.limit:
            self.limit = limit
            self.caption.setVisible(limit > FEW_LINES and not self.title.isHidden())
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 0)

    def sizeHint(self) -> QSize:
        return QSize(200, 80)

    def hasHeightForWidth(self) -> bool:
        # Its lines follow its height, not the other way round: they must not press the steps together.
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Show the lines that have room, and count the rest."""
        total = len(self._answer.changes) if self._answer is not None else 0
        limit = min(self.limit, len(self.lines))
        width = max(80, self.width())
        heights = [_GAP + line.words.heightForWidth(width - 18) for line in self.lines]
        room = self.height() - sum(
            _GAP + label.heightForWidth(width) for label in (self.caption, self.title) if not label.isHidden()
        )
        # None at all where not even one fits: pressed into less than its height the text would be cut.
        while limit > 0 and sum(heights[:limit]) + self._more_height(total - limit) > room:
            limit -= 1
        for index, line in enumerate(self.lines):
            line.setVisible(index < limit)
        rest = total - limit
        self.more.setText(self.tr("%n more…", "", rest))
        self.more.updateGeometry()
        self.more.setVisible(rest > 0)

    def _more_height(self, rest: int) -> int:
        return self.more.sizeHint().height() + _GAP if rest > 0 else 0

    def _spoken(self, change: Change, language: str, *, settled: bool) -> str:
        text = change.text.in_language(language)
        if settled:
            return self.tr("Decided: {0}").format(text)
        words = {
            ChangeMark.CAME: self.tr("Added: {0}"),
            ChangeMark.WENT: self.tr("Gone: {0}"),
            ChangeMark.STAYED: self.tr("Unchanged: {0}"),
            ChangeMark.ADVISORY: self.tr("Advisory: {0}"),
        }
        return words[change.mark].format(text)
