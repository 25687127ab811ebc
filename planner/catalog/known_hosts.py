"""``field-reports.yaml`` and ``known-hosts.yaml``: their keys, their checks, and the domain's types made of them.

Both are for explaining a host. Nothing here is ever planned.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from ipaddress import ip_network
from typing import NamedTuple

from planner.catalog.records import Record, TextRecord
from planner.catalog.spans import is_day
from planner.catalog.strict_yaml import Path, YamlFile
from planner.catalog.words import text
from planner.domain.known_host import FieldReport, PlatformAddress, RetiredHost, Thread
from planner.domain.problem import FileProblem
from planner.domain.text import Text

_PATTERN = re.compile(r"(\*\.)?([a-z0-9_*-]{1,63}\.)*[a-z0-9_-]{1,63}\.[a-z][a-z0-9-]{1,62}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_THREADS = "https://github.com/"


class ThreadRecord(Record, frozen=True, kw_only=True):
    """Where people spoke of it."""

    title: str
    url: str = ""


class FieldReportRecord(Record, frozen=True, kw_only=True):
    """An entry of ``field-reports.yaml``."""

    hosts: list[str]
    clouds: list[str] | None = None
    date: str
    threads: list[ThreadRecord]
    seen: TextRecord
    advice: TextRecord


class FieldReportsFile(Record, frozen=True, kw_only=True):
    """``field-reports.yaml``."""

    reports: list[FieldReportRecord]


class RetiredHostRecord(Record, frozen=True, kw_only=True):
    """A host that left the page before the first edition."""

    host: str
    left: str
    clouds: list[str] | None = None
    note: TextRecord | None = None


class PlatformAddressRecord(Record, frozen=True, kw_only=True):
    """A prefix that never passes a firewall."""

    prefix: str
    reason: TextRecord


class KnownHostsFile(Record, frozen=True, kw_only=True):
    """``known-hosts.yaml``."""

    retired: list[RetiredHostRecord]
    platform: list[PlatformAddressRecord]


class Known(NamedTuple):
    """What both files hold."""

    field_reports: tuple[FieldReport, ...]
    retired_hosts: tuple[RetiredHost, ...]
    platform_addresses: tuple[PlatformAddress, ...]


Complaint = tuple[Path, Text]
"""Where in a file, and the sentence."""


def checked(
    reports: tuple[FieldReportsFile, YamlFile],
    known: tuple[KnownHostsFile, YamlFile],
    clouds: Collection[str],
) -> Known:
    """Return what both files hold.

    Raises:
        FileProblem: a host, cloud, date, address or link cannot be, or a host stands twice; with its line.
    """
    _raise_first(reports[1], _report_complaints(reports[0], clouds))
    _raise_first(known[1], _known_complaints(known[0], clouds))
    return Known(
        tuple(map(_report, reports[0].reports)),
        tuple(
            RetiredHost(entry.host, entry.left, text(entry.note), tuple(entry.clouds or ()))
            for entry in known[0].retired
        ),
        tuple(PlatformAddress(entry.prefix, text(entry.reason)) for entry in known[0].platform),
    )


def _report(record: FieldReportRecord) -> FieldReport:
    return FieldReport(
        hosts=tuple(record.hosts),
        date=record.date,
        seen=text(record.seen),
        advice=text(record.advice),
        threads=tuple(Thread(thread.title, thread.url) for thread in record.threads),
        clouds=tuple(record.clouds or ()),
    )


def _raise_first(file: YamlFile, complaints: Iterator[Complaint]) -> None:
    for path, sentence in complaints:
        raise FileProblem(file.name, file.line_of(path), sentence)


def _report_complaints(file: FieldReportsFile, clouds: Collection[str]) -> Iterator[Complaint]:
    hosts: set[str] = set()
    for index, report in enumerate(file.reports):
        place: Path = ("reports", index)
        if not report.hosts:
            yield (*place, "hosts"), _NO_HOSTS
        for number, host in enumerate(report.hosts):
            yield from _host_complaints((*place, "hosts", number), host, hosts)
        yield from _cloud_complaints(place, report.clouds, clouds)
        if not is_day(report.date):
            yield (*place, "date"), _not_a_date(report.date, "2025-11-05")
        if not report.threads:
            yield (*place, "threads"), _NO_THREAD
        for number, thread in enumerate(report.threads):
            if not thread.title.strip():
                yield (*place, "threads", number, "title"), _NO_TITLE
            if thread.url and not thread.url.startswith(_THREADS):
                yield (*place, "threads", number, "url"), _NOT_GITHUB


def _known_complaints(file: KnownHostsFile, clouds: Collection[str]) -> Iterator[Complaint]:
    hosts: set[str] = set()
    for index, entry in enumerate(file.retired):
        place: Path = ("retired", index)
        yield from _host_complaints((*place, "host"), entry.host, hosts)
        yield from _cloud_complaints(place, entry.clouds, clouds)
        if not is_day(entry.left) and not _MONTH.fullmatch(entry.left):
            yield (*place, "left"), _not_a_date(entry.left, "2020-02-12 or 2019-09")
    for index, address in enumerate(file.platform):
        try:
            ip_network(address.prefix)
        except ValueError:
            shown = address.prefix[:60]
            yield (
                ("platform", index, "prefix"),
                Text(
                    f"{shown!r} is not a prefix such as 169.254.0.0/16.",
                    f"“{shown}”不是地址前缀，例如 169.254.0.0/16。",
                ),
            )


def _host_complaints(path: Path, host: str, seen: set[str]) -> Iterator[Complaint]:
    shown = host[:80]
    if not _PATTERN.fullmatch(host):
        yield (
            path,
            Text(
                f"{shown!r} is not a host name in small letters, with an asterisk in front or within a label at most.",
                f"“{shown}”不是小写主机名，星号只能位于最前面或标签之内。",
            ),
        )
    if host in seen:
        yield path, Text(f"{shown} stands twice. Keep one of them.", f"{shown} 重复出现，请只保留一个。")
    seen.add(host)


def _cloud_complaints(place: Path, named: list[str] | None, known: Collection[str]) -> Iterator[Complaint]:
    for number, cloud in enumerate(named or ()):
        if cloud not in known:
            shown = cloud[:60]
            yield (
                (*place, "clouds", number),
                Text(
                    f"{shown!r} is not a cloud. Known: {', '.join(known)}.",
                    f"未知的云“{shown}”。可用值：{'、'.join(known)}。",
                ),
            )


def _not_a_date(given: str, example: str) -> Text:
    shown = given[:40]
    return Text(f"{shown!r} is not a date such as {example}.", f"“{shown}”不是日期，例如 {example}。")


_NO_HOSTS = Text("the list of hosts is empty. Name what was seen.", "主机列表为空，请填写观察到的主机。")
_NO_THREAD = Text("no thread is named. Say where it was reported.", "未注明反馈来源，请填写。")
_NO_TITLE = Text("the thread's title is empty.", "反馈来源的标题为空。")
_NOT_GITHUB = Text(f"a thread's address begins with {_THREADS}.", f"反馈来源的地址应以 {_THREADS} 开头。")
