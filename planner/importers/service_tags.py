"""Microsoft's list of service tags (``ServiceTags_Public_20250714.json``): tags with their prefixes.

The list decides what a firewall of another maker opens, so nothing in it is taken on trust: every tag and
every prefix is read, and one that no list of Azure's holds (a name with a blank, ``0.0.0.0/0``) refuses the
whole file.
"""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import msgspec

from planner.domain.problem import FileProblem
from planner.domain.service_tags import ServiceTags
from planner.domain.text import Text

MAX_BYTES = 64_000_000
"""The largest list seen has some 10 MB."""

SHORTEST_PREFIX = {4: 8, 6: 16}
"""By IP version: no Azure prefix is wider, and a wider one would open most of the internet."""

_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,199}", re.ASCII)
_SHOWN = 60
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_WHERE = Text(
    "Take the list of your cloud as Microsoft offers it for download, such as ServiceTags_Public_….json.",
    "请使用从 Microsoft 下载的所用云的列表原文件，例如 ServiceTags_Public_….json。",
)
_MISSING = Text(
    "the file is not there. It may have been moved or renamed.", "文件不存在，可能已移动或重命名。"
)
_UNREADABLE = Text(
    "the file cannot be read. Check that it is there and may be read.",
    "无法读取文件。请确认文件存在且有读取权限。",
)
_TOO_LARGE = Text(
    "the file is larger than 64 MB; no list of service tags is. {where}",
    "文件超过 64 MB，不是服务标记列表。{where}",
)
_NOT_A_LIST = Text(
    "this is not Microsoft's list of service tags ({reason}). {where}",
    "不是 Microsoft 的服务标记列表（{reason}）。{where}",
)
_NO_TAG = Text("the list holds no service tag. {where}", "列表中没有服务标记。{where}")
_BAD_NAME = Text(
    '"{name}" is not the name of a service tag. Nothing of the file is used. {where}',
    "“{name}”不是服务标记的名称。未使用此文件的任何内容。{where}",
)
_TWICE = Text(
    "the service tag {name} stands in the list twice. Nothing of the file is used. {where}",
    "服务标记 {name} 在列表中出现两次。未使用此文件的任何内容。{where}",
)
_BAD_PREFIX = Text(
    'the service tag {name} holds "{prefix}", which is not a prefix such as 20.42.0.0/17. '
    "Nothing of the file is used. {where}",
    "服务标记 {name} 包含“{prefix}”，不是 20.42.0.0/17 这样的前缀。未使用此文件的任何内容。{where}",
)
_TOO_WIDE = Text(
    "the service tag {name} holds {prefix}, wider than any prefix of Azure's. "
    "Nothing of the file is used. {where}",
    "服务标记 {name} 包含 {prefix}，比 Azure 的任何前缀都大。未使用此文件的任何内容。{where}",
)

_ChangeNumber = Annotated[int, msgspec.Meta(ge=0)]


class _Properties(msgspec.Struct, frozen=True):
    addressPrefixes: list[str]  # noqa: N815 - Microsoft's own spelling


class _Value(msgspec.Struct, frozen=True):
    name: str
    properties: _Properties


class _List(msgspec.Struct, frozen=True):
    changeNumber: _ChangeNumber  # noqa: N815
    cloud: str
    values: list[_Value]


def load_service_tags(path: Path) -> ServiceTags:
    """Read the list at ``path``.

    Raises:
        FileProblem: the file is not there, too large, cannot be read, or `read_service_tags` refuses it.
    """
    try:
        if not path.is_file():
            raise FileProblem(path.name, 0, _MISSING)
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)  # the limit holds for a file that grows as well
    except OSError as error:
        raise FileProblem(path.name, 0, _UNREADABLE) from error
    return read_service_tags(content, path.name)


def read_service_tags(content: bytes, name: str) -> ServiceTags:
    """Read the list; ``name`` is the file's name and goes into the files that use it.

    Raises:
        FileProblem: larger than 64 MB, no list of service tags, a tag given twice, or a prefix that is none
            or wider than Azure's. Nothing of such a file is used.
    """
    if len(content) > MAX_BYTES:
        raise FileProblem(name, 0, _TOO_LARGE.filled(where=_WHERE))
    try:
        found = msgspec.json.decode(content.removeprefix(_BYTE_ORDER_MARK), type=_List)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = _shown(str(error), 160) or type(error).__name__
        raise FileProblem(name, 0, _NOT_A_LIST.filled(reason=reason, where=_WHERE)) from error
    if not found.values:
        raise FileProblem(name, 0, _NO_TAG.filled(where=_WHERE))
    return ServiceTags(_prefixes(found, name), str(found.changeNumber), name, _shown(found.cloud))


def _prefixes(found: _List, file: str) -> MappingProxyType[str, tuple[str, ...]]:
    prefixes: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for value in found.values:
        if _TAG.fullmatch(value.name) is None:
            raise FileProblem(file, 0, _BAD_NAME.filled(name=_shown(value.name), where=_WHERE))
        if value.name.casefold() in seen:
            raise FileProblem(file, 0, _TWICE.filled(name=value.name, where=_WHERE))
        seen.add(value.name.casefold())
        held = value.properties.addressPrefixes
        prefixes[value.name] = tuple(dict.fromkeys(_prefix(text, value.name, file) for text in held))
    return MappingProxyType(prefixes)


def _prefix(text: str, tag: str, file: str) -> str:
    """Return a prefix in its usual spelling, ``20.42.0.0/17``; host bits that are set make it none."""
    try:
        network = ipaddress.ip_network(text)
    except ValueError as error:
        message = _BAD_PREFIX.filled(name=tag, prefix=_shown(text), where=_WHERE)
        raise FileProblem(file, 0, message) from error
    if network.prefixlen < SHORTEST_PREFIX[network.version]:
        raise FileProblem(file, 0, _TOO_WIDE.filled(name=tag, prefix=str(network), where=_WHERE))
    return str(network)


def _shown(text: str, limit: int = _SHOWN) -> str:
    """Return a stranger's text short, on one line, with nothing that could turn the sentence around it."""
    kept = "".join(character if character.isprintable() else " " for character in text[: limit * 2])
    kept = " ".join(kept.split())
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"
