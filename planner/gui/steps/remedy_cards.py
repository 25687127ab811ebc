"""The asymmetric-routing decision: one card for each way to mend the path, none chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.plan import Advisory, Remedy
from planner.gui.colours import Meaning, blend, colour, hairline
from planner.gui.plain import PlainLabel
from planner.gui.widgets.cards import RADIUS, Chip
from planner.gui.widgets.fields import LineField
from planner.gui.widgets.labels import HELPER_SCALE, MarkedLine, StyledLabel, fixed_font
from planner.planning.path import INTERNAL_LOAD_BALANCER


class RemedyCard(QFrame):
    """One way: a radio button with its title, whether it fits best, and its effects.

    The internal load balancer's card asks for the internal address once it is chosen.
    """

    def __init__(self, remedy_id: str, parent: QWidget | None = None) -> None:
        """Build an empty card for the remedy with this id."""
        super().__init__(parent)
        self.remedy_id = remedy_id
        self.radio = QRadioButton(self)
        self.title = StyledLabel(self, weight=QFont.Weight.DemiBold)
        self.title.setMinimumWidth(60)
        self.fits = Chip(Meaning.DONE, self)
        self.address_label = PlainLabel(parent=self)
        self.address = LineField(self)
        self.address.setFont(fixed_font(self.font()))
        self.address.setPlaceholderText("10.42.0.200")
        self.address_label.setBuddy(self.address)
        self.problem = MarkedLine(Meaning.PROBLEM, self)
        self._effects: list[tuple[StyledLabel, StyledLabel]] = []
        self._grid = QGridLayout()
        self._lay_out()
        self.radio.toggled.connect(self._chosen)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        chip = QHBoxLayout()
        chip.setContentsMargins(25, 0, 0, 0)
        chip.addWidget(self.fits)
        chip.addStretch(1)
        self._grid.setContentsMargins(25, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        address = QHBoxLayout()
        address.setContentsMargins(25, 4, 0, 0)
        address.addWidget(self.address_label)
        address.addWidget(self.address, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 7, 12, 6)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addLayout(chip)
        layout.addLayout(self._grid)
        layout.addLayout(address)
        layout.addWidget(self.problem)
        layout.addStretch(1)

    def show_remedy(self, remedy: Remedy, language: str) -> None:
        """Show title and effects."""
        title = remedy.title.in_language(language)
        self.title.setText(title)
        self.fits.set_text(self.tr("Fits best"))
        self.fits.setVisible(remedy.recommended)
        self.address_label.setText(self.tr("Internal address"))
        pairs = [(label.in_language(language), text.in_language(language)) for label, text in remedy.effects]
        self._show_effects(pairs)
        spoken = ". ".join(f"{label}: {text}" for label, text in pairs)
        self.radio.setAccessibleName(title)
        self.radio.setAccessibleDescription(f"{self.fits.text()}. {spoken}" if remedy.recommended else spoken)

    def set_chosen(self, chosen: bool) -> None:
        """Show whether this way was chosen, without asking for anything."""
        self.radio.blockSignals(True)
        self.radio.setChecked(chosen)
        self.radio.blockSignals(False)
        self._chosen(chosen)

    def _show_effects(self, pairs: list[tuple[str, str]]) -> None:
        while len(self._effects) < len(pairs):
            row = len(self._effects)
            label = StyledLabel(self, scale=HELPER_SCALE, quiet=True)
            label.setWordWrap(False)
            text = StyledLabel(self, scale=HELPER_SCALE)
            text.setMinimumWidth(60)  # a name without a blank must not widen the page
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._effects.append((label, text))
        for position, (label, text) in enumerate(self._effects):
            shown = position < len(pairs)
            label.setVisible(shown)
            text.setVisible(shown)
            if shown:
                label.setText(pairs[position][0])
                text.setText(pairs[position][1])

    def _chosen(self, chosen: bool) -> None:
        asks = chosen and self.remedy_id == INTERNAL_LOAD_BALANCER
        self.address_label.setVisible(asks)
        self.address.setVisible(asks)
        if not asks:
            self.problem.set_text("")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.palette().color(QPalette.ColorRole.Base)
        shade = colour(Meaning.REQUIRED, self.palette())
        chosen = self.radio.isChecked()
        painter.setPen(QPen(shade, 2) if chosen else QPen(hairline(self.palette()), 1))
        painter.setBrush(blend(base, shade, 0.05) if chosen else base)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()


class RemedyCards(QWidget):
    """The cards of one service. `chosen` carries a remedy's id, `address_typed` the internal address."""

    chosen = Signal(str)
    address_typed = Signal(str)
    address_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without cards."""
        super().__init__(parent)
        self.cards: list[RemedyCard] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def card(self, remedy_id: str) -> RemedyCard | None:
        """Return the card of one remedy, or None."""
        return next((card for card in self.cards if card.remedy_id == remedy_id), None)

    def show_advisory(self, advisory: Advisory, chosen: str, language: str) -> None:
        """Show the ways of one decision, and ``chosen``: what a person chose, whether it mends the path or not."""
        ways = (*advisory.remedies, advisory.way_out) if advisory.way_out is not None else advisory.remedies
        if [way.id for way in ways] != [card.remedy_id for card in self.cards]:
            self._build([way.id for way in ways])
        # An exclusive group refuses to have nothing checked, which is exactly what undecided means.
        self._group.setExclusive(False)
        for card, way in zip(self.cards, ways, strict=True):
            card.show_remedy(way, language)
            card.set_chosen(way.id == chosen)
        self._group.setExclusive(True)

    def _build(self, ids: list[str]) -> None:
        for card in self.cards:
            self._group.removeButton(card.radio)
            self._row.removeWidget(card)
            card.deleteLater()
        self.cards = [RemedyCard(remedy_id, self) for remedy_id in ids]
        for card in self.cards:
            self._group.addButton(card.radio)
            self._row.addWidget(card, 1)
            card.radio.clicked.connect(lambda _=False, card=card: self.chosen.emit(card.remedy_id))
            card.address.textEdited.connect(self.address_typed)
            card.address.paused.connect(self.address_left)
            card.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
