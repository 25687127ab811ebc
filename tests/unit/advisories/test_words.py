"""Catalog and planning agree: every advisory is raised in every case, every name filled, every claim somebody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.catalog.model import OURS, PAGE, AdvisoryCase, AdvisoryText, Catalog, RemedyText, Task
from planner.catalog.placeholders import CASES, FILLED, FILLED_IN_REMEDIES
from planner.domain.approval import Approval, ApprovalState
from planner.domain.omission import Omission
from planner.domain.plan import Advisory, Remedy
from planner.domain.request import Request
from planner.domain.text import Text, together
from planner.planning.advisories.registry import DETECTORS
from planner.planning.planner import plan
from tests.plans import SHOP, STOREFRONT, advisory, catalog, changed, planned

PUBLISHED = replace(STOREFRONT, remedy="host-route")
INTERNAL = replace(
    STOREFRONT, name="admin", port=8443, remedy="internal-load-balancer", internal_ip="10.42.0.200"
)
DNS = {"custom_dns": ("10.9.9.9",)}
GATEWAY = {"firewall_nat_gateway": ("203.0.113.99",)}


def _decided(request: Request, states: dict[str, ApprovalState]) -> Request:
    """Return the request with a decision on each line whose host is named."""
    rules = {rule.destination.value: rule for rule in plan(request, catalog()).rules}
    return replace(
        request,
        approvals=tuple(
            Approval(rules[host].id, rules[host].fingerprint(), state, by="Anna", comment="too wide")
            for host, state in states.items()
        ),
    )


REJECTED = _decided(SHOP, {"mcr.microsoft.com": ApprovalState.REJECTED})
"""A required line that nothing else opens."""

REJECTED_BUT_OPEN = _decided(
    changed(SHOP, cloud="AzureChinaCloud", region="chinanorth2", edition="2020-03-10"),
    {
        "*.azk8s.cn": ApprovalState.APPROVED,
        "*.hcp.chinanorth2.cx.prod.service.azk8s.cn": ApprovalState.REJECTED,
    },
)
_ROUTE = plan(SHOP, catalog()).routes[0]
ROUTE_REJECTED = replace(
    SHOP,
    approvals=(Approval(_ROUTE.id, _ROUTE.fingerprint(), ApprovalState.REJECTED, by="Anna", comment="no"),),
)
REQUESTS = (
    REJECTED,
    ROUTE_REJECTED,
    REJECTED_BUT_OPEN,
    changed(SHOP, features=("gpu",), inbound=(STOREFRONT,), konnectivity=False),
    changed(SHOP, inbound=(PUBLISHED, INTERNAL)),
    changed(SHOP, inbound=(PUBLISHED,), firewall_public_ips=None, private_cluster=True, **DNS),
    changed(SHOP, inbound=(replace(STOREFRONT, remedy="nat-gateway-route"),), **GATEWAY),
    changed(SHOP, inbound=(replace(STOREFRONT, remedy="stop-filtering"),)),
    changed(SHOP, outbound_type="loadBalancer", region="moonbase", node_subnets=()),
    changed(SHOP, cloud="AzureUSGovernment"),  # its region is one of the public cloud
    changed(SHOP, outbound_type="userAssignedNATGateway", http_proxy=True),
    changed(SHOP, outbound_type="none", private_cluster=True, features=("windows", "dev-spaces")),
    changed(SHOP, outbound_type="block", private_cluster=True),
    changed(SHOP, outbound_type="none"),
    changed(SHOP, outbound_type="block"),
    changed(SHOP, outbound_type="none", network_isolated=False),
    changed(SHOP, outbound_type="block", network_isolated=False),
    changed(SHOP, outbound_type="userDefinedRouting", network_isolated=True),
    changed(SHOP, outbound_type=None, network_isolated=True),
    changed(SHOP, features=("azure-monitor", "azure-policy", "defender"), azure_monitor_by="tag"),
    changed(SHOP, nodes_before_march_2021=True, edition="2020-03-10"),
    changed(SHOP, nodes_before_march_2021=True, **DNS),
    changed(SHOP, nodes_before_march_2021=True, firewall_make="azure", firewall_tier="basic"),
    changed(SHOP, nodes_before_march_2021=True, firewall_make="fortigate", firewall_place="virtual-wan"),
    changed(SHOP, nodes_before_march_2021=True, firewall_make="proxy"),
    changed(SHOP, firewall_place="virtual-wan", cloud="AzureChinaCloud", region="chinanorth2"),
    changed(SHOP, nodes_before_march_2021=True, cloud="AzureChinaCloud", region="chinanorth2"),
    changed(SHOP, region="belgiumcentral", konnectivity=False),
    changed(SHOP, features=("key-vault",), inbound=(PUBLISHED, replace(PUBLISHED, name="admin"))),
    changed(SHOP, private_cluster=True, cloud="AzureChinaCloud", region="chinanorth2"),
    changed(SHOP, private_cluster=True, custom_dns=("10.0.1.4",)),
    changed(SHOP, nodes_before_march_2021=True, custom_dns=None),
    changed(SHOP, cloud="AzureUSGovernment", region="usgoviowa"),
    changed(SHOP, konnectivity=None, authorized_ranges=("203.0.113.0/24",)),
    changed(SHOP, authorized_ranges=("198.51.100.0/24",)),
    changed(SHOP, authorized_ranges=("198.51.100.0/24",), **GATEWAY),
    changed(SHOP, authorized_ranges=None),
    changed(SHOP, authorized_ranges=None, **GATEWAY),
    changed(SHOP, Omission("inbound-storefront-tcp-443", "later"), inbound=(PUBLISHED,)),
)


def raised(knowledge: Catalog, requests: tuple[Request, ...] = REQUESTS) -> list[Advisory]:
    return [entry for request in requests for entry in plan(request, knowledge).advisories]


def texts(entry: Advisory) -> Iterator[Text]:
    yield from (entry.title, entry.text, entry.not_offered, *entry.tasks)
    for remedy in (*entry.remedies, *((entry.way_out,) if entry.way_out else ())):
        yield remedy.title
        yield from (text for effect in remedy.effects for text in effect)


def all_names(known: frozenset[str]) -> Text:
    """Return a text that uses every name that planning is said to fill."""
    written = "".join(f"[{{{name}}}]" for name in sorted(known))
    return Text(f"{written} end", f"{written} 完")


def wordy(wording: AdvisoryText, name: str = "") -> AdvisoryText:
    """Return the wording in which every text uses every name, and every title says its case."""
    said, in_remedy = (
        all_names(FILLED[wording.id]),
        all_names(FILLED_IN_REMEDIES.get(wording.id, frozenset())),
    )
    remedies = tuple(
        RemedyText(Remedy(entry.remedy.id, in_remedy, ((Text("a", "甲"), in_remedy),)), (Task(in_remedy),))
        for entry in wording.remedies
    )
    names = {"", *CASES.get(wording.id, ())}
    cases = {case: AdvisoryCase(Text(f"case <{case}>", case), said) for case in names}
    return replace(wording, cases=cases, remedies=remedies)


def test_table_detectors_and_catalog_know_the_same_advisories() -> None:
    assert set(FILLED) == set(catalog().advisories) == set(DETECTORS)


def test_every_advisory_is_raised_by_some_request() -> None:
    assert {entry.id for entry in raised(catalog())} == set(FILLED)


def test_every_case_is_picked_by_some_request() -> None:
    wordings = {key: wordy(wording) for key, wording in catalog().advisories.items()}
    said: dict[str, set[str]] = {}
    # Nothing of a catalog is retired without a replacement today.
    lonely = tuple(
        replace(feature, demands=tuple(replace(demand, replaced_by="") for demand in feature.demands))
        for feature in catalog().features
    )
    for knowledge in (catalog(), replace(catalog(), features=lonely)):
        for entry in raised(replace(knowledge, advisories=wordings)):
            said.setdefault(entry.id, set()).add(entry.title.en.removeprefix("case <").partition(">")[0])
    for advisory_id, cases in CASES.items():
        assert cases <= said[advisory_id] <= cases | {""}, advisory_id


def test_planning_fills_every_name_that_the_table_allows() -> None:
    wordings = {key: wordy(wording) for key, wording in catalog().advisories.items()}
    for entry in raised(replace(catalog(), advisories=wordings)):
        for text in texts(entry):
            assert "{" not in text.en + text.zh, (entry.id, text)


def test_no_advisory_of_the_real_catalog_shows_a_name_in_braces() -> None:
    for entry in raised(catalog()):
        for text in texts(entry):
            assert "{" not in text.en + text.zh, (entry.id, text)


def test_every_text_says_whose_claim_it_is() -> None:
    for entry in raised(catalog()):
        assert all(claim.by for claim in entry.text.claims), (entry.id, entry.text)
        assert set(entry.by) <= {PAGE, OURS, *catalog().sources}


def test_a_reason_brings_its_own_claim_into_the_advisory() -> None:
    features = tuple(
        replace(
            feature,
            withheld=tuple(
                replace(entry, reason=replace(entry.reason, by="defender-network", parts=()))
                for entry in feature.withheld
            ),
        )
        for feature in catalog().features
    )
    made = plan(changed(SHOP, features=("dev-spaces",)), replace(catalog(), features=features))
    found = advisory(made, "feature-not-offered")
    assert found is not None
    assert found.by == ("defender-network",)


@pytest.mark.parametrize("features", [(), ("windows",), ("cluster-extensions",), ("gpu",)])
def test_what_isolated_clusters_lack_is_said_where_a_feature_asks_for_it(features: tuple[str, ...]) -> None:
    found = advisory(
        planned(outbound_type="none", private_cluster=True, features=features), "network-isolated"
    )
    assert found is not None
    assert ("kubenet" in found.text.en) is bool({"windows", "cluster-extensions"}.intersection(features))


def test_a_remark_of_two_claims_keeps_both_in_the_advisory_that_quotes_it() -> None:
    remark = together((Text("Seen.", "见过。", "page"), Text("Guessed.", "推断。", "ours")))
    text = together((Text("Read this.", "请阅读。", "ours"), Text("{remark}", "{remark}"))).filled(
        remark=remark
    )
    assert [(claim.en, claim.by) for claim in text.claims] == [
        ("Read this.", "ours"),
        ("Seen.", "page"),
        ("Guessed.", "ours"),
    ]
