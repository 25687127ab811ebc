"""The names in braces that catalog and planning agree on: every advisory is raised, and none is left unfilled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.catalog.model import AdvisoryText, Catalog, RemedyText
from planner.catalog.placeholders import FILLED, FILLED_IN_REMEDIES
from planner.domain.plan import Advisory
from planner.domain.profile import ClusterProfile, MonitorBy, OutboundType
from planner.domain.text import Text
from planner.planning.planner import plan
from tests.plans import SHOP, STOREFRONT, catalog

PUBLISHED = replace(STOREFRONT, remedy="host-route")
PROFILES = (
    replace(SHOP, features=("gpu",), inbound=(STOREFRONT,), konnectivity=True),
    replace(SHOP, konnectivity=False, inbound=(replace(STOREFRONT, remedy="host-route"),)),
    replace(SHOP, outbound_type=OutboundType.LOAD_BALANCER, region="moonbase", node_subnets=()),
    replace(SHOP, outbound_type=OutboundType.NONE, features=("dev-spaces",)),
    replace(SHOP, features=("azure-monitor", "azure-policy", "defender"), azure_monitor_by=MonitorBy.TAG),
    replace(SHOP, nodes_before_march_2021=True, edition="2020-03-10"),
    replace(SHOP, nodes_before_march_2021=True),
    replace(SHOP, region="belgiumcentral", konnectivity=False),
    replace(SHOP, features=("key-vault",), inbound=(PUBLISHED, replace(PUBLISHED, name="admin"))),
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


def raised(knowledge: Catalog, profiles: tuple[ClusterProfile, ...] = PROFILES) -> list[Advisory]:
    return [advisory for profile in profiles for advisory in plan(profile, knowledge).advisories]


def test_the_table_names_the_advisories_of_the_catalog() -> None:
    assert set(FILLED) == set(catalog().advisories)


def test_every_advisory_is_raised_by_some_profile() -> None:
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
