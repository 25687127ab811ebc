"""Each remedy of asymmetric routing puts its NAT rules and routes into the plan and the workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from planner.exporters.xlsx.target import XlsxTarget
from planner.planning.planner import plan
from planner.session.handover import export_context
from tests.plans import SHOP, STOREFRONT, catalog, changed

CASES = [
    ("internal-load-balancer", "", {"203.0.113.10", "10.42.0.200"}, {"0.0.0.0/0"}),
    ("host-route", "", {"203.0.113.10", "203.0.113.80"}, {"0.0.0.0/0", "203.0.113.10/32"}),
    ("nat-gateway-route", "203.0.113.99", {"203.0.113.10", "203.0.113.80"}, {"0.0.0.0/0", "203.0.113.99/32"}),
    ("stop-filtering", "", set(), set()),
]


@pytest.mark.parametrize(
    ("remedy", "gateway", "addresses", "prefixes"), CASES, ids=[case[0] for case in CASES]
)
def test_remedy_is_in_the_workbook(
    remedy: str, gateway: str, addresses: set[str], prefixes: set[str]
) -> None:
    service = replace(STOREFRONT, remedy=remedy, internal_ip="10.42.0.200")
    request = changed(SHOP, inbound=(service,), firewall_nat_gateway_ip=gateway)
    made = plan(request, catalog())
    context = export_context(request, made, catalog(), "en", datetime(2026, 8, 24, tzinfo=UTC))
    book = load_workbook(io.BytesIO(XlsxTarget().export(context).files[0].content))
    cells = [str(cell) for row in book["Routing and NAT"].iter_rows(values_only=True) for cell in row if cell]
    routing = " ".join(cells)
    assert all(address in routing for address in addresses)
    assert all(prefix in cells for prefix in prefixes)
    rules = [row for row in book["Rules"].iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    nat = [row for row in rules if str(row[14]).startswith("inbound-")]
    assert len(nat) == bool(addresses)
    assert all(address in nat[0][2] for address in addresses)
