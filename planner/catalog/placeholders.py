"""Which advisories planning raises, and which ``{names}`` it fills in their texts.

The catalog words the advisories and planning fills them; the catalog may not import planning, so the names that
both agree on stand here. A test raises every advisory and finds none of them left unfilled.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_INBOUND = frozenset({"service", "protocol", "port", "frontend", "internal", "firewall", "nat_gateway"})

FILLED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "asymmetric-routing": _INBOUND,
        "firewall-not-in-path": frozenset({"outbound_type"}),
        "feature-not-offered": frozenset({"feature", "reason"}),
        "unlisted-region": frozenset({"region"}),
        "placeholder-open": frozenset({"placeholders"}),
        "shadowing": frozenset({"rule", "hosts"}),
        "wide-service-tag": frozenset({"tags"}),
        "retired-endpoint": frozenset({"host", "replacement"}),
        "dns-proxy": frozenset({"hosts"}),
        "tls-inspection": frozenset({"hosts"}),
        "network-isolated": frozenset({"outbound_type"}),
        "existing-cluster-upgrade": frozenset(),
        "authorized-ip-ranges": frozenset({"firewall"}),
        "fqdn-tag-coverage": frozenset({"features"}),
        "internal-traffic-unsupported": frozenset(),
        "snat-ports": frozenset(),
        "cli-version": frozenset(),
        "answer-without-effect": frozenset({"fact", "note"}),
        "line-alone-is-not-enough": frozenset({"host", "remark"}),
        "nat-port-conflict": frozenset({"first", "second", "service"}),
        "service-tag-unconfirmed": frozenset({"tag"}),
    }
)
"""Names filled in title and text, by advisory id; an id that is not here is never raised."""

FILLED_IN_REMEDIES: Mapping[str, frozenset[str]] = MappingProxyType({"asymmetric-routing": _INBOUND})
"""Names filled in remedies, their effects and tasks too; other advisories show their remedies as written."""
