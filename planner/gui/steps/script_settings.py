"""Names and files that firewall scripts need beside the plan: asked once, remembered for the next plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.problem import FileProblem
from planner.exporters.options import TargetOptions
from planner.gui.colours import Meaning
from planner.gui.plain import PlainLabel, set_tip
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.fields import NumberField
from planner.gui.widgets.labels import MarkedLine, fixed_font, heading_label, helper_label
from planner.importers.service_tags import load_service_tags

_NAMES = ("resource_group", "firewall_policy", "route_table", "inside", "outside")
_PRIORITIES = (100, 65000)
_KEY = "scripts/{name}"


def remembered_options() -> TargetOptions:
    """Return the names that were given last; a service tag file is read again, and left out if it cannot be."""
    options = TargetOptions()
    settings = QSettings()
    names: dict[str, Any] = {
        name: str(settings.value(_KEY.format(name=name), getattr(options, name), type=str)) for name in _NAMES
    }
    priority = settings.value(_KEY.format(name="priority"), options.priority, type=int)
    options = replace(options, **names, priority=priority if isinstance(priority, int) else options.priority)
    file = remembered_file()
    if not file:
        return options
    try:
        return replace(options, service_tags=load_service_tags(Path(file)))
    except FileProblem:
        return options


def remembered_file() -> str:
    """Return the path of the service tag file that was chosen, or nothing."""
    return str(QSettings().value(_KEY.format(name="service_tags"), "", type=str))


class ScriptNames(LinkButton):
    """The link that opens the dialog, and the options that were given last. `changed` says that they are others."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Read nothing before somebody asks for `options`."""
        super().__init__(parent)
        self._options: TargetOptions | None = None
        self._language = "en"
        self.clicked.connect(self._ask)

    def retranslate(self, language: str) -> None:
        """Set the link's words; ``language`` is that of sentences about files."""
        self._language = language
        self.setText(self.tr("Names for firewall scripts…"))
        set_tip(self, self.tr("Resource group, policy, zones, and Microsoft's service tag list."))

    @property
    def options(self) -> TargetOptions:
        """What was given last; read once, and again after a change."""
        if self._options is None:
            self._options = remembered_options()
        return self._options

    def _ask(self) -> None:
        if ScriptSettings(self._language, self.window()).exec():
            self._options = None
            self.changed.emit()


class ScriptSettings(QDialog):
    """Asks for Azure's names, the zones or interfaces of other firewalls, and Microsoft's service tag list."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        """Show what was given last; ``language`` is that of sentences about the file."""
        super().__init__(parent)
        self._language = language
        options = TargetOptions()
        settings = QSettings()
        self.fields = {name: QLineEdit(self) for name in _NAMES}
        for name, field in self.fields.items():
            field.setText(str(settings.value(_KEY.format(name=name), getattr(options, name), type=str)))
            field.setFont(fixed_font(self.font()))
        self.priority = NumberField(*_PRIORITIES, self)
        self.priority.setValue(remembered_options().priority)
        self.file = QLineEdit(self)
        self.file.setText(remembered_file())
        self.file.setClearButtonEnabled(True)
        self.browse = QPushButton(self.tr("&Browse…"), self)
        self.browse.clicked.connect(self._choose_file)
        self.problem = MarkedLine(Meaning.PROBLEM, self)
        self.read = MarkedLine(Meaning.DONE, self)
        self.done_button = QPushButton(self.tr("Use these"), self)
        self._lay_out()
        self.file.textChanged.connect(self._check)
        self.priority.textChanged.connect(self._check)
        self._check()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Names for firewall scripts"))
        title = heading_label(self, 1.15)
        title.setText(self.tr("Which names do the scripts use?"))
        azure, others = helper_label(self), helper_label(self)
        azure.setText(self.tr("What is left empty becomes a variable that the script asks for."))
        others.setText(
            self.tr(
                "Zones of PAN-OS, interfaces of FortiOS. Firewalls that know no Azure service tags need "
                "Microsoft's list, ServiceTags_Public.json or that of your cloud."
            )
        )
        file_row = QHBoxLayout()
        file_row.addWidget(self.file, 1)
        file_row.addWidget(self.browse)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("&Resource group"), self.fields["resource_group"])
        form.addRow(self.tr("Firewall &policy"), self.fields["firewall_policy"])
        form.addRow(self.tr("Route &table"), self.fields["route_table"])
        form.addRow(self.tr("Pr&iority of the group"), self.priority)
        form.addRow("", azure)
        form.addRow(self.tr("I&nside"), self.fields["inside"])
        form.addRow(self.tr("&Outside"), self.fields["outside"])
        tags = PlainLabel(self.tr("&Service tag list"), self)
        tags.setBuddy(self.file)
        form.addRow(tags, file_row)
        form.addRow("", others)
        self.file.setAccessibleName(self.tr("Service tag list"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(self.read)
        layout.addLayout(self._buttons())
        self.setMinimumWidth(520)

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        self.done_button.clicked.connect(self.accept)
        self.done_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.done_button)
        return buttons

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def accept(self) -> None:
        """Remember everything and close."""
        settings = QSettings()
        for name, field in self.fields.items():
            settings.setValue(_KEY.format(name=name), field.text().strip())
        settings.setValue(_KEY.format(name="priority"), self.priority.number)
        settings.setValue(_KEY.format(name="service_tags"), self.file.text().strip())
        super().accept()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Service tag list"), self.file.text(), self.tr("Service tags (*.json)")
        )
        if name:
            self.file.setText(name)

    def _check(self) -> None:
        """Read the file at once, so that what is wrong with it stands here and not at the export."""
        path, problem, read = self.file.text().strip(), "", ""
        if path:
            try:
                tags = load_service_tags(Path(path))
            except FileProblem as error:
                problem = error.in_language(self._language)
            else:
                read = (
                    self.tr("{count} service tags, change number {number}")
                    .replace("{count}", str(len(tags.prefixes)))
                    .replace("{number}", tags.change_number)
                )
        if self.priority.number is None:
            said = self.tr("The priority is a whole number from {least} to {most}.")
            problem = said.replace("{least}", str(_PRIORITIES[0])).replace("{most}", str(_PRIORITIES[1]))
        self.problem.set_text(problem)
        self.read.set_text(read)
        self.done_button.setEnabled(not problem)
