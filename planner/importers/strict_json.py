"""JSON read strictly: one value, every key once, no extensions, nothing that costs time or memory without end."""

from __future__ import annotations

import codecs
import json
import re
from typing import NoReturn

from planner.domain.problem import FileProblem
from planner.domain.text import Text

MAX_BYTES = 16_000_000
MAX_DEPTH = 100
MAX_KEYS = 10_000

_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
_COMMENT = ("//", "/*")


class _Refused(Exception):
    """A value that JSON as it is meant does not have; raised out of the parser's hooks."""

    def __init__(self, message: Text) -> None:
        self.message = message


def read_json(content: bytes, name: str) -> object:
    """Return the one value of a JSON file.

    Args:
        content: UTF-8, with or without a byte order mark, or UTF-16 with one (as PowerShell writes it); at most 16 MB.
        name: the file's name for messages.

    Raises:
        FileProblem: too large, no such text, no JSON or only the beginning of it, a comment, a key that stands
            twice, NaN or Infinity, or nesting without end; with the line where the parser knows it.
    """
    if len(content) > MAX_BYTES:
        raise FileProblem(name, 0, TOO_LARGE)
    text = _text(content, name)
    if not text.strip():
        raise FileProblem(name, 0, _EMPTY)
    _check_depth(text, name)
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise FileProblem(name, error.lineno, _what_is_wrong(error, text)) from None
    except _Refused as refused:
        raise FileProblem(name, 0, refused.message) from None


def _text(content: bytes, name: str) -> str:
    encoding = "utf-8-sig"
    # UTF-32 begins with the same two bytes as UTF-16; it is not read.
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not content.startswith(
        codecs.BOM_UTF32_LE
    ):
        encoding = "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1 if encoding == "utf-8-sig" else 0
        raise FileProblem(name, line, _NOT_UTF8) from None
    if "\0" in text:
        raise FileProblem(name, 0, _NOT_UTF8)
    return text


def _check_depth(text: str, name: str) -> None:
    """Count brackets before parsing: a parser that calls itself has no depth to spare.

    Raises:
        FileProblem: deeper than `MAX_DEPTH`; with the line.
    """
    depth = 0
    for found in _BRACKETS.finditer(text):
        mark = found[0]
        if mark in ("[", "{"):
            depth += 1
            if depth > MAX_DEPTH:
                raise FileProblem(name, text.count("\n", 0, found.start()) + 1, _TOO_DEEP)
        elif mark in ("]", "}"):
            depth -= 1


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) > MAX_KEYS:
        raise _Refused(_TOO_MANY)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Refused(_TWICE.filled(key=_shown(key)))
            seen.add(key)
    return found


def _no_constant(word: str) -> NoReturn:
    raise _Refused(_NO_NUMBER.filled(word=word))


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _Refused(_NO_NUMBER.filled(word=_shown(digits)))
    return number


def _whole(digits: str) -> int:
    if len(digits) > 30:
        raise _Refused(_NO_NUMBER.filled(word=_shown(digits)))
    return int(digits)


def _shown(text: str) -> str:
    return text[:80].encode("utf-8", "replace").decode("utf-8")


def _what_is_wrong(error: json.JSONDecodeError, text: str) -> Text:
    if text.startswith(_COMMENT, error.pos):
        return _COMMENTS
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return _TRUNCATED
    if error.msg == "Extra data":
        return _MORE
    return _NOT_JSON


_AGAIN = Text(
    "Write it again: az aks show -g GROUP -n NAME -o json", "请重新导出：az aks show -g GROUP -n NAME -o json"
)


def _with_advice(english: str, chinese: str) -> Text:
    return Text(f"{english} {_AGAIN.en}", f"{chinese}{_AGAIN.zh}")


TOO_LARGE = _with_advice(
    "the file is larger than 16 MB; no cluster's JSON is.", "文件超过 16 MB，不是群集的 JSON。"
)
_EMPTY = _with_advice("the file is empty.", "文件为空。")
_NOT_UTF8 = _with_advice(
    "the text is neither UTF-8 nor UTF-16 with a byte order mark.", "文本不是 UTF-8，也不是带 BOM 的 UTF-16。"
)
_TOO_DEEP = _with_advice(
    f"values are nested more than {MAX_DEPTH} levels deep; in no cluster's JSON that is so.",
    f"嵌套超过 {MAX_DEPTH} 层，不是群集的 JSON。",
)
_TOO_MANY = _with_advice(
    f"one place holds more than {MAX_KEYS:,} keys; in no cluster's JSON that is so.",
    f"同一处的键超过 {MAX_KEYS:,} 个，不是群集的 JSON。",
)
_TRUNCATED = _with_advice("the JSON ends in the middle; a part is missing.", "JSON 不完整，后面的内容缺失。")
_NOT_JSON = _with_advice("this is not JSON.", "不是有效的 JSON。")
_MORE = Text(
    "something follows the JSON. Keep one value in the file; several clusters go into a list: az aks list -o json",
    "JSON 之后还有其他内容。文件中只能有一个值；多个群集请用列表：az aks list -o json",
)
_COMMENTS = Text(
    "there is a comment; JSON has none. Take the comments out, or write the cluster's JSON again.",
    "包含注释，而 JSON 不允许注释。请删除注释，或重新导出群集的 JSON。",
)
_TWICE = _with_advice(
    'the key "{key}" stands twice in one place; which of the two holds is not clear.',
    "键“{key}”在同一处出现了两次，无法判断以哪个为准。",
)
_NO_NUMBER = _with_advice("{word} is no number of JSON.", "{word} 不是有效的 JSON 数字。")
