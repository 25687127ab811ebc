"""Names and values that Azure Firewall policy takes: rule names, host names, addresses."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable

NAME_LIMIT = 80
"""Characters of a rule, collection or group name."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})+", re.IGNORECASE | re.ASCII)
_HOST_LIMIT = 253


def azure_name(text: str, fallback: str = "rule") -> str:
    """Return ``text`` as a name: letters, digits, ``_ . -``, 1 to 80, begun and ended as Azure wants."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain)
    name = re.sub(r"-{2,}", "-", name).lstrip("-._")[:NAME_LIMIT].rstrip("-.")
    return name or fallback


def unique_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return a valid name for each text, no two alike even where case is not told apart."""
    names: list[str] = []
    taken: set[str] = set()
    for text in texts:
        base = name = azure_name(text)
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{base[: NAME_LIMIT - len(str(count)) - 1].rstrip('-.')}-{count}"
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


def is_host_name(text: str) -> bool:
    """Whether it is a host name of at least two labels (each 1 to 63), with ``*.`` before it at most."""
    return len(text) <= _HOST_LIMIT and _HOST.fullmatch(text) is not None


def network_of(text: str) -> ipaddress.IPv4Network | None:
    """Return the IPv4 address or prefix that ``text`` is, None if it is neither (host bits may be set)."""
    if not re.fullmatch(r"[0-9.]+(?:/[0-9]{1,2})?", text, re.ASCII):
        return None
    try:
        return ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return None
