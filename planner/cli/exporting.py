"""``aks-egress export``: files of one or more targets into a folder, notices to stderr."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from planner.catalog.shaping import unknown_word
from planner.cli.streams import note
from planner.domain.export import ExportFile, Notice
from planner.domain.problem import FileProblem
from planner.domain.readiness import OpenPoint
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target
from planner.exporters.registry import load_targets
from planner.exporters.selection import for_target
from planner.exporters.writing import ExportWriteError, write_files, write_whole


def export_files(context: ExportContext, target_ids: Sequence[str], folder: Path, *, strict: bool) -> None:
    """Make every file first, then write them, each one whole, and all notices as ``notices.json``.

    Raises:
        click.UsageError: a target is unknown, or ``strict`` and something cannot be expressed.
        FileProblem: the folder cannot be made or written to.
    """
    targets = [_target(target_id) for target_id in dict.fromkeys(target_ids)]
    results = [target.export(for_target(target, context)) for target in targets]
    notices = [notice for result in results for notice in result.notices]
    for notice in notices:
        note(_notice_line(notice, context.language))
    blocking = [point for point in context.readiness if point.blocks]
    if strict and blocking:
        listed = "; ".join(map(_in_a_list, blocking))
        raise click.UsageError(f"--strict refuses a plan that is not ready. {listed}. Nothing was written.")
    if strict and notices:
        count = f"{len(notices)} notice{'s' if len(notices) > 1 else ''}"
        raise click.UsageError(f"{count}, and --strict takes them as errors. Nothing was written.")
    files = [file for result in results for file in result.files]
    files.append(_notices_file(notices, context))
    _write(files, folder)
    for file in files:
        click.echo(str(folder / file.name))


def _in_a_list(point: OpenPoint) -> str:
    """Return a point as one item of a list: a cost that is a sentence of its own loses its stop."""
    said = f"{point.title.en}: {point.cost.en}" if point.cost.en else point.title.en
    return said.rstrip(".")


def _notices_file(notices: Sequence[Notice], context: ExportContext) -> ExportFile:
    """Return every notice as JSON; an empty list says that everything was expressed."""
    numbers = {rule.id: number for number, rule in enumerate(context.plan.rules, start=1)}
    entries = [
        {
            "target": notice.target,
            "rule": notice.rule_id,
            "line": numbers.get(notice.rule_id),
            "text": context.say(notice.text),
            "advice": context.say(notice.advice),
        }
        for notice in notices
    ]
    text = json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
    return ExportFile("notices.json", text.encode(), "application/json")


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
    return f"notice: {where}{sentence}"
