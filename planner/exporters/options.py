"""What a person chooses for firewall targets, beside the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.domain.firewall_policy import DEFAULT_PRIORITY
from planner.domain.service_tags import ServiceTags

__all__ = ["FqdnTagUse", "LineChoice", "ServiceTags", "TargetOptions"]


class FqdnTagUse(StrEnum):
    """How Azure targets name what every cluster needs: by FQDN tag, host by host, or both."""

    EXPLICIT = "explicit"
    TAG = "tag"
    BOTH = "both"


class LineChoice(StrEnum):
    """Which lines are written: *usual* is every line for people, and for firewalls those that were approved, if any."""

    USUAL = "usual"
    APPROVED = "approved"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class TargetOptions:
    """Names and choices that scripts need; empty names become variables that the script asks for.

    ``inside`` and ``outside`` are the zones or interfaces of PAN-OS and FortiOS, ``paper`` is ``A4`` or
    ``Letter``, ``only`` which of the plan's lines are written.
    """

    fqdn_tag: FqdnTagUse = FqdnTagUse.EXPLICIT
    service_tags: ServiceTags | None = None
    resource_group: str = ""
    firewall_policy: str = ""
    route_table: str = ""
    priority: int = DEFAULT_PRIORITY
    inside: str = "inside"
    outside: str = "outside"
    paper: str = "A4"
    only: LineChoice = LineChoice.USUAL
    extra: Mapping[str, str] = field(default_factory=dict)
