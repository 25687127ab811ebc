"""The services reached from outside, as chips that can be changed and removed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from planner.domain.cluster import Exposure, InboundService
from planner.exporters.safe_text import clipped
from planner.gui.colours import hairline, muted
from planner.gui.plain import set_tip
from planner.gui.steps.service_dialog import ServiceDialog
from planner.gui.steps.service_list import ServiceList
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.flow_row import FlowRow

MOST_CHIPS = 40
"""Services that are shown as chips; further ones stand in a list that can be searched."""


class InboundEditor(QWidget):
    """Shows the services and asks for new ones. `changed` carries the new tuple and the one it is about."""

    changed = Signal(tuple, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without services."""
        super().__init__(parent)
        self._services: tuple[InboundService, ...] = ()
        self._language = "en"
        self.chips: list[ServiceChip] = []
        self.more = LinkButton(self)
        self.more.clicked.connect(self._choose_from_list)
        self.more.hide()
        self.add = QPushButton(self)
        self.add.clicked.connect(self._add)
        self._row = FlowRow(self)
        self._row.addWidget(self.more)
        self._row.addWidget(self.add)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def retranslate(self) -> None:
        """Set the texts."""
        self.add.setText(self.tr("Add service…"))
        self._show_chips()

    def show_services(self, services: tuple[InboundService, ...], language: str) -> None:
        """Show a chip for each service, up to `MOST_CHIPS`."""
        if (services, language) != (self._services, self._language):
            self._services, self._language = services, language
            self._show_chips()

    def ask(self, service: InboundService | None) -> InboundService | None:
        """Ask for a service, or for changes to one; return None when nothing is to change."""
        taken = frozenset(entry.name for entry in self._services if entry is not service)
        dialog = ServiceDialog(service, taken, self._language, self)
        answer = dialog.service if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return answer

    def list_dialog(self) -> ServiceList:
        """Return the list of all services, of which one can be changed or removed."""
        return ServiceList(
            [self._words(service) for service in self._services],
            self.tr("Services reached from outside"),
            self.tr("Change…"),
            self,
            remove=self.tr("Remove"),
        )

    def _choose_from_list(self) -> None:
        dialog = self.list_dialog()
        dialog.select(MOST_CHIPS)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        position, removing = dialog.position, dialog.removing
        dialog.deleteLater()
        if accepted and position >= 0:
            self._remove(position) if removing else self._edit(position)

    def _show_chips(self) -> None:
        shown = self._services[:MOST_CHIPS]
        while len(self.chips) > len(shown):
            chip = self.chips.pop()
            self._row.removeWidget(chip)
            chip.deleteLater()
        while len(self.chips) < len(shown):
            chip = ServiceChip(self)
            position = len(self.chips)
            chip.edit.clicked.connect(lambda _=False, position=position: self._edit(position))
            chip.remove.clicked.connect(lambda _=False, position=position: self._remove(position))
            self.chips.append(chip)
            self._row.insert_widget(position, chip)
        for chip, service in zip(self.chips, shown, strict=True):
            words = self._words(service)
            chip.edit.setText(words.replace("&", "&&"))
            chip.edit.setAccessibleName(self.tr("Change the service {service}").replace("{service}", words))
            chip.remove.setAccessibleName(self.tr("Remove the service {service}").replace("{service}", words))
            set_tip(chip.edit, self.tr("Change"))
            set_tip(chip.remove, self.tr("Remove"))
            chip.updateGeometry()
            chip.show()
        rest = len(self._services) - len(shown)
        self.more.setText(self.tr("%n more…", "", rest))
        self.more.setVisible(rest > 0)
        self._row.invalidate()
        self.updateGeometry()

    def _words(self, service: InboundService) -> str:
        exposure = self.tr("public") if service.exposure is Exposure.PUBLIC else self.tr("internal")
        return f"{clipped(service.name, 40)} • {exposure} • {service.protocol.value} {service.port}"

    def _add(self) -> None:
        answer = self.ask(None)
        if answer is not None:
            self.changed.emit((*self._services, answer), answer)

    def _edit(self, position: int) -> None:
        answer = self.ask(self._services[position])
        if answer is not None:
            services = list(self._services)
            services[position] = answer
            self.changed.emit(tuple(services), answer)

    def _remove(self, position: int) -> None:
        gone = self._services[position]
        self.changed.emit(tuple(entry for entry in self._services if entry is not gone), gone)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)


class ServiceChip(QWidget):
    """A rounded frame with the service's words (press to change it) and a cross (press to remove it)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self.edit = _ChipWords(self)
        self.remove = _Cross(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 4, 0)
        layout.setSpacing(0)
        layout.addWidget(self.edit)
        layout.addWidget(self.remove)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(hairline(self.palette()), 1))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.end()


class _ChipWords(QPushButton):
    """The words of a chip, painted plain; the focus is a frame."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text().replace("&&", "&")) + 8, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text().replace("&&", "&"))
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Link))
            painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -2), 4, 4)
        painter.end()


class _Cross(QToolButton):
    """A small cross."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.hasFocus()
        shade = self.palette().color(QPalette.ColorRole.WindowText) if lit else muted(self.palette())
        painter.setPen(QPen(shade, 1.5))
        box = QRectF(self.rect().center().x() - 3, self.rect().center().y() - 3, 7, 7)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Link))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)
        painter.end()
