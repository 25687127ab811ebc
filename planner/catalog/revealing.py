"""How a cluster's JSON reveals facts and features: the key ``revealed_by`` of catalog files, read strictly.

A mapping is a sign (``path``, ``each``, ``any``, ``all``, ``not``, ``ask_if``, ``not_in_json``) or a fact's ``value``;
``catalog/README.md`` describes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from planner.catalog.mistakes import FormMistake, Path
from planner.catalog.records import ClusterJsonFile, RevealedRecord
from planner.catalog.words import text
from planner.domain.cluster_json import ClusterJson
from planner.domain.fact import Fact, FactKind
from planner.domain.revealed import JsonPath, Sign, SignKind, Value
from planner.domain.text import Text

KEY = "revealed_by"
_VALUE = "value"
_FORMS = (*(kind.value for kind in SignKind), _VALUE)
_BESIDE = {
    SignKind.PATH.value: ("is", "like", "given", "absent"),
    SignKind.EACH.value: ("holds", "absent"),
    _VALUE: ("like", "absent"),
}
_STEP = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_UNKNOWN = "unknown"


def sign(record: RevealedRecord | None, path: Path) -> Sign | None:
    """Return how a feature or a yes-no fact shows; None where nothing is said.

    Raises:
        FormMistake: it is no sign, with the place in its file.
    """
    return None if record is None else _sign(record, path)


def sign_or_value(
    record: RevealedRecord | None, kind: FactKind, path: Path, file: str
) -> tuple[Sign | None, Value | None]:
    """Return how a fact of this kind shows: by a sign, or by a value.

    Raises:
        FormMistake: a yes-no fact takes a value, or another kind a sign; what is absent has another kind's form.
    """
    if record is None:
        return None, None
    try:
        form = _form(record, path)
        if form == SignKind.NOT_IN_JSON:
            return _sign(record, path), None
        if (form == _VALUE) is (kind is FactKind.YES_NO):
            raise FormMistake(path, _NOT_FOR_KIND.filled(kind=kind.value))
        return (None, _value(record, kind, path)) if form == _VALUE else (_sign(record, path), None)
    except FormMistake as mistake:
        mistake.file = file
        raise


def cluster_json(file: ClusterJsonFile) -> ClusterJson:
    """Return what is known of the shape of a cluster's JSON."""
    beside = {kind.lower(): name for name, kinds in file.beside.items() for kind in kinds}
    return ClusterJson(beside, tuple(tuple(path.lower().split(".")) for path in file.no_hosts))


def fact_complaints(fact: Fact) -> Iterator[str]:
    """Yield what a fact's ``revealed_by`` says that the fact itself does not know."""
    absent = fact.revealed_value.absent if fact.revealed_value is not None else None
    if absent is not None and fact.kind is FactKind.CHOICE and absent not in fact.answers:
        yield f"{KEY}: {absent!r} is not one of its answers"


def _value(record: RevealedRecord, kind: FactKind, path: Path) -> Value:
    given = record.value if isinstance(record.value, list) else [record.value or ""]
    paths = tuple(_json_path(entry, (*path, _VALUE)) for entry in given)
    if not paths:
        raise FormMistake((*path, _VALUE), _NO_PATH)
    absent = tuple(record.absent) if isinstance(record.absent, list) else record.absent
    if absent is not None and not isinstance(absent, tuple if kind.is_list else str):
        raise FormMistake((*path, "absent"), _ABSENT_KIND.filled(kind=kind.value))
    return Value(paths, _texts(record.like), absent)


def _sign(record: RevealedRecord, path: Path) -> Sign:
    form = _form(record, path)
    if form == _VALUE:
        raise FormMistake(path, _NO_SIGN)
    kind = SignKind(form)
    if kind is SignKind.PATH:
        where = _json_path(record.path or "", (*path, form))
        asks = _absent_asks(record, path)
        return Sign(kind, where, values=_values(record, path), patterns=_texts(record.like), absent_asks=asks)
    if kind is SignKind.EACH:
        where = _json_path(record.each or "", (*path, form))
        return Sign(kind, where, absent_asks=_absent_asks(record, path), members=(_holds(record, path),))
    if kind is SignKind.NOT_IN_JSON:
        return Sign(kind, look=text(record.not_in_json))
    return Sign(kind, members=_members(record, form, path))


def _members(record: RevealedRecord, form: str, path: Path) -> tuple[Sign, ...]:
    given = _given(record)[form]
    if isinstance(given, RevealedRecord):
        return (_sign(given, (*path, form)),)
    members = given if isinstance(given, list) else []
    if not members:
        raise FormMistake((*path, form), _EMPTY)
    return tuple(_sign(member, (*path, form, index)) for index, member in enumerate(members))


def _holds(record: RevealedRecord, path: Path) -> Sign:
    if record.holds is None:
        raise FormMistake(path, _NO_HOLDS)
    return _sign(record.holds, (*path, "holds"))


def _form(record: RevealedRecord, path: Path) -> str:
    given = [name for name, value in _given(record).items() if value is not None]
    forms = [name for name in given if name in _FORMS]
    if len(forms) != 1:
        raise FormMistake(path, _ONE_FORM)
    for name in given:
        if name != forms[0] and name not in _BESIDE.get(forms[0], ()):
            raise FormMistake((*path, name), _NOT_BESIDE.filled(key=name, form=forms[0]))
    return forms[0]


def _given(record: RevealedRecord) -> dict[str, object]:
    return {field.encode_name: getattr(record, field.name) for field in msgspec.structs.fields(record)}


def _json_path(written: str, place: Path) -> JsonPath:
    steps = tuple(written.split("."))
    if not all(map(_STEP.fullmatch, steps)):
        raise FormMistake(place, _BAD_PATH.filled(path=written[:80]))
    return steps


def _values(record: RevealedRecord, path: Path) -> tuple[bool | str, ...]:
    """Return what the value at a path has to be; a path alone is a switch that is on."""
    questions = [name for name in ("is", "like", "given") if _given(record)[name] is not None]
    if len(questions) > 1:
        raise FormMistake((*path, questions[1]), _ONE_QUESTION)
    if record.given is False:
        raise FormMistake((*path, "given"), _ONLY_GIVEN)
    if record.is_ is None:
        return () if questions else (True,)
    return tuple(record.is_) if isinstance(record.is_, list) else (record.is_,)


def _texts(given: str | list[str] | None) -> tuple[str, ...]:
    return () if given is None else tuple(given) if isinstance(given, list) else (given,)


def _absent_asks(record: RevealedRecord, path: Path) -> bool:
    if record.absent not in (None, _UNKNOWN):
        raise FormMistake((*path, "absent"), _ONLY_UNKNOWN)
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
