"""Where and when something of the page holds: clouds, and a span of editions."""

from __future__ import annotations


def in_editions(since: str, until: str, edition: str) -> bool:
    """Whether ``edition`` lies in a span of dates ``YYYY-MM-DD``; ``until`` is exclusive, empty means open."""
    return since <= edition and (not until or edition < until)


def in_clouds(clouds: tuple[str, ...], cloud: str) -> bool:
    """Whether ``cloud`` is one of ``clouds``; none named means every cloud."""
    return not clouds or cloud in clouds
