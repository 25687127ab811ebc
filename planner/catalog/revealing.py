"""How a cluster's JSON reveals facts and features: the key ``revealed_by`` of catalog files, read strictly.

A mapping is a sign (``path``, ``each``, ``any``, ``all``, ``not``, ``ask_if``, ``not_in_json``) or a value (``value``); see
``catalog/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from planner.catalog.records import RevealedRecord
from planner.catalog.strict_yaml import Path, Value, YamlFile
from planner.domain import revealed
from planner.domain.condition import Combine
from planner.domain.fact import Fact, FactKind
from planner.domain.problem import FileProblem
from planner.domain.text import Text

KEY = "revealed_by"
_FORMS = ("path", "each", "any", "all", "not", "ask_if", "value", "not_in_json")
_BESIDE = {
    "path": ("is", "like", "given", "absent"),
    "each": ("holds", "absent"),
    "value": ("like", "absent"),
}
_STEP = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_UNKNOWN = "unknown"


class Misshapen(ValueError):
    """A ``revealed_by`` that says nothing clear; ``path`` leads to the mistake from that key on."""

    def __init__(self, path: Path, message: Text) -> None:
        """Keep the place and the sentence in both languages."""
        self.path = path
        self.message = message
        super().__init__(f"{KEY}: {message.en}")


def check_revealed(file: YamlFile) -> None:
    """Look at every ``revealed_by`` of a catalog file that has its shape already.

    Raises:
        FileProblem: one of them says nothing clear; with the line.
    """
    for path, value in _found(file.data, ()):
        try:
            revealed_by(msgspec.convert(value, RevealedRecord))
        except Misshapen as mistake:
            raise FileProblem(file.name, file.line_of((*path, *mistake.path)), mistake.message) from None


def _found(value: Value, path: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _found(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == KEY:
                yield (*path, key), item
            else:
                yield from _found(item, (*path, key))


def revealed_by(record: RevealedRecord, path: Path = ()) -> revealed.RevealedBy:
    """Return what a record says.

    Raises:
        Misshapen: it has no form or several, keys of another form, or a path that names nothing.
    """
    form = _form(record, path)
    if form == "value":
        given = record.value if isinstance(record.value, list) else [record.value or ""]
        paths = tuple(_json_path(entry, (*path, "value")) for entry in given)
        if not paths:
            raise Misshapen((*path, "value"), _NO_PATH)
        absent = tuple(record.absent) if isinstance(record.absent, list) else record.absent
        return revealed.Value(paths, _texts(record.like), absent)
    return sign(record, path)


def sign(record: RevealedRecord, path: Path = ()) -> revealed.Sign:
    """Return a record that says yes, no or not known.

    Raises:
        Misshapen: as `revealed_by`, or the record is a value.
    """
    form = _form(record, path)
    if form == "path":
        where = _json_path(record.path or "", (*path, "path"))
        return revealed.Shows(where, _values(record, path), _texts(record.like), _absent_asks(record, path))
    if form == "each":
        where = _json_path(record.each or "", (*path, "each"))
        if record.holds is None:
            raise Misshapen(path, _NO_HOLDS)
        return revealed.Each(where, sign(record.holds, (*path, "holds")), _absent_asks(record, path))
    if form == "not" and record.not_ is not None:
        return revealed.Opposite(sign(record.not_, (*path, "not")))
    if form == "ask_if" and record.ask_if is not None:
        return revealed.AskIf(sign(record.ask_if, (*path, "ask_if")))
    if record.not_in_json is not None:
        return revealed.NotInJson(Text(record.not_in_json.en, record.not_in_json.zh))
    members = record.any if form == "any" else record.all if form == "all" else None
    if members is None:
        raise Misshapen(path, _NO_SIGN)
    if not members:
        raise Misshapen((*path, form), _EMPTY)
    parts = tuple(sign(member, (*path, form, index)) for index, member in enumerate(members))
    return revealed.Signs(Combine(form), parts)


def for_feature(record: RevealedRecord | None) -> revealed.Sign | None:
    """Return how a feature, or a yes-no fact, shows.

    Raises:
        Misshapen: it is no sign.
    """
    return None if record is None else sign(record)


def for_fact(record: RevealedRecord | None, fact_kind: FactKind) -> revealed.RevealedBy | None:
    """Return how a fact of this kind shows.

    Raises:
        Misshapen: a yes-no fact takes a value, or another kind a sign; what is absent has another kind's form.
    """
    if record is None:
        return None
    found = revealed_by(record)
    if isinstance(found, revealed.NotInJson):
        return found
    if isinstance(found, revealed.Value) is (fact_kind is FactKind.YES_NO):
        raise Misshapen((), _NOT_FOR_KIND.filled(kind=fact_kind.value))
    if isinstance(found, revealed.Value) and found.absent is not None:
        wanted = tuple if fact_kind.is_list else str
        if not isinstance(found.absent, wanted):
            raise Misshapen(("absent",), _ABSENT_KIND.filled(kind=fact_kind.value))
    return found


def fact_complaints(fact: Fact) -> Iterator[str]:
    """Yield what a fact's ``revealed_by`` says that the fact itself does not know."""
    shown = fact.revealed_by
    if not isinstance(shown, revealed.Value) or fact.kind is not FactKind.CHOICE:
        return
    if shown.absent is not None and shown.absent not in fact.answers:
        yield f"{KEY}: {shown.absent!r} is not one of its answers"


