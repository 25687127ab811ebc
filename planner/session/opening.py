"""Opening a plan file: from a path to a request that this catalog can plan for.

Window and terminal read through here, so that a file is refused by both for the same reasons in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from planner.catalog.model import Catalog
from planner.catalog.reading import read_whole
from planner.catalog.shaping import unknown_word
from planner.domain.cluster import Cluster
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.domain.text import Text
from planner.planning.path import REMEDIES
from planner.planning.situation import ProfileError, situation
from planner.session.addresses import readable
from planner.session.plan_file import PlanSource, read_source

_ANY_REGION = "anyregion"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value that no plan can be made of: its field, its place in a list (or -1), the sentence, the key within."""

    field: str
    index: int
    message: Text
    key: str = ""


def read_plan_file(path: Path, name: str, catalog: Catalog) -> PlanSource:
    """Read the plan file at ``path``; messages call it ``name``.

    Raises:
        FileProblem: it is not there, is no regular file, too large, may not be read, or is no plan file.
    """
    return read_source(read_whole(path, name), name, catalog)


def open_plan(path: Path, catalog: Catalog) -> Request:
    """Read the plan file at ``path`` for the window; without an edition it takes the newest.

    A missing region or an unreadable address opens: its step shows what to correct.

    Raises:
        FileProblem: as `read_plan_file`, or the file holds a name that the catalog does not know.
    """
    source = read_plan_file(path, path.name, catalog)
    request = source.request
    unknown = unknown_name(request, catalog)
    if unknown is not None:
        message = Text(f"{unknown.message.en} {_NOT_OPENED.en}", f"{unknown.message.zh}{_NOT_OPENED.zh}")
        raise FileProblem(path.name, source.line_of(unknown.field, unknown.index, unknown.key), message)
    if request.cluster.edition:
        return request
    return replace(request, cluster=replace(request.cluster, edition=catalog.newest_edition.id))


def unknown_name(request: Request, catalog: Catalog) -> Refusal | None:
    """Return the first name that stands for nothing: of a cloud, edition, feature or remedy; else None."""
    try:
        any_region = replace(request.cluster, region=_ANY_REGION)
        situation(replace(readable(request, catalog), cluster=any_region), catalog)
    except ProfileError as error:
        return Refusal(*_blamed(request.cluster, catalog), error.message)
    for index, name in enumerate(request.cluster.unknown_features):
        if name in request.cluster.features:
            return Refusal("unknown_features", index, _ON_AND_UNKNOWN.filled(feature=name))
    for index, service in enumerate(request.cluster.inbound):
        if service.remedy and service.remedy not in REMEDIES:
            return Refusal("inbound", index, unknown_word(service.remedy, REMEDIES, "remedy"), "remedy")
    return None


def _blamed(cluster: Cluster, catalog: Catalog) -> tuple[str, int]:
    """Return field and index of the name that planning refused, in planning's own order."""
    if cluster.cloud and catalog.cloud(cluster.cloud) is None:
        return "cloud", -1
    if cluster.edition and catalog.edition(cluster.edition) is None:
        return "edition", -1
    for field, names in (("features", cluster.features), ("unknown_features", cluster.unknown_features)):
        unknown = (index for index, name in enumerate(names) if catalog.feature(name) is None)
        if (place := next(unknown, -1)) >= 0:
            return field, place
    return "features", -1


_ON_AND_UNKNOWN = Text(
    "{feature} is said to be on and not known. Leave one of the two away.",
    "{feature} 同时标为已启用和未知。请去掉其中一个。",
)
_NOT_OPENED = Text("The plan was not opened.", "方案未打开。")
