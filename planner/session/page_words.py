"""Words for what a newer copy of Microsoft's page has more, less or otherwise than an edition of the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from planner.catalog.model import Catalog
from planner.domain.service import Service, services_text
from planner.domain.text import EMPTY_TEXT, Text, together
from planner.planning.edition_words import NEEDS
from planner.planning.page_check import PageFinding, PageFindings


class PageFindingKind(StrEnum):
    """The kinds of findings, in reading order; their names are keys in JSON."""

    MISSING = "missing"
    EXTRA = "extra"
    DIFFERENT = "different"
    IN_WORDS = "in_words"


COLUMNS: Mapping[str, Text] = MappingProxyType(
    {
        "kind": Text("Finding", "结果"),
        "cloud": Text("Cloud", "云"),
        "feature": Text("Feature", "功能"),
        "destination": Text("Destination", "目标"),
        "service": Text("Service", "服务"),
        "section": Text("Section of Microsoft's page", "Microsoft 官方页面章节"),
    }
)
KIND_WORDS: Mapping[PageFindingKind, Text] = MappingProxyType(
    {
        PageFindingKind.MISSING: Text("only on the page", "仅页面有"),
        PageFindingKind.EXTRA: Text("only in the edition", "仅版本有"),
        PageFindingKind.DIFFERENT: Text("different", "不一致"),
        PageFindingKind.IN_WORDS: Text("not compared", "未比较"),
    }
)
UNKNOWN_FEATURE = Text("not known", "未知")

_MISSING = Text(
    "The page lists it, edition {edition} does not: no plan by this edition asks for it. If it is new on the page, "
    "ask the network team for it where the feature is used.",
    "页面列出此项，{edition} 版没有：按此版本生成的方案不会请求它。"
    "如果是页面新增的，请为使用该功能的群集向网络团队申请放行。",
)
_NO_FEATURE = Text(
    "No heading above it names a feature that the planner knows: read there what it is for.",
    "上方的标题没有提到本程序已知的功能，请在页面中查看其用途。",
)
_EXTRA = Text(
    "Edition {edition} lists it, no table of this page does: plans by this edition still ask for it. "
    "Read the page before you close it; it may be said in words there, or under another heading.",
    "{edition} 版列出此项，页面的表格中没有：按此版本生成的方案仍会请求它。"
    "停止放行之前请查看页面，它可能写在正文中或其他标题下。",
)
_SERVICES = Text(
    "The page lists it with {services}, edition {edition} with {before}.",
    "页面列出的服务为 {services}，{edition} 版为 {before}。",
)
_NEED = Text(
    "The page says {need}, edition {edition} says {before}.",
    "页面标为{need}，{edition} 版标为{before}。",
)
_IN_WORDS = Text(
    "Edition {edition} lists it, and no table that could be read stands below this heading of the page. It was not "
    "compared: look at the page yourself.",
    "{edition} 版列有此项，而页面的该标题下没有可读取的表格。未作比较，请自行查看页面。",
)
NOTHING = Text(
    "Nothing differs in the tables that were read: they and edition {edition} list the same endpoints with the same "
    "services. Text, notes and other tables were not compared.",
    "已读取的表格没有差异：与 {edition} 版列出的端点和服务相同。正文、注释和其他表格未作比较。",
)
COUNTS = Text(
    "{missing} only on the page, {extra} only in edition {edition}, {different} different",
    "仅页面有 {missing}，仅 {edition} 版有 {extra}，不一致 {different}",
)
CUT_OFF = Text(
    "The copy looks cut off: its end, or the tables of a cloud, are missing. What it lacks is therefore not called a "
    "finding. Save the whole page again.",
    "此副本似乎不完整：缺少结尾，或缺少某个云的表格。因此未将其中缺少的内容列为差异。请重新保存整个页面。",
)
CHOICES = Text(
    "The page shows parts of itself for a choice alone, such as tabs. Which table is for which choice was not read: "
    "look at the page itself. What it lacks is not called a finding.",
    "页面的部分内容仅在选择后显示（例如选项卡）。未读取哪个表格对应哪个选择，请查看页面本身。其中缺少的内容未列为差异。",
)
NOT_READ = Text(
    "A row could not be read whole, under “{section}”: {row}",
    "“{section}”下有一行未能完整读取：{row}",
)


def listed(findings: PageFindings) -> Iterator[tuple[PageFindingKind, PageFinding]]:
    """Yield every finding with its kind, by cloud and feature as the findings stand, kind by kind."""
    for kind in PageFindingKind:
        for finding in getattr(findings, kind.value):
            yield kind, finding


def feature_label(feature: str, catalog: Catalog) -> Text:
    """Return a feature's name; *not known* for one that no heading names."""
    known = catalog.feature(feature)
    return known.label if known is not None else UNKNOWN_FEATURE


def cloud_label(cloud: str, catalog: Catalog) -> Text:
    """Return a cloud's short name."""
    known = catalog.cloud(cloud)
    return known.short_label if known is not None else Text(cloud, cloud)


def services_said(finding: PageFinding) -> str:
    """Return *HTTP:443 -> HTTPS:443* where both sides have services, else those of the one that has them."""
    services = services_text(finding.services)
    if finding.before and set(finding.before) != set(finding.services):
        return f"{services_text(finding.before)} -> {services}"
    return services


def meaning(kind: PageFindingKind, finding: PageFinding, edition: str) -> Text:
    """Return what a finding means, in one or two sentences."""
    if kind is PageFindingKind.MISSING:
        said = _MISSING.filled(edition=edition)
        return said if finding.feature else together((said, _NO_FEATURE))
    if kind is PageFindingKind.EXTRA:
        return _EXTRA.filled(edition=edition)
    if kind is PageFindingKind.IN_WORDS:
        return _IN_WORDS.filled(edition=edition)
    return together(_differences(finding, edition))


def _differences(finding: PageFinding, edition: str) -> Iterator[Text]:
    if set(finding.before) != set(finding.services):
        yield _SERVICES.filled(
            services=_list(finding.services), before=_list(finding.before), edition=edition
        )
    if finding.necessity_before not in (None, finding.necessity):
        before = NEEDS.get(finding.necessity_before or finding.necessity, EMPTY_TEXT)
        yield _NEED.filled(need=NEEDS[finding.necessity], before=before, edition=edition)


def _list(services: tuple[Service, ...]) -> str:
    return services_text(services) or "-"


def counts_text(findings: PageFindings) -> Text:
    """Return how many findings there are of each kind, or that nothing differs.

    Of a copy that was not read or compared whole nobody can say that nothing differs.
    """
    if findings.is_clean:
        return NOTHING.filled(edition=findings.edition)
    return COUNTS.filled(
        edition=findings.edition,
        missing=str(len(findings.missing)),
        extra=str(len(findings.extra)),
        different=str(len(findings.different)),
    )


def remarks(findings: PageFindings) -> Iterator[Text]:
    """Yield what has to be said of the copy as a whole: that it is cut off, and rows that were not read."""
    if not findings.is_whole:
        yield CUT_OFF
    if findings.has_choices:
        yield CHOICES
    for row in findings.unread:
        yield NOT_READ.filled(section=row.section, row=row.text)
