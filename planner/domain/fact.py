"""Facts: what the planner asks about a cluster, what was answered, and what is assumed while nobody answered.

A fact is data (``catalog/facts.yaml``, or a feature's own file): its kind, its words, its place in the plan file, its
option in a terminal, and what *not known* does. Whatever is not in `Facts` is not known; it is never a default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.domain.condition import FactIs, VersionBefore
from planner.domain.revealed import Sign, Value
from planner.domain.span import in_clouds, in_editions
from planner.domain.text import EMPTY_TEXT, Text

Known = bool | str | tuple[str, ...]
"""A fact's answer: yes or no, a choice or a text, a list of addresses or prefixes (empty: there are none)."""

FEATURE = "features."
"""Stands before a feature's id where it is named as a field: ``features.gpu``."""

UNKNOWN = "unknown"
"""The word for *not known* in a plan file and in a terminal."""


class FactKind(StrEnum):
    """What an answer is: ``yes-no`` a truth, ``choice``, ``address`` and ``text`` one text, the others lists."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    ADDRESS = "address"
    TEXT = "text"
    ADDRESSES = "addresses"
    PREFIXES = "prefixes"

    @property
    def is_list(self) -> bool:
        """Whether the answer is a tuple of texts."""
        return self in (FactKind.ADDRESSES, FactKind.PREFIXES)


@dataclass(frozen=True, slots=True)
class FactNote:
    """What a cloud or an edition makes of a fact's answer."""

    text: Text
    clouds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def applies(self, cloud: str, edition: str) -> bool:
        """Whether the note is to be shown there."""
        return in_clouds(self.clouds, cloud) and in_editions(self.since, self.until, edition)


@dataclass(frozen=True, slots=True)
class Assumption:
    """What *not known* does: the value that is taken and why.

    ``when`` is another fact that it depends on, ``when_before`` a version that another fact has to be older than.
    """

    value: Known
    because: Text
    when: FactIs | None = None
    when_before: VersionBefore | None = None

    @property
    def depends_on(self) -> str:
        """The fact that decides whether this is what is assumed; empty where none does."""
        leaf = self.when or self.when_before
        return leaf.fact if leaf is not None else ""


@dataclass(frozen=True, slots=True)
class TakesAway:
    """Demands that an answer takes away, whatever their own conditions say, and why.

    They are those of the features that stand under ``groups``; empty ``groups`` means under every heading but
    ``all_but``. ``keep_optional`` are ids of demands that stay all the same, as optional ones, with
    ``kept_if_refused`` as what refusing them costs. ``answered`` are answers of other facts that somebody has to have
    given, or the entry does not speak; ``beside`` is a fact that what is taken away rests on too. ``rests_on`` are
    answers of which one has to hold for demands that ask for the first of these facts not to be missed; ``otherwise``
    is said of those demands where somebody gave another answer.
    """

    value: Known
    reason: Text
    answered: tuple[FactIs, ...] = ()
    beside: str = ""
    groups: tuple[str, ...] = ()
    all_but: tuple[str, ...] = ()
    keep_optional: tuple[str, ...] = ()
    kept_if_refused: Text = EMPTY_TEXT
    rests_on: tuple[FactIs, ...] = ()
    otherwise: Text = EMPTY_TEXT

    def concerns(self, group: str) -> bool:
        """Whether it takes away what the features under this heading demand."""
        return group in self.groups if self.groups else group not in self.all_but

    def speaks(self, own: Known, facts: SettledFacts) -> bool:
        """Whether the fact's own answer is this one, and the answers of other facts were given."""
        return self.value == own and all(facts.is_answered(leaf) for leaf in self.answered)


@dataclass(frozen=True, slots=True)
class Fact:
    """A question about the cluster or its firewall.

    ``place`` is where the answer stands in a plan file, ``step`` where it is asked in the window (empty: it is only
    read from a cluster), ``options`` its names in a terminal (for yes and no; the second one of a list says that
    there are none). ``assumptions`` are tried in order; without any the fact decides nothing and stays unknown.
    ``feature`` is the feature that alone asks it. ``example`` is what an empty field shows;
    ``revealed_by`` is how a cluster's JSON says yes or no, ``revealed_value`` where it holds any other answer.
    ``takes_away`` says what some of its answers make needless at a stroke; the first that fits speaks.
    ``needs_no_line`` is why a host that is this fact's answer needs no line; empty for most.
    """

    id: str
    kind: FactKind
    place: tuple[str, ...]
    label: Text
    question: Text = EMPTY_TEXT
    helper: Text = EMPTY_TEXT
    step: str = ""
    feature: str = ""
    options: tuple[str, ...] = ()
    option_help: str = ""
    answers: Mapping[str, Text] = field(default_factory=dict)
    notes: tuple[FactNote, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    takes_away: tuple[TakesAway, ...] = ()
    revealed_by: Sign | None = None
    revealed_value: Value | None = None
    example: str = ""
    needs_no_line: Text = EMPTY_TEXT

    @property
    def can_be_none(self) -> bool:
        """Whether *there are none* is an answer of its own, other than *not known*."""
        return self.kind.is_list and len(self.options) > 1

    def note(self, cloud: str, edition: str) -> Text | None:
        """Return what ``cloud`` and ``edition`` make of it, or None."""
        return next((note.text for note in self.notes if note.applies(cloud, edition)), None)

    def in_words(self, value: Known) -> Text:
        """Return an answer as people read it: *yes*, *host names*, ``10.0.0.4, 10.0.0.5``."""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, tuple):
            return Text(", ".join(value), "、".join(value)) if value else NONE
        return self.answers.get(value) or Text(value, value)


