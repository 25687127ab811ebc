"""Which headings of the rules table are open: remembered from one start to the next."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QSettings

from planner.gui.colours import Meaning
from planner.gui.models.rule_groups import NOT_NEEDED, Grouping
from planner.gui.widgets.rules_view import RulesView

_KEY = "rules/open"


class OpenGroups:
    """Opens the headings again that were open, and keeps what somebody opens or closes.

    By feature the headings with required lines and *Not needed* start open; by kind or decision all of them do.
    """

    def __init__(self, view: RulesView, settings: QSettings) -> None:
        """Listen to ``view``; ``settings`` is where the choice is kept."""
        self._view, self._settings = view, settings
        self._listening = False
        self._grouping = Grouping.FEATURE
        self._chosen = self._read()
        view.expanded.connect(lambda index: self._note(index, True))
        view.collapsed.connect(lambda index: self._note(index, False))

    def hold(self) -> None:
        """Stop listening while the table is rebuilt."""
        self._listening = False

    def restore(self, grouping: Grouping, *, open_all: bool) -> None:
        """Open what was open in this grouping; a filtered table (``open_all``) shows every hit."""
        self._grouping = grouping
        for row, group in enumerate(self._view.rules.groups):
            chosen = self._chosen.get(self._name(group.key))
            required = any(line.mark is Meaning.REQUIRED for line in group.lines)
            usual = grouping is not Grouping.FEATURE or required or group.key == NOT_NEEDED
            index = self._view.rules.index(row, 0)
            wanted = open_all or (usual if chosen is None else chosen)
            if self._view.isExpanded(index) != wanted:
                self._view.setExpanded(index, wanted)
        self._listening = not open_all

    def _note(self, index: QModelIndex, opened: bool) -> None:
        group = self._view.rules.group(index)
        if self._listening and group is not None:
            self._chosen[self._name(group.key)] = opened
            self._settings.setValue(_KEY, json.dumps(self._chosen))

    def _name(self, key: str) -> str:
        return f"{self._grouping.value}:{key}"

    def _read(self) -> dict[str, bool]:
        try:
            kept = json.loads(str(self._settings.value(_KEY, "{}", type=str)))
        except ValueError:
            return {}
        pairs: Iterable[tuple[object, object]] = kept.items() if isinstance(kept, dict) else ()
        return {str(key): bool(value) for key, value in pairs}
