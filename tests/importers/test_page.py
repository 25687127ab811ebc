"""Copies of Microsoft's page, of every era and form, and files that are something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.domain.page import PageLine, PageReading
from planner.domain.problem import FileProblem
from planner.importers.page import read_page
from planner.importers.page_markdown import plain_cell
from tests.copies import markdown, saved_html
from tests.plans import catalog

NEWEST = "2026-07-02"
FORMS = pytest.mark.parametrize("form", [markdown, saved_html])
CLOUDS = ("AzureCloud", "AzureChinaCloud", "AzureUSGovernment")


def read(text: str | bytes) -> PageReading:
    return read_page(text if isinstance(text, bytes) else text.encode(), "page", catalog())


def with_section(heading: str, rows: str, head: str = "| FQDN | Port |\n|---|---|") -> str:
    """Return the newest page with one more section at its end."""
    return markdown(NEWEST).replace("## Next steps", f"{heading}\n\n{head}\n{rows}\n\n## Next steps")


def found(reading: PageReading, destination: str) -> list[PageLine]:
    return [line for line in reading.lines if line.destination == destination]


@FORMS
@pytest.mark.parametrize("edition", [edition.id for edition in catalog().editions])
def test_each_form_of_each_era_is_read_whole(form: Callable[[str], str], edition: str) -> None:
    reading = read(form(edition))
    assert reading.is_whole
    assert reading.unread == ()
    assert all(line.feature and line.services for line in reading.lines)
    assert "evil.example.com" not in {line.destination for line in reading.lines}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@FORMS
def test_a_byte_order_mark_says_how_the_file_is_written(form: Callable[[str], str], encoding: str) -> None:
    assert read(form(NEWEST).encode(encoding)).lines == read(form(NEWEST)).lines


def test_a_meta_element_says_it_too_and_a_wrong_one_does_no_harm() -> None:
    page = saved_html(NEWEST)
    said = page.replace('charset="utf-8"', 'charset="gbk"')
    assert read(said.encode("gbk")).lines == read(page).lines
    assert read(page.replace('charset="utf-8"', 'charset="no-such"')).lines == read(page).lines


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no text"),
        (bytes(range(128, 256)) * 40, "no text"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<html>", "web archive"),
        (b"# Another page\n\nNo table.\n", "no table"),
        (b"| Name | Age |\n|---|---|\n| a.example.com | old |\n", "no table"),
        (b"<html><body><table><tr><td>x</td></tr></table></body></html>", "no table"),
        (b"| FQDN | Port |\n|---|---|\n| a.example.com | HTTPS:443 |\n", "another page"),
        (b"<html>" + b"<div>" * 50_000, "no table"),
        (b"<table><tr><td>" * 50_000, "no table"),
        (b"<" * 100_000, "no table"),
        (b"| a | b |\n|---|---|\n" + b"| a.b.c | 443 |\n" * 6_000, "5,000 rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_not_the_page_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(FileProblem) as refused:
        read(content)
    assert said in str(refused.value)
    assert refused.value.message.zh


def test_the_page_in_another_language_is_refused_as_such() -> None:
    page = markdown(NEWEST)
    lines = [f"{line.split(' ')[0]} 所需规则" if line.startswith("#") else line for line in page.splitlines()]
    with pytest.raises(FileProblem, match="Save the English page"):
        read("\n".join(lines))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (r"*.hcp.\<location\>.azmk8s.io", "*.hcp.<location>.azmk8s.io"),
        ("**`*.hcp.<location>.azmk8s.io`**", "*.hcp.<location>.azmk8s.io"),
        ("www<span></span>.msftconnecttest.com", "www.msftconnecttest.com"),
        ("**`*:9000`** <br/> *Or* <br> [Tag](../a.md#b) - **`X:1`**", "*:9000\nOr\nTag - X:1"),
        (r"\*.a.com and *.b.com", "*.a.com and *.b.com"),
        ("a &lt;region&gt;.b.com `&lt;`", "a <region>.b.com &lt;"),
    ],
)
def test_a_cell_of_markdown_is_what_its_reader_sees(cell: str, shown: str) -> None:
    assert plain_cell(cell) == shown


def test_a_table_is_found_by_what_is_in_it_and_its_columns_in_any_order() -> None:
    page = with_section(
        "### Azure Policy",
        "| See new.example.com. | HTTPS: 443, `HTTP:80` | a.example.com, *.b.example.com |\n"
        "| Use. | 443 | c.example.com |",
        "| Use | Where to | Name |\n|---|---|---|",
    )
    (line,) = found(read(page), "*.b.example.com")
    assert [str(service) for service in line.services] == ["HTTPS:443", "HTTP:80"]
    assert line.feature == "azure-policy"
    assert not found(read(page), "new.example.com")


def test_a_port_without_a_protocol_is_https_unless_a_column_says_which() -> None:
    (line,) = found(read(with_section("### Azure Policy", "| a.example.com | 443 |")), "a.example.com")
    assert [str(service) for service in line.services] == ["HTTPS:443"]
    head = "| Destination | Protocol | Port |\n|---|---|---|"
    (line,) = found(
        read(with_section("### Azure Policy", "| a.example.com | UDP | 500 |", head)), "a.example.com"
    )
    assert [str(service) for service in line.services] == ["UDP:500"]


def test_clouds_are_named_by_headings_brackets_and_endings_else_it_is_for_the_rest() -> None:
    rows = "| a.example.com <br/> b.example.com (Azure Government) <br/> c.example.cn | HTTPS:443 |\n"
    rows += "| d.example.com | HTTPS:443 |"
    reading = read(with_section("### New add-on", rows))
    clouds = {line.destination: line.asked_in for line in reading.lines if not line.feature}
    assert clouds == {
        "a.example.com": ("AzureCloud",),
        "b.example.com": ("AzureUSGovernment",),
        "c.example.cn": ("AzureChinaCloud",),
        "d.example.com": ("AzureCloud",),
    }
    (line,) = found(reading, "d.example.com")
    assert line.possible_in == CLOUDS
    page = with_section(
        "### New add-on\n\n#### Azure China 21Vianet required rules", "| a.example.com | HTTPS:443 |"
    )
    (line,) = found(read(page), "a.example.com")
    assert (line.asked_in, line.named) == (("AzureChinaCloud",), True)


def test_a_heading_that_names_no_feature_leaves_it_open_and_never_core() -> None:
    for heading in ("## Contoso agent", "## Add-ons\n\n### Contoso agent required FQDN / application rules"):
        (line,) = found(read(with_section(heading, "| a.example.com | HTTPS:443 |")), "a.example.com")
        assert line.feature == ""
    page = with_section(
        "## Optional outbound network rules for AKS clusters", "| a.example.com | HTTPS:443 |"
    )
    (line,) = found(read(page), "a.example.com")
    assert (line.feature, line.optional) == ("core", True)


def test_a_row_that_cannot_be_read_whole_is_named() -> None:
    page = with_section(
        "### Azure Policy", "| a.example.com | any |\n| (none) | HTTPS:443 |\n| b.example.com | 443 |\n"
    )
    reading = read(page)
    assert [row.text for row in reading.unread] == ["a.example.com any", "(none) HTTPS:443"]
    assert {row.section for row in reading.unread} == {"Azure Policy"}


def test_code_comments_and_scripts_hold_no_tables() -> None:
    table = "| FQDN | Port |\n|---|---|\n| evil.example.com | HTTPS:443 |\n"
    page = markdown(NEWEST).replace("## Next steps", f"```\n{table}```\n\n<!--\n{table}-->\n\n## Next steps")
    assert not found(read(page), "evil.example.com")


def test_a_table_in_a_quotation_a_list_or_in_html_within_markdown_counts() -> None:
    quoted = "> | FQDN | Port |\n> |---|---|\n> | q.example.com | HTTPS:443 |\n\n"
    inner = "<table>\n<tr><td>h.example.com<br></td><td>HTTPS:443</td></tr>\n</table>\n\n"
    page = markdown(NEWEST).replace("## Next steps", f"### Azure Policy\n\n{quoted}{inner}## Next steps")
    reading = read(page)
    assert found(reading, "q.example.com")
    assert found(reading, "h.example.com")
