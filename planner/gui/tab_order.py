"""The order in which Tab walks: that of the layouts, which is the order in which a page is read.

Qt keeps the order in which widgets were made: what is made later (a chip, a card) would come last. So the
stops are read from the layouts at each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def tab_stops(parts: Iterable[QWidget]) -> list[QWidget]:
    """Return where Tab stops now, in reading order, for ``parts`` that follow each other."""
    return [
        control
        for part in parts
        for control in _controls_in(part)
        if control.isVisible() and control.isEnabled() and _stands_for_its_group(control)
    ]


def step_focus(stops: list[QWidget], focus: QWidget | None, *, onward: bool) -> bool:
    """Move the focus to the stop after or before ``focus``, round the end; return whether it moved."""
    here = focus if focus in stops else _chosen_mate(focus)
    if here not in stops:
        return False
    target = stops[(stops.index(here) + (1 if onward else -1)) % len(stops)]
    reasons = Qt.FocusReason
    target.setFocus(reasons.TabFocusReason if onward else reasons.BacktabFocusReason)
    bring_into_view(target)
    return True


def bring_into_view(widget: QWidget, margin: int = 0) -> None:
    """Scroll whatever scrolls around ``widget`` until it can be seen, with ``margin`` pixels above and below."""
    # What was shown a moment ago has no place yet.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget, 0, margin)
        holder = holder.parentWidget()


def _controls_in(widget: QWidget) -> Iterator[QWidget]:
    if _takes_tab(widget):
        yield widget
    elif not isinstance(widget, QAbstractItemView):
        for part in _parts(widget):
            yield from _controls_in(part)


def _takes_tab(widget: QWidget) -> bool:
    """Whether Tab can stop at a widget; one that hands its focus on is not a stop itself."""
    # Qt takes the Tab stop from all buttons of a group but the chosen one, and not always in time.
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy or len(_mates(widget)) > 1) and widget.focusProxy() is None


def _mates(widget: QWidget | None) -> list[QAbstractButton]:
    """Return the buttons of which one at most is chosen, this one among them; else nothing."""
    if not isinstance(widget, QAbstractButton):
        return []
    # PySide's stubs do not say that a button may stand in no group.
    group: QButtonGroup | None = widget.group()
    parent = widget.parentWidget()
    if group is not None:
        return group.buttons() if group.exclusive() else []
    if not widget.autoExclusive() or parent is None:
        return []
    others = parent.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [button for button in others if button.autoExclusive() and button.group() is None]


def _chosen_mate(widget: QWidget | None) -> QWidget | None:
    return next((button for button in _mates(widget) if button.isChecked()), None)


def _stands_for_its_group(control: QWidget) -> bool:
    """Whether a button is the chosen one of its group; while none is chosen, each is a stop."""
    return _chosen_mate(control) in (None, control)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        yield from filter(None, (widget.widget(),))
    elif isinstance(widget, QSplitter | QStackedWidget):
        yield from filter(None, (widget.widget(position) for position in range(widget.count())))
    elif (layout := widget.layout()) is not None:
        yield from _widgets_of(layout)


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    for item in map(layout.itemAt, _order(layout)):
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets_of(inner)


def _order(layout: QLayout) -> list[int]:
    """Return the positions of a layout's items; a grid is read row by row, however it was filled."""
    positions = range(layout.count())
    if isinstance(layout, QGridLayout):
        return sorted(positions, key=lambda position: _cell(layout, position))
    return list(positions)


def _cell(grid: QGridLayout, position: int) -> tuple[int, int]:
    # The stubs promise an object; it is row, column, row span and column span.
    row, column, *_ = cast("tuple[int, int, int, int]", grid.getItemPosition(position))
    return row, column
