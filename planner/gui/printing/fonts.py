"""Which fonts paper uses, and what happens on a machine that has no Chinese one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from planner.domain.problem import FileProblem
from planner.domain.text import CHINESE, Text

UNITS_PER_POINT = 20
"""Text is laid out in twentieths of a point, so that a page has the same line ends on every device."""

NO_CHINESE_FONT = Text(
    "This computer has no Chinese font; the PDF would show boxes. "
    "Install one, such as Noto Sans CJK SC, or choose English.",
    "本机没有中文字体，PDF 会显示方框。请安装中文字体（例如 Noto Sans CJK SC），或改用英文。",
)

LATIN = (
    "Source Sans 3",
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans CJK SC",
    "Liberation Sans",
    "Arial",
)
"""The families that pages are set for, the best first; any other may be wider and take more pages."""
_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)
_FIXED = (
    "Source Code Pro",
    "Noto Sans Mono CJK SC",
    "Noto Sans Mono",
    "Cascadia Mono",
    "Consolas",
    "Menlo",
    "Liberation Mono",
    "DejaVu Sans Mono",
)
_SAMPLE = "群集防火墙出站规则"


class MissingChineseFontError(FileProblem):
    """A Chinese document was asked for where no font can draw it; the message says what to do."""

    def __init__(self) -> None:
        """Say what is so and what to do, in both languages."""
        super().__init__("", 0, NO_CHINESE_FONT)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of one document: ``sans`` for text, ``fixed`` for hosts and addresses."""

    sans: tuple[str, ...]
    fixed: tuple[str, ...]

    def font(self, size: float, *, bold: bool = False, fixed: bool = False) -> QFont:
        """Return a font of ``size`` points, in layout units."""
        font = QFont()
        font.setFamilies(list(self.fixed if fixed else self.sans))
        font.setPixelSize(max(1, round(size * UNITS_PER_POINT)))
        font.setBold(bold)
        # Hinting would round each letter to the screen's pixels; paper wants the designed widths.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        # These put glyphs without a character into the PDF: digits and "fi" could be seen but not searched or copied.
        for feature in ("locl", "liga"):
            font.setFeature(QFont.Tag(feature), 0)
        return font


def chinese_family() -> str:
    """Return the family that draws Simplified Chinese here, or empty text."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    known = [family for family in _CHINESE if family in families]
    return next((family for family in [*known, *families] if _draws_chinese(family)), "")


def _draws_chinese(family: str) -> bool:
    metrics = QFontMetricsF(QFont(family))
    return all(metrics.inFontUcs4(ord(char)) for char in _SAMPLE)


def missing_chinese_font() -> bool:
    """Whether a Chinese document would print boxes on this machine."""
    return not chinese_family()


def fonts_for(language: str) -> Fonts:
    """Return the fonts of a document in ``language``.

    Raises:
        MissingChineseFontError: the document is Chinese and no font here can draw it.
    """
    chinese = chinese_family()
    if language == CHINESE and not chinese:
        raise MissingChineseFontError
    installed = frozenset(QFontDatabase.families())
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    latin = _first(LATIN, installed, general)
    # One family draws Latin and Chinese alike in a Chinese document: two would not share a weight.
    sans = (chinese, latin) if language == CHINESE else (latin, chinese)
    fixed = (_first(_FIXED, installed, mono), chinese)
    return Fonts(tuple(filter(None, sans)), tuple(filter(None, fixed)))


def _first(wanted: Iterable[str], installed: frozenset[str], otherwise: str) -> str:
    return next((family for family in wanted if family in installed), otherwise)
