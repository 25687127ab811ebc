"""The API server's name and the lines to its address: some ports of the one are opened by the other."""

from __future__ import annotations

from planner.catalog.model import Catalog
from planner.domain.demand import Demand, DestinationSource
from planner.planning.explain_places import Place
from planner.planning.matching import HostIndex

_HOST = "api_server_host"


class ApiServerNames:
    """Hosts that are names of an API server, and ``demands``, the ids of those that ask for its address."""

    def __init__(self, catalog: Catalog, place: Place) -> None:
        """Index the names that the catalog gives API servers of the place's cloud and region."""
        self._place = place
        self._names: HostIndex[str] = HostIndex()
        demands = [demand for feature in catalog.features for demand in feature.demands]
        self.demands = frozenset(demand.id for demand in demands if _asks_for_its_address(demand))
        for demand in demands:
            if any(way.known_as == _HOST for way in demand.other_ways):
                for template in demand.destinations:
                    if template.source is DestinationSource.FQDN:
                        self._names.add(template.value, demand.id)

    def holds(self, host: str) -> bool:
        """Whether a host is the name of an API server of this place."""
        return any(self._place.is_here(match.location) for match in self._names.matches(host))

    @staticmethod
    def is_private(host: str) -> bool:
        """Whether a host has the form of a private API server's name: ``NAME.GUID.privatelink.REGION.azmk8s.io``."""
        return _is_private_name(host)


def _is_private_name(host: str) -> bool:
    labels = host.split(".")
    return _PRIVATE_LINK in labels[1:] and any(host.endswith(f".{suffix}") for suffix in _SUFFIXES)


_PRIVATE_LINK = "privatelink"
_SUFFIXES = ("azmk8s.io", "azmk8s.us", "azk8s.cn")
"""What names of API servers end in, by cloud."""


def _asks_for_its_address(demand: Demand) -> bool:
    ways = (*demand.destinations, *demand.other_ways)
    return any(way.source is DestinationSource.API_SERVER_IP for way in ways)
