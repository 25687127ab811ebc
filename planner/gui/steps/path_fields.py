"""The questions about the firewall: outbound type, addresses, and where the default route leads."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from planner.domain.cluster import OutboundType
from planner.gui.colours import Meaning
from planner.gui.widgets.fields import LineField, addresses_in
from planner.gui.widgets.labels import MarkedLine, fixed_font, helper_label
from planner.planning.facts import settled_facts
from planner.planning.path import outbound_type
from planner.session.addresses import readable
from planner.session.problems import Step
from planner.session.session import Session

ADDRESS_FIELDS = ("firewall_private_ip", "firewall_public_ips", "firewall_nat_gateway")
_STRETCHES = (5, 4, 4, 5)
"""How the four columns share the width."""
_GAP = 14
_EXAMPLES = {
    "firewall_private_ip": "10.0.1.4",
    "firewall_public_ips": "203.0.113.10",
    "firewall_nat_gateway": "203.0.113.32/31",
}


class PathFields(QWidget):
    """Shows the answers and asks for others. `answered` carries a fact's id and its answer, None for not known."""

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
        self.outbound.addItem("", "")
        for kind in OutboundType:
            self.outbound.addItem(kind.value, kind.value)
        self.labels["outbound_type"].setBuddy(self.outbound)
        for name, field in self.fields.items():
            field.setFont(fixed_font(self.font()))
            field.setPlaceholderText(_EXAMPLES[name])
            self.labels[name].setBuddy(field)
            field.textEdited.connect(lambda text, name=name: self.answered.emit(name, _typed(name, text)))
            field.paused.connect(self.rested)
        self.outbound.activated.connect(
            lambda _: self.answered.emit("outbound_type", self.outbound.currentData() or None)
        )
        self.default_route.clicked.connect(lambda on: self.answered.emit("default_route_to_firewall", on))
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(3)
        self._columns = 0
        self._arrange(len(_STRETCHES))

    def _arrange(self, columns: int) -> None:
        """Put the four questions beside each other, or two and two where their words need the room."""
        if columns == self._columns:
            return
        self._columns = columns
        grid = self._grid
        while grid.takeAt(0) is not None:
            pass
        for place, name in enumerate(("outbound_type", *ADDRESS_FIELDS)):
            row, column = 3 * (place // columns), place % columns
            grid.addWidget(self.labels[name], row, column)
            grid.addWidget(self.fields.get(name, self.outbound), row + 1, column)
            if name in self.problems:
                grid.addWidget(self.problems[name], row + 2, column, Qt.AlignmentFlag.AlignTop)
        last = 3 * len(_STRETCHES) // columns
        grid.addWidget(self.explanation, last, 0, 1, columns)
        grid.addWidget(self.default_route, last + 1, 0, 1, columns)
        for column, stretch in enumerate(_STRETCHES):
            grid.setColumnStretch(column, stretch if column < columns else 0)

    def minimumSizeHint(self) -> QSize:
        # The page may become too narrow for all four: they then stand in two rows.
        return QSize(self._narrowest(2), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = len(_STRETCHES)
        self._arrange(whole if self.width() >= self._narrowest(whole) else 2)

    def _narrowest(self, columns: int) -> int:
        """Return the width that the labels need in so many columns."""
        widths = [self.labels[name].sizeHint().width() for name in ("outbound_type", *ADDRESS_FIELDS)]
        widths[0] = max(widths[0], self.outbound.minimumSizeHint().width())
        return sum(max(widths[column::columns]) for column in range(columns)) + _GAP * (columns - 1)

    def retranslate(self) -> None:
        """Set the texts."""
        self.labels["outbound_type"].setText(self.tr("&Outbound type"))
        self.labels["firewall_private_ip"].setText(self.tr("Firewall p&rivate IP"))
        self.labels["firewall_public_ips"].setText(self.tr("Firewall p&ublic IP"))
        self.labels["firewall_nat_gateway"].setText(self.tr("&NAT gateway at the firewall (optional)"))
        self.outbound.setToolTip(self.tr("Decides whether traffic passes the firewall at all."))
        tips = {
            "firewall_private_ip": self.tr("The next hop of the default route."),
            "firewall_public_ips": self.tr("Where clients arrive when the firewall publishes a service."),
            "firewall_nat_gateway": self.tr(
                "Public IP of a NAT gateway on AzureFirewallSubnet. Leave it empty if there is none."
            ),
        }
        for name, tip in tips.items():
            self.fields[name].setToolTip(tip)
            self.fields[name].setAccessibleDescription(tip)
        self.default_route.setText(self.tr("The route table sends 0.0.0.0/0 to the firewall"))

    def show_answers(self, session: Session, language: str) -> None:
        """Show the session's answers and, under each field, what is wrong with it."""
        facts = settled_facts(readable(session.request, session.catalog), session.catalog.facts)
        kind, assumed = outbound_type(facts), facts.is_assumed("outbound_type")
        self.outbound.setItemText(0, self.tr("Not known"))
        self.outbound.setCurrentIndex(0 if assumed else self.outbound.findData(kind.value))
        said = self.explained(kind)
        self.explanation.setText(self.tr("Assumed: {0}. {1}").format(kind.value, said) if assumed else said)
        self.outbound.setAccessibleDescription(self.explanation.text())
        self.default_route.setVisible(kind is not OutboundType.USER_DEFINED_ROUTING)
        self.default_route.setChecked(facts.yes("default_route_to_firewall"))
        for name, field in self.fields.items():
            known = session.known(name)
            field.show_text(", ".join(known) if isinstance(known, tuple) else str(known or ""))
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


def _typed(name: str, text: str) -> str | tuple[str, ...] | None:
    """Return what was typed into a field as its fact holds it; None while there is nothing."""
    if name == "firewall_private_ip":
        return text.strip() or None
    return addresses_in(text) or None
