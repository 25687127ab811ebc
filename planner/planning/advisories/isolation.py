"""Network isolated clusters: outbound types that make no path to the internet.

Facts: Microsoft's pages "Network isolated AKS clusters" and "Customize cluster egress with outbound types".
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.cluster import OutboundType
from planner.domain.plan import Advisory
from planner.planning.advisories.wording import say
from planner.planning.draft import Draft
from planner.planning.path import reaches_api_server_inside

NEEDS_PRIVATE_API_SERVER = "isolation-needs-private-api-server"
ISOLATION_CONTRADICTED = "isolation-contradicted"
_NETWORK_ISOLATED = "network_isolated"
_ISOLATED = (OutboundType.NONE, OutboundType.BLOCK)


def is_isolated(draft: Draft) -> bool:
    """Whether the outbound type is one of network isolated clusters."""
    return draft.path.outbound_type in _ISOLATED


def _denied(draft: Draft) -> bool:
    facts = draft.where.facts
    return _NETWORK_ISOLATED in facts and not facts.yes(_NETWORK_ISOLATED)


def network_isolated(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """What isolation means for the lines, where the API server is reached inside the network as it has to be.

    Its words for ``none`` speak of a private registry: not where somebody denied that the cluster is isolated.
    """
    if is_isolated(draft) and reaches_api_server_inside(draft.where.facts):
        outbound = draft.path.outbound_type.value
        if draft.path.outbound_type is OutboundType.NONE and _denied(draft):
            return
        yield say(draft, wording, case=outbound, outbound_type=outbound)


def isolation_needs_private_api_server(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """An isolated cluster whose API server is public, or of which nobody said that it is private."""
    if is_isolated(draft) and not reaches_api_server_inside(draft.where.facts):
        outbound = draft.path.outbound_type.value
        yield say(draft, wording, case=outbound, outbound_type=outbound)


def isolation_contradicted(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """An answer about isolation that the outbound type contradicts: no beside none or block, yes beside another."""
    facts = draft.where.facts
    if _NETWORK_ISOLATED not in facts:
        return
    isolated = facts.yes(_NETWORK_ISOLATED)
    if isolated is is_isolated(draft):
        return
    outbound = draft.path.outbound_type.value
    case = outbound
    if isolated:
        case = "answered-yes-type-assumed" if facts.is_assumed("outbound_type") else "answered-yes"
    yield say(draft, wording, case=case, outbound_type=outbound)
