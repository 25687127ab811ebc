"""A saved copy of Microsoft's page, read: its endpoints, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.service import Service


@dataclass(frozen=True, slots=True)
class PageWords:
    """How the page is written: what reading a copy of it has to know.

    ``clouds`` are the names in headings by cloud, ``host_endings`` the endings of hosts that belong to one cloud;
    ``plain`` the words of headings that name no feature, ``optional`` those that make a table optional; ``spelled``
    what the page writes for a destination that is no host, and what the catalog writes for it.
    """

    clouds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    host_endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One endpoint of one table.

    ``feature`` is empty where no heading names one that the catalog knows. ``asked_in`` are the clouds that the page
    asks for it in, ``possible_in`` those that it may stand for: both are the one that is named; where the page names
    none, ``possible_in`` is wider. ``services`` are empty where its port could not be read. ``optional`` is what
    its heading says.
    """

    feature: str
    destination: str
    services: tuple[Service, ...]
    section: str
    asked_in: tuple[str, ...]
    possible_in: tuple[str, ...]
    named: bool
    optional: bool = False

    @property
    def key(self) -> str:
        """What is compared: the destination in small letters, its region written in one way."""
        return destination_key(self.destination)


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row of an endpoint table of which something could not be read; ``text`` is its cells, one after another."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one copy of the page says. ``digest`` is 16 hex digits over the file's bytes.

    ``sections`` are the headings that a table stands under, ``headings`` all of them. ``is_whole`` is False where
    the copy looks cut off: what is not in it may be on the page all the same. ``has_choices`` tells that the page
    shows parts of itself for a choice alone (tabs, zones), which is not read.
    """

    lines: tuple[PageLine, ...]
    headings: frozenset[str]
    sections: frozenset[str]
    unread: tuple[UnreadRow, ...] = ()
    is_whole: bool = True
    has_choices: bool = False
    digest: str = ""


def destination_key(destination: str) -> str:
    """Return a destination as it is compared: small letters, placeholders of the region as one, ``*.`` whole.

    The page once lost the asterisk of ``*.data.mcr.microsoft.com``: a leading dot stands for ``*.``.
    """
    key = destination.lower()
    if "<" in key:
        parts = key.split("<")
        parts[1:] = [
            f"location>{rest}" if name in _REGION else f"{name}>{rest}"
            for name, _, rest in (part.partition(">") for part in parts[1:])
        ]
        key = "<".join(parts)
    return f"*{key}" if key.startswith(".") else key


_REGION = ("location", "region", "cluster-region-name", "region-name", "service-tag-suffix")
"""What the page and the catalog write for the region's name."""
