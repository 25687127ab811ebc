"""Mistakes in the form of a feature's file: where each stands, and the sentence that says what to do."""

from __future__ import annotations

from collections.abc import Collection

from planner.catalog.records import SpanRecord
from planner.catalog.spans import is_day
from planner.domain.text import Text

Path = tuple[str | int, ...]
"""Where something stands in a file: keys and indexes from its top."""


class FormMistake(ValueError):
    """A mistake in a feature's file and the place where it stands.

    ``file`` is the file's name in the catalog folder, empty until whoever knows it has said so.
    """

    def __init__(self, path: Path, message: Text, file: str = "") -> None:
        """Keep the place and the sentence in both languages."""
        self.path = path
        self.file = file
        self.message = message
        super().__init__(message.en)


def check_span(record: SpanRecord, path: Path, known_clouds: Collection[str]) -> None:
    """Check clouds and days of a span.

    Raises:
        FormMistake: a cloud is unknown or none is named, a day is none, or the end is not after the beginning.
    """
    if record.clouds is not None:
        check_clouds(record.clouds, (*path, "clouds"), known_clouds)
    for key, day in (("since", record.since), ("until", record.until)):
        if day and not is_day(day):
            raise FormMistake((*path, key), not_a_day(day))
    if record.since and record.until and record.since >= record.until:
        raise FormMistake((*path, "since"), ends_before(record.since, record.until))


def check_clouds(clouds: Collection[str], path: Path, known_clouds: Collection[str]) -> None:
    """Check a list of clouds, or the clouds by which a value is spelled.

    Raises:
        FormMistake: none is named, one is unknown, or one stands twice.
    """
    if not clouds:
        raise FormMistake(path, NO_CLOUD)
    for cloud in clouds:
        if cloud not in known_clouds:
            raise FormMistake((*path, cloud), not_a_cloud(cloud))
    if len(set(clouds)) < len(clouds):
        raise FormMistake(path, CLOUD_TWICE)


SAYS_NOTHING = Text("this entry says nothing that differs. Remove it.", "此条目没有任何不同之处，请删除。")
ABSENT_ALONE = Text(
    "absent stands alone: where the page does not list a demand, nothing else differs.",
    "absent 只能单独使用：页面未列出的条目没有其他不同之处。",
)
APPLIES_NOWHERE = Text(
    "this entry applies to no cloud and day of the demand. Remove it, or widen the demand.",
    "此条目不适用于该需求的任何云和日期，请删除，或扩大该需求的范围。",
)
NO_SECTION = Text(
    "the section is missing. Name the page's heading under sections, or the source that asks for this.",
    "缺少章节。请用 sections 中的名称指明页面标题，或注明要求此项的来源。",
)
SINCE_WITHOUT_FACT = Text("since belongs beside a fact.", "since 只能与 fact 写在一起。")
NO_CLOUD = Text(
    "no cloud is named. Name one, or leave clouds away for all.", "没有指定云。请指定，或省略以表示所有云。"
)
CLOUD_TWICE = Text("a cloud stands twice. Keep one of them.", "同一个云出现了两次，请只保留一个。")
EMPTY_HEADING = Text(
    "the section is empty; write the page's own heading.", "章节标题为空，请填写页面上的标题。"
)
HEADING_ORDER = Text(
    "headings stand in the order of their days, each with a since of its own after the first.",
    "标题须按日期先后排列，从第二个起都要有自己的 since。",
)


def shared_already(name: str) -> Text:
    """Say that a note of a feature has the name of one that all features share."""
    return Text(
        f'"{name}" stands in notes.yaml too. Use another name.', f"“{name}”已见于 notes.yaml，请换一个名称。"
    )


def unused(name: str) -> Text:
    """Say that nothing calls a note or section by its name."""
    return Text(f'nothing uses "{name}". Remove it.', f"“{name}”没有用处，请删除。")


def twice(demand: str) -> Text:
    """Say that a demand stands twice."""
    return Text(f"{demand}: stands twice. Keep one of them.", f"{demand}：出现了两次，请只保留一个。")


def no_heading(name: str, cloud: str, day: str) -> Text:
    """Say that a section has no heading for a cloud on a day (empty: the beginning)."""
    english = f"on {day}" if day else "at the beginning"
    chinese = f"在 {day} " if day else "在最初"
    return Text(
        f'"{name}" has no heading for {cloud} {english}. Add it, or give the demand a later since.',
        f"“{name}”中 {cloud} {chinese}没有标题。请添加，或推迟该需求的 since。",
    )


def nowhere(demand: str) -> Text:
    """Say that no cloud has a demand."""
    return Text(
        f"{demand}: no cloud has this demand on any day.", f"{demand}：没有任何云在任何日期有此需求。"
    )


def overlap(cloud: str, day: str) -> Text:
    """Say that two entries hold for a cloud on a day (empty: the beginning)."""
    english, chinese = (f"on {day}", f" {day} ") if day else ("at the beginning", "最初")
    return Text(
        f"two entries of differs hold for {cloud} {english}. At most one may.",
        f"differs 中有两个条目适用于 {cloud}（{chinese.strip()}），最多只能有一个。",
    )


def not_a_cloud(cloud: str) -> Text:
    """Say that there is no such cloud."""
    return Text(f"{cloud!r} is not a cloud.", f"“{cloud}”不是云。")


def not_among(cloud: str) -> Text:
    """Say that a cloud is named where its demand or entry does not hold."""
    return Text(f"{cloud} is not among the clouds that this stands for.", f"{cloud} 不在此处适用的云中。")


def cloud_missing(cloud: str) -> Text:
    """Say that a value spelled by cloud leaves one out."""
    return Text(
        f"{cloud} is missing: name every cloud that this stands for.",
        f"缺少 {cloud}：请列出此处适用的每个云。",
    )


def not_a_day(day: str) -> Text:
    """Say that a text is no day."""
    return Text(f"{day!r} is not a date such as 2020-06-29.", f"“{day}”不是日期，请写成 2020-06-29 的形式。")


def ends_before(since: str, until: str) -> Text:
    """Say that a span ends before it begins."""
    return Text(
        f"since ({since}) has to be before until ({until}), which is not included.",
        f"since（{since}）必须早于 until（{until}），且不含该日。",
    )
