"""Reading a plan file, and remembering where everything stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from planner.catalog.model import Catalog
from planner.catalog.shaping import shape, unknown_word
from planner.catalog.strict_yaml import Path, YamlFile, read_yaml
from planner.domain.approval import Approval, ApprovalState
from planner.domain.cluster import Cluster
from planner.domain.fact import UNKNOWN, Fact
from planner.domain.omission import Omission
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.domain.text import Text
from planner.session.plan_file import format1
from planner.session.plan_file.facts_in_file import read_facts
from planner.session.plan_file.records import ChangeRequestRecord, InboundRecord, Record, check_ports
from planner.session.plan_file.writing import FORMAT

_LONG_NUMBER = re.compile(r"[1-9][0-9]{15,}")


class _Cluster(Record, frozen=True, kw_only=True):
    name: str = ""
    cloud: str = ""
    region: str = ""
    edition: str = ""


class _Features(Record, frozen=True, kw_only=True):
    on: list[str] = msgspec.field(default_factory=list)
    unknown: list[str] = msgspec.field(default_factory=list)
    answers: dict[str, dict[str, None]] = msgspec.field(default_factory=dict)


class _Traffic(Record, frozen=True, kw_only=True):
    inbound: list[InboundRecord] = msgspec.field(default_factory=list)


class _Firewall(Record, frozen=True, kw_only=True):
    pass


class _Omission(Record, frozen=True, kw_only=True):
    rule: str
    reason: str = ""
    destination: str = ""


class _Approval(Record, frozen=True, kw_only=True):
    rule: str
    fingerprint: str
    state: Literal["approved", "rejected", "asked", "pending"]
    by: str = ""
    on: str = ""
    comment: str = ""
    file: str = ""
    digest: str = ""
    answer: str = ""
    exported: str = ""

    def approval(self) -> Approval:
        values = msgspec.structs.asdict(self)
        return Approval(rule_id=values.pop("rule"), **values | {"state": ApprovalState(self.state)})


class _PlanFile(Record, frozen=True, kw_only=True):
    format: int
    cluster: _Cluster = _Cluster()
    features: _Features = _Features()
    traffic: _Traffic = _Traffic()
    firewall: _Firewall = _Firewall()
    omissions: list[_Omission] = msgspec.field(default_factory=list)
    change_request: ChangeRequestRecord = ChangeRequestRecord()
    approvals: list[_Approval] = msgspec.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A request and the file it came from, so that a value that cannot be is shown on its line."""

    request: Request
    file: YamlFile
    places: Mapping[str, Path]

    @property
    def name(self) -> str:
        """The file's name as messages show it."""
        return self.file.name

    def line_of(self, field: str, index: int = -1, key: str = "") -> int:
        """Return the line of a field of the cluster or of a fact, of its entry ``index`` or that entry's ``key``.

        What is not in the file has the line of what it would stand in.
        """
        path = self.places.get(field, ())
        if index >= 0 and isinstance(_at(self.file.data, path), list):
            path = (*path, index, key) if key else (*path, index)
        return self.file.line_of(path)


def _at(data: object, path: Path) -> object:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def read_plan(content: bytes, name: str, catalog: Catalog) -> Request:
    """Read a plan file's request; refuses what `read_source` refuses."""
    return read_source(content, name, catalog).request


def read_source(content: bytes, name: str, catalog: Catalog) -> PlanSource:
    """Read a plan file of format 1 or 2.

    Raises:
        FileProblem: not YAML as the planner writes it, a newer format, an unknown key, a wrong type,
            a port outside 1 to 65535; with the line. Nothing of such a file is used.
    """
    file = read_yaml(content, name)
    if _format_of(file) == format1.FORMAT:
        return PlanSource(format1.request_of(file, catalog), file, format1.PLACES)
    places = {fact.id: fact.place for fact in catalog.facts}
    return PlanSource(_request_of(file, catalog), file, {**_PLACES, **places})


_PLACES: Mapping[str, Path] = {
    **{field: ("cluster", field) for field in _Cluster.__struct_fields__},
    "features": ("features", "on"),
    "unknown_features": ("features", "unknown"),
    "inbound": ("traffic", "inbound"),
}


