"""Reads a catalog folder; every mistake is a `FileProblem` with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from planner.catalog import building, checks, compiled, known_hosts, records
from planner.catalog.advisory_building import advisory
from planner.catalog.claims import check_claims
from planner.catalog.locate import compiled_file, data_folder
from planner.catalog.mistakes import FormMistake
from planner.catalog.model import Catalog
from planner.catalog.reading import read_whole
from planner.catalog.shaping import shape, unknown_word
from planner.catalog.strict_yaml import YamlFile, read_yaml
from planner.catalog.texts import check_texts
from planner.domain.problem import FileProblem
from planner.domain.text import Text

Record = TypeVar("Record")

FOLDERS = ("clouds", "features")
FILES = (
    "advisories",
    "cluster-json",
    "editions",
    "facts",
    "field-reports",
    "groups",
    "known-hosts",
    "notes",
    "page-words",
    "sources",
)


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read the catalog that ships with the planner, or the one in ``folder``.

    What ships is taken from its compiled form where that was made from the very same files; YAML remains the
    source, and a ``folder`` that is named is read from YAML and checked in any case.

    Raises:
        FileProblem: a file is missing, unreadable or wrong.
    """
    contents = folder_contents(folder or data_folder("catalog"))
    digest = digest_of(contents)
    file = compiled_file() if folder is None else None
    ready = compiled.read(file, digest) if file is not None else None
    return ready if ready is not None else _checked(contents, digest)


def folder_contents(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a catalog folder by its name there, such as ``features/gpu.yaml``.

    Raises:
        FileProblem: a file or folder is missing, or cannot be read.
    """
    names: list[str] = []
    for folder in FOLDERS:
        found = sorted(path.name for path in (root / folder).glob("*.yaml"))
        if not found:
            raise FileProblem(f"{folder}/", 0, _no_files(root))
        names += [f"{folder}/{name}" for name in found]
    names += [f"{name}.yaml" for name in FILES]
    return {name: read_whole(root / name, name).replace(b"\r\n", b"\n") for name in names}


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Return 16 hex digits over the files' names and bytes; they stand in every plan that is handed over."""
    whole = hashlib.sha256()
    for name in sorted(contents):
        whole.update(name.encode() + b"\0" + hashlib.sha256(contents[name]).digest())
    return whole.hexdigest()[:16]


class _Parsing:
    """Parses the files of one folder, the first mistake first."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self._parsed: dict[str, YamlFile] = {}

    def files(self) -> tuple[records.CatalogFiles, dict[str, YamlFile]]:
        groups = self._one("groups", records.GroupsFile).groups
        files = records.CatalogFiles(
            clouds=sorted(self._all("clouds", records.CloudFile), key=lambda cloud: cloud.order),
            editions=self._one("editions", records.EditionsFile),
            sources=self._one("sources", records.SourcesFile),
            groups=records.GroupsFile(groups=sorted(groups, key=lambda group: group.order)),
            notes=self._one("notes", records.NotesFile),
            features=sorted(self._all("features", records.FeatureFile), key=lambda feature: feature.order),
            facts=self._one("facts", records.FactsFile),
            advisories=self._one("advisories", records.AdvisoriesFile),
            cluster_json=self._one("cluster-json", records.ClusterJsonFile),
            page_words=self._one("page-words", records.PageWordsFile),
        )
        return files, self._parsed

    def known_hosts(self) -> tuple[known_hosts.FieldReportsFile, known_hosts.KnownHostsFile]:
        return (
            self._one("field-reports", known_hosts.FieldReportsFile),
            self._one("known-hosts", known_hosts.KnownHostsFile),
        )

    def parsed(self, name: str) -> YamlFile:
        return self._parsed[name]

    def _one(self, name: str, record: type[Record]) -> Record:
        return self._shaped(f"{name}.yaml", record)

    def _all(self, folder: str, record: type[Record]) -> list[Record]:
        return [self._shaped(name, record) for name in self._contents if name.startswith(f"{folder}/")]

    def _shaped(self, name: str, record: type[Record]) -> Record:
        self._parsed[name] = file = read_yaml(self._contents[name], name)
        shaped = shape(file, record)
        check_texts(file)
        return shaped


def _checked(contents: Mapping[str, bytes], digest: str) -> Catalog:
    parsing = _Parsing(contents)
    files, parsed = parsing.files()
    _check_file_names(parsed)
    for wrong in (
        checks.source_complaints(files.sources.sources),
        checks.group_complaints(files.groups.groups),
    ):
        _raise_first(wrong, parsed.values())
    try:
        catalog = building.catalog(files, digest)
    except FormMistake as mistake:
        file = parsed[mistake.file]
        raise FileProblem(file.name, file.line_of(mistake.path), mistake.message) from mistake
    catalog = _with_known_hosts(catalog, parsing)
    for file in parsed.values():
        check_claims(file, catalog.sources)
    for record in files.features:
        _check_group(parsed[f"features/{record.id}.yaml"], record.group, catalog)
    complaints = (checks.feature_complaints(feature, catalog) for feature in catalog.features)
    advisories = map(advisory, files.advisories.advisories)
    for found in (*complaints, checks.catalog_complaints(catalog, advisories)):
        _raise_first(found, parsed.values())
    return catalog


def _with_known_hosts(catalog: Catalog, parsing: _Parsing) -> Catalog:
    reports, hosts = parsing.known_hosts()
    known = known_hosts.checked(
        (reports, parsing.parsed("field-reports.yaml")),
        (hosts, parsing.parsed("known-hosts.yaml")),
        [cloud.id for cloud in catalog.clouds],
    )
    return replace(
        catalog,
        field_reports=known.field_reports,
        retired_hosts=known.retired_hosts,
        platform_addresses=known.platform_addresses,
    )


def _check_file_names(parsed: Mapping[str, YamlFile]) -> None:
    named = {
        file.name: file.value_at(("id",)) for file in parsed.values() if file.name.startswith("features/")
    }
    for name, feature_id in named.items():
        if name != f"features/{feature_id}.yaml":
            message = Text(f"the file has to be named {feature_id}.yaml.", f"文件名应为 {feature_id}.yaml。")
            raise FileProblem(name, 1, message)


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
