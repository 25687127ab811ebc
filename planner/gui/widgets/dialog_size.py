"""How large a dialog opens: as large as it likes, within the window it belongs to."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

_EDGES = (24, 40)
"""What stays visible of the window behind, in pixels."""


def fit_into(
    dialog: QDialog, parent: QWidget | None, largest: tuple[int, int], smallest: tuple[int, int]
) -> None:
    """Give a dialog the room that the window of ``parent`` has, between ``smallest`` and ``largest`` (pixels)."""
    dialog.setMinimumSize(*smallest)
    width, height = largest
    if parent is not None:
        room = parent.window().size()
        width = max(smallest[0], min(width, room.width() - 2 * _EDGES[0]))
        height = max(smallest[1], min(height, room.height() - _EDGES[1]))
    dialog.resize(width, height)
