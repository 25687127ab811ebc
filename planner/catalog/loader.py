"""Reads a catalog folder; every mistake is a `FileProblem` with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from planner.catalog import building, checks, records
from planner.catalog.locate import data_folder
from planner.catalog.model import Catalog
from planner.catalog.shaping import shape
from planner.catalog.strict_yaml import MAX_BYTES, YamlFile, read_yaml
from planner.domain.demand import Feature
from planner.domain.problem import FileProblem
from planner.domain.text import Text

Record = TypeVar("Record")
Built = TypeVar("Built")


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read the catalog that ships with the planner, or the one in ``folder``.

    Raises:
        FileProblem: a file is missing, unreadable or wrong.
    """
    root = folder if folder is not None else data_folder("catalog")
    reader = _FolderReader(root)
    clouds = sorted(reader.all("clouds", records.CloudFile), key=lambda entry: entry[1].order)
    cloud_ids = tuple(record.id for _, record in clouds)
    features = sorted(reader.all("features", records.FeatureFile), key=lambda entry: entry[1].order)
    facts = reader.one("facts.yaml", records.FactsFile)
    advisories = reader.one("advisories.yaml", records.AdvisoriesFile)
    editions = reader.one("editions.yaml", records.EditionsFile)
    catalog = Catalog(
        editions=tuple(map(building.edition, editions.editions)),
        clouds=tuple(building.cloud(record) for _, record in clouds),
        facts=tuple(map(building.fact, facts.facts)),
        answers={answer: building.text(words) for answer, words in facts.answers.items()},
        features=tuple(_feature(file, record, cloud_ids) for file, record in features),
        advisories={record.id: building.advisory(record) for record in advisories.advisories},
        digest=reader.digest(),
    )
    _check(catalog, {record.id: file for file, record in features}, reader)
    return catalog


class _FolderReader:
    """Reads files of one folder and keeps their bytes for the digest."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._content: dict[str, bytes] = {}
        self.files: dict[str, YamlFile] = {}

    def one(self, name: str, record: type[Record]) -> Record:
        return shape(self._read(name), record)

    def all(self, folder: str, record: type[Record]) -> list[tuple[YamlFile, Record]]:
        paths = sorted((self._root / folder).glob("*.yaml"))
        if not paths:
            raise FileProblem(f"{folder}/", 0, _no_files(self._root))
        files = [self._read(f"{folder}/{path.name}") for path in paths]
        return [(file, shape(file, record)) for file in files]

    def _read(self, name: str) -> YamlFile:
        path = self._root / name
        try:
            if path.stat().st_size > MAX_BYTES:
                raise FileProblem(name, 0, _TOO_LARGE)
            content = path.read_bytes()
        except OSError as error:
            raise FileProblem(name, 0, _unreadable(error)) from error
        self._content[name] = content.replace(b"\r\n", b"\n")
        self.files[name] = read_yaml(content, name)
        return self.files[name]

    def digest(self) -> str:
        whole = hashlib.sha256()
        for name in sorted(self._content):
            whole.update(name.encode() + b"\0" + hashlib.sha256(self._content[name]).digest())
        return whole.hexdigest()[:16]


def _feature(file: YamlFile, record: records.FeatureFile, clouds: tuple[str, ...]) -> Feature:
    try:
        return building.feature(record, clouds)
    except ValueError as error:
        found_under, _, sentence = str(error).partition(": ")
        raise FileProblem(
            file.name, _line_with(file, found_under), Text(f"{found_under}: {sentence}.", str(error))
        ) from error


def _check(catalog: Catalog, feature_files: dict[str, YamlFile], reader: _FolderReader) -> None:
    for feature in catalog.features:
        file = feature_files[feature.id]
        if not file.name.endswith(f"/{feature.id}.yaml"):
            raise FileProblem(
                file.name,
                1,
                Text(f"the file has to be named {feature.id}.yaml.", f"文件名应为 {feature.id}.yaml。"),
            )
        _raise_first(checks.feature_complaints(feature, catalog), partial(_same_file, file))
    _raise_first(checks.catalog_complaints(catalog), lambda found: _file_with(reader, found))


def _same_file(file: YamlFile, _found_under: str) -> YamlFile:
    return file


def _raise_first(complaints: Iterable[checks.Complaint], file_of: Callable[[str], YamlFile]) -> None:
    for found_under, sentence in complaints:
        file = file_of(found_under)
        message = f"{found_under}: {sentence}."
        raise FileProblem(file.name, _line_with(file, found_under), Text(message, message))


def _file_with(reader: _FolderReader, identifier: str) -> YamlFile:
    for file in reader.files.values():
        if not file.name.startswith("features/") and _line_with(file, identifier) > 1:
            return file
    return next(iter(reader.files.values()))


def _line_with(file: YamlFile, identifier: str) -> int:
    """Return the line on which ``id: identifier`` stands, or 1."""
    for path, line in file.lines.items():
        if path and path[-1] == "id" and _value_at(file.data, path) == identifier:
            return line
    return 1


def _value_at(data: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
    return data


def _unreadable(error: OSError) -> Text:
    return Text(
        f"the file cannot be read ({error.strerror or error}). Check that it is there and may be read.",
        f"无法读取文件（{error.strerror or error}）。请确认文件存在且有读取权限。",
    )


def _no_files(root: Path) -> Text:
    return Text(
        f"no .yaml file is there, below {root.name}. Name the catalog folder.",
        f"{root.name} 下没有 .yaml 文件，请指定目录文件夹。",
    )


_TOO_LARGE = Text("the file is larger than 4 MB; no catalog file is.", "文件超过 4 MB，不是目录文件。")
