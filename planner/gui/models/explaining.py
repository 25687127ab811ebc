"""What the explanation pane says of a line, as sections in reading order; no widgets in here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.catalog.model import Catalog
from planner.domain.approval import Approval, ApprovalState
from planner.domain.destination import Destination
from planner.domain.opening import openings_text
from planner.domain.plan import EgressPlan, Exclusion
from planner.domain.rule import Reason, Rule
from planner.domain.source import Source, SourceKind
from planner.domain.text import CHINESE, Text
from planner.exporters.columns import comment_text
from planner.exporters.safe_text import one_line
from planner.gui.colours import Meaning
from planner.gui.models.decisions import STATE_MARKS, state_word
from planner.gui.models.rule_rows import LineRow, feature_label, separator
from planner.gui.plain import as_html, web_address
from planner.planning.coverage import spans_labels
from planner.session.approval_words import STALE_MEANS

HostMarkup = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its text as HTML; ``meaning`` puts a mark in front of the heading."""

    heading: str
    body: str
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Explainer:
    """Everything that explaining a line needs; ``host`` marks up host names."""

    plan: EgressPlan
    catalog: Catalog
    language: str
    host: HostMarkup

    def sections(self, row: LineRow) -> tuple[Section, ...]:
        """Return what is to be said of one line; a heading without content says so."""
        if row.rule is not None:
            decided = () if row.decided is None else (self._decision(row.decided),)
            return (*decided, *self._rule(row.rule))
        return tuple(self._exclusion(row.exclusion)) if row.exclusion is not None else ()

    def common(self, rows: tuple[LineRow, ...]) -> tuple[Section, ...]:
        """Return what several lines have in common, and their names."""
        need = {row.mark for row in rows}
        pairs = (
            (KIND, {row.kind for row in rows}),
            (SERVICE, {row.service for row in rows}),
            (ASKED_FOR_BY, {row.asked_for_by for row in rows}),
        )
        listed = "<br>".join(self.host(row.destination) for row in rows)
        found = [
            Section(self._say(heading), as_html(values.pop()) if len(values) == 1 else self._say(DIFFERS))
            for heading, values in pairs
            if len(need) == 1 or heading is not KIND
        ]
        return (*found, Section(self._say(LINES), listed))

    def _decision(self, entry: Approval) -> Section:
        """Say what was decided, by whom, when and in which file; a question with its answer."""
        said = [as_html(one_line(self._say(comment_text(entry)))) if entry.comment else ""]
        if entry.state is ApprovalState.STALE:
            said = [as_html(self._say(STALE_MEANS))]
        elif entry.state is ApprovalState.PENDING:
            said = [as_html(self._say(NOT_IN_WORKBOOK))]
        elif entry.state is ApprovalState.ASKED and not entry.answer:
            said.append(as_html(self._say(TO_BE_ANSWERED)))
        where = [one_line(part) for part in (entry.by, entry.on, entry.file) if part.strip()]
        if where:
            said.append(f"<small>[{as_html(separator(self.language).join(where))}]</small>")
        heading = state_word(entry.state, self.language)
        return Section(heading, "<br>".join(part for part in said if part), STATE_MARKS[entry.state])

    def _rule(self, rule: Rule) -> Iterator[Section]:
        left_out = self.plan.left_out_reason(rule)
        if left_out is not None:
            reason = as_html(left_out) or self._say(NO_REASON)
            still_open = self._say(openings_text(self.plan.still_open_through(rule)))
            reason = "<br>".join(part for part in (reason, as_html(still_open)) if part)
            yield Section(self._say(LEFT_OUT_BECAUSE), reason, Meaning.LEFT_OUT)
        if rule.assumed:
            yield Section(self._say(ASSUMED), as_html(self._say(rule.assumption)), Meaning.ASSUMED)
        yield Section(self._say(WHY), self._each(reason.purpose for reason in rule.reasons))
        yield Section(
            self._say(IF_REFUSED), self._each(reason.if_refused for reason in rule.reasons), Meaning.PROBLEM
        )
        if rule.translation is not None:
            target = self.host(rule.translation.destination.shown(self.language))
            yield Section(self._say(SENT_TO), f"{target}:{rule.translation.port}")
        yield Section(self._say(ASKED_FOR_BY), "<br>".join(map(self._asked, rule.reasons)))
        yield Section(self._say(OTHER_WAYS), self._other_ways(rule.alternatives))
        yield Section(self._say(COVERED_BY), self._covered(rule))
        if rule.remarks:
            yield Section(self._say(REMARK), self._each(rule.remarks), Meaning.REMARK)
        for advisory in self.plan.advisories_about(rule):
            yield Section(self._say(advisory.title), as_html(self._say(advisory.text)), Meaning.ADVISORY)
        yield Section(self._say(SOURCE), self._sources(reason.source for reason in rule.reasons))

    def _exclusion(self, entry: Exclusion) -> Iterator[Section]:
        if entry.assumed:
            yield Section(self._say(ASSUMED), as_html(self._say(entry.assumption)), Meaning.ASSUMED)
        yield Section(self._say(NOT_NEEDED_BECAUSE), self._claimed(entry.reason))
        needed = self._say(entry.needed_if)
        if needed:
            yield Section(self._say(NEEDED_IF), as_html(needed))
        yield Section(self._say(WHY), self._claimed(entry.purpose))
        label = feature_label(self.catalog, entry.feature, self.language, short=False)
        yield Section(self._say(PART_OF), as_html(label))
        yield Section(self._say(SOURCE), self._sources((entry.source,)))

    def _say(self, text: Text) -> str:
        return text.in_language(self.language)

    def _each(self, texts: Iterable[Text]) -> str:
        """Return different texts below each other, each once, with whose claim each is."""
        different: dict[str, Text] = {}
        for text in texts:
            different.setdefault(self._say(text), text)
        return "<br>".join(self._claimed(text) for text in different.values() if text.en)

    def _claimed(self, text: Text) -> str:
        """Return a text with, quietly behind each run of sentences that one source claims, which source that is."""
        runs: list[tuple[str, list[Text]]] = []
        for claim in text.claims:
            if not runs or runs[-1][0] != claim.by:
                runs.append((claim.by, []))
            runs[-1][1].append(claim)
        return " ".join(self._run(claims) for _, claims in runs)

    def _run(self, claims: Sequence[Text]) -> str:
        between = "" if self.language == CHINESE else " "
        said = as_html(between.join(map(self._say, claims)))
        source = self.catalog.source_of(claims[0], self.plan.edition)
        if source is None:
            return said
        whose = self._say(WHOSE.get(source.kind, CLAIMED_ELSEWHERE).filled(source=source.name))
        return f"{said} <small>[{as_html(whose)}]</small>"

    def _asked(self, reason: Reason) -> str:
        label = as_html(feature_label(self.catalog, reason.feature, self.language))
        if not reason.answers:
            return label
        parts = [
            (ASSUMED_PART if answer.assumed else BECAUSE_PART)
            .in_language(self.language)
            .replace("{question}", f"<b>{as_html(self._say(answer.label))}</b>")
            .replace("{answer}", as_html(self._say(answer.answer)))
            for answer in reason.answers
        ]
        joined = ("，" if self.language == CHINESE else ", ").join(parts)
        return self._say(BECAUSE).replace("{feature}", label).replace("{answers}", joined)

    def _other_ways(self, ways: tuple[Destination, ...]) -> str:
        if not ways:
            return self._say(NO_OTHER_WAY)
        return "<br>".join(self._way(way) for way in ways)

    def _way(self, way: Destination) -> str:
        name, note = self.host(way.shown(self.language)), self._claimed(way.note)
        return f"{name}<br>{note}" if note else name

    def _covered(self, rule: Rule) -> str:
        cover = self.plan.rule(rule.covered_by) if rule.covered_by else None
        if cover is None:
            return self._say(NOT_COVERED)
        wording = COVERED_SPANNING if spans_labels(cover.destination, rule.destination) else COVERED
        return self._say(wording).replace("{host}", self.host(cover.destination.value))

    def _sources(self, sources: Iterable[Source]) -> str:
        return "<br>".join(dict.fromkeys(map(self._source, sources)))

    def _source(self, source: Source) -> str:
        of_an_edition = source.kind is SourceKind.PAGE and source.date
        wording = FROM_EDITION if of_an_edition else FROM_PAGE if source.section else FROM_TITLE
        said = wording.filled(edition=source.date, section=source.section, page=source.name)
        opening = OPEN_PAGE if source.kind in _MICROSOFTS else OPEN_SOURCE
        link = (
            f'<a href="{web_address(source.url)}">{self._say(opening)}</a>' if web_address(source.url) else ""
        )
        return f"{as_html(self._say(said))}<br>{link}"


