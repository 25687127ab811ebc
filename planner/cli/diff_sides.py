"""The two sides of ``aks-egress diff``: a plan file, an edition with answers, or an approval workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.cli.misuse import Misuse
from planner.domain.text import Text

if TYPE_CHECKING:
    from planner.catalog.model import Catalog
    from planner.domain.plan import EgressPlan
    from planner.domain.request import Request
    from planner.domain.rule import Rule
    from planner.session.workbook_lines import WorkbookLines

_EDITION = "edition:"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a plan with the request it is of, without unreadable entries, or a workbook's lines."""

    name: str
    edition: str
    digest: str
    rules: tuple[Rule, ...]
    request: Request | None = None
    plan: EgressPlan | None = None
    workbook: WorkbookLines | None = None


def two_sides(old: str, new: str, options: Mapping[str, Any], catalog: Catalog) -> tuple[Side, Side]:
    """Return what OLD and NEW name.

    Raises:
        Misuse: options beside a file, an unknown edition, or an edition beside a workbook.
        FileProblem: a file that cannot be used.
    """
    given = {name: value for name, value in options.items() if value}
    editions = [_edition(name, catalog) for name in (old, new)]
    if None not in editions:
        request = _of_options(given)
        return _at(request, editions[0], catalog), _at(request, editions[1], catalog)
    if given:
        raise Misuse(_OPTIONS.filled(options=", ".join(f"--{name.removesuffix('s')}" for name in given)))
    files = [
        _file(name, catalog) if edition is None and not _is_workbook(name) else None
        for name, edition in zip((old, new), editions, strict=True)
    ]
    sides = []
    for name, edition, file, other in zip((old, new), editions, files, reversed(files), strict=True):
        if file is not None:
            sides.append(file)
        elif edition is None:
            sides.append(_workbook(name, other))
        elif other is None or other.request is None:
            raise Misuse(_NO_ANSWERS.filled(edition=edition))
        else:
            sides.append(_at(other.request, edition, catalog))
    return sides[0], sides[1]


def _edition(name: str, catalog: Catalog) -> str | None:
    """Return the edition that ``edition:DATE`` names; None for a file."""
    from planner.catalog.shaping import unknown_word

    if not name.startswith(_EDITION):
        return None
    edition = name.removeprefix(_EDITION)
    if catalog.edition(edition) is None:
        raise Misuse(unknown_word(edition, [entry.id for entry in catalog.editions], "edition"))
    return edition


def _is_workbook(name: str) -> bool:
    """Whether a file begins as every .xlsx does; what cannot be read is left to the reader of plan files."""
    path = Path(name)
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _workbook(name: str, other: Side | None) -> Side:
    from planner.catalog.reading import read_whole
    from planner.importers.workbook import MOST_BYTES, TOO_LARGE
    from planner.session.workbook_lines import read_lines

    known = other.plan.rules if other is not None and other.plan is not None else ()
    content = read_whole(Path(name), name, MOST_BYTES, TOO_LARGE)
    lines = read_lines(content, name, known)
    return Side(name, lines.edition, lines.plan_digest, lines.rules, workbook=lines)


def _file(name: str, catalog: Catalog) -> Side:
    from planner.cli.checking import checked_plan
    from planner.session.addresses import readable
    from planner.session.opening import read_plan_file

    source = read_plan_file(Path(name), name, catalog)
    made = checked_plan(source.request, catalog, source)
    return _of_plan(name, readable(source.request, catalog), made)


def _of_plan(name: str, request: Request, made: EgressPlan) -> Side:
    return Side(name, made.edition, made.digest(), made.included_rules(), request, made)


def _of_options(given: Mapping[str, Any]) -> Request:
    from planner.domain.cluster import Cluster
    from planner.domain.request import Request

    cluster = Cluster(
        cloud=given.get("cloud", ""),
        region=given.get("region", ""),
        features=tuple(given.get("features", ())),
    )
    return Request(cluster=cluster)


def _at(request: Request, edition: str | None, catalog: Catalog) -> Side:
    """Return the same answers by another edition."""
    from planner.cli.checking import checked_plan
    from planner.session.addresses import readable

    other = replace(request, cluster=replace(request.cluster, edition=edition or ""))
    return _of_plan(f"{_EDITION}{edition}", readable(other, catalog), checked_plan(other, catalog, None))


def notes_of(side: Side) -> Iterator[Text]:
    """Yield what has to be known of a workbook's side: which of its lines count, and which are not compared."""
    if side.workbook is None:
        return
    name, lines = side.name, len(side.workbook.lines)
    if side.workbook.by_approval:
        others = len(side.workbook.undecided)
        yield _APPROVED_ALONE.filled(name=name, n=str(lines), others=str(others))
    else:
        yield _ALL_ASKED.filled(name=name, n=str(lines))
    for problem in side.workbook.problems:
        place = " ".join(part for part in (f"{problem.sheet}!{problem.cell}", problem.rule_id) if part)
        yield _AT.filled(place=place, said=problem.text)


_OPTIONS = Text(
    "{options} is for two editions; a plan file has answers of its own. Leave it away.",
    "{options} 仅用于比较两个版本；方案文件有自己的回答。请去掉该选项。",
)
_NO_ANSWERS = Text(
    "a workbook holds no answers, so that no plan can be made of it by the edition {edition}. Name a plan file.",
    "工作簿不含回答，无法据此按 {edition} 版生成方案。请指定方案文件。",
)
_APPROVED_ALONE = Text(
    "{name} holds decisions: its {n} approved lines are compared, and not the other {others}.",
    "{name} 含有审批决定：只比较其中已批准的 {n} 行，其余 {others} 行不参与比较。",
)
_ALL_ASKED = Text(
    "{name} holds no decision: all {n} lines that it asks for are compared.",
    "{name} 不含审批决定：比较其中请求的全部 {n} 行。",
)
_AT = Text("{place}: {said}", "{place}：{said}")
