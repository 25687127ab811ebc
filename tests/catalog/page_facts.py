"""What Microsoft's tables list, edition by edition, as facts: read in the pages, apart from the catalog.

``pages/<edition>.csv`` holds one row for each endpoint of a page's table, as the page spells it, with the heading that
it stands under. ``any`` is a row for which the page names no cloud; a row without an endpoint is a section of words
alone. Adding an edition to the catalog takes such a file, taken from the page and not from the catalog.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("pages")
CLOUDS = ("AzureCloud", "AzureChinaCloud", "AzureUSGovernment")
ANY = "any"


class Row(NamedTuple):
    """One endpoint of a page's table, for one cloud; ``named`` tells whether the page says for which."""

    cloud: str
    feature: str
    necessity: str
    endpoint: str
    services: tuple[str, ...]
    section: str
    named: bool


def editions_with_a_table() -> tuple[str, ...]:
    """Return the editions whose tables are at hand, oldest first."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


@cache
def rows(edition: str) -> tuple[Row, ...]:
    """Return what the page of an edition lists; a row for which it names no cloud stands in every cloud.

    Nothing where the edition has no table yet: a test says so by name.
    """
    path = FOLDER / f"{edition}.csv"
    if not path.is_file():
        return ()
    text = path.read_text(encoding="utf-8")
    found = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Row(
            cloud=cloud,
            feature=row["feature"],
            necessity=row["necessity"],
            endpoint=row["endpoint"],
            services=tuple(row["services"].split()),
            section=row["section"],
            named=row["cloud"] != ANY,
        )
        for row in found
        for cloud in (CLOUDS if row["cloud"] == ANY else (row["cloud"],))
    )
