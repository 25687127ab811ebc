"""A copy of the page against an edition: its own finds nothing, the one before exactly the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest

from planner.domain.demand import Necessity
from planner.domain.page import destination_key
from planner.domain.problem import FileProblem
from planner.importers.page import read_page
from planner.planning.page_check import PageFinding, PageFindings, check_page
from planner.session.page_words import PageFindingKind, counts_text, listed, meaning
from tests.catalog.page_facts import Row, rows
from tests.copies import markdown, saved_html
from tests.plans import catalog

EDITIONS = tuple(edition.id for edition in catalog().editions)
NEWEST = EDITIONS[-1]
FORMS = pytest.mark.parametrize("form", [markdown, saved_html])
Place = tuple[str, str, str]


def check(text: str, edition: str = NEWEST) -> PageFindings:
    return check_page(read_page(text.encode(), "page", catalog()), edition, catalog())


def places(findings: Iterable[PageFinding]) -> set[Place]:
    spelled = catalog().page_words.spelled
    return {
        (entry.cloud, entry.feature, destination_key(spelled.get(entry.destination, entry.destination)))
        for entry in findings
    }


def listed_by(edition: str) -> dict[Place, set[str]]:
    """Return what the fact table of a page lists: services by cloud, feature and destination."""
    found: dict[Place, set[str]] = {}
    for row in rows(edition):
        if row.endpoint:
            found.setdefault(_place(row), set()).update(row.services)
    return found


def _place(row: Row) -> Place:
    spelled = catalog().page_words.spelled
    return row.cloud, row.feature, destination_key(spelled.get(row.endpoint, row.endpoint))


@FORMS
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_against_its_own_edition_finds_nothing(form: Callable[[str], str], edition: str) -> None:
    findings = check(form(edition), edition)
    assert findings.is_clean
    # The oldest page says three things in words above its tables; the edition takes them from there.
    assert {entry.section for entry in findings.in_words} <= {"Required ports and addresses for AKS clusters"}
    assert bool(findings.in_words) is (edition == EDITIONS[0])


@FORMS
@pytest.mark.parametrize(("before", "edition"), list(pairwise(EDITIONS)))
def test_a_page_against_the_edition_before_finds_exactly_the_difference(
    form: Callable[[str], str], before: str, edition: str
) -> None:
    old, new = listed_by(before), listed_by(edition)
    findings = check(form(edition), before)
    # Said in words on the oldest page, and in the catalog from there: the next page puts it into tables.
    in_words = places(check(form(EDITIONS[0]), EDITIONS[0]).in_words) if before == EDITIONS[0] else set()
    # Of a host without a cloud, beside others with one, the page does not say whether it is for those clouds too.
    unsure = {
        place
        for place in new.keys() ^ old.keys()
        if place[0] != "AzureCloud" and place[2] in ("*.cloud.defender.microsoft.com", "vault.azure.net")
    }
    assert places(findings.missing) - unsure == (new.keys() - old.keys()) - in_words - unsure
    assert places(findings.extra) - unsure == (old.keys() - new.keys()) - in_words - unsure
    changed = {place for place in old.keys() & new.keys() if old[place] != new[place]}
    assert places(findings.different) - in_words == changed - in_words
    assert findings.unread == ()


def test_what_is_new_gone_or_otherwise_is_told_apart() -> None:
    page = markdown(NEWEST)
    page = page.replace("`packages.aks.azure.com`", "`packages.new.example.com`")
    page = page.replace("**`*.azk8s.cn`** | HTTPS:443", "**`*.azk8s.cn`** | HTTPS:443, HTTP:80")
    findings = check(page)
    assert {entry.destination for entry in findings.missing} == {"packages.new.example.com"}
    assert {entry.destination for entry in findings.extra} == {"packages.aks.azure.com"}
    (other,) = findings.different
    assert (other.cloud, other.feature, other.destination) == ("AzureChinaCloud", "core", "*.azk8s.cn")
    assert [str(service) for service in other.services] == ["HTTPS:443", "HTTP:80"]
    assert [str(service) for service in other.before] == ["HTTPS:443"]
    assert {kind for kind, _ in listed(findings)} == set(PageFindingKind) - {PageFindingKind.IN_WORDS}
    for kind, finding in listed(findings):
        said = meaning(kind, finding, NEWEST)
        assert NEWEST in said.en
        assert NEWEST in said.zh


def test_a_host_that_becomes_a_wildcard_is_both_new_and_gone() -> None:
    findings = check(markdown(NEWEST).replace("`vault.azure.net`", "`*.vault.azure.net`"))
    assert {entry.destination for entry in findings.missing} == {"*.vault.azure.net"}
    assert {entry.destination for entry in findings.extra} == {"vault.azure.net"}


def test_a_lost_asterisk_is_no_difference() -> None:
    assert check(markdown(NEWEST).replace("`*.data.mcr.azure.cn`", "`.data.mcr.azure.cn`")).is_clean


def test_optional_that_becomes_required_is_different() -> None:
    page = markdown(NEWEST).replace("Optional recommended FQDN", "Required FQDN")
    different = check(page).different
    assert {entry.destination for entry in different} >= {"security.ubuntu.com"}
    assert all(entry.necessity is Necessity.REQUIRED for entry in different)
    assert all(entry.necessity_before is Necessity.OPTIONAL for entry in different)
    assert "optional" in meaning(PageFindingKind.DIFFERENT, different[0], NEWEST).en


def test_a_heading_in_words_where_a_table_was_is_not_compared() -> None:
    page = markdown(NEWEST)
    section = "GPU enabled AKS clusters required FQDN / application rules"
    begin = page.index("|", page.index(section))
    page = page[:begin] + "See the list elsewhere.\n" + page[page.index("#", begin) :]
    findings = check(page)
    assert not findings.extra
    assert {entry.feature for entry in findings.in_words} == {"gpu"}


@FORMS
def test_a_page_that_is_cut_off_says_so_and_calls_nothing_extra(form: Callable[[str], str]) -> None:
    page = form(NEWEST)
    cuts = 0
    for cut in range(len(page) // 8, len(page) - 400, len(page) // 23):
        try:
            findings = check(page[:cut])
        except FileProblem:
            continue  # before the first table there is nothing of this page
        cuts += 1
        assert not findings.is_whole, page[cut - 80 : cut]
        assert not findings.is_clean
        assert places((*findings.missing, *findings.extra, *findings.different)) == set()
        assert "Nothing differs" not in counts_text(findings).en
    assert cuts > 10


def test_a_page_without_the_tables_of_a_cloud_looks_cut_off() -> None:
    page = markdown(NEWEST)
    begin = page.index("### Azure US Government required network rules")
    findings = check(page[:begin] + page[page.index("### Optional", begin) :])
    assert not findings.is_whole
    assert findings.extra == ()


def test_a_line_whose_port_cannot_be_read_is_not_called_extra() -> None:
    page = markdown(NEWEST).replace("| **`nvidia.github.io`** | HTTPS:443", "| **`nvidia.github.io`** | web")
    findings = check(page)
    assert findings.count == 0
    assert len(findings.unread) == 1
    assert not findings.is_clean