def _request_of(file: YamlFile, catalog: Catalog) -> Request:
    known, rest = read_facts(file, catalog.facts)
    _check_keys(file, rest, catalog.facts)
    record = shape(YamlFile(file.name, rest, file.lines), _PlanFile)
    services = record.traffic.inbound
    lines = [file.line_of(("traffic", "inbound", index, "port")) for index in range(len(services))]
    _check_features(file, record.features.on, record.features.unknown)
    check_ports([service.port for service in services], file.name, lines)
    request = Request(
        cluster=Cluster(
            name=_known(record.cluster.name),
            cloud=_known(record.cluster.cloud),
            region=_known(record.cluster.region),
            edition=_known(record.cluster.edition),
            features=tuple(record.features.on),
            unknown_features=tuple(record.features.unknown),
            inbound=tuple(service.service() for service in services),
        ),
        omissions=tuple(Omission(entry.rule, entry.reason, entry.destination) for entry in record.omissions),
        change_request=record.change_request.change_request(),
        written=frozenset(record.change_request.given()),
        approvals=tuple(entry.approval() for entry in record.approvals),
    )
    return request.with_facts((fact, known[fact.id]) for fact in catalog.facts if fact.id in known)


def _check_features(file: YamlFile, on: Sequence[str], unknown: Sequence[str]) -> None:
    """Refuse a feature that is said to be on and not known: either may be what was meant.

    Raises:
        FileProblem: there is one, with its line.
    """
    for index, name in enumerate(unknown):
        if name in on:
            raise FileProblem(
                file.name, file.line_of(("features", "unknown", index)), _BOTH.filled(name=name[:60])
            )


_BOTH = Text(
    "{name} stands under on and under unknown. Leave one of the two away.",
    "{name} 同时列在 on 和 unknown 下，请删除其中一处。",
)


def _known(text: str) -> str:
    """Return a text of a cluster; *unknown* says that it is not known, as it does for a fact."""
    return "" if text == UNKNOWN else text


def _check_keys(file: YamlFile, rest: object, facts: Iterable[Fact]) -> None:
    """Name a misspelt fact with the fact that was meant: the records know only the other keys.

    Raises:
        FileProblem: a key of a section with facts is unknown; with the line.
    """
    own: Mapping[Path, tuple[str, ...]] = {
        ("cluster",): _Cluster.__struct_fields__,
        ("features",): _Features.__struct_fields__,
        ("traffic",): _Traffic.__struct_fields__,
        ("firewall",): (),
    }
    known: dict[Path, list[str]] = {section: list(keys) for section, keys in own.items()}
    known[("features", "answers")] = []
    for fact in facts:
        *sections, name = fact.place
        known.setdefault(tuple(sections), []).append(name)
        if len(sections) > 2:
            known[("features", "answers")].append(sections[2])
    for section, keys in known.items():
        found = _at(rest, section)
        for key in found if isinstance(found, dict) else ():
            if key not in keys:
                raise FileProblem(
                    file.name, file.line_of((*section, key)), unknown_word(key, sorted(set(keys)), "key")
                )


def _format_of(file: YamlFile) -> int:
    data = file.data
    if not isinstance(data, dict) or "format" not in data:
        raise FileProblem(file.name, 1, _NOT_A_PLAN)
    found = data["format"]
    # A number too long to be read as one is text here, and newer all the same.
    number = isinstance(found, int) and not isinstance(found, bool)
    if not number and not (isinstance(found, str) and _LONG_NUMBER.fullmatch(found)):
        raise FileProblem(file.name, file.line_of(("format",)), _NO_FORMAT)
    if isinstance(found, int) and found < format1.FORMAT:
        raise FileProblem(file.name, file.line_of(("format",)), _NO_FORMAT)
    if isinstance(found, int) and found <= FORMAT:
        return found
    shown = str(found)[:40]
    english = (
        f"has format {shown}; this planner reads format {FORMAT}. Update the planner. The file is unchanged."
    )
    chinese = f"的格式为 {shown}，当前程序只能读取格式 {FORMAT}。请更新程序。文件未改动。"
    raise FileProblem("", 0, Text(f"{file.name} {english}", f"{file.name} {chinese}"))


_NOT_A_PLAN = Text(
    f'this is no plan file: it does not start with "format: {FORMAT}". Choose a file that the planner saved.',
    f"不是方案文件：缺少“format: {FORMAT}”。请选择由本程序保存的文件。",
)
_NO_FORMAT = Text(
    f'"format" holds no format of a plan file; it is "format: {FORMAT}". Choose a file that the planner saved.',
    f"“format”的值不是方案文件的格式，应为“format: {FORMAT}”。请选择由本程序保存的文件。",
)
