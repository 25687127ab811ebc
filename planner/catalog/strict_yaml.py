"""YAML read strictly: what is written is what is meant, and nothing hostile costs time or memory.

Only mappings with text keys, lists, text, whole numbers, ``true``, ``false`` and ``null`` exist. Aliases
(and so alias bombs), tags, duplicate keys, a second document and deep nesting are refused with the
line. PyYAML's own loaders read ``NO`` and ``22:30`` as False and 1350 and keep the last of two equal
keys in silence; its parser is used here, its constructors are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from planner.domain.problem import FileProblem
from planner.domain.text import Text

Path = tuple[str | int, ...]
Value = None | bool | int | str | list["Value"] | dict[str, "Value"]

MAX_BYTES = 4_000_000
MAX_DEPTH = 32
MAX_NODES = 200_000

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class YamlFile:
    """What a file says, and on which line (from 1) each value starts, by its path of keys and indexes."""

    name: str
    data: Value
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """Return the line of ``path``, or of its nearest known parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def value_at(self, path: Path) -> Value:
        """Return the value at ``path``, or None where there is none."""
        data = self.data
        for step in path:
            if isinstance(data, dict) and isinstance(step, str):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
            else:
                return None
        return data


def read_yaml(content: bytes, name: str) -> YamlFile:
    """Read one YAML document.

    Args:
        content: the file's bytes, UTF-8 with or without a byte order mark, at most 4 MB.
        name: the file's name for messages.

    Raises:
        FileProblem: the text is not UTF-8, not YAML, or uses what is not allowed here.
    """
    if len(content) > MAX_BYTES:
        raise FileProblem(name, 0, _TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileProblem(name, line, _NOT_UTF8) from None
    try:
        return _Reader(name, _events(text)).read()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise FileProblem(name, line, _not_yaml(error.problem or error.context or "")) from None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        raise FileProblem(name, text.count("\n", 0, position) + 1, _CONTROL_CHARACTER) from None


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    return events


class _Reader:
    """Builds plain values from parser events, one pass, no recursion deeper than `MAX_DEPTH`."""

    def __init__(self, name: str, events: Iterator[yaml.Event]) -> None:
        self._name = name
        self._events = events
        self._lines: dict[Path, int] = {}
        self._nodes = 0

    def read(self) -> YamlFile:
        data: Value = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._problem(event, _SECOND_DOCUMENT)
            elif isinstance(event, yaml.NodeEvent):
                data = self._value(event, ())
        return YamlFile(self._name, data, self._lines)

    def _value(self, event: yaml.Event, path: Path) -> Value:
        self._check(event, path)
        self._lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _check(self, event: yaml.Event, path: Path) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._problem(event, _TOO_MANY)
        if len(path) > MAX_DEPTH:
            raise self._problem(event, _TOO_DEEP)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._problem(event, _ALIAS)
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._problem(event, _TAG)

    def _list(self, path: Path) -> Value:
        items: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> Value:
        result: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self._problem(event, _KEY_NOT_TEXT)
            self._check(event, path)
            key: str = event.value
            if key in result:
                raise self._problem(event, _duplicate(key))
            self._lines[(*path, key)] = _line(event)
            result[key] = self._value(next(self._events), (*path, key))
        return result

    def _problem(self, event: yaml.Event, message: Text) -> FileProblem:
        return FileProblem(self._name, _line(event), message)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def _scalar(event: yaml.ScalarEvent) -> Value:
    text: str = event.value
    if event.style is not None and event.style != "":
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def _duplicate(key: str) -> Text:
    return Text(
        f'the key "{key[:80]}" stands twice. Keep one of them.', f"键“{key[:80]}”出现了两次，请只保留一个。"
    )


def _not_yaml(problem: str) -> Text:
    return Text(
        f"this is not YAML ({problem}). Compare the line with one that works.",
        f"不是有效的 YAML（{problem}）。请与正常的行对照检查。",
    )


_TOO_LARGE = Text(
    "the file is too large for a plan or catalog file (4 MB at most). Choose another file.",
    "文件过大，方案或目录文件不能超过 4 MB。请选择其他文件。",
)
_TOO_MANY = Text(
    f"the file holds more than {MAX_NODES:,} values. No plan or catalog file needs that many; choose another file.",
    f"文件中的值超过 {MAX_NODES:,} 个，方案或目录文件不需要这么多。请选择其他文件。",
)
_TOO_DEEP = Text(
    f"values are nested more than {MAX_DEPTH} levels deep. No plan or catalog file needs that.",
    f"嵌套超过 {MAX_DEPTH} 层，方案或目录文件不需要这么深的嵌套。",
)
_ALIAS = Text(
    "anchors and aliases (& and *) are not used here. Write the value out, or put it in quotes.",
    "此处不使用锚点和别名（& 和 *）。请写出完整的值，或用引号括起来。",
)
_TAG = Text(
    "YAML tags (!) are not used here. Put the value in quotes.", "此处不使用 YAML 标记（!），请用引号括起来。"
)
_KEY_NOT_TEXT = Text("a key has to be a word.", "键必须是文本。")
_SECOND_DOCUMENT = Text(
    "a second YAML document starts here (---). Keep one document in the file.",
    "此处开始了第二个 YAML 文档（---）。一个文件只能包含一个文档。",
)
_NOT_UTF8 = Text(
    "the text is not UTF-8. Save the file as UTF-8.", "文本不是 UTF-8 编码，请以 UTF-8 保存文件。"
)
_CONTROL_CHARACTER = Text(
    "there is a control character that YAML does not allow. Remove it.",
    "包含 YAML 不允许的控制字符，请将其删除。",
)
