"""What reading one line or record of a log comes to."""

from __future__ import annotations

from typing import NamedTuple

from planner.planning.endpoints import Unread
from planner.planning.log_services import OTHER_PROTOCOLS


class Found(NamedTuple):
    """A destination: host name or address, port or None, and ``tcp``, ``udp``, another protocol or empty.

    ``source`` is the address or the prefix that the request came from, several with blanks between, empty where the
    line does not say it clearly.
    ``has_no_port`` marks a name that was only looked up: whatever number stands in the line is no port of it.
    ``in_words`` marks what was read out of a sentence and not out of a form that is known.
    """

    host: str
    port: int | None
    transport: str
    source: str = ""
    has_no_port: bool = False
    in_words: bool = False


Result = tuple[Found, ...] | Unread | None
"""Every destination, why it is not understood, or None where there is none."""


def lacks_port(found: Found) -> bool:
    """Whether a destination was found without the port that it must have had."""
    return found.port is None and not found.has_no_port and found.transport not in OTHER_PROTOCOLS
