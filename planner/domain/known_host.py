"""Hosts and addresses that no plan asks for, and what is known of them all the same."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.span import in_clouds
from planner.domain.text import EMPTY_TEXT, Text


@dataclass(frozen=True, slots=True)
class Thread:
    """Where people spoke of it: the thread's name (*Azure/AKS issue 5419*) and its address, if any."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class FieldReport:
    """Hosts that people saw blocked though no page lists them: unofficial, and never planned by itself.

    ``hosts`` are names in small letters; an asterisk may stand for labels in front (``*.contoso.com``) or for
    a part of one label (``umsa*.contoso.com``). ``date`` is the day of the report, ``YYYY-MM-DD``. ``seen`` says
    what was seen, ``advice`` what to do. Empty ``clouds`` means every cloud.
    """

    hosts: tuple[str, ...]
    date: str
    seen: Text
    advice: Text
    threads: tuple[Thread, ...]
    clouds: tuple[str, ...] = ()

    def speaks_of(self, cloud: str) -> bool:
        """Whether the report was made in ``cloud``."""
        return in_clouds(self.clouds, cloud)


@dataclass(frozen=True, slots=True)
class RetiredHost:
    """A host that left Microsoft's page before the catalog's first edition.

    ``left`` is when, ``YYYY-MM-DD`` or ``YYYY-MM``; ``note`` says what took its place. Clouds as in `FieldReport`.
    """

    host: str
    left: str
    note: Text = EMPTY_TEXT
    clouds: tuple[str, ...] = ()

    def stood_in(self, cloud: str) -> bool:
        """Whether the page once listed it for ``cloud``."""
        return in_clouds(self.clouds, cloud)


@dataclass(frozen=True, slots=True)
class PlatformAddress:
    """A CIDR prefix that never passes a firewall, and why: the platform's own addresses, loopback."""

    prefix: str
    reason: Text
