"""*Editions…*: what changed on Microsoft's page between two editions, and which recent plans that touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.catalog.model import Catalog
from planner.gui.announcing import announce
from planner.gui.models.edition_items import SAID
from planner.gui.models.page_changes import (
    ChangeColumn,
    ChangesModel,
    FeatureGroup,
    copied_changes,
    feature_groups,
    narrowed,
)
from planner.gui.plain import PlainLabel
from planner.gui.recent_touched import RecentTouched
from planner.gui.widgets.boxes import ComboBox
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.dialog_size import fit_into
from planner.gui.widgets.edition_tree import EditionTree
from planner.gui.widgets.labels import StyledLabel, heading_label, helper_label
from planner.planning.edition_words import NO_DIFFERENCE, counts_words
from planner.planning.page_changes import counts_of, page_changes
from planner.session.recent import RecentPlan

HELP_TOPIC = "editions"
_LARGEST, _SMALLEST = (1100, 760), (680, 480)
_WIDEST: Mapping[int, int] = {
    ChangeColumn.CHANGE: 260,
    ChangeColumn.DESTINATION: 400,
    ChangeColumn.SERVICE: 190,
}


class EditionsDialog(QDialog):
    """A window beside the work: it reads, and changes no plan.

    `plan_wanted` carries the path of a recent plan that somebody wants to open.
    """

    plan_wanted = Signal(str)

    def __init__(
        self,
        catalog: Catalog,
        recent: Callable[[], Sequence[RecentPlan]],
        own: str,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        """Compare edition ``own`` of the plan that is open with the newest, else the two newest."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._catalog, self._language = catalog, language
        self._editions = sorted(edition.id for edition in catalog.editions)
        self._groups: tuple[FeatureGroup, ...] = ()
        self._shown: tuple[FeatureGroup, ...] = ()
        self.helper = helper_label(self)
        self.help = LinkButton(self)
        self.older, self.newer, self.cloud = ComboBox(self), ComboBox(self), ComboBox(self)
        self.search = QLineEdit(self)
        boxes = {"older": self.older, "newer": self.newer, "cloud": self.cloud, "search": self.search}
        self.labels = {name: PlainLabel(parent=self) for name in boxes}
        self.counts = heading_label(self)
        self.model = ChangesModel(self)
        self.tree = EditionTree(self.model, _WIDEST, self)
        self.said = StyledLabel(self, quiet=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.recent = RecentTouched(catalog, recent, self)
        self.open_plan = QPushButton(self)
        self.copy = QPushButton(self)
        self.close_button = QPushButton(self)
        self._lay_out(boxes)
        self._choose_at_first(own)
        self._connect()
        fit_into(self, parent, _LARGEST, _SMALLEST)
        self.set_language(language)
        self.older.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building ---------------------------------------------------------------------------

    def _lay_out(self, boxes: dict[str, QWidget]) -> None:
        for button in (self.help, self.open_plan, self.copy, self.close_button):
            # Enter in the tree of plans opens one; in the search it does nothing.
            button.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(self.helper, 1)
        head.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for name, box in boxes.items():
            self.labels[name].setBuddy(box)
            choices.addWidget(self.labels[name])
            choices.addWidget(box, 1 if box is self.search else 0)
        page = QWidget(self)
        upper = QVBoxLayout(page)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(6)
        upper.addWidget(self.counts)
        upper.addWidget(self.tree, 1)
        upper.addWidget(self.said)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(page)
        splitter.addWidget(self.recent)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.open_plan)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(choices)
        layout.addWidget(splitter, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.older.currentIndexChanged.connect(lambda _index: self._older_chosen())
        self.newer.currentIndexChanged.connect(lambda _index: self.compare())
        self.cloud.currentIndexChanged.connect(lambda _index: self._narrow())
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.help.clicked.connect(self.show_help)
        self.copy.clicked.connect(self.copy_changes)
        self.open_plan.clicked.connect(self.recent.open_current)
        self.close_button.clicked.connect(self.close)
        self.tree.copy_wanted.connect(self.copy_changes)
        self.tree.selectionModel().currentRowChanged.connect(lambda *_: self._say())
        self.recent.plan_wanted.connect(self.plan_wanted)
        self.recent.current_changed.connect(lambda: self.open_plan.setEnabled(bool(self.recent.path)))
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.show_help)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def _choose_at_first(self, own: str) -> None:
        """Fill the choosers: every edition but the newest, and those that are newer than it."""
        for edition in reversed(self._editions[:-1]):
            self.older.addItem(edition, edition)
        if own in self._editions[:-1]:
            self.older.setCurrentIndex(self.older.findData(own))
        self._fill_newer()

    # --- words ------------------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Show everything in another language."""
        self._language = language
        self.setWindowTitle(self.tr("Editions"))
        self.helper.setText(
            self.tr(
                "What came and went on Microsoft's page between two dated editions, with every feature on,"
                " and which of your recent plans that touches. No plan is changed here."
            )
        )
        self.help.setText(self.tr("How is it compared?"))
        for name, text in (
            ("older", self.tr("F&rom edition")),
            ("newer", self.tr("&to")),
            ("cloud", self.tr("C&loud")),
            ("search", self.tr("&Find")),
        ):
            self.labels[name].setText(text)
        self.search.setPlaceholderText(self.tr("Host, service or feature"))
        self.tree.setAccessibleName(self.tr("Changes of the page"))
        self.copy.setText(self.tr("&Copy changes"))
        self.open_plan.setText(self.tr("&Open plan"))
        self.close_button.setText(self.tr("Close"))
        self.recent.set_language(language)
        self._fill_clouds()
        self.compare()

    def _fill_clouds(self) -> None:
        chosen = self.cloud.currentData() or ""
        self.cloud.blockSignals(True)
        self.cloud.clear()
        self.cloud.addItem(self.tr("All clouds"), "")
        for cloud in self._catalog.clouds:
            self.cloud.addItem(cloud.short_label.in_language(self._language), cloud.id)
        self.cloud.setCurrentIndex(max(self.cloud.findData(chosen), 0))
        self.cloud.blockSignals(False)

    # --- what is compared -------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[str, str]:
        """The older and the newer edition; empty where the catalog has no two."""
        return str(self.older.currentData() or ""), str(self.newer.currentData() or "")

    def choose(self, older: str, newer: str) -> None:
        """Compare two editions; nothing happens for a pair that cannot be chosen."""
        if older in self._editions[:-1] and newer in self._editions and older < newer:
            self.older.setCurrentIndex(self.older.findData(older))
            self.newer.setCurrentIndex(self.newer.findData(newer))

    def _older_chosen(self) -> None:
        self._fill_newer()
        self.compare()

    def _fill_newer(self) -> None:
        older, before = self.chosen
        self.newer.blockSignals(True)
        self.newer.clear()
        for edition in reversed(self._editions):
            if older and edition > older:
                self.newer.addItem(edition, edition)
        self.newer.setCurrentIndex(max(self.newer.findData(before), 0))
        self.newer.blockSignals(False)

    def compare(self) -> None:
        """Show what differs between the chosen editions, and look at the recent plans."""
        older, newer = self.chosen
        known = bool(older and newer)
        changes = page_changes(self._catalog, older, newer) if known else ()
        self._groups = feature_groups(changes, older, newer, self._catalog, self._language)
        self._narrow()
        self.recent.read(older, newer)

    def _narrow(self) -> None:
        self._shown = narrowed(self._groups, str(self.cloud.currentData() or ""), self.search.text())
        self.model.show_groups(self._shown, self._language)
        self.tree.expandAll()
        self.tree.fit()
        self.counts.setText(self._counts())
        self.tree.setEnabled(bool(self._shown))
        self.copy.setEnabled(bool(self._shown))
        self._say()

    def _counts(self) -> str:
        """Return *8 added, 0 removed*, or why there is nothing."""
        older, newer = self.chosen
        if not older or not newer:
            return self.tr("The catalog holds one edition alone: there is nothing to compare.")
        if not self._groups:
            return NO_DIFFERENCE.filled(older=older, newer=newer).in_language(self._language)
        if not self._shown:
            return self.tr("No change fits cloud and search.")
        counts = counts_words(counts_of([group.entry for group in self._shown])).in_language(self._language)
        return counts or self.tr("No row came or went; what is offered differs.")

    def _say(self) -> None:
        said = str(self.tree.currentIndex().data(SAID) or "")
        self.said.setText(said)
        self.said.setVisible(bool(said))

    # --- what is asked ----------------------------------------------------------------------

    def copy_changes(self) -> None:
        """Copy the changes that are shown as a table with tabulators and a head row."""
        QGuiApplication.clipboard().setText(copied_changes(self._shown, self._language))
        announce(self, self.tr("Copied."))

    def show_help(self) -> None:
        """Say how editions are compared."""
        from planner.gui.help_dialog import show_help

        show_help(self, HELP_TOPIC, self._language)

    def done(self, result: int) -> None:
        """Close the window, as Escape does, also while plans are being read."""
        self.recent.forget()
        super().done(result)
