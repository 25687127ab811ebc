"""Texts that a feature's file calls by name."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalog.mistakes import FormMistake, Path, shared_already, unused
from planner.catalog.records import TextRecord, Words
from planner.catalog.shaping import unknown_word


class Notes:
    """The texts that may be called by name in one feature's file: its own, and those that all features share."""

    def __init__(self, own: Mapping[str, TextRecord], shared: Mapping[str, TextRecord]) -> None:
        """Take both lists; a name stands in one of them only.

        Raises:
            FormMistake: a name of its own is one of the shared names too.
        """
        for name in own:
            if name in shared:
                raise FormMistake(("notes", name), shared_already(name))
        self._own, self._shared = own, shared
        self.used: set[str] = set()

    def text(self, words: Words, path: Path) -> TextRecord:
        """Return a text, looked up if ``words`` is a name.

        Raises:
            FormMistake: nothing has that name.
        """
        if isinstance(words, TextRecord):
            return words
        found = self._own.get(words) or self._shared.get(words)
        if found is None:
            raise FormMistake(path, unknown_word(words, [*self._own, *self._shared], "note"))
        self.used.add(words)
        return found

    def check_used(self) -> None:
        """Refuse a note of the feature's own that nothing calls.

        Raises:
            FormMistake: there is one.
        """
        for name in self._own:
            if name not in self.used:
                raise FormMistake(("notes", name), unused(name))
