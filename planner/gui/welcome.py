"""The first page: a new plan, an old one, or a sample. Painted before the catalog is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.gui.colours import Meaning, hairline
from planner.gui.widgets.buttons import LinkButton, PrimaryButton
from planner.gui.widgets.labels import MarkedLine, StyledLabel, heading_label, helper_label
from planner.gui.widgets.recent_list import RecentList
from planner.gui.widgets.sample_card import SampleCard

if TYPE_CHECKING:
    from planner.session.recent import RecentPlan

SAMPLES = ("simple-public.yaml", "private-windows-gpu.yaml", "china-monitor-policy.yaml")
_WIDEST = 1180


class Welcome(QWidget):
    """Two columns over a foot; no rail."""

    new_wanted = Signal()
    open_wanted = Signal()
    recent_wanted = Signal(str)
    recent_forgotten = Signal(str)
    sample_wanted = Signal(str)
    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the page without counts."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._plans: tuple[RecentPlan, ...] | None = None
        self._language, self._newest = "en", ""
        self.title = heading_label(self, 2.0)
        self.lead = StyledLabel(self, scale=1.05, quiet=True)
        self.new = PrimaryButton(self)
        self.open = QPushButton(self)
        self.drop = helper_label(self)
        self.problem = MarkedLine(Meaning.PROBLEM, self)
        self.recent_heading = heading_label(self, quiet=True)
        self.recent = RecentList(self)
        self.samples_heading = heading_label(self, 1.25)
        self.samples_lead = helper_label(self)
        self.samples = [SampleCard(file, self) for file in SAMPLES]
        self.numbers = [
            StyledLabel(self, scale=2.0, weight=QFont.Weight.Bold, meaning=Meaning.REQUIRED) for _ in range(3)
        ]
        self.foot = [(heading_label(self), helper_label(self)) for _ in range(3)]
        self.privacy = MarkedLine(Meaning.DONE, self, quiet=True)
        self.why = LinkButton(self)
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.recent.opened.connect(self.recent_wanted)
        self.recent.forgotten.connect(self.recent_forgotten)
        for sample in self.samples:
            sample.opened.connect(self.sample_wanted)
        self.why.clicked.connect(self.help_wanted)

    def _arrange(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.open.setMinimumHeight(self.new.sizeHint().height())
        self.new.setMinimumWidth(150)
        self.open.setMinimumWidth(120)
        for button in (self.new, self.open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left.setSpacing(6)
        for widget in (self.title, self.lead):
            left.addWidget(widget)
        left.addSpacing(10)
        left.addLayout(buttons)
        left.addWidget(self.drop)
        left.addWidget(self.problem)
        left.addSpacing(18)
        left.addWidget(self.recent_heading)
        left.addWidget(self.recent)
        left.addStretch(1)
        right.setSpacing(6)
        right.addWidget(self.samples_heading)
        right.addWidget(self.samples_lead)
        right.addSpacing(6)
        for sample in self.samples:
            right.addWidget(sample)
            right.addSpacing(6)
        right.addStretch(1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(56)
        self._columns.addLayout(left, 9)
        self._columns.addLayout(right, 10)
        self._page = QVBoxLayout(self)
        self._page.addLayout(self._columns, 1)
        self._page.addSpacing(14)
        self._page.addLayout(self._foot())
        line = QHBoxLayout()
        line.addWidget(self.privacy, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.why)
        self._page.addLayout(line)
        self._set_margins()

    def _foot(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 18, 0, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        for index, (number, (heading, words)) in enumerate(zip(self.numbers, self.foot, strict=True)):
            column = 3 * index
            grid.addWidget(number, 0, column, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(heading, 0, column + 1)
            grid.addWidget(words, 1, column + 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column + 1, 1)
            grid.setColumnMinimumWidth(column + 2, 20 if index < 2 else 0)
        return grid

    # --- texts and state --------------------------------------------------------------------

    def retranslate(self, language: str) -> None:
        """Set every text in the interface language."""
        self._language = language
        self.setAccessibleName(self.tr("Welcome"))
        self.title.setText(self.tr("Firewall rules for an AKS cluster"))
        self.lead.setText(
            self.tr(
                "Answer a few questions. Get the list of hosts and ports, with the reason for every line,"
                " in a form that a network team can approve."
            )
        )
        self.new.setText(self.tr("&New plan"))
        self.open.setText(self.tr("&Open plan…"))
        self.drop.setText(self.tr("or drop a plan file anywhere on this window"))
        self.recent_heading.setText(self.tr("Recent plans"))
        self.samples_heading.setText(self.tr("Start from a sample"))
        self.samples_lead.setText(
            self.tr("Complete plans to look at or to change. Each is one click from a finished export.")
        )
        for card, (name, about) in zip(self.samples, self.sample_words(), strict=True):
            card.set_texts(name, about)
        for index, (number, (heading, words)) in enumerate(zip(self.numbers, self.foot, strict=True)):
            number.setText(str(index + 1))
            heading.setText(self._foot_words()[index][0])
            words.setText(self._foot_words()[index][1])
        self.privacy.set_text(
            self.tr("Nothing leaves this computer. The endpoint lists ship with the planner.")
        )
        self.why.setText(self.tr("Why a cluster needs egress rules"))
        self._show_recent()

    def sample_words(self) -> tuple[tuple[str, str], ...]:
        """Return name and line of each sample, in the order of `SAMPLES`."""
        return (
            (
                self.tr("Simple public cluster"),
                self.tr("East US, Linux nodes. The least that every cluster needs."),
            ),
            (
                self.tr("Private cluster with Windows and GPU"),
                self.tr(
                    "Germany West Central. The API server is private, so its rules fall away and say why."
                ),
            ),
            (
                self.tr("Azure China with Monitor and Policy"),
                self.tr(
                    "China North 2, operated by 21Vianet. Other hosts, and tunnel rules that stay required."
                ),
            ),
        )

    def _foot_words(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("Answer"),
                self.tr("Cloud, cluster facts, features, traffic path. The list grows as you answer."),
            ),
            (
                self.tr("Review"),
                self.tr("Why each line is needed, what breaks without it, what is not needed and why."),
            ),
            (
                self.tr("Hand over"),
                self.tr("A workbook and a printed request to approve, scripts for the firewall to run."),
            ),
        )

    def show_recent(self, plans: Sequence[RecentPlan], newest: str) -> None:
        """Show recent plans; ``newest`` is the newest edition, empty while it is not known."""
        self._plans, self._newest = tuple(plans), newest
        self._show_recent()

    def show_sample_counts(self, counts: Sequence[tuple[int, int, int] | None]) -> None:
        """Show the counts of the samples once the catalog is there."""
        for card, numbers in zip(self.samples, counts, strict=True):
            card.show_counts(numbers)

    def _show_recent(self) -> None:
        if self._plans is not None:
            self.recent.show_plans(self._plans, self._language, self._newest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        side = max(28, min(84, (self.width() - 900) // 4), (self.width() - _WIDEST) // 2)
        top = 48 if self.height() >= 740 else 24
        self._page.setContentsMargins(side, top, side, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(hairline(self.palette()))
        y = self.numbers[0].geometry().y() - 14
        margins = self._page.contentsMargins()
        painter.drawLine(margins.left(), y, self.width() - margins.right(), y)
        painter.end()
