"""Mending the bytes that Qt writes: Chinese text can be searched, and equal plans give equal files.

Every replacement keeps its length, since the table at the end of a PDF counts bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from PySide6.QtGui import QFontDatabase, QRawFont

from planner.gui.printing.fonts import Fonts

_INFO_DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}(Z|[+-]\d\d'\d\d')\)")
_XMP_DATE = re.compile(rb'(xmp:\w+Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?"')
_TO_UNICODE = re.compile(rb"beginbf(?:range|char).*?endbf(?:range|char)", re.DOTALL)
_RADICAL = re.compile(rb"<(2[EF][0-9A-F]{2})>")
_RADICALS = range(0x2E80, 0x2FE0)
_IDEOGRAPHS = range(0x4E00, 0xA000)


def dated(pdf: bytes, created: datetime) -> bytes:
    """Return the PDF with the document's own date in place of the clock's."""
    moment = created.astimezone(UTC)
    compact = moment.strftime("%Y%m%d%H%M%S").encode("ascii")
    extended = moment.strftime("%Y-%m-%dT%H:%M:%S").encode("ascii")

    def info_date(found: re.Match[bytes]) -> bytes:
        zone = b"Z" if found[2] == b"Z" else b"+00'00'"
        return found[1] + compact + zone + b")"

    def xmp_date(found: re.Match[bytes]) -> bytes:
        zone = {b"Z": b"Z", None: b""}.get(found[2], b"+00:00")
        return found[1] + extended + zone + b'"'

    return _XMP_DATE.sub(xmp_date, _INFO_DATE.sub(info_date, pdf))


def searchable(pdf: bytes, fonts: Fonts) -> bytes:
    """Return the PDF with the characters that were meant where Qt names their look-alikes.

    A font draws the radical U+2EDA and the character U+9875 (page) with one glyph, and Qt writes the
    lower number beside it: the page looks right, but nobody finds the word.
    """
    if not _RADICAL.search(pdf):
        return pdf
    meant = _look_alikes(fonts)
    return _TO_UNICODE.sub(
        lambda table: _RADICAL.sub(lambda found: meant.get(found[0], found[0]), table[0]), pdf
    )


def _look_alikes(fonts: Fonts) -> Mapping[bytes, bytes]:
    """Return ``<2EDA>`` -> ``<9875>`` for each radical that shares its glyph with a character."""
    meant: dict[bytes, bytes] = {}
    for family in dict.fromkeys((*fonts.sans, *fonts.fixed)):
        if family not in QFontDatabase.families():
            continue
        raw = QRawFont.fromFont(Fonts((family,), (family,)).font(10))
        ideographs = zip(_glyphs(raw, _IDEOGRAPHS), _IDEOGRAPHS, strict=True)
        by_glyph = {glyph: code for glyph, code in ideographs if glyph}
        for glyph, radical in zip(_glyphs(raw, _RADICALS), _RADICALS, strict=True):
            if glyph in by_glyph:
                meant[b"<%04X>" % radical] = b"<%04X>" % by_glyph[glyph]
    return meant


def _glyphs(raw: QRawFont, codes: range) -> list[int]:
    return list(raw.glyphIndexesForString("".join(map(chr, codes))))
