"""All services in one list that can be searched: for plans with more of them than a row can show."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class ServiceList(QDialog):
    """Asks for one of many services. `position` is its place in the list given, `removing` what is to become of it."""

    def __init__(
        self, words: list[str], title: str, choose: str, parent: QWidget | None = None, *, remove: str = ""
    ) -> None:
        """Show a line of ``words`` for each service; ``choose`` and ``remove`` (or nothing) name the buttons."""
        super().__init__(parent)
        self.removing = False
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Search services"))
        self.search.setAccessibleName(self.tr("Search services"))
        self._model = QSortFilterProxyModel(self)
        self._model.setSourceModel(QStringListModel(words, self))
        self._model.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = QListView(self)
        self.list.setAccessibleName(title)
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.choose = QPushButton(choose, self)
        self.choose.setDefault(True)
        self.remove = QPushButton(remove, self)
        self.remove.setVisible(bool(remove))
        self.remove.setAutoDefault(False)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        self.search.textChanged.connect(self._find)
        self.list.doubleClicked.connect(lambda _: self.accept())
        self.choose.clicked.connect(self.accept)
        self.remove.clicked.connect(self._remove)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.setWindowTitle(title)
        self.resize(460, 480)
        self.select(0)
        self.search.setFocus()

    @property
    def position(self) -> int:
        """The place of the selected service in the list given, or -1."""
        return self._model.mapToSource(self.list.currentIndex()).row()

    def select(self, position: int) -> None:
        """Select a service by its place in the list given."""
        index = self._model.mapFromSource(self._model.sourceModel().index(position, 0))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _find(self, text: str) -> None:
        self._model.setFilterFixedString(text)
        first = self._model.index(0, 0, QModelIndex())
        if first.isValid() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(first)
        for button in (self.choose, self.remove):
            button.setEnabled(first.isValid())

    def _remove(self) -> None:
        self.removing = True
        self.accept()
