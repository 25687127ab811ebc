"""What is asked of every page and dialog, whatever it shows: names, mnemonics, the way of Tab, room for words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt, QTranslator
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from planner.gui.widgets.cards import Chip

_KEPT = re.compile(r"(\{[^}]*\}|%n|\(s\)|&|<[^>]*>|https?://\S+|[#*`|_\\]+)")
_ACCENTS = str.maketrans("aeiouyAEIOU", "àéîöüýÀÉÎÖÜ")
_ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Pseudo(QTranslator):
    """Lengthens every text by two fifths, with accents and brackets: what has none was not translated."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        parts = [part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(source)]
        more = "öéü " * (len(source) // 10 + 1)
        return f"[{''.join(parts)} {more.strip()}]"


def stops(top: QWidget) -> list[QWidget]:
    """Return what Tab has to reach in a window or dialog."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is top
        and widget.focusProxy() is None
        and not _another_is_chosen(widget)
    ]


def _another_is_chosen(widget: QWidget) -> bool:
    """Whether a button belongs to a group whose chosen one is the stop."""
    if not isinstance(widget, QAbstractButton) or not widget.autoExclusive() or widget.isChecked():
        return False
    group, holder = widget.group(), widget.parentWidget()
    mates = group.buttons() if group is not None else holder.findChildren(QAbstractButton)
    return any(mate.isChecked() and mate.autoExclusive() for mate in mates)


def named(widget: QWidget) -> str:
    """Return what a finding calls a widget."""
    has_text = isinstance(widget, QLabel | QAbstractButton | Chip)
    text = widget.text() if has_text else widget.accessibleName()  # type: ignore[attr-defined]
    return f"{type(widget).__name__} {text!r} in {type(widget.parentWidget()).__name__}"


def silent(top: QWidget) -> Iterator[str]:
    """Controls that a screen reader could only call by their kind."""
    for widget in stops(top):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            yield f"no name: {named(widget)}"


def mnemonics(top: QWidget, menus: list[str]) -> Iterator[str]:
    """Letters that Alt would lead to two places."""
    texts = list(menus)
    for widget in top.findChildren(QWidget):
        has_text = isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy())
        if has_text and widget.isVisible() and widget.window() is top:
            texts.append(widget.text())  # type: ignore[attr-defined]
    yield from twice(texts)


def twice(texts: list[str]) -> Iterator[str]:
    """The mnemonics that more than one of these texts has."""
    keys = [QKeySequence.mnemonic(text).toString() for text in texts]
    for key, count in Counter(filter(None, keys)).items():
        if count > 1:
            yield f"{key}: {[text for text, own in zip(texts, keys, strict=True) if own == key]}"


def tab_walk(top: QWidget) -> list[tuple[QWidget, QRect, QRect]]:
    """Press Tab until it comes round; a text with links is one stop.

    With each stop come its place and that of the stop before, as they are then: what scrolls has moved.
    """
    expected = stops(top)
    if not expected:
        return []
    expected[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = [(expected[0], QRect(), QRect())]
    for _ in range(4 * len(expected) + 20):
        before = seen[-1][0]
        QTest.keyClick(top.focusWidget(), Qt.Key.Key_Tab)
        focus = top.focusWidget()
        if focus is None or focus is before:
            continue
        seen.append((focus, _box(focus, top), _box(before, top)))
        if focus is seen[0][0]:
            break
    return seen


def off_the_way(top: QWidget, parts: list[QWidget]) -> Iterator[str]:
    """Controls that Tab misses, and steps that go up or back within a part, or from a part to an earlier one."""
    seen = tab_walk(top)
    reached = [widget for widget, _, _ in seen]
    for widget in stops(top):
        if widget not in reached:
            yield f"Tab misses {named(widget)}"
    for before, (after, box, was) in zip(reached, seen[1:], strict=False):
        one, other = _part(before, parts), _part(after, parts)
        first = parts and other == 0 and one == len(parts) - 1
        if not first and (other < one or (one == other and _goes_back(was, box))):
            yield f"Tab goes from {named(before)} back to {named(after)}"


def _part(widget: QWidget, parts: list[QWidget]) -> int:
    return next((i for i, part in enumerate(parts) if part.isAncestorOf(widget)), len(parts))


def _box(widget: QWidget, top: QWidget) -> QRect:
    """Where a widget is seen: a long text within something that scrolls ends where that ends."""
    box = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())
    holder = widget.parentWidget()
    while holder is not None and holder is not top:
        if isinstance(holder.parentWidget(), QScrollArea):
            seen = QRect(holder.mapTo(top, QPoint(0, 0)), holder.size())
            box = box.intersected(seen) if box.intersects(seen) else box
        holder = holder.parentWidget()
    return box


def _goes_back(before: QRect, after: QRect) -> bool:
    above = after.bottom() <= before.top()
    beside = after.top() <= before.bottom() and before.top() <= after.bottom()
    left = after.right() <= before.left()
    return (above and after.left() < before.right()) or (beside and left)


def clipped(top: QWidget) -> Iterator[str]:
    """Words that have less room than they need, and words beyond the edge of what holds them."""
    for widget in top.findChildren(QWidget):
        if not isinstance(widget, QLabel | QPushButton | QCheckBox | QRadioButton | Chip):
            continue
        if not widget.isVisible() or widget.window() is not top or not widget.text():
            continue
        wanted, given = _need(widget), widget.size()
        if wanted[0] > given.width() + 1 or wanted[1] > given.height() + 1:
            yield f"{named(widget)} needs {wanted}, has {given.toTuple()}"
        elif beyond := _beyond(widget, top):
            yield f"{named(widget)} lies beyond {beyond}"


def _need(widget: QLabel | QAbstractButton | Chip) -> tuple[int, int]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        metrics = widget.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in _words(widget.text())), default=0)
        return min(longest, widget.sizeHint().width()), widget.heightForWidth(widget.width())
    hint = widget.sizeHint()
    return hint.width(), hint.height()


def _words(text: str) -> list[str]:
    if "<" in text or _CHINESE.search(text):
        return []
    return re.split(r"[\s\u200b/-]+", text)


def _beyond(widget: QWidget, top: QWidget) -> str:
    box = widget.rect()
    holder, inner = widget.parentWidget(), widget
    while holder is not None and inner is not top:
        box = QRect(inner.mapToParent(box.topLeft()), box.size())
        if _scrolls(holder):
            # What scrolls up and down may be longer, never wider.
            if box.right() > holder.width() + 1 or box.left() < -1:
                return f"the sides of {type(holder.parentWidget()).__name__}"
            return ""
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(box):
            return f"{type(holder).__name__} {holder.size().toTuple()} at {box.getRect()}"
        holder, inner = holder.parentWidget(), holder
    return ""


def _scrolls(holder: QWidget) -> bool:
    area = holder.parentWidget()
    return isinstance(area, QScrollArea) and area.viewport() is holder


def _said(widget: QWidget) -> list[str]:
    if isinstance(widget, QComboBox):
        return [widget.itemText(row) for row in range(widget.count())]
    if isinstance(widget, QLineEdit):
        return [widget.placeholderText()]
    return [widget.text()] if isinstance(widget, QLabel | QAbstractButton) else []


def untranslated(top: QWidget) -> Iterator[str]:
    """English sentences in a window that speaks Chinese and, where the planner asks for it, pseudo."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not top:
            continue
        for said in (
            *_said(widget),
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
        ):
            if _ENGLISH.search(said) and not _CHINESE.search(said) and "[" not in said:
                yield f"{named(widget)} says {said!r}"


def findings(top: QWidget, parts: list[QWidget], menus: list[str]) -> list[str]:
    """Return everything that is amiss in a window or dialog as it stands."""
    QApplication.processEvents()
    found = [*silent(top), *mnemonics(top, menus), *clipped(top)]
    # A message box orders its buttons as the platform does.
    order = off_the_way(top, parts)
    if isinstance(top, QDialog):
        order = (line for line in order if "misses" in line)
    return [*found, *order]
