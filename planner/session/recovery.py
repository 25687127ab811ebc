"""Work in progress, kept outside the plan file so that a crash loses at most the last second.

One file for each window, in a folder of the caller's. Whether the window that kept it still runs is the
caller's to know (it holds a lock); here are only the files.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.catalog.model import Catalog
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.exporters.writing import write_whole
from planner.session.plan_file import as_yaml, plan_content, read_plan

SUFFIX = ".work"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class KeptWork:
    """Work that was never saved: the request, the plan file it belongs to (if any), and when it was kept."""

    request: Request
    plan_path: str
    kept_at: datetime

    @property
    def name(self) -> str:
        """The cluster's name, else the plan file's, else empty."""
        return self.request.cluster.name or Path(self.plan_path).stem


def keep(path: Path, work: KeptWork, catalog: Catalog) -> None:
    """Write the work to ``path``, whole or not at all; the folder is made if it is missing.

    Raises:
        OSError: the folder cannot be made or the file not be written; the one before stays whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {
        "format": _FORMAT,
        "plan_path": work.plan_path,
        "kept_at": work.kept_at.isoformat(),
        "plan": plan_content(work.request, catalog),
    }
    write_whole(path, json.dumps(data, ensure_ascii=True).encode("utf-8"))


def kept_in(folder: Path) -> tuple[Path, ...]:
    """Return the files with kept work, newest first; none while there is no such folder."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(OSError):
            found.append((path.stat().st_mtime, path))
    return tuple(path for _, path in sorted(found, reverse=True))


def read_kept(path: Path, catalog: Catalog) -> KeptWork | None:
    """Return the work kept in ``path``, or None if it is gone or cannot be read."""
    try:
        data = json.loads(path.read_bytes())
        if not isinstance(data, dict) or data.get("format") != _FORMAT:
            return None
        return KeptWork(
            request=read_plan(_plan_file(data["plan"]), path.name, catalog),
            plan_path=str(data["plan_path"]),
            kept_at=datetime.fromisoformat(str(data["kept_at"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FileProblem, RecursionError):
        return None


def _plan_file(plan: object) -> bytes:
    """Return kept work as a plan file; earlier versions kept the text of one."""
    return as_yaml(plan) if isinstance(plan, dict) else str(plan).encode("utf-8")


def discard(path: Path) -> None:
    """Remove kept work; nothing happens when it is gone already."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