YES, NO = Text("yes", "是"), Text("no", "否")
NONE = Text("none", "无")


class Facts(Mapping[str, Known]):
    """What is known, by fact id; immutable and comparable. A fact that is not in it is not known."""

    __slots__ = ("_known",)

    def __init__(self, known: Mapping[str, Known | None] | None = None) -> None:
        """Take ``known`` over; entries without a value (None, empty text) are left away."""
        given = known or {}
        self._known = {name: value for name, value in given.items() if value is not None and value != ""}

    def __getitem__(self, name: str) -> Known:
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __eq__(self, other: object) -> bool:
        return self._known == other._known if isinstance(other, Facts) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._known.items()))

    def __repr__(self) -> str:
        return f"Facts({self._known!r})"

    def with_answers(self, answers: Mapping[str, Known | None]) -> Facts:
        """Return a copy with these answers; None and empty text make a fact not known again."""
        return Facts({**self._known, **answers})


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact as a plan takes it: its label, the answer in words, and why if nobody gave it."""

    fact: str
    label: Text
    answer: Text
    assumed: bool = False
    because: Text = EMPTY_TEXT


@dataclass(frozen=True, slots=True)
class Settled:
    """A value that a plan is made with; ``because`` is set exactly when it is assumed."""

    value: Known
    assumed: bool = False
    because: Text = EMPTY_TEXT


class SettledFacts(Mapping[str, Settled]):
    """Every fact that a plan is made with: answered, or assumed with the reason."""

    __slots__ = ("_settled",)

    def __init__(self, settled: Mapping[str, Settled]) -> None:
        """Hold ``settled`` by fact id."""
        self._settled = dict(settled)

    def __getitem__(self, name: str) -> Settled:
        return self._settled[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._settled)

    def __len__(self) -> int:
        return len(self._settled)

    def __eq__(self, other: object) -> bool:
        return self._settled == other._settled if isinstance(other, SettledFacts) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._settled.items()))

    def yes(self, name: str) -> bool:
        """Whether the fact is settled and its answer is yes, or a list with entries."""
        found = self._settled.get(name)
        return found is not None and bool(found.value)

    def is_said(self, name: str) -> bool:
        """Whether somebody answered yes; what is assumed is nobody's answer."""
        return self.yes(name) and not self.is_assumed(name)

    def text(self, name: str) -> str:
        """Return a choice, an address or a text; empty while it is not known."""
        found = self._settled.get(name)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def listed(self, name: str) -> tuple[str, ...]:
        """Return a list's entries; none while it is not known."""
        found = self._settled.get(name)
        return found.value if found is not None and isinstance(found.value, tuple) else ()

    def is_assumed(self, name: str) -> bool:
        """Whether the fact has a value that nobody gave."""
        found = self._settled.get(name)
        return found is not None and found.assumed

    def holds(self, leaf: FactIs) -> bool:
        """Whether a condition's leaf holds; a list is compared with yes or no by whether it has entries."""
        found = self._settled.get(leaf.fact)
        if found is None:
            return leaf.value is False
        value = bool(found.value) if isinstance(leaf.value, bool) else found.value
        return value == leaf.value

    def is_answered(self, leaf: FactIs) -> bool:
        """Whether somebody gave the answer that a leaf names; what is not known or assumed is nobody's answer."""
        return leaf.fact in self._settled and not self.is_assumed(leaf.fact) and self.holds(leaf)

    def is_before(self, leaf: VersionBefore) -> bool:
        """Whether a version is known, can be compared, and is the older one."""
        own, other = version_numbers(self.text(leaf.fact)), version_numbers(leaf.version)
        return bool(own) and own < other


_VERSION = re.compile(r"v?(\d{1,9}(?:\.\d{1,9})*)", re.ASCII)


def version_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with (``1.25.6-hotfix`` is 1, 25, 6); none where it is no version."""
    found = _VERSION.match(text.strip())
    return tuple(map(int, found[1].split("."))) if found else ()
