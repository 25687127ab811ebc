"""Plans of the real catalog in every cloud and edition with every feature, and their contexts."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from planner.domain.cluster import Exposure, InboundService
from planner.domain.plan import EgressPlan
from planner.domain.request import ChangeRequest, Request
from planner.domain.service import Protocol
from planner.exporters.azure.arm import ArmTarget
from planner.exporters.azure.azure_cli import AzureCliTarget
from planner.exporters.azure.bicep import BicepTarget
from planner.exporters.azure.powershell import PowerShellTarget
from planner.exporters.azure.terraform import TerraformTarget
from planner.exporters.base import ExportContext, Target
from planner.exporters.options import FqdnTagUse, TargetOptions
from tests.plans import catalog, planned

REGIONS = {"AzureCloud": "norwayeast", "AzureChinaCloud": "chinanorth3", "AzureUSGovernment": "usgovvirginia"}
CLOUDS_AND_EDITIONS = [(cloud, edition) for cloud in REGIONS for edition in ("2020-03-10", "2026-07-02")]
REMEDIES = ["", "internal-load-balancer", "host-route", "nat-gateway-route"]
TARGETS: tuple[Target, ...] = (
    AzureCliTarget(), ArmTarget(), BicepTarget(), TerraformTarget(), PowerShellTarget(),
)  # fmt: skip
CREATED = datetime(2026, 8, 24, 14, 5, tzinfo=timezone(timedelta(hours=2)))


API_SERVER = "198.51.100.24"
"""With it every required line can be written: the default route is held back else."""


def storefront(remedy: str) -> InboundService:
    return InboundService(
        "storefront",
        Exposure.PUBLIC,
        Protocol.HTTPS,
        443,
        "203.0.113.80",
        internal_ip="10.42.0.200",
        remedy=remedy,
    )


def full_plan(cloud: str, edition: str, remedy: str = "", **answers: Any) -> EgressPlan:
    """A plan with every feature that the catalog has, and every answer that adds lines."""
    known = catalog()
    fields: dict[str, Any] = {
        "cloud": cloud, "region": REGIONS[cloud], "edition": edition,
        "features": tuple(feature.id for feature in known.features),
        "konnectivity": False, "nodes_before_march_2021": True, "pods_call_api_server": True,
        "custom_dns": ("10.0.0.10",),
        "inbound": (storefront(remedy),) if remedy else (),
        "firewall_nat_gateway_ip": "203.0.113.40" if remedy == "nat-gateway-route" else "",
    }  # fmt: skip
    return planned(**(fields | answers))


def context(made: EgressPlan, use: FqdnTagUse = FqdnTagUse.EXPLICIT, **fields: Any) -> ExportContext:
    request = Request(made.cluster, made.firewall, change_request=ChangeRequest(ticket="CHG0041872"))
    start: dict[str, Any] = {
        "plan": made, "request": request, "created": CREATED,
        "planner_version": "1.2.3", "options": TargetOptions(fqdn_tag=use),
    }  # fmt: skip
    return ExportContext(**(start | fields))
