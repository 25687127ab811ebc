"""Adding or changing a service that is reached from outside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.cluster import Exposure, InboundService
from planner.domain.service import Protocol
from planner.gui.colours import Meaning
from planner.gui.widgets.boxes import ComboBox
from planner.gui.widgets.fields import NumberField
from planner.gui.widgets.labels import MarkedLine, fixed_font, heading_label, helper_label
from planner.session.addresses import address_problem

_LONGEST_NAME = 63


class ServiceDialog(QDialog):
    """Asks for name, exposure, protocol, port and address. `service` is the answer."""

    def __init__(
        self,
        service: InboundService | None,
        taken: frozenset[str],
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for a new service, or show ``service``; ``taken`` are the names of the others."""
        super().__init__(parent)
        self._before = service
        self._taken, self._language = taken, language
        self.name = QLineEdit(self)
        self.public = QRadioButton(self.tr("Public"), self)
        self.internal = QRadioButton(self.tr("Internal"), self)
        self.protocol = ComboBox(self)
        self.protocol.addItems([Protocol.TCP.value, Protocol.UDP.value])
        self.port = NumberField(1, 65535, self)
        self.port.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * 9))
        self.port.setValue(443)
        self.address = QLineEdit(self)
        self.address.setFont(fixed_font(self.font()))
        self.problem = MarkedLine(Meaning.PROBLEM, self)
        self.done_button = QPushButton(self.tr("Add service") if service is None else self.tr("Change"), self)
        self._lay_out()
        self._fill(service)
        self.name.textChanged.connect(self._check)
        self.address.textChanged.connect(self._check)
        self.port.textChanged.connect(self._check)
        self._check()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Service reached from outside"))
        title = heading_label(self, 1.15)
        title.setText(self.tr("Which service do clients reach?"))
        exposure = QHBoxLayout()
        exposure.addWidget(self.public)
        exposure.addWidget(self.internal)
        exposure.addStretch(1)
        port = QHBoxLayout()
        port.addWidget(self.protocol)
        port.addWidget(self.port)
        port.addStretch(1)
        self.protocol.setAccessibleName(self.tr("Protocol"))
        self.port.setAccessibleName(self.tr("Port"))
        helper = helper_label(self)
        helper.setText(
            self.tr("The address of its load balancer frontend. Leave it empty while it is not known.")
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("Load balancer"), exposure)
        form.addRow(self.tr("Protocol and port"), port)
        form.addRow(self.tr("&Address"), self.address)
        form.addRow("", helper)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self.done_button.clicked.connect(self.accept)
        self.done_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        self.setMinimumWidth(440)

    def _fill(self, service: InboundService | None) -> None:
        public = service is None or service.exposure is Exposure.PUBLIC
        self.public.setChecked(public)
        self.internal.setChecked(not public)
        if service is not None:
            self.name.setText(service.name)
            self.protocol.setCurrentText(service.protocol.value)
            self.port.setValue(service.port)
            self.address.setText(service.backend_ip)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self) -> None:
        name = self.name.text().strip()
        problem = address_problem(self.address.text().strip())
        long, wrong_port = len(name) > _LONGEST_NAME, self.port.number is None
        if name in self._taken:
            said = self.tr("{name} is already in the plan. Choose another name.")
            self.problem.set_text(said.replace("{name}", name))
        elif long:
            said = self.tr("A name has at most {most} characters; this one has {count}.")
            self.problem.set_text(
                said.replace("{most}", str(_LONGEST_NAME)).replace("{count}", str(len(name)))
            )
        elif wrong_port:
            said = self.tr("{port} is no port. Ports are whole numbers from 1 to 65535.")
            typed = self.port.text().strip()
            self.problem.set_text(said.replace("{port}", typed[:20]) if typed else self.tr("Type a port."))
        else:
            self.problem.set_text(problem.in_language(self._language) if problem is not None else "")
        self.done_button.setEnabled(
            bool(name) and name not in self._taken and problem is None and not long and not wrong_port
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    @property
    def service(self) -> InboundService:
        """The service as it was described; a chosen path stays with it while it is public."""
        exposure = Exposure.PUBLIC if self.public.isChecked() else Exposure.INTERNAL
        before = self._before
        keeps = before is not None and exposure is Exposure.PUBLIC
        return InboundService(
            name=self.name.text().strip(),
            exposure=exposure,
            protocol=Protocol(self.protocol.currentText()),
            port=self.port.number or 0,  # *Add* is off while there is none
            backend_ip=self.address.text().strip(),
            internal_ip=before.internal_ip if before is not None and keeps else "",
            remedy=before.remedy if before is not None and keeps else "",
        )
