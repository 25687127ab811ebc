"""One label in a size, weight and colour of its own. Part of the first paint: see `planner.gui.first_look`."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from planner.gui.colours import Meaning, colour, muted

HELPER_SCALE = 0.9
RESTYLE = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationPaletteChange)
_PLAIN_TEXT = 0
"""`Qt.TextFormat.PlainText`."""


def scaled_font(font: QFont, scale: float = 1.0, weight: QFont.Weight | None = None) -> QFont:
    """Return ``font`` in another size and weight."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * scale)
    if weight is not None:
        result.setWeight(weight)
    return result


def fixed_font(font: QFont) -> QFont:
    """Return the fixed font for hosts and addresses, in the size of ``font``."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPointSizeF(font.pointSizeF())
    return result


def set_text_colour(widget: QWidget, shade: QColor | None) -> None:
    """Give one widget another text colour, or the inherited one again; the rest follows the palette."""
    palette = QPalette()
    if shade is not None:
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
            palette.setColor(QPalette.ColorGroup.Active, role, shade)
            palette.setColor(QPalette.ColorGroup.Inactive, role, shade)
    widget.setPalette(palette)


class StyledLabel(QLabel):
    """A wrapping label in a scale, weight and colour that follow the palette and the window's font."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        scale: float = 1.0,
        weight: QFont.Weight | None = None,
        quiet: bool = False,
        meaning: Meaning | None = None,
    ) -> None:
        """Set the look; ``quiet`` is the muted colour of helper lines."""
        super().__init__(parent)
        self._fixed = self._struck = False
        self._scale, self._weight, self._quiet, self._meaning = scale, weight, quiet, meaning
        self._styling = False
        self.setWordWrap(True)
        self.setProperty("textFormat", _PLAIN_TEXT)
        self._restyle()

    def set_fixed(self) -> None:
        """Use the fixed font, for a host or an address."""
        self._fixed = True
        self._restyle()

    def set_struck(self) -> None:
        """Strike the words through, for what is gone."""
        self._struck = True
        self._restyle()

    def set_look(self, *, weight: QFont.Weight | None = None, meaning: Meaning | None = None) -> None:
        """Change weight and meaning, such as for a row that was ticked."""
        if (weight, meaning) != (self._weight, self._meaning):
            self._weight, self._meaning = weight, meaning
            self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLE:
            self._restyle()

    def _restyle(self) -> None:
        if self._styling:
            return
        self._styling = True
        parent = self.parentWidget()
        base = parent.font() if parent is not None else self.font()
        font = fixed_font(base) if self._fixed else QFont()
        font.setPointSizeF(base.pointSizeF() * self._scale)
        font.setWeight(self._weight if self._weight is not None else QFont.Weight.Normal)
        font.setStrikeOut(self._struck)
        self.setFont(font)
        if self._meaning is not None:
            set_text_colour(self, colour(self._meaning))
        else:
            set_text_colour(self, muted() if self._quiet else None)
        self._styling = False


def helper_label(parent: QWidget | None = None) -> StyledLabel:
    """Return the line below a control that says what it is for."""
    return StyledLabel(parent, scale=HELPER_SCALE, quiet=True)


def heading_label(parent: QWidget | None = None, scale: float = 1.0, *, quiet: bool = False) -> StyledLabel:
    """Return a semi-bold name or heading."""
    return StyledLabel(parent, scale=scale, weight=QFont.Weight.DemiBold, quiet=quiet)
