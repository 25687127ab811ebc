"""The names in braces that catalog and planning agree on: every advisory is raised, and none is left unfilled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.catalog.model import AdvisoryText, Catalog, RemedyText
from planner.catalog.placeholders import FILLED, FILLED_IN_REMEDIES
from planner.domain.plan import Advisory
from planner.domain.request import Request
from planner.domain.text import Text
from planner.planning.planner import plan
from tests.plans import SHOP, STOREFRONT, catalog, changed

PUBLISHED = replace(STOREFRONT, remedy="host-route")
REQUESTS = (
    changed(SHOP, features=("gpu",), inbound=(STOREFRONT,), konnectivity=True),
    changed(SHOP, konnectivity=False, inbound=(replace(STOREFRONT, remedy="host-route"),)),
    changed(SHOP, outbound_type="loadBalancer", region="moonbase", node_subnets=()),
    changed(SHOP, outbound_type="none", features=("dev-spaces",)),
    changed(SHOP, features=("azure-monitor", "azure-policy", "defender"), azure_monitor_by="tag"),
    changed(SHOP, nodes_before_march_2021=True, edition="2020-03-10"),
    changed(SHOP, nodes_before_march_2021=True),
    changed(SHOP, region="belgiumcentral", konnectivity=False),
    changed(SHOP, features=("key-vault",), inbound=(PUBLISHED, replace(PUBLISHED, name="admin"))),
)


def all_names(known: frozenset[str]) -> Text:
    """Return a text that uses every name that planning is said to fill."""
    written = "".join(f"[{{{name}}}]" for name in sorted(known))
    return Text(f"{written} end", f"{written} 完")


def wordy(advisory: AdvisoryText) -> AdvisoryText:
    said = all_names(FILLED[advisory.id])
    in_remedy = all_names(FILLED_IN_REMEDIES.get(advisory.id, frozenset()))
    remedies = tuple(
        RemedyText(
            replace(entry.remedy, title=in_remedy, effects=((Text("a", "甲"), in_remedy),)), (in_remedy,)
        )
        for entry in advisory.remedies
    )
    decided = dict.fromkeys(advisory.decided, (said, said))
    without = said if advisory.text_without_replacement.en else advisory.text_without_replacement
    return replace(
        advisory, title=said, text=said, remedies=remedies, decided=decided, text_without_replacement=without
    )


def texts(advisory: Advisory) -> Iterator[Text]:
    yield from (advisory.title, advisory.text, advisory.not_offered, *advisory.tasks)
    for remedy in (*advisory.remedies, *((advisory.way_out,) if advisory.way_out else ())):
        yield remedy.title
        yield from (text for effect in remedy.effects for text in effect)


def raised(knowledge: Catalog, requests: tuple[Request, ...] = REQUESTS) -> list[Advisory]:
    return [advisory for request in requests for advisory in plan(request, knowledge).advisories]


def test_the_table_names_the_advisories_of_the_catalog() -> None:
    assert set(FILLED) == set(catalog().advisories)


def test_every_advisory_is_raised_by_some_request() -> None:
    assert {advisory.id for advisory in raised(catalog())} == set(FILLED)


def test_planning_fills_every_name_that_the_table_allows() -> None:
    advisories = {key: wordy(advisory) for key, advisory in catalog().advisories.items()}
    for advisory in raised(replace(catalog(), advisories=advisories)):
        for text in texts(advisory):
            assert "{" not in text.en + text.zh, (advisory.id, text)


def test_no_advisory_of_the_real_catalog_shows_a_name_in_braces() -> None:
    for advisory in raised(catalog()):
        for text in texts(advisory):
            assert "{" not in text.en + text.zh, (advisory.id, text)
