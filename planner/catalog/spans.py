"""Where and when an entry holds: clouds that exist, days that exist, a beginning before its end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Whether ``text`` is a day of the calendar, written ``2020-06-29``."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def span_complaints(
    since: str, until: str, clouds: Collection[str] = (), known_clouds: Collection[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each mistake in a span of editions (empty text is open) and its clouds."""
    for cloud in clouds:
        if cloud not in known_clouds:
            yield f"{cloud!r} is not a cloud"
    wrong = [day for day in (since, until) if day and not is_day(day)]
    for day in wrong:
        yield f"{day!r} is not a date such as 2020-06-29"
    if since and until and not wrong and since >= until:
        yield f"since ({since}) has to be before until ({until}), which is not included"
