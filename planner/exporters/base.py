"""What every target is given and what it must offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from planner.domain.export import ExportResult, Notice
from planner.domain.fact import Answer
from planner.domain.opening import Opening
from planner.domain.plan import Counts, EgressPlan
from planner.domain.readiness import OpenPoint
from planner.domain.request import Request
from planner.domain.rule import Rule
from planner.domain.text import EMPTY_TEXT, ENGLISH, Text
from planner.exporters.options import TargetOptions
from planner.exporters.safe_text import one_line, safe_stem
from planner.planning.coverage import spans_labels


class TargetGroup(StrEnum):
    """The heading a target's card stands under on the export step."""

    PEOPLE = "people"
    AZURE = "azure"
    CLUSTER = "cluster"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportContext:
    """One plan with everything a file says beside it; targets read no catalog, no clock, no setting.

    ``language`` (``en`` or ``zh``) is the language of the files. The labels are the catalog's words:
    ``feature_labels`` (short, for cells) and ``feature_titles`` (for headings) by feature id,
    ``region_label`` the region's display name, ``edition_title`` and ``edition_url`` those of
    Microsoft's page. ``created`` has a time zone and is given, never read. ``path_svg`` is the picture of
    the traffic path for paper, ``path_sentences`` the same in words. ``answers`` are all answers behind the plan,
    ``readiness`` its open points, those that block first. ``selected`` are ids of the only lines that may be
    written, such as those that were approved; None means every line that the plan asks for; ``unselected`` says of
    others why not, and of routes: one that is named there is not written, whatever ``selected`` holds.
    ``unwritten`` are ids of lines that the target at hand cannot hold, ``one_label`` tells that an asterisk of its
    stands for one label of a name alone: what a left-out line is still open through depends on both.
    """

    plan: EgressPlan
    request: Request
    created: datetime
    planner_version: str
    language: str = ENGLISH
    feature_labels: Mapping[str, Text] = field(default_factory=dict)
    feature_titles: Mapping[str, Text] = field(default_factory=dict)
    cloud_label: Text = EMPTY_TEXT
    region_label: Text = EMPTY_TEXT
    edition_title: Text = EMPTY_TEXT
    edition_url: str = ""
    options: TargetOptions = field(default_factory=TargetOptions)
    path_svg: str = ""
    path_sentences: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    readiness: tuple[OpenPoint, ...] = ()
    selected: frozenset[str] | None = None
    unselected: Mapping[str, Text] = field(default_factory=dict)
    unwritten: frozenset[str] = frozenset()
    one_label: bool = False

    @property
    def lines(self) -> tuple[Rule, ...]:
        """The lines that targets write, in the plan's order: those that it asks for, less what was not selected."""
        asked = self.plan.included_rules()
        return asked if self.selected is None else tuple(rule for rule in asked if rule.id in self.selected)

    def writes(self, rule: Rule) -> bool:
        """Whether a line is among `lines`: neither left out nor passed over by the selection."""
        return not self.plan.is_left_out(rule) and (self.selected is None or rule.id in self.selected)

    def still_open_through(self, rule: Rule) -> tuple[Opening, ...]:
        """Return the lines of this file that keep a left-out line open: what is not in it opens nothing."""
        return tuple(opening for opening in self.plan.still_open_through(rule) if self._holds(opening, rule))

    def _holds(self, opening: Opening, left_out: Rule) -> bool:
        wide = self.plan.rule(opening.through)
        if wide is None or wide.id in self.unwritten or not self.writes(wide):
            return False
        if not (self.one_label and wide.destination.covers(left_out.destination)):
            return True
        return not spans_labels(wide.destination, left_out.destination)

    def numbered_lines(self) -> Iterator[tuple[int, Rule]]:
        """Yield `lines` with the numbers that they have in table, workbook and print."""
        return ((number, rule) for number, rule in enumerate(self.plan.rules, start=1) if self.writes(rule))

    def counts(self) -> Counts:
        """Count the lines that are written by fate, beside what is left out and not needed."""
        return self.plan.counts(self.lines)

    def say(self, text: Text) -> str:
        """Return ``text`` in the language of the files."""
        return text.in_language(self.language)

    def feature_label(self, feature: str) -> str:
        """Return the feature's label, or its id where the catalog gave none."""
        label = self.feature_labels.get(feature)
        return self.say(label) if label is not None else feature

    def feature_title(self, feature: str) -> str:
        """Return the feature's name as a heading, *Every AKS cluster*, or its short label."""
        title = self.feature_titles.get(feature)
        return self.say(title) if title is not None else self.feature_label(feature)

    @property
    def cluster(self) -> str:
        """The cluster's name on one line, or the word for a cluster without a name."""
        return one_line(self.plan.cluster.name) or self.say(UNNAMED_CLUSTER)

    @property
    def cluster_in_sentence(self) -> Text:
        """The cluster inside a sentence: its name, or *the cluster* where it has none."""
        name = one_line(self.plan.cluster.name)
        return Text(name, name) if name else THE_CLUSTER

    @property
    def title(self) -> str:
        """What every file is about, such as *Egress rules for AKS cluster shop-prod*."""
        name = one_line(self.plan.cluster.name)
        return self.say(TITLE.filled(cluster=name) if name else TITLE_UNNAMED)

    @property
    def cloud(self) -> str:
        """The cloud's label, or the Azure CLI's name for it."""
        return self.say(self.cloud_label) or self.plan.cluster.cloud

    @property
    def region(self) -> str:
        """The region's display name, or the region as it was typed."""
        return self.say(self.region_label) or one_line(self.plan.cluster.region)

    @property
    def created_text(self) -> str:
        """Date, time and zone such as ``2026-08-24 14:05 +02:00``."""
        return self.created.isoformat(sep=" ", timespec="minutes").replace("+", " +")

    def file_name(self, suffix: str) -> str:
        """Return ``<cluster>.<suffix>`` with a stem that every file system takes."""
        return f"{safe_stem(self.plan.cluster.name)}.{suffix}"


def fill(text: Text, **values: Text) -> Text:
    """Return ``text`` with each ``{name}`` replaced by the value's words in the same language."""
    english, chinese = text.en, text.zh
    for name, value in values.items():
        english = english.replace("{" + name + "}", value.en)
        chinese = chinese.replace("{" + name + "}", value.zh)
    return Text(english, chinese)


UNNAMED_CLUSTER = Text("Cluster without a name", "未命名群集")
THE_CLUSTER = Text("the cluster", "群集")
TITLE = Text("Egress rules for AKS cluster {cluster}", "AKS 群集 {cluster} 的出站规则")
TITLE_UNNAMED = Text("Egress rules for an AKS cluster without a name", "未命名 AKS 群集的出站规则")


@runtime_checkable
class Target(Protocol):
    """What an exporter writes for: a workbook, a CSV, the Azure CLI, a firewall.

    ``id`` is typed on the command line, ``label`` and ``summary`` (one line) stand on the card,
    ``group`` is a `TargetGroup`, ``suffix`` ends the file's name (``xlsx`` gives ``shop-prod.xlsx``).
    """

    @property
    def id(self) -> str:
        """Name as typed on the command line."""

    @property
    def label(self) -> Text:
        """Name as people read it."""

    @property
    def summary(self) -> Text:
        """What it is good for, in one line."""

    @property
    def group(self) -> str:
        """``people``, ``azure``, ``cluster`` or ``other``."""

    @property
    def suffix(self) -> str:
        """End of the file's name, without the dot before it."""

    def export(self, context: ExportContext) -> ExportResult:
        """Return whole files and every notice; nothing is written to a disk."""

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what this target cannot say of the plan, without making the files."""
