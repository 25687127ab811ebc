"""The API server's name and the lines to its address: some ports of the one are opened by the other."""

from __future__ import annotations

import re

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
        self._names: HostIndex[Demand] = HostIndex()
        demands = [demand for feature in catalog.features for demand in feature.demands]
        self.demands = frozenset(demand.id for demand in demands if _asks_for_its_address(demand))
        for demand in demands:
            names = demand.destinations if any(way.known_as == _HOST for way in demand.other_ways) else ()
            if demand.id in self.demands and demand.valid_in(place.cloud, place.edition):
                # The tunnel's host is the same server by another name, where the page still has it.
                names = (*names, *demand.destinations, *demand.other_ways)
            for template in names:
                if template.source is DestinationSource.FQDN:
                    self._names.add(template.value, demand)

    def holds(self, host: str) -> bool:
        """Whether a host is the name of an API server of this place."""
        return any(
            self._place.cloud in match.item.clouds and self._place.is_here(match.location)
            for match in self._names.matches(host)
        )

    @staticmethod
    def is_private(host: str) -> bool:
        """Whether a host has the form of a private API server's name.

        That is ``NAME.GUID.privatelink.REGION.SUFFIX``, and with virtual network integration
        ``NAME.GUID.private.REGION.SUFFIX``.
        """
        return _PRIVATE_NAME.fullmatch(host) is not None


_GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SUFFIXES = (
    "azmk8s.io",
    "cx.aks.containerservice.azure.us",
    "cx.prod.service.azk8s.cn",
    "azmk8s.us",
    "azk8s.cn",
)
"""What names of API servers end in, by cloud."""
_PRIVATE_NAME = re.compile(
    rf"(?:[^.]+\.)+(?:privatelink|{_GUID}\.private)\.(?:[^.]+\.)*(?:{'|'.join(map(re.escape, _SUFFIXES))})"
)


def _asks_for_its_address(demand: Demand) -> bool:
    ways = (*demand.destinations, *demand.other_ways)
    return any(way.source is DestinationSource.API_SERVER_IP for way in ways)
