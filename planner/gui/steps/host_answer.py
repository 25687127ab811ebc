"""*Find* for hosts that no row shows: which line covers the one that was typed, or why none does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.catalog.model import Catalog
from planner.domain.plan import EgressPlan
from planner.gui.models.explained import VERDICT_MARKS, mark_of, said_of, word_of
from planner.gui.models.rule_rows import LineRow
from planner.gui.widgets.labels import MarkedLine
from planner.planning.explain import Explanation, HostExplainer, HostVerdict, parse_targets

_LONGEST = 300
"""A host name has 253 characters at most; what is longer is no host and costs no look."""


class HostAnswer(QWidget):
    """A sentence and a button; hidden unless what is searched for is a host that the table does not show.

    `line_wanted` carries the id of the line that covers the host.
    """

    line_wanted = Signal(str)
    feature_wanted = Signal(str)
    """The id of a feature that is off, which would make the host a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.answer: Explanation | None = None
        self._explainer: tuple[EgressPlan, HostExplainer] | None = None
        self.line = MarkedLine(VERDICT_MARKS[HostVerdict.ALLOWED], self, scale=1.0)
        self.jump = QPushButton(self)
        self.jump.clicked.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.jump, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def look_up(
        self, typed: str, rows: tuple[LineRow, ...], plan: EgressPlan, catalog: Catalog, language: str
    ) -> None:
        """Answer for what was typed, if it is a host that none of the ``rows`` names."""
        self.answer = self._answer(typed, rows, plan, catalog)
        self.setVisible(self.answer is not None)
        if self.answer is None:
            self.line.set_text("")
            return
        answer = self.answer
        said = f"{word_of(answer, language)}{'：' if language == 'zh' else ': '}{said_of(answer, language)}"
        self.line.set_text(said, mark_of(answer))
        self.line.setAccessibleName(said)
        number = answer.line
        leads = answer.rule_id is not None and (
            number is not None or answer.verdict is HostVerdict.NOT_NEEDED
        )
        self.jump.setVisible(leads or self._feature is not None)
        said = self.tr("Go to line {0}").format(number) if number is not None else self.tr("Go to line")
        self.jump.setText(said if leads else self.tr("Go to Features"))

    def clear(self) -> None:
        """Say nothing."""
        self.answer = None
        self.line.set_text("")
        self.hide()

    def _answer(
        self, typed: str, rows: tuple[LineRow, ...], plan: EgressPlan, catalog: Catalog
    ) -> Explanation | None:
        # A host has a dot and no blank; an IPv6 address has colons.
        if len(typed) > _LONGEST or not ("." in typed or ":" in typed) or len(typed.split()) != 1:
            return None
        found = parse_targets(typed)
        if len(found.targets) != 1 or found.not_understood:
            return None
        if self._explainer is None or self._explainer[0] is not plan:
            self._explainer = (plan, HostExplainer(plan, catalog))
        answer = self._explainer[1].explain(found.targets[0])
        shown = any(typed.casefold() in row.destination.casefold() for row in rows)
        # A row says *left out*; that the host is open all the same stands in no row.
        return None if shown and answer.verdict is not HostVerdict.STILL_OPEN else answer

    @property
    def _feature(self) -> str | None:
        """The feature that is off, where that is the answer."""
        off = self.answer is not None and self.answer.verdict is HostVerdict.FEATURE_OFF
        return self.answer.feature if self.answer is not None and off else None

    def _go(self) -> None:
        if self._feature is not None:
            self.feature_wanted.emit(self._feature)
            return
        if self.answer is not None and self.answer.rule_id is not None:
            self.line_wanted.emit(self.answer.rule_id)
