"""Cloud and region of a cluster: by its location, and by the host names of its API server."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalog.model import Catalog, Cloud
from planner.domain.text import EMPTY_TEXT, Text
from planner.importers.json_node import Doubt, Node
from planner.planning.situation import ProfileError, home_of, normal_region_name

_HOST_KEYS = ("fqdn", "privateFQDN", "azurePortalFQDN")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the path it was read from; without a text, why (None: nothing stands there at all).

    ``clash`` says in words which two places contradict each other.
    """

    value: str = ""
    path: str = ""
    doubt: Doubt | None = None
    clash: Text = EMPTY_TEXT


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """Cloud and region; ``other_location`` is the path of a location that names no region, empty where it does."""

    cloud: Said
    region: Said
    other_location: str = ""


def place_of(cluster: Node, catalog: Catalog) -> PlaceOf:
    """Return where a cluster runs.

    The suffix of its host names tells the cloud, else its region does. A location that no cloud lists gives way to
    the region in the host name if that one is listed; without a host name it is taken as it stands. Where a listed
    location and the host name contradict each other, the region is not known.
    """
    cloud, of_host = _by_host(cluster, catalog)
    location = cluster.below("location")
    name = _region_name(location)
    if not name:
        region = of_host or Said(
            "", location.path, None if location.is_empty else location.doubt or Doubt.SHAPE
        )
        return PlaceOf(cloud or _by_region(region, catalog), region)
    region = Said(name, location.path)
    home = home_of(name, catalog)
    if home is not None and cloud is not None and home.id != cloud.value:
        other = catalog.cloud(cloud.value) or home
        clash = _OTHER_CLOUD.filled(region=name, home=home.short_label, cloud=other.short_label)
        return PlaceOf(cloud, Said("", location.path, Doubt.SHAPE, clash))
    if home is not None and of_host is not None and of_host.value != name:
        clash = _OTHER_REGION.filled(region=name, other=of_host.value)
        return PlaceOf(cloud or _by_region(region, catalog), Said("", location.path, Doubt.SHAPE, clash))
    if of_host is not None and home is None:
        return PlaceOf(cloud or _by_region(of_host, catalog), of_host, location.path)
    return PlaceOf(cloud or _by_region(region, catalog), region)


_OTHER_CLOUD = Text(
    "The location, {region}, is a region of {home}; the API server's host name is one of {cloud}.",
    "位置 {region} 属于 {home}，而 API 服务器主机名属于 {cloud}。",
)
_OTHER_REGION = Text(
    "The location is {region}; the API server's host name says {other}.",
    "位置为 {region}，而 API 服务器主机名中的区域是 {other}。",
)


def _region_name(location: Node) -> str:
    try:
        return normal_region_name(location.text) if location.is_readable else ""
    except ProfileError:
        return ""


def _by_host(cluster: Node, catalog: Catalog) -> tuple[Said | None, Said | None]:
    """Return cloud and region by the first host name that ends as a cloud's host names do."""
    for key in _HOST_KEYS:
        node = cluster.below(key)
        host = node.text.lower() if node.is_readable else ""
        for cloud in catalog.clouds:
            if host.endswith("." + cloud.api_server_suffix):
                return Said(cloud.id, node.path), _region_in(host, cloud, node.path)
    return None, None


def _region_in(host: str, cloud: Cloud, path: str) -> Said | None:
    """Return the label before the suffix (``….hcp.eastus.azmk8s.io``) if it is a region of the cloud."""
    label = host.removesuffix("." + cloud.api_server_suffix).rpartition(".")[2]
    return Said(label, path) if cloud.region(label) is not None else None


def _by_region(region: Said, catalog: Catalog) -> Said:
    home = home_of(region.value, catalog) if region.value else None
    return Said(home.id, region.path) if home is not None else Said()
