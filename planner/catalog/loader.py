"""Reads a catalog folder; every mistake is a `FileProblem` with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from planner.catalog import building, checks, records
from planner.catalog.claims import check_claims
from planner.catalog.locate import data_folder
from planner.catalog.mistakes import FormMistake, unused
from planner.catalog.model import Catalog
from planner.catalog.notes import Notes
from planner.catalog.reading import read_whole
from planner.catalog.shaping import shape, unknown_word
from planner.catalog.strict_yaml import YamlFile, read_yaml
from planner.catalog.texts import check_texts
from planner.domain.demand import Feature
from planner.domain.fact import Fact
from planner.domain.problem import FileProblem
from planner.domain.source import Source
from planner.domain.text import Text

Record = TypeVar("Record")


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read the catalog that ships with the planner, or the one in ``folder``.

    Raises:
        FileProblem: a file is missing, unreadable or wrong.
    """
    root = folder if folder is not None else data_folder("catalog")
    reader = _FolderReader(root)
    clouds = sorted(reader.all("clouds", records.CloudFile), key=lambda entry: entry[1].order)
    sources = reader.one("sources.yaml", records.SourcesFile).sources
    groups = sorted(reader.one("groups.yaml", records.GroupsFile).groups, key=lambda entry: entry.order)
    for wrong in (checks.source_complaints(sources), checks.group_complaints(groups)):
        _raise_first(wrong, reader.files.values())
    suffixes = {record.id: record.api_server_suffix for _, record in clouds}
    shared = reader.one("notes.yaml", records.NotesFile).notes
    features = sorted(reader.all("features", records.FeatureFile), key=lambda entry: entry[1].order)
    facts = reader.one("facts.yaml", records.FactsFile)
    warnings = reader.one("advisories.yaml", records.AdvisoriesFile)
    advisories = tuple(map(building.advisory, warnings.advisories))
    editions = reader.one("editions.yaml", records.EditionsFile)
    by_id = {record.id: building.source(record) for record in sources}
    catalog = Catalog(
        editions=tuple(map(building.edition, editions.editions)),
        clouds=tuple(building.cloud(record) for _, record in clouds),
        facts=_facts(reader.files["facts.yaml"], facts, features),
        features=_features(features, suffixes, shared, by_id, reader.files["notes.yaml"]),
        advisories={advisory.id: advisory for advisory in advisories},
        digest=reader.digest(),
        groups=tuple(map(building.group, groups)),
        sources=by_id,
    )
    for file in reader.files.values():
        check_claims(file, catalog.sources)
    for file, record in features:
        _check_file_name(file, record.id)
        _check_group(file, record.group, catalog)
    complaints = (checks.feature_complaints(feature, catalog) for feature in catalog.features)
    for found in (*complaints, checks.catalog_complaints(catalog, advisories)):
        _raise_first(found, reader.files.values())
    return catalog


class _FolderReader:
    """Reads files of one folder and keeps their bytes for the digest."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._content: dict[str, bytes] = {}
        self.files: dict[str, YamlFile] = {}

    def one(self, name: str, record: type[Record]) -> Record:
        return self._shaped(self._read(name), record)

    def all(self, folder: str, record: type[Record]) -> list[tuple[YamlFile, Record]]:
        paths = sorted((self._root / folder).glob("*.yaml"))
        if not paths:
            raise FileProblem(f"{folder}/", 0, _no_files(self._root))
        files = [self._read(f"{folder}/{path.name}") for path in paths]
        return [(file, self._shaped(file, record)) for file in files]

    @staticmethod
    def _shaped(file: YamlFile, record: type[Record]) -> Record:
        shaped = shape(file, record)
        check_texts(file)
        return shaped

    def _read(self, name: str) -> YamlFile:
        content = read_whole(self._root / name, name)
        self._content[name] = content.replace(b"\r\n", b"\n")
        self.files[name] = read_yaml(content, name)
        return self.files[name]

    def digest(self) -> str:
        whole = hashlib.sha256()
        for name in sorted(self._content):
            whole.update(name.encode() + b"\0" + hashlib.sha256(self._content[name]).digest())
        return whole.hexdigest()[:16]


def _features(
    files: list[tuple[YamlFile, records.FeatureFile]],
    suffixes: Mapping[str, str],
    shared: Mapping[str, records.Claims],
    sources: Mapping[str, Source],
    notes_file: YamlFile,
) -> tuple[Feature, ...]:
    features: list[Feature] = []
    used: set[str] = set()
    for file, record in files:
        try:
            notes = Notes(record.notes, shared)
            features.append(building.feature(record, suffixes, notes, sources))
        except FormMistake as mistake:
            raise FileProblem(file.name, file.line_of(mistake.path), mistake.message) from mistake
        used |= notes.used
    for name in shared:
        if name not in used:
            raise FileProblem(notes_file.name, notes_file.line_of(("notes", name)), unused(name))
    return tuple(features)


def _facts(
    file: YamlFile, record: records.FactsFile, features: list[tuple[YamlFile, records.FeatureFile]]
) -> tuple[Fact, ...]:
    """Return the table of facts: the common ones, then those that features ask."""
    found: list[Fact] = []
    for entry in record.facts:
        with _named(file):
            found.append(building.fact(entry))
    for feature_file, feature in features:
        with _named(feature_file):
            found.extend(building.feature_facts(feature))
    return tuple(found)


@contextmanager
def _named(file: YamlFile) -> Iterator[None]:
    """Turn a mistake that names what it is found under into one with the file's line."""
    try:
        yield
    except ValueError as error:
        found_under, _, sentence = str(error).partition(": ")
        raise FileProblem(
            file.name, _line_with(file, found_under) or 1, Text(f"{found_under}: {sentence}.", str(error))
        ) from error


def _check_file_name(file: YamlFile, feature_id: str) -> None:
    if not file.name.endswith(f"/{feature_id}.yaml"):
        message = Text(f"the file has to be named {feature_id}.yaml.", f"文件名应为 {feature_id}.yaml。")
        raise FileProblem(file.name, 1, message)


def _check_group(file: YamlFile, group: str, catalog: Catalog) -> None:
    known = [entry.id for entry in catalog.groups]
    if group not in known:
        raise FileProblem(file.name, file.line_of(("group",)), unknown_word(group, known, "group"))


def _raise_first(complaints: Iterable[checks.Complaint], files: Iterable[YamlFile]) -> None:
    for complaint in complaints:
        candidates = [file for file in files if file.name.startswith(complaint.file)]
        lines = ((file, _line_with(file, complaint.found_under)) for file in candidates)
        file, line = next((found for found in lines if found[1]), (candidates[0], 1))
        message = f"{complaint.found_under}: {complaint.sentence}."
        raise FileProblem(file.name, line, Text(message, message))


def _line_with(file: YamlFile, name: str) -> int:
    """Return the line on which ``id: name`` stands, or ``name: name``, or that key itself; 0 if none does."""
    for key in ("id", "name"):
        for path, line in file.lines.items():
            if path and path[-1] == key and file.value_at(path) == name:
                return line
    return file.lines.get((name,), 0)


def _no_files(root: Path) -> Text:
    return Text(
        f"no .yaml file is there, below {root.name}. Name the catalog folder.",
        f"{root.name} 下没有 .yaml 文件，请指定目录文件夹。",
    )
