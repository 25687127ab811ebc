"""Small copies of Microsoft's page, made from the fact tables in the markup of each era and as a browser saves it."""

from __future__ import annotations

from html import escape
from itertools import groupby

from tests.catalog.page_facts import CLOUDS, FOLDER, Row

NETWORK = "network rules"
ERA_OF_WORDS = "2020-03-10"
PLAIN = "Required FQDN / application rules"


def facts(edition: str) -> list[Row]:
    """Return the rows of a page once each, as it writes them; rows without an endpoint are words alone."""
    import csv

    text = (FOLDER / f"{edition}.csv").read_text(encoding="utf-8")
    found = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return [
        Row(
            row["cloud"],
            row["feature"],
            row["necessity"],
            row["endpoint"],
            tuple(row["services"].split()),
            row["section"],
            row["cloud"] in CLOUDS,
        )
        for row in found
        if row["endpoint"]
    ]


Section = tuple[list[tuple[int, str]], str, list[tuple[str, str, str]]]
"""Headings that come before a table, the line above it, and its rows: endpoint, protocol, port."""

_TITLES = {
    "core": "Required outbound network rules and FQDNs for AKS clusters",
    "azure-monitor": "Azure Monitor for containers",
    "azure-policy": "Azure Policy",
    "cluster-extensions": "Cluster extensions",
}
BETWEEN = " // "
"""Stands between the endpoints of one cell until it is written as a line break."""

_BRACKETS = {"AzureChinaCloud": " (Azure operated by 21Vianet)", "AzureUSGovernment": " (Azure Government)"}


def sections(edition: str) -> list[Section]:
    """Return a page's tables in order, with the headings that lead to them."""
    found: list[Section] = []
    feature = ""
    for (of, section), group in groupby(facts(edition), key=lambda row: (row.feature, row.section)):
        rows = list(group)
        headings: list[tuple[int, str]] = []
        title, _, above = section.partition(" - ") if edition == ERA_OF_WORDS else (section, "", "")
        if of != feature:
            feature = of
            if edition != ERA_OF_WORDS:
                headings.append((2, _TITLES.get(of, section)))
        if above and of == "core" and not found:
            headings.append((2, title))
        elif not above and (2, section) not in headings:
            headings.append((3 if edition != ERA_OF_WORDS else 2, section))
        listed: list[tuple[str, str, str]] = []
        for row in rows:
            protocol, _, port = row.services[0].partition(":")
            is_network = protocol not in ("HTTPS", "HTTP") and edition != ERA_OF_WORDS
            endpoint = f"{row.endpoint}:{port}" if is_network else row.endpoint
            if is_network and row.endpoint.startswith("Azure"):
                # The page once left the port away behind a tag.
                endpoint = f"ServiceTag - {row.endpoint if row.endpoint == 'AzureDevSpaces' else endpoint}"
            listed.append(
                (endpoint, protocol if is_network else "", port if is_network else ", ".join(row.services))
            )
        listed = in_one_cell([row.cloud for row in rows], listed)
        # Network rules and application rules never share a table.
        for network in (True, False):
            part = [entry for entry in listed if bool(entry[1]) is network]
            if part:
                found.append((headings, above, part))
                headings = []
    return found


def in_one_cell(clouds: list[str], rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return rows of a table in which the hosts of several clouds share a cell, each but the first with its cloud."""
    by_cloud: dict[str, list[tuple[str, str, str]]] = {}
    for cloud, row in zip(clouds, rows, strict=True):
        by_cloud.setdefault(cloud, []).append(row)
    named = {cloud: found for cloud, found in by_cloud.items() if cloud in CLOUDS}
    if len(named) < 2:
        return rows
    cells = [
        (
            BETWEEN.join(row[0] + _BRACKETS.get(cloud, "") for cloud, row in zip(named, entry, strict=True)),
            *entry[0][1:],
        )
        for entry in zip(*named.values(), strict=True)
    ]
    return cells + [row for cloud, row in zip(clouds, rows, strict=True) if cloud not in named]


def markdown(edition: str) -> str:
    """Return a page as the documentation's repository holds it."""
    bold = edition != ERA_OF_WORDS
    lines = [
        "---",
        "title: Outbound rules",
        "---",
        "",
        "# Outbound rules for AKS clusters",
        "",
        "See [more][more].",
        "",
    ]
    for headings, above, rows in sections(edition):
        lines += [f"{'#' * level} {text}\n" for level, text in headings]
        lines += [f"- {above}", ""] if above else []
        network = bool(rows[0][1])
        lines += ["| Destination | Protocol | Port | Use |" if network else "| FQDN | Port | Use |"]
        lines += ["|---|---|---|---|" if network else "|---|---|---|"]
        for endpoint, protocol, port in rows:
            shown = " <br/> ".join(_in_markdown(part, bold=bold) for part in endpoint.split(BETWEEN))
            cells = [shown, *([protocol] if network else []), port, "Use it."]
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join([*lines, "## Next steps", "", "[more]: more.md", ""])


def _in_markdown(endpoint: str, *, bold: bool) -> str:
    name, bracket, beside = endpoint.partition(" (")
    if name.startswith("ServiceTag - "):
        return f"[ServiceTag](tags.md#x) - **`{name.removeprefix('ServiceTag - ')}`**"
    shown = f"**`{name}`**" if bold else name.replace("<", "\\<").replace(">", "\\>")
    return shown + bracket + beside


def _in_html(endpoint: str) -> str:
    name, bracket, beside = endpoint.partition(" (")
    return f"<strong><code>{escape(name)}</code></strong>{bracket}{beside}"


def saved_html(edition: str) -> str:
    """Return a page as a browser saves it: with scripts, navigation and styles."""
    parts = [
        '<!DOCTYPE html><html lang="en-us"><head><meta charset="utf-8"><title>Rules <table></title>',
        '<script>var t = "<table><tr><td>evil.example.com</td><td>HTTPS:443</td></tr></table>";</script>',
        "<style>td > a { color: red }</style></head><body><nav><h2>In this article</h2><ul><li>Azure Global</li></ul>",
        "</nav><main><h1>Outbound rules for AKS clusters</h1>",
    ]
    for headings, above, rows in sections(edition):
        parts += [f"<h{level} id='x'>{escape(text)}</h{level}>" for level, text in headings]
        parts += [f"<ul><li>{above}</li></ul>"] if above else []
        network = bool(rows[0][1])
        head = ("Destination", "Protocol", "Port", "Use") if network else ("FQDN", "Port", "Use")
        parts.append('<div class="table-wrapper"><table class="table"><thead><tr>')
        parts += [f'<th style="text-align: left;">{word}</th>' for word in head]
        parts.append("</tr></thead><tbody>")
        for endpoint, protocol, port in rows:
            cells = ["<br>".join(_in_html(part) for part in endpoint.split(BETWEEN))]
            cells += [protocol] if network else []
            parts.append(
                "<tr>" + "".join(f"<td>{cell}</td>" for cell in (*cells, port, "Use <em>it</em>.")) + "</tr>"
            )
        parts.append("</tbody></table></div>")
    return "\n".join([*parts, "<h2>Next steps</h2></main><footer><p>End</p></footer></body></html>"])
