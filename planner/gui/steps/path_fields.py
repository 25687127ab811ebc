"""The questions about the firewall: outbound type, addresses, and where the default route leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from planner.domain.profile import OutboundType
from planner.gui.colours import Meaning
from planner.gui.widgets.fields import LineField
from planner.gui.widgets.labels import MarkedLine, fixed_font, helper_label
from planner.session.problems import Step
from planner.session.session import Session

ADDRESS_FIELDS = ("firewall_private_ip", "firewall_public_ip", "firewall_nat_gateway_ip")
_EXAMPLES = {
    "firewall_private_ip": "10.0.1.4",
    "firewall_public_ip": "203.0.113.10",
    "firewall_nat_gateway_ip": "203.0.113.32/31",
}


class PathFields(QWidget):
    """Shows the answers and asks for others. `answered` carries a profile field and its new value."""

    answered = Signal(str, object)
    rested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the row of fields."""
        super().__init__(parent)
        self.outbound = QComboBox(self)
        self.fields = {name: LineField(self) for name in ADDRESS_FIELDS}
        self.labels = {name: QLabel(self) for name in ("outbound_type", *ADDRESS_FIELDS)}
        self.problems = {name: MarkedLine(Meaning.PROBLEM, self) for name in ADDRESS_FIELDS}
        self.explanation = helper_label(self)
        self.default_route = QCheckBox(self)
        for kind in OutboundType:
            self.outbound.addItem(kind.value, kind.value)
        self.labels["outbound_type"].setBuddy(self.outbound)
        for name, field in self.fields.items():
            field.setFont(fixed_font(self.font()))
            field.setPlaceholderText(_EXAMPLES[name])
            self.labels[name].setBuddy(field)
            field.textEdited.connect(lambda text, name=name: self.answered.emit(name, text.strip()))
            field.paused.connect(self.rested)
        self.outbound.activated.connect(
            lambda _: self.answered.emit("outbound_type", OutboundType(self.outbound.currentData()))
        )
        self.default_route.clicked.connect(lambda on: self.answered.emit("default_route_to_firewall", on))
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        for column, name in enumerate(("outbound_type", *ADDRESS_FIELDS)):
            grid.addWidget(self.labels[name], 0, column)
        grid.addWidget(self.outbound, 1, 0)
        for column, name in enumerate(ADDRESS_FIELDS, start=1):
            grid.addWidget(self.fields[name], 1, column)
            grid.addWidget(self.problems[name], 2, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.explanation, 3, 0, 1, 4)
        grid.addWidget(self.default_route, 4, 0, 1, 4)
        for column, stretch in enumerate((5, 4, 4, 5)):
            grid.setColumnStretch(column, stretch)

    def retranslate(self) -> None:
        """Set the texts."""
        self.labels["outbound_type"].setText(self.tr("&Outbound type"))
        self.labels["firewall_private_ip"].setText(self.tr("Firewall p&rivate IP"))
        self.labels["firewall_public_ip"].setText(self.tr("Firewall p&ublic IP"))
        self.labels["firewall_nat_gateway_ip"].setText(self.tr("&NAT gateway at the firewall (optional)"))
        self.outbound.setToolTip(self.tr("Decides whether traffic passes the firewall at all."))
        tips = {
            "firewall_private_ip": self.tr("The next hop of the default route."),
            "firewall_public_ip": self.tr("Where clients arrive when the firewall publishes a service."),
            "firewall_nat_gateway_ip": self.tr(
                "Public IP of a NAT gateway on AzureFirewallSubnet. Leave it empty if there is none."
            ),
        }
        for name, tip in tips.items():
            self.fields[name].setToolTip(tip)
            self.fields[name].setAccessibleDescription(tip)
        self.default_route.setText(self.tr("The route table sends 0.0.0.0/0 to the firewall"))

    def show_answers(self, session: Session, language: str) -> None:
        """Show the session's answers and, under each field, what is wrong with it."""
        profile = session.profile
        self.outbound.setCurrentIndex(self.outbound.findData(profile.outbound_type.value))
        self.explanation.setText(self.explained(profile.outbound_type))
        self.outbound.setAccessibleDescription(self.explanation.text())
        self.default_route.setVisible(profile.outbound_type is not OutboundType.USER_DEFINED_ROUTING)
        self.default_route.setChecked(profile.default_route)
        for name, field in self.fields.items():
            field.show_text(str(getattr(profile, name)))
        self.show_problems(session, language)

    def show_problems(self, session: Session, language: str) -> None:
        """Show what is wrong, but not while somebody is in the middle of typing it."""
        for name, field in self.fields.items():
            found = () if field.is_typing else session.problems_at(Step.TRAFFIC, name)
            said = " ".join(problem.message.in_language(language) for problem in found)
            meaning = Meaning.PROBLEM if any(problem.blocks for problem in found) else Meaning.ADVISORY
            self.problems[name].set_text(said, meaning)
            self.problems[name].setAccessibleName(said)

    def explained(self, kind: OutboundType) -> str:
        """Return what an outbound type means for the firewall, in one line."""
        return {
            OutboundType.USER_DEFINED_ROUTING: self.tr(
                "Your route table decides. With 0.0.0.0/0 to the firewall, all egress passes it."
            ),
            OutboundType.LOAD_BALANCER: self.tr(
                "The cluster's public load balancer sends egress to the internet, past the firewall."
            ),
            OutboundType.MANAGED_NAT_GATEWAY: self.tr(
                "A NAT gateway that AKS creates sends egress to the internet, past the firewall."
            ),
            OutboundType.USER_ASSIGNED_NAT_GATEWAY: self.tr(
                "Your own NAT gateway on the node subnet sends egress to the internet, past the firewall."
            ),
            OutboundType.NONE: self.tr(
                "AKS sets up no way out. Without a route of your own, nodes reach nothing."
            ),
            OutboundType.BLOCK: self.tr(
                "AKS denies egress with network rules on the cluster, before any firewall."
            ),
        }[kind]