def _form(record: RevealedRecord, path: Path) -> str:
    given = [name for name, value in _given(record).items() if value is not None]
    forms = [name for name in given if name in _FORMS]
    if len(forms) != 1:
        raise Misshapen(path, _ONE_FORM)
    for name in given:
        if name != forms[0] and name not in _BESIDE.get(forms[0], ()):
            raise Misshapen((*path, name), _NOT_BESIDE.filled(key=name, form=forms[0]))
    return forms[0]


def _given(record: RevealedRecord) -> dict[str, object]:
    return {field.encode_name: getattr(record, field.name) for field in msgspec.structs.fields(record)}


def _json_path(text: str, place: Path) -> revealed.JsonPath:
    steps = tuple(text.split("."))
    if not all(map(_STEP.fullmatch, steps)):
        raise Misshapen(place, _BAD_PATH.filled(path=text[:80]))
    return steps


def _values(record: RevealedRecord, path: Path) -> tuple[revealed.Scalar, ...]:
    """Return what the value at a path has to be; a path alone is a switch that is on."""
    questions = [name for name in ("is", "like", "given") if _given(record)[name] is not None]
    if len(questions) > 1:
        raise Misshapen((*path, questions[1]), _ONE_QUESTION)
    if record.given is False:
        raise Misshapen((*path, "given"), _ONLY_GIVEN)
    if record.is_ is None:
        return () if questions else (True,)
    return tuple(record.is_) if isinstance(record.is_, list) else (record.is_,)


def _texts(given: str | list[str] | None) -> tuple[str, ...]:
    return () if given is None else tuple(given) if isinstance(given, list) else (given,)


def _absent_asks(record: RevealedRecord, path: Path) -> bool:
    if record.absent not in (None, _UNKNOWN):
        raise Misshapen((*path, "absent"), _ONLY_UNKNOWN)
    return record.absent == _UNKNOWN


_ONE_FORM = Text(
    f"it has exactly one of {', '.join(_FORMS)}.", f"必须且只能包含以下键之一：{'、'.join(_FORMS)}。"
)
_NOT_BESIDE = Text(
    '"{key}" says nothing beside "{form}". Remove it.', "“{key}”不能与“{form}”一起使用，请删除。"
)
_ONE_QUESTION = Text("a path has one of is, like and given.", "一个路径只能使用 is、like、given 之一。")
_ONLY_GIVEN = Text("given can only be true; put not around it.", "given 只能为 true，取反请用 not。")
_BAD_PATH = Text(
    '"{path}" is no path. Write keys with dots between them, such as addonProfiles.azurepolicy.enabled.',
    "“{path}”不是路径。请用点连接各个键，例如 addonProfiles.azurepolicy.enabled。",
)
_NO_PATH = Text("the list of paths is empty. Name one.", "路径列表为空，请至少写一个。")
_NO_HOLDS = Text(
    '"each" needs "holds": what one entry has to show.', "“each”需要“holds”：列表中某一项应满足的条件。"
)
_EMPTY = Text("the list is empty. Name what shows it.", "列表为空，请写出判断依据。")
_NO_SIGN = Text(
    "a sign says yes or no: use path, each, any, all, not, ask_if or not_in_json.",
    "此处只能判断是或否：请使用 path、each、any、all、not、ask_if 或 not_in_json。",
)
_ONLY_UNKNOWN = Text(
    'beside a sign, "absent" can only be unknown; without it what is absent is off.',
    "判断是或否时，“absent”只能写 unknown；不写则缺少即为关闭。",
)
_NOT_FOR_KIND = Text(
    "a fact of kind {kind} is revealed another way: yes-no facts by a sign, all others by value.",
    "类型为 {kind} 的事实不能这样识别：yes-no 使用判断条件，其他类型使用 value。",
)
_ABSENT_KIND = Text(
    "what is taken when it is absent has not the form of a {kind} answer.",
    "缺少时采用的值不符合 {kind} 类型。",
)
