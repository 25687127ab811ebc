"""Texts that a feature's file calls by name."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalog.mistakes import FormMistake, Path, shared_already, unused
from planner.catalog.records import Claims, TextRecord, Words
from planner.catalog.shaping import unknown_word


class Notes:
    """The texts that may be called by name in one feature's file: its own, and those that all features share."""

    def __init__(self, own: Mapping[str, Claims], shared: Mapping[str, Claims]) -> None:
        """Take both lists; a name stands in one of them only.

        Raises:
            FormMistake: a name of its own is one of the shared names too.
        """
        for name in own:
            if name in shared:
                raise FormMistake(("notes", name), shared_already(name))
        self._own, self._shared = own, shared
        self.used: set[str] = set()

    def texts(self, words: Words, path: Path) -> list[TextRecord]:
        """Return the sentences that ``words`` stands for, in reading order; names are looked up.

        Raises:
            FormMistake: nothing has a name that is called.
        """
        if isinstance(words, TextRecord):
            return [words]
        if isinstance(words, str):
            found = self._named(words, path)
            return [found] if isinstance(found, TextRecord) else list(found)
        return [text for index, word in enumerate(words) for text in self.texts(word, (*path, index))]

    def _named(self, name: str, path: Path) -> Claims:
        found = self._own.get(name) or self._shared.get(name)
        if found is None:
            raise FormMistake(path, unknown_word(name, [*self._own, *self._shared], "note"))
        self.used.add(name)
        return found

    def check_used(self) -> None:
        """Refuse a note of the feature's own that nothing calls.

        Raises:
            FormMistake: there is one.
        """
        for name in self._own:
            if name not in self.used:
                raise FormMistake(("notes", name), unused(name))
