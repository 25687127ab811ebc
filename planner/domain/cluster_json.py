"""The shape of a managed cluster's JSON, as far as the catalog has to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.revealed import JsonPath


@dataclass(frozen=True, slots=True)
class ClusterJson:
    """What an importer has to know beyond what each fact and feature says of itself.

    ``beside`` names for a type of resource (small letters) the list of the cluster that it is an entry of;
    ``no_hosts`` are paths (small letters) that look like add-ons or profiles and ask for no host of their own.
    """

    beside: Mapping[str, str] = field(default_factory=dict)
    no_hosts: tuple[JsonPath, ...] = ()
