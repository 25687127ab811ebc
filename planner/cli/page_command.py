"""``aks-egress check-page``: a saved copy of Microsoft's page against an edition of the catalog."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from planner.cli.misuse import Misuse
from planner.domain.text import LANGUAGES, Text

if TYPE_CHECKING:
    from planner.catalog.model import Catalog
    from planner.planning.page_check import PageFinding, PageFindings
    from planner.session.page_words import PageFindingKind

DIFFERS = 3
"""Exit code where something differs, a row could not be read, or the copy looks cut off."""


@click.command("check-page")
@click.argument("file", metavar="FILE")
@click.option("--edition", help="The edition to compare with, such as 2024-12-11; the newest by default.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True
)
def check_page_command(file: str, edition: str | None, language: str, output_format: str) -> None:
    """Say what a saved copy of Microsoft's page has more, less or otherwise than an edition of the catalog.

    FILE is the English page on outbound network and FQDN rules for AKS clusters, saved as HTML or as the Markdown of
    the documentation's repository; - reads standard input. Only its tables are compared, and nothing is changed.
    Ends with 0 where nothing differs, with 3 where something does, a row could not be read, or the copy looks cut off.
    """
    from planner.catalog.loader import load_catalog
    from planner.catalog.shaping import unknown_word
    from planner.cli.inputs import read_input
    from planner.importers.page import MOST_BYTES, TOO_LARGE, read_page
    from planner.planning.page_check import check_page

    catalog = load_catalog()
    wanted = edition or catalog.newest_edition.id
    if catalog.edition(wanted) is None:
        raise Misuse(unknown_word(wanted, [entry.id for entry in catalog.editions], "edition"))
    content = read_input(file, MOST_BYTES, TOO_LARGE)
    findings = check_page(read_page(content, file, catalog), wanted, catalog)
    if output_format == "json":
        click.echo(json.dumps(_data(findings, language), ensure_ascii=False, indent=2))
    else:
        click.echo(_table(findings, catalog, language))
    if not findings.is_clean:
        raise click.exceptions.Exit(DIFFERS)


def _data(findings: PageFindings, language: str) -> dict[str, Any]:
    from planner.session.page_words import PageFindingKind, meaning

    def entry(kind: PageFindingKind, finding: PageFinding) -> dict[str, Any]:
        found: dict[str, Any] = {
            "cloud": finding.cloud,
            "feature": finding.feature or None,
            "destination": finding.destination,
            "services": [str(service) for service in finding.services],
            "section": finding.section,
            "necessity": finding.necessity.value,
            "means": meaning(kind, finding, findings.edition).in_language(language),
        }
        if finding.necessity_before is not None:
            found["edition_services"] = [str(service) for service in finding.before]
            found["edition_necessity"] = finding.necessity_before.value
        return found

    return {
        "edition": findings.edition,
        **{
            kind.value: [entry(kind, finding) for finding in getattr(findings, kind.value)]
            for kind in PageFindingKind
        },
        "not_read": [{"section": row.section, "row": row.text} for row in findings.unread],
        "is_whole": findings.is_whole,
        "has_choices": findings.has_choices,
    }


def _table(findings: PageFindings, catalog: Catalog, language: str) -> str:
    from planner.cli.table import table
    from planner.exporters.safe_text import one_line
    from planner.session.page_words import (
        COLUMNS,
        KIND_WORDS,
        PageFindingKind,
        cloud_label,
        counts_text,
        feature_label,
        listed,
        meaning,
        remarks,
        services_said,
    )

    rows = [
        (
            KIND_WORDS[kind].in_language(language),
            cloud_label(finding.cloud, catalog).in_language(language),
            feature_label(finding.feature, catalog).in_language(language),
            one_line(finding.destination),
            services_said(finding),
            one_line(finding.section),
        )
        for kind, finding in listed(findings)
    ]
    parts = [table([head.in_language(language) for head in COLUMNS.values()], rows)] if rows else []
    # What a difference is stands in its row already.
    said = dict.fromkeys(
        (kind, meaning(kind, finding, findings.edition))
        for kind, finding in listed(findings)
        if kind is not PageFindingKind.DIFFERENT
    )
    if said:
        parts.append("\n".join(_legend(kind, text, language) for kind, text in said))
    parts += [one_line(text.in_language(language)) for text in remarks(findings)]
    return "\n\n".join([*parts, counts_text(findings).in_language(language)])


def _legend(kind: PageFindingKind, text: Text, language: str) -> str:
    from planner.session.page_words import KIND_WORDS

    colon = "：" if language == "zh" else ": "
    return KIND_WORDS[kind].in_language(language) + colon + text.in_language(language)
