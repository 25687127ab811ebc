"""``aks-egress export``: files of one or more targets into a folder, notices to stderr."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from planner.catalog.model import Catalog
from planner.catalog.shaping import unknown_word
from planner.domain.export import ExportFile, Notice
from planner.domain.problem import FileProblem
from planner.domain.request import PlanDocument
from planner.domain.text import Text
from planner.exporters.base import Target
from planner.exporters.registry import load_targets
from planner.exporters.writing import ExportWriteError, write_files, write_whole
from planner.planning.planner import plan
from planner.session.handover import export_context


def export_files(
    document: PlanDocument,
    catalog: Catalog,
    target_ids: Sequence[str],
    folder: Path,
    language: str,
    created: datetime,
) -> None:
    """Make every file first, then write them, each one whole.

    Raises:
        click.UsageError: a target is unknown.
        FileProblem: the folder cannot be made or written to.
    """
    targets = [_target(target_id) for target_id in dict.fromkeys(target_ids)]
    made = plan(document.profile, catalog, document.decisions)
    context = export_context(document, made, catalog, language, created)
    files: list[ExportFile] = []
    for target in targets:
        result = target.export(context)
        files.extend(result.files)
        for notice in result.notices:
            click.echo(_notice_line(notice, language), err=True)
    _write(files, folder)
    for file in files:
        click.echo(str(folder / file.name))


def write_one(path: Path, content: bytes) -> None:
    """Write one file, whole or not at all.

    Raises:
        FileProblem: the system refuses.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        message = Text(
            f"the file cannot be written ({reason}). Name another.",
            f"无法写入文件（{reason}）。请指定其他文件。",
        )
        raise FileProblem(str(path), 0, message) from error


def _target(target_id: str) -> Target:
    known = load_targets()
    target = known.find(target_id)
    if target is not None:
        return target
    broken = next((entry for entry in known.broken if entry.id == target_id), None)
    if broken is not None:
        raise click.UsageError(f"the target {target_id} cannot be used: {broken.error}")
    message = unknown_word(target_id, [entry.id for entry in known.usable], "target").en
    raise click.UsageError(f"{message} See: aks-egress targets.")


def _write(files: Sequence[ExportFile], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        message = Text(
            f"the folder cannot be made ({reason}). Name another.",
            f"无法创建文件夹（{reason}）。请指定其他文件夹。",
        )
        raise FileProblem(str(folder), 0, message) from error
    try:
        write_files(files, folder)
    except ExportWriteError as error:
        raise FileProblem(str(folder), 0, error.text) from error


def _notice_line(notice: Notice, language: str) -> str:
    where = f"{notice.target}: {notice.rule_id}: " if notice.rule_id else f"{notice.target}: "
    sentence = f"{notice.text.in_language(language)} {notice.advice.in_language(language)}"
    return "notice: " + " ".join((where + sentence).split())
