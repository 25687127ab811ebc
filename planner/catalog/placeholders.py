"""Which advisories planning raises, which cases it tells apart, and which ``{names}`` it fills in their texts.

The catalog words the advisories and planning fills them; the catalog may not import planning, so the names that
both agree on stand here. A test raises every advisory in every case and finds none of them left unfilled.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_INBOUND = frozenset(
    {"service", "protocol", "port", "frontend", "internal", "firewall", "nat_gateway", "missing", "seen"}
)

FILLED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "asymmetric-routing": _INBOUND,
        "firewall-not-in-path": frozenset({"outbound_type"}),
        "own-virtual-network": frozenset({"outbound_type"}),
        "http-proxy": frozenset(),
        "virtual-wan": frozenset(),
        "feature-not-offered": frozenset({"feature", "reason"}),
        "unlisted-region": frozenset({"region", "cloud"}),
        "region-closed": frozenset({"region", "date"}),
        "placeholder-open": frozenset({"placeholders"}),
        "shadowing": frozenset({"rule", "hosts"}),
        "wide-service-tag": frozenset({"tags"}),
        "retired-endpoint": frozenset({"host", "replacement", "remark"}),
        "dns-proxy": frozenset({"hosts", "servers"}),
        "private-zone-reachable": frozenset(),
        "tls-inspection": frozenset({"hosts"}),
        "network-isolated": frozenset({"outbound_type"}),
        "isolation-needs-private-api-server": frozenset({"outbound_type"}),
        "isolation-contradicted": frozenset({"outbound_type"}),
        "existing-cluster-upgrade": frozenset(),
        "authorized-ip-ranges": frozenset({"firewall", "nat_gateway", "addresses"}),
        "fqdn-tag-coverage": frozenset({"features"}),
        "internal-traffic-unsupported": frozenset(),
        "snat-ports": frozenset(),
        "cli-version": frozenset(),
        "answer-without-effect": frozenset({"fact", "note"}),
        "line-alone-is-not-enough": frozenset({"host", "remark"}),
        "required-line-rejected": frozenset({"host", "said", "breaks", "lines"}),
        "route-rejected": frozenset({"route", "said", "breaks"}),
        "nat-port-conflict": frozenset({"first", "second", "service"}),
        "service-tag-unconfirmed": frozenset({"tag"}),
    }
)
"""Names filled in title and text, by advisory id; an id that is not here is never raised."""

FILLED_IN_REMEDIES: Mapping[str, frozenset[str]] = MappingProxyType({"asymmetric-routing": _INBOUND})
"""Names filled in remedies, their effects and tasks too; other advisories show their remedies as written."""

CASES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # A chosen remedy is a case; so is a path that is chosen and lacks something, or whose NAT line is left out.
        "asymmetric-routing": frozenset(
            {
                "internal-load-balancer",
                "host-route",
                "nat-gateway-route",
                "stop-filtering",
                "pending",
                "left-out",
            }
        ),
        "wide-service-tag": frozenset({"needed", "needless"}),
        "firewall-not-in-path": frozenset({"no-route", "chosen"}),
        "own-virtual-network": frozenset({"userDefinedRouting", "userAssignedNATGateway"}),
        "network-isolated": frozenset({"none", "block"}),
        "isolation-needs-private-api-server": frozenset({"none", "block"}),
        "isolation-contradicted": frozenset({"none", "block", "answered-yes", "answered-yes-type-assumed"}),
        "tls-inspection": frozenset({"konnectivity", "no-konnectivity", "not-known"}),
        "dns-proxy": frozenset({"azure-dns", "custom-dns", "not-known", "basic", "other-make", "proxy"}),
        "private-zone-reachable": frozenset({"servers", "firewall"}),
        "unlisted-region": frozenset({"unknown", "other-cloud"}),
        "virtual-wan": frozenset({"routing-intent", "no-routing-intent"}),
        "authorized-ip-ranges": frozenset(
            {"firewall", "firewall-lacking", "nat-gateway", "nat-gateway-lacking", "included"}
        ),
        "retired-endpoint": frozenset({"replaced", "without-replacement"}),
        "required-line-rejected": frozenset({"still-open"}),
        "existing-cluster-upgrade": frozenset({"first-edition", "later-edition"}),
    }
)
"""Cases that planning tells apart, by advisory id; each is worded, or what is common to all speaks for it."""
