"""Where an answer is given for: cloud, region and edition of a plan, and what serves a target there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planner.catalog.model import Catalog
from planner.domain.plan import EgressPlan
from planner.domain.service import Protocol, Service
from planner.domain.text import Text
from planner.planning.deny_log import Target
from planner.planning.matching import LOCATION

ANY_REGION = "anyregion"
"""Region of a plan that stands for every region: its name in a host reads ``<location>`` and matches any."""


class Hint(NamedTuple):
    """One thing to say, with the line, the rule's id and the feature it is about.

    ``assumed`` marks what rests on an answer that nobody gave, ``left_out`` what a line would open that is left out,
    ``exact`` what names the very host, and not a wildcard that takes it in, ``unreplaced`` what left the page of
    this cloud while a replacement is named for another cloud alone.
    """

    text: Text
    line: int | None = None
    rule_id: str | None = None
    feature: str | None = None
    assumed: bool = False
    left_out: bool = False
    exact: bool = False
    unreplaced: bool = False


class Place(NamedTuple):
    """Cloud, region (programmatic name) and edition of a plan; ``cloud_label`` in both languages."""

    cloud: str
    cloud_label: Text
    region: str
    edition: str

    @property
    def is_any_region(self) -> bool:
        """Whether the plan stands for every region."""
        return self.region == ANY_REGION

    def pattern(self, value: str) -> str:
        """Return a line's host as a pattern: in a plan for any region its region is open."""
        return value.replace(ANY_REGION, LOCATION) if self.is_any_region else value

    def any_region_of(self, tag: str) -> str:
        """Return a service tag as the lines of a plan for any region name it: ``azurecloud.anyregion``."""
        family, dot, region = tag.partition(".")
        return f"{family}.{ANY_REGION}" if self.is_any_region and dot and region else tag

    def here(self, value: str) -> str:
        """Return a host of the catalog as it reads in this plan's region."""
        return value if self.is_any_region else value.replace(LOCATION, self.region)

    def is_here(self, location: str) -> bool:
        """Whether a host of this location (empty: of none) is one of the plan's region."""
        return not location or self.is_any_region or location == self.region


def place_of(plan: EgressPlan, catalog: Catalog) -> Place:
    """Return where a plan is made for."""
    cloud = catalog.cloud(plan.cluster.cloud)
    label = cloud.label if cloud is not None else Text(plan.cluster.cloud, plan.cluster.cloud)
    return Place(plan.cluster.cloud, label, plan.cluster.region, plan.edition)


def serves(services: Iterable[Service], target: Target) -> bool:
    """Whether one of the services is what the target wants; a target without a port takes any of its protocol."""
    return any(
        target.port in (None, service.port) and target.transport in ("", transport_of(service))
        for service in services
    )


def transport_of(service: Service) -> str:
    """Return ``tcp`` or ``udp``."""
    return "udp" if service.protocol is Protocol.UDP else "tcp"


def port_text(target: Target) -> str:
    """Return ``UDP 1194``, or the port alone where nothing named a protocol."""
    return f"{target.transport.upper()} {target.port or ''}".strip()