_MICROSOFTS = (SourceKind.PAGE, SourceKind.MICROSOFT)

WHOSE = {
    SourceKind.PAGE: Text("Microsoft's page", "官方页面"),
    SourceKind.CODE: Text("public code: {source}", "公开代码：{source}"),
    SourceKind.REPORT: Text("report: {source}", "用户报告：{source}"),
    SourceKind.OURS: Text("our inference", "本程序的推断"),
}
"""What stands behind a sentence, by the kind of its source; other sources are named by their title."""
CLAIMED_ELSEWHERE = Text("{source}", "{source}")

NOT_IN_WORKBOOK = Text("No decision on this line was read yet.", "尚未读到对此规则的决定。")
TO_BE_ANSWERED = Text(
    "Answer it here: the answer goes out with the next workbook.", "请在此回答：回答会随下一个工作簿发出。"
)
ASSUMED = Text("Assumed", "假定")
WHY = Text("Why", "用途")
IF_REFUSED = Text("If it is refused", "不放行的后果")
SENT_TO = Text("The firewall sends it to", "防火墙转到")
ASKED_FOR_BY = Text("Asked for by", "需要它的功能")
OTHER_WAYS = Text("Other ways", "替代方案")
COVERED_BY = Text("Covered by", "覆盖情况")
REMARK = Text("Remark on the source", "来源备注")
SOURCE = Text("Source", "来源")
KIND = Text("Kind", "类型")
SERVICE = Text("Service", "服务")
LINES = Text("Lines", "规则")
DIFFERS = Text("differs", "各不相同")
LEFT_OUT_BECAUSE = Text("Left out", "已排除")
NO_REASON = Text("No reason was written.", "未填写原因。")
NOT_NEEDED_BECAUSE = Text("Not needed, because", "不需要的原因")
NEEDED_IF = Text("Needed if", "何时需要")
PART_OF = Text("Part of", "所属功能")
BECAUSE = Text("{feature}, because {answers}", "{feature}，因为：{answers}")
BECAUSE_PART = Text("{question} is set to {answer}", "{question}：{answer}")
ASSUMED_PART = Text("{question} is assumed to be {answer}", "{question}（假定）：{answer}")
NO_OTHER_WAY = Text("No other way is known", "没有已知的替代方案")
NOT_COVERED = Text("No other rule in this plan", "方案中没有其他规则覆盖它")
COVERED = Text(
    "{host}, on every firewall that takes host names with an asterisk. Both lines stay.",
    "{host}，适用于支持通配符主机名的防火墙。两条规则都保留。",
)
COVERED_SPANNING = Text(
    "{host}, on firewalls whose asterisk spans several labels (Azure Firewall does). "
    "Both lines stay, because other products read it differently.",
    "{host}，前提是防火墙的星号可以匹配多级域名（例如 Azure 防火墙）。两条规则都保留，因为其他产品的解释不同。",
)
FROM_EDITION = Text("Edition {edition}, {section}", "{edition} 版，“{section}”一节")
FROM_PAGE = Text("{page}, {section}", "“{page}”，“{section}”一节")
FROM_TITLE = Text("{page}", "“{page}”")
OPEN_SOURCE = Text("Open the source", "打开来源")
OPEN_PAGE = Text("Open Microsoft's page", "打开 Microsoft 文档页面")
