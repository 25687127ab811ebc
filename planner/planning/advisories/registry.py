"""Which detector raises which advisory, and in which order they speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.plan import Advisory, Severity
from planner.planning.advisories.approval import required_line_rejected, route_rejected
from planner.planning.advisories.asymmetric_routing import ID as ASYMMETRIC_ROUTING
from planner.planning.advisories.asymmetric_routing import asymmetric_routing
from planner.planning.advisories.dns import dns_proxy, private_zone_reachable
from planner.planning.advisories.features import answer_without_effect, feature_not_offered
from planner.planning.advisories.inspection import tls_inspection
from planner.planning.advisories.isolation import (
    ISOLATION_CONTRADICTED,
    NEEDS_PRIVATE_API_SERVER,
    isolation_contradicted,
    isolation_needs_private_api_server,
    network_isolated,
)
from planner.planning.advisories.lifecycle import existing_cluster_upgrade, retired_endpoint
from planner.planning.advisories.lines import line_alone_is_not_enough, placeholder_open
from planner.planning.advisories.path import (
    AUTHORIZED_IP_RANGES,
    authorized_ip_ranges,
    firewall_not_in_path,
    http_proxy,
    nat_port_conflict,
    own_virtual_network,
    snat_ports,
    virtual_wan,
)
from planner.planning.advisories.regions import region_closed, unlisted_region
from planner.planning.advisories.tags import (
    fqdn_tag_coverage,
    service_tag_unconfirmed,
    shadowing,
    wide_service_tag,
)
from planner.planning.advisories.wording import Detector, always
from planner.planning.draft import Draft

DETECTORS: Mapping[str, Detector] = {
    ASYMMETRIC_ROUTING: asymmetric_routing,
    "required-line-rejected": required_line_rejected,
    "route-rejected": route_rejected,
    "nat-port-conflict": nat_port_conflict,
    "firewall-not-in-path": firewall_not_in_path,
    NEEDS_PRIVATE_API_SERVER: isolation_needs_private_api_server,
    ISOLATION_CONTRADICTED: isolation_contradicted,
    "feature-not-offered": feature_not_offered,
    "region-closed": region_closed,
    "unlisted-region": unlisted_region,
    "placeholder-open": placeholder_open,
    "line-alone-is-not-enough": line_alone_is_not_enough,
    "shadowing": shadowing,
    "wide-service-tag": wide_service_tag,
    "retired-endpoint": retired_endpoint,
    "dns-proxy": dns_proxy,
    "private-zone-reachable": private_zone_reachable,
    "tls-inspection": tls_inspection,
    "network-isolated": network_isolated,
    "own-virtual-network": own_virtual_network,
    "http-proxy": http_proxy,
    "virtual-wan": virtual_wan,
    "existing-cluster-upgrade": existing_cluster_upgrade,
    AUTHORIZED_IP_RANGES: authorized_ip_ranges,
    "fqdn-tag-coverage": fqdn_tag_coverage,
    "internal-traffic-unsupported": always,
    "snat-ports": snat_ports,
    "cli-version": always,
    "service-tag-unconfirmed": service_tag_unconfirmed,
    "answer-without-effect": answer_without_effect,
}
"""Detectors by the id of their advisory, in the order in which advisories of one severity are read."""


def advisories_for(draft: Draft) -> tuple[Advisory, ...]:
    """Return every advisory that the draft's facts raise: warnings first, then in a fixed order."""
    raised: list[Advisory] = []
    for advisory_id, detector in DETECTORS.items():
        wording = draft.where.catalog.advisories.get(advisory_id)
        if wording is not None and wording.valid_in(draft.where.edition.id):
            raised.extend(detector(draft, wording))
    everything = frozenset(rule.id for rule in draft.included)
    marked = (_singling_out(advisory, everything) for advisory in raised)
    return tuple(sorted(marked, key=lambda advisory: advisory.severity is not Severity.WARNING))


def _singling_out(advisory: Advisory, everything: frozenset[str]) -> Advisory:
    """Take the marks off an advisory that would mark every line: it speaks of the plan and singles nothing out."""
    if len(advisory.rule_ids) >= len(everything) and everything.issubset(advisory.rule_ids):
        return replace(advisory, rule_ids=())
    return advisory
