"""How a cluster's JSON says something: signs and values as the catalog writes them, evaluated by an importer.

A sign is *yes*, *no* or *not known*. What is absent, null, empty or ``false`` is *no*; what cannot be read (an ARM
expression, a value of another shape) is *not known*, and stays so unless the rest of the sign decides without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import EMPTY_TEXT, Text

JsonPath = tuple[str, ...]
"""Keys from the cluster down, ``("addonProfiles", "azurepolicy", "enabled")``; compared without case."""


class SignKind(StrEnum):
    """What a sign looks at.

    ``path``: the value there is one of ``values``, or a text like one of ``patterns``, or (neither given) is there at
    all. ``each``: its one member holds for an entry of the list at the path. ``any``, ``all``: of its members; one that
    is not known counts only where the others do not decide. ``not``: the other way round. ``ask_if``: not known where
    its member is yes, else what that is; a hint that decides nothing. ``not_in_json``: never known from here.
    """

    PATH = "path"
    EACH = "each"
    ANY = "any"
    ALL = "all"
    NOT = "not"
    ASK_IF = "ask_if"
    NOT_IN_JSON = "not_in_json"


@dataclass(frozen=True, slots=True)
class Sign:
    """A question to a cluster's JSON that is answered with yes, no or not known; its kind says which fields count.

    Patterns are shell-style (``*``, ``?``, ``[a-z]``); texts are compared without case. ``absent_asks`` makes what is
    absent at the path *not known* instead of *no*. ``look`` tells where a person finds what the JSON never says.
    """

    kind: SignKind
    path: JsonPath = ()
    values: tuple[bool | str, ...] = ()
    patterns: tuple[str, ...] = ()
    absent_asks: bool = False
    members: tuple[Sign, ...] = ()
    look: Text = EMPTY_TEXT


@dataclass(frozen=True, slots=True)
class Value:
    """The first of ``paths`` that is there holds a fact's answer.

    A text has to be like one of ``patterns`` (none: any text). ``absent`` is what the fact is when none of the
    paths is there; None leaves it not known without a question.
    """

    paths: tuple[JsonPath, ...]
    patterns: tuple[str, ...] = ()
    absent: bool | str | tuple[str, ...] | None = None


def paths_of(sign: Sign | None, below: JsonPath = ()) -> Iterator[JsonPath]:
    """Yield every path that a sign looks at, from the cluster down."""
    if sign is None:
        return
    here = (*below, *sign.path)
    if sign.path:
        yield here
    for member in sign.members:
        yield from paths_of(member, here)
