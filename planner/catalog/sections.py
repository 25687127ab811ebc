"""The headings of the page that one feature's file names, by cloud and day."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from planner.catalog.mistakes import (
    EMPTY_HEADING,
    HEADING_ORDER,
    FormMistake,
    Path,
    check_clouds,
    no_heading,
    not_a_day,
    unused,
)
from planner.catalog.records import HeadingRecord, Headings
from planner.catalog.shaping import unknown_word
from planner.catalog.spans import is_day


class Sections:
    """The headings of one file, looked up by name, cloud and day."""

    def __init__(
        self, written: Mapping[str, Headings | dict[str, Headings]], known_clouds: Collection[str]
    ) -> None:
        self._names: dict[str, dict[str, list[HeadingRecord]]] = {}
        self._used: set[str] = set()
        for name, value in written.items():
            path: Path = ("sections", name)
            if not isinstance(value, dict):
                headings = _checked_headings(value, path)
                self._names[name] = dict.fromkeys(known_clouds, headings)
                continue
            check_clouds(value, path, known_clouds)
            self._names[name] = {
                cloud: _checked_headings(given, (*path, cloud)) for cloud, given in value.items()
            }

    def days(self, name: str, cloud: str, path: Path) -> list[str]:
        """Return the days on which the heading changes; ``path`` is where its name was called.

        Raises:
            FormMistake: there is no section of that name.
        """
        if name not in self._names:
            raise FormMistake(path, unknown_word(name, self._names, "section"))
        self._used.add(name)
        return [heading.since for heading in self._names[name].get(cloud, [])]

    def title(self, name: str, cloud: str, day: str, path: Path) -> str:
        """Return the heading that stands on the page of ``cloud`` on ``day`` (empty: the beginning).

        Raises:
            FormMistake: it has none there.
        """
        given = [heading for heading in self._names[name].get(cloud, []) if heading.since <= day]
        if not given:
            raise FormMistake(path, no_heading(name, cloud, day))
        return given[-1].title

    def check_used(self) -> None:
        """Refuse a section that no demand stands under.

        Raises:
            FormMistake: there is one.
        """
        for name in self._names:
            if name not in self._used:
                raise FormMistake(("sections", name), unused(name))


def _checked_headings(given: Headings, path: Path) -> list[HeadingRecord]:
    headings = [HeadingRecord(title=given)] if isinstance(given, str) else given
    for index, heading in enumerate(headings):
        if not heading.title.strip():
            raise FormMistake((*path, index), EMPTY_HEADING)
        if heading.since and not is_day(heading.since):
            raise FormMistake((*path, index, "since"), not_a_day(heading.since))
        if index and heading.since <= headings[index - 1].since:
            raise FormMistake((*path, index), HEADING_ORDER)
    return headings
