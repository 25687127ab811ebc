"""Quoting for the languages of the Azure targets; each is proven by reading the text back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_POWERSHELL_QUOTES = re.compile("['\u2018\u2019\u201a\u201b]")
_HCL_TEMPLATE = re.compile(r"[$%](?=\{)")
_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def sh(text: str) -> str:
    """Return ``text`` as one word of a POSIX shell in which nothing is expanded."""
    return "'" + text.replace("'", "'\\''") + "'"


def powershell(text: str) -> str:
    """Return ``text`` as a literal PowerShell string; U+2018 to U+201B end one as well as an apostrophe."""
    return "'" + _POWERSHELL_QUOTES.sub(lambda mark: mark[0] * 2, text) + "'"


def powershell_list(texts: Iterable[str]) -> str:
    """Return texts as the elements of a PowerShell array."""
    return ", ".join(powershell(text) for text in texts)


def bicep(text: str) -> str:
    """Return ``text`` as a Bicep string in which nothing is interpolated."""
    text = text.replace("\\", "\\\\").replace("'", "\\'").replace("${", "\\${")
    return "'" + _CONTROL.sub(_bicep_escape, text) + "'"


def _bicep_escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], f"\\u{{{ord(found[0]):x}}}")


def hcl(text: str) -> str:
    """Return ``text`` as a Terraform string in which nothing is interpolated."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    text = _CONTROL.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), text)
    # By its number: doubling the sign, as people do, is ambiguous where several stand in a row.
    return '"' + _HCL_TEMPLATE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + '"'


def hcl_list(texts: Iterable[str]) -> str:
    """Return texts as a Terraform list on one line."""
    return "[" + ", ".join(hcl(text) for text in texts) + "]"


def hcl_attributes(pairs: Sequence[tuple[str, str | int | Sequence[str]]], indent: int) -> str:
    """Return ``name = value`` lines with the equal signs in one column, as `terraform fmt` wants them."""
    width = max(len(name) for name, _ in pairs)
    lines = [f"{' ' * indent}{name.ljust(width)} = {_hcl_value(value)}" for name, value in pairs]
    return "\n".join(lines)


def _hcl_value(value: str | int | Sequence[str]) -> str:
    if isinstance(value, int):
        return str(value)
    return hcl(value) if isinstance(value, str) else hcl_list(value)
