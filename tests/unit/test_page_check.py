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
    assert (findings.count, findings.unread, findings.is_whole) == (0, (), True)
    # The oldest edition gives some of it in text, which nobody compared: nothing is claimed of that.
    assert findings.is_clean is (edition != "2020-03-10")
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


# --- a page of another shape: what is not understood is said, and nothing is claimed of it ---

GPU = "us.download.nvidia.com"


def altered(old: str, new: str) -> PageFindings:
    text = markdown(NEWEST)
    assert old in text
    return check(text.replace(old, new))


def gpu_row() -> str:
    return next(line for line in markdown(NEWEST).splitlines() if GPU in line)


@pytest.mark.parametrize(
    "cell",
    [
        f"{GPU} (except Azure China)",
        f"{GPU} (not available in Azure Government)",
        f"{GPU} (Azure Government and Azure China)",
        f"{GPU} (Bleu)",
        f"{GPU} (deprecated)",
        f"{GPU} - Azure Government",
        f"{GPU} [Azure Government]",
        f"{GPU}<sup>1</sup>",
        f"{GPU}:8443",
        f"not {GPU}",
        f"{GPU}, e.g. b.example.com",
    ],
)
def test_a_cell_that_says_more_than_its_hosts_is_not_read_and_nothing_is_claimed(cell: str) -> None:
    row = gpu_row()
    findings = altered(row, row.replace(row.split("|")[1], f" {cell} ", 1))
    assert findings.count == 0
    assert [GPU in entry.text for entry in findings.unread] == [True]
    assert not findings.is_clean


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "&#8203;", "&shy;", "<wbr>"])
def test_what_nobody_sees_changes_no_host(sign: str) -> None:
    row, name = gpu_row(), GPU.replace("download.", f"download.{sign}")
    assert altered(row, row.replace(GPU, name).replace("`", "")).is_clean
    if len(sign) == 1:
        assert altered(GPU, name).is_clean


def gpu_table(change: Callable[[list[str]], list[str]]) -> PageFindings:
    lines = markdown(NEWEST).splitlines()
    at = next(number for number, line in enumerate(lines) if GPU in line)
    first = next(number for number in range(at, 0, -1) if not lines[number].startswith("|")) + 1
    last = next(number for number in range(at, len(lines)) if not lines[number].startswith("|"))
    return check("\n".join([*lines[:first], *change(lines[first:last]), *lines[last:]]))


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("Cloud", "Azure Government"),
        ("Required", "No"),
        ("Azure China FQDN", "x.nvidia.cn"),
        ("Status", "Retired"),
    ],
)
def test_a_further_column_that_decides_is_not_passed_over(head: str, cell: str) -> None:
    def widened(table: list[str]) -> list[str]:
        ends = (head, "---", *[cell] * (len(table) - 2))
        return [f"{line} {end} |" for line, end in zip(table, ends, strict=True)]

    findings = gpu_table(widened)
    assert (findings.count, len(findings.unread)) == (0, len(gpu_lines()))


def gpu_lines() -> list[str]:
    found: list[str] = []
    gpu_table(lambda table: found.extend(table[2:]) or table)  # type: ignore[func-returns-value]
    return found


def test_a_table_without_ports_is_not_read_and_its_hosts_are_named() -> None:
    findings = gpu_table(lambda _: ["| FQDN | Use |", "|---|---|", "| evil.example.com | x |"])
    assert [row.text for row in findings.unread] == ["evil.example.com x"]
    assert "gpu" not in {entry.feature for entry in findings.missing}


def test_merged_cells_are_not_read() -> None:
    table = (
        "<table><tr><th>FQDN</th><th>Port</th><th>Use</th></tr><tr><td>nvidia.github.io</td>"
        '<td rowspan="2">HTTPS:443</td><td rowspan=2>u</td></tr><tr><td>new.example.com</td></tr></table>'
    )
    findings = gpu_table(lambda _: [table])
    assert any("new.example.com" in row.text for row in findings.unread)
    assert not any(entry.destination == "nvidia.github.io" for entry in findings.extra)


def test_a_table_that_went_is_never_called_equal() -> None:
    findings = gpu_table(lambda _: ["GPU node pools need none."])
    assert findings.in_words or findings.extra
    assert not findings.is_clean


@pytest.mark.parametrize(
    "heading", ["#### Not for Azure Government", "#### Azure Government and Azure China"]
)
def test_a_heading_of_several_clouds_or_against_one_is_not_read(heading: str) -> None:
    findings = gpu_table(lambda table: [heading, "", *table])
    assert (findings.count, len(findings.unread)) == (0, len(gpu_lines()))


def test_a_renamed_heading_does_not_make_its_hosts_the_editions_alone() -> None:
    lines = markdown(NEWEST).splitlines()
    at = next(number for number, line in enumerate(lines) if GPU in line)
    heading = next(line for line in reversed(lines[:at]) if line.startswith("#"))
    findings = altered(heading, "## Accelerators")
    assert findings.extra == ()
    assert {entry.feature for entry in findings.missing} == {""}


def test_parts_for_a_choice_alone_are_said_and_nothing_is_called_the_editions_alone() -> None:
    findings = gpu_table(lambda _: ['::: zone pivot="public"', "none", "::: zone-end"])
    assert findings.has_choices
    assert findings.extra == ()
    assert not findings.is_clean
