"""The targets as cards in groups: check box, name, one line, and whether the target expresses everything."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.exporters.base import Target, TargetGroup
from planner.exporters.options import FqdnTagUse
from planner.gui.colours import Meaning, blend, colour, hairline
from planner.gui.plain import set_tip
from planner.gui.widgets.boxes import ComboBox
from planner.gui.widgets.cards import RADIUS, Chip
from planner.gui.widgets.labels import HELPER_SCALE, MarkedLine, StyledLabel


class TargetCard(QWidget):
    """One target. A click anywhere ticks it, as a feature's; `picked` says that its files are to be shown."""

    ticked = Signal(bool)
    picked = Signal()

    def __init__(self, target_id: str, parent: QWidget | None = None) -> None:
        """Build an empty card."""
        super().__init__(parent)
        self.target_id = target_id
        self.lit = False
        self.check = QCheckBox(self)
        self.name = StyledLabel(self)
        self.summary = StyledLabel(self, scale=HELPER_SCALE, quiet=True)
        self.badges = {Meaning.DONE: Chip(Meaning.DONE, self), Meaning.ADVISORY: Chip(Meaning.ADVISORY, self)}
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.summary)
        self.unwritten = MarkedLine(Meaning.PROBLEM, self)
        words.addWidget(self.unwritten)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 12, 5)
        layout.setSpacing(8)
        layout.addWidget(self.check)
        layout.addLayout(words, 1)
        for badge in self.badges.values():
            badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            layout.addWidget(badge)
        self.check.toggled.connect(self._tell)
        self.check.pressed.connect(self.picked)

    def show_target(self, name: str, summary: str, badge: str, meaning: Meaning, unwritten: str = "") -> None:
        """Show name, line and badge, and how many lines cannot be written; without a badge none is known yet."""
        self.name.setText(name)
        self.summary.setText(summary)
        self.check.setAccessibleName(name)
        self.unwritten.set_text(unwritten)
        self.check.setAccessibleDescription(". ".join(part for part in (summary, unwritten, badge) if part))
        for kind, chip in self.badges.items():
            chip.setVisible(kind is meaning and bool(badge))
            chip.set_text(badge if kind is meaning else "")

    def set_ticked(self, ticked: bool) -> None:
        """Show whether the target is chosen."""
        self.check.blockSignals(True)
        self.check.setChecked(ticked)
        self.check.blockSignals(False)
        self.name.set_look(weight=QFont.Weight.DemiBold if ticked else None)

    def _tell(self, ticked: bool) -> None:
        self.name.set_look(weight=QFont.Weight.DemiBold if ticked else None)
        self.ticked.emit(ticked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.check.setFocus(Qt.FocusReason.MouseFocusReason)
            self.check.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.lit:
            base = self.palette().color(QPalette.ColorRole.Base)
            painter.fillRect(self.rect(), blend(base, colour(Meaning.REQUIRED, self.palette()), 0.14))
        painter.setPen(QPen(hairline(self.palette()), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class GroupHead(QWidget):
    """The heading of a group of targets on a soft ground, with room for a choice at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self.title = StyledLabel(self, weight=QFont.Weight.DemiBold, quiet=True)
        self.title.setWordWrap(False)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 5, 12, 5)
        self.row.setSpacing(8)
        self.row.addWidget(self.title, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        base, text = (
            self.palette().color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text)
        )
        painter.fillRect(self.rect(), blend(base, text, 0.045))
        painter.end()


class ExportCards(QFrame):
    """All cards. `changed` says that other targets are chosen, `picked` carries the id of the card clicked."""

    changed = Signal()
    picked = Signal(str)
    words_changed = Signal()
    """`narrowest` may be another now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without targets."""
        super().__init__(parent)
        self.cards: dict[str, TargetCard] = {}
        self.heads: dict[str, GroupHead] = {}
        self.tag_label = StyledLabel(self, scale=HELPER_SCALE, quiet=True)
        self.tag_label.setWordWrap(False)
        self.tag_use = ComboBox(self)
        self.tag_use.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tag_use.activated.connect(self.changed)
        for use in FqdnTagUse:
            self.tag_use.addItem(use.value, use.value)
        for widget in (self.tag_label, self.tag_use):
            widget.hide()
        self._list = QWidget()
        self._list.installEventFilter(self)
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._scroll = scroll = QScrollArea(self)
        scroll.setWidget(self._list)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        self._list.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(scroll)

    def build(self, targets: tuple[Target, ...], ticked: frozenset[str]) -> None:
        """Build a card for each target, group by group; called once, when the page is first needed."""
        for group in TargetGroup:
            members = [target for target in targets if target.group == group.value]
            if not members:
                continue
            self.heads[group.value] = head = GroupHead(self._list)
            self._rows.addWidget(head)
            for target in members:
                card = TargetCard(target.id, self._list)
                card.set_ticked(target.id in ticked)
                card.ticked.connect(lambda _: self.changed.emit())
                card.picked.connect(lambda target_id=target.id: self.picked.emit(target_id))
                self.cards[target.id] = card
                self._rows.addWidget(card)
        self._rows.addStretch(1)
        azure = self.heads.get(TargetGroup.AZURE.value)
        if azure is not None:
            azure.row.addWidget(self.tag_label)
            azure.row.addWidget(self.tag_use)
            self.tag_label.show()
            self.tag_use.show()

    def retranslate(self) -> None:
        """Set the list's name and the words of the choice in the Azure group's head."""
        self.setAccessibleName(self.tr("Targets"))
        self.tag_label.setText(self.tr("FQDN tag"))
        self.tag_use.setAccessibleName(self.tr("FQDN tag"))
        set_tip(
            self.tag_use,
            self.tr(
                "How the hosts that every cluster needs are named: one by one, by AzureKubernetesService, or both."
            ),
        )
        words = {
            FqdnTagUse.EXPLICIT: self.tr("Explicit list"),
            FqdnTagUse.TAG: self.tr("FQDN tag alone"),
            FqdnTagUse.BOTH: self.tr("Both"),
        }
        for use, text in words.items():
            self.tag_use.setItemText(self.tag_use.findData(use.value), text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the cards want other room, which is known only once they were laid out."""
        if watched is self._list and event.type() is QEvent.Type.LayoutRequest:
            self.words_changed.emit()
        return super().eventFilter(watched, event)

    @property
    def narrowest(self) -> int:
        """The width, in pixels, below which a card's or a heading's words would be cut off."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return self._list.minimumSizeHint().width() + bar + 2

    @property
    def fqdn_tag(self) -> FqdnTagUse:
        """How Azure targets name the hosts of every cluster."""
        return FqdnTagUse(self.tag_use.currentData())

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the chosen targets, in the order of the cards."""
        return tuple(target_id for target_id, card in self.cards.items() if card.check.isChecked())

    def light(self, target_id: str) -> None:
        """Mark the card whose files are shown."""
        for card in self.cards.values():
            if card.lit != (card.target_id == target_id):
                card.lit = card.target_id == target_id
                card.update()

    def name_groups(self, titles: Mapping[str, str]) -> None:
        """Set the headings' words."""
        for group, head in self.heads.items():
            head.title.setText(titles.get(group, group))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(hairline(self.palette()), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()
