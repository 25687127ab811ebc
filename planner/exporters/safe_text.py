"""Cleaning and quoting: texts that people typed become safe to write into a file, and stay readable.

Nothing here knows a format but CSV; a cluster name, a ticket or a comment may hold control characters,
line breaks, right-to-left marks or the beginning of a spreadsheet formula.
"""

from __future__ import annotations

import re
import unicodedata

BIDI_MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the order of the text around them; a reviewer must see them, not obey them."""

FORMULA_STARTS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet may take for the start of a formula (CWE-1236), with the full-width forms."""

_LINE_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile(f"[{BIDI_MARKS}]")
_FORMULA = re.compile(f"'*[{re.escape(FORMULA_STARTS)}]")
_ESCAPED = re.compile(f"''*[{re.escape(FORMULA_STARTS)}]")
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"]
)
_STEM_LIMIT = 60


def clean(text: str) -> str:
    r"""Return ``text`` fit for a cell or a page: line breaks are ``\n``, no control character is left.

    Tabs become spaces, right-to-left marks become visible (``[U+202E]``), and what no XML file may
    hold (lone surrogates, non-characters) is dropped.
    """
    text = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    text = _BIDI.sub(lambda mark: f"[U+{ord(mark.group()):04X}]", text)
    return _UNWRITABLE.sub("", text)


def one_line(text: str) -> str:
    """Return ``text`` cleaned and on one line, with runs of white space as one space."""
    return " ".join(clean(text).split())


def clipped(text: str, limit: int) -> str:
    """Return at most ``limit`` characters of ``text``; a cut is marked by an ellipsis."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)] + "…"


def csv_safe(text: str) -> str:
    """Return ``text`` so that no spreadsheet reads it as a formula: an apostrophe stands before it.

    Text that already looks escaped gets one more apostrophe, so `csv_original` always finds the way back.
    """
    return "'" + text if _FORMULA.match(text) else text


def csv_original(text: str) -> str:
    """Take off the apostrophe of `csv_safe`; any other text comes back as it is."""
    return text[1:] if _ESCAPED.match(text) else text


def safe_stem(name: str, fallback: str = "cluster") -> str:
    """Return a file name's first part for a cluster of any name: readable, short, good on every system.

    Slashes, quotes, spaces and whatever Windows forbids become single dashes; a reserved name such as
    ``CON`` gets a dash behind it; nothing readable at all becomes ``fallback``.
    """
    name = unicodedata.normalize("NFC", clean(_BIDI.sub("", name)))
    stem = re.sub(r"[^\w.]+", "-", name[: _STEM_LIMIT * 4])
    stem = re.sub(r"-{2,}|\.{2,}", "-", stem).strip("-. ")
    stem = stem.encode("utf-8")[:_STEM_LIMIT].decode("utf-8", "ignore").strip("-. ")
    if not stem:
        return fallback
    first, dot, rest = stem.partition(".")
    return f"{first}-{dot}{rest}" if first.upper() in _RESERVED else stem
