"""Opening a plan file: from a path to a document that this catalog can plan for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.catalog.model import Catalog
from planner.catalog.strict_yaml import MAX_BYTES
from planner.domain.problem import FileProblem
from planner.domain.request import PlanDocument
from planner.domain.text import Text
from planner.planning.situation import ProfileError, situation
from planner.session.plan_file import read_plan
from planner.session.problems import readable

_ANY_REGION = "anyregion"


def open_plan(path: Path, catalog: Catalog) -> PlanDocument:
    """Read the plan file at ``path``; without an edition it takes the newest.

    Raises:
        FileProblem: the file is not there, cannot be read, is no plan file, or names a cloud, edition or
            feature that the catalog does not know.
    """
    try:
        if not path.is_file():
            raise FileProblem(path.name, 0, _MISSING)
        if path.stat().st_size > MAX_BYTES:
            raise FileProblem(path.name, 0, _TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        raise FileProblem(path.name, 0, _UNREADABLE) from error
    document = read_plan(content, path.name)
    profile = document.profile
    try:
        situation(replace(readable(profile), region=_ANY_REGION), catalog)
    except ProfileError as error:
        message = Text(f"{error.message.en} {_NOT_OPENED.en}", f"{error.message.zh}{_NOT_OPENED.zh}")
        raise FileProblem(path.name, 0, message) from error
    if profile.edition:
        return document
    return replace(document, profile=replace(profile, edition=catalog.newest_edition.id))


_MISSING = Text(
    "the file is not there. It may have been moved or renamed.", "文件不存在，可能已移动或重命名。"
)
_UNREADABLE = Text(
    "the file cannot be read. Check that it is there and may be read.",
    "无法读取文件。请确认文件存在且有读取权限。",
)
_TOO_LARGE = Text("the file is larger than 4 MB; no plan file is.", "文件超过 4 MB，不是方案文件。")
_NOT_OPENED = Text("The plan was not opened.", "方案未打开。")
