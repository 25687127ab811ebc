"""Field reports and known hosts: each mistake is named with file and line, and nothing of them is planned."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.problem import FileProblem
from tests.plans import catalog, planned

REPORTS = """\
reports:
  - hosts: [a.contoso.com]
    clouds: [AzureCloud]
    date: 2025-11-05
    threads:
      - {title: Azure/AKS issue 1, url: "https://github.com/Azure/AKS/issues/1"}
    seen: {en: It was seen., zh: 出现过。}
    advice: {en: Refuse it., zh: 拒绝。}
"""
KNOWN = """\
retired:
  - host: a.contoso.com
    left: 2019-09
platform:
  - prefix: 169.254.0.0/16
    reason: {en: Never leaves., zh: 不会离开。}
"""
MISTAKES = [
    ("unknown key", "    date:", "    day:", 4, "not a known key"),
    ("upper case", "a.contoso.com", "A.contoso.com", 2, "not a host name in small letters"),
    ("a whole top-level domain", "a.contoso.com", '"*"', 2, "not a host name"),
    ("the same host twice", "[a.contoso.com]", "[a.contoso.com, a.contoso.com]", 2, "stands twice"),
    ("no host", "[a.contoso.com]", "[]", 2, "hosts is empty"),
    ("unknown cloud", "[AzureCloud]", "[AzureMoon]", 3, "not a cloud"),
    ("no date", "2025-11-05", "2025-13-05", 4, "not a date"),
    ("a link elsewhere", "https://github.com/Azure", "https://contoso.com/Azure", 6, "begins with"),
    ("no title", "title: Azure/AKS issue 1", 'title: ""', 6, "title is empty"),
    ("empty text", "zh: 拒绝。", 'zh: ""', 8, "Chinese text is empty"),
]
KNOWN_MISTAKES = [
    ("wrong host", "a.contoso.com", "contoso", 2, "not a host name"),
    ("wrong date", "2019-09", "2019-19", 3, "not a date"),
    ("wrong prefix", "169.254.0.0/16", "169.254.0.1/16", 5, "not a prefix"),
]


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    (folder / "field-reports.yaml").write_text(REPORTS, encoding="utf-8")
    (folder / "known-hosts.yaml").write_text(KNOWN, encoding="utf-8")
    return folder


def test_the_files_before_the_mistakes_are_accepted(tmp_path: Path) -> None:
    loaded = load_catalog(_folder(tmp_path))
    assert [report.hosts for report in loaded.field_reports] == [("a.contoso.com",)]
    assert [entry.left for entry in loaded.retired_hosts] == ["2019-09"]


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "said"),
    [
        *(("field-reports.yaml", *mistake[1:]) for mistake in MISTAKES),
        *(("known-hosts.yaml", *mistake[1:]) for mistake in KNOWN_MISTAKES),
    ],
    ids=[mistake[0] for mistake in (*MISTAKES, *KNOWN_MISTAKES)],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, file: str, before: str, after: str, line: int, said: str
) -> None:
    folder = _folder(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load_catalog(folder)
    assert (caught.value.file, caught.value.line) == (file, line)
    assert said in caught.value.message.en


def test_no_reported_or_retired_host_is_planned() -> None:
    every = tuple(feature.id for feature in catalog().features if not feature.always)
    planned_hosts = {rule.destination.value for rule in planned(features=every).rules}
    # These the page itself lists; the report is a remark about them.
    listed = {"acs-mirror.azureedge.net", "data.policy.core.windows.net"}
    reported = {host for report in catalog().field_reports for host in report.hosts}
    retired = {entry.host for entry in catalog().retired_hosts}
    assert (reported | retired) & planned_hosts == listed


def test_every_report_says_where_it_was_made() -> None:
    assert catalog().field_reports
    assert all(report.threads for report in catalog().field_reports)
