"""Advisories as JSON: whose claims they make, and whether a decision still lacks something."""

from __future__ import annotations

import pytest

from tests.cli.running import run_json

SHOP = ("plan", "--region", "westeurope", "--node-subnet", "10.20.0.0/24")
PUBLISHED = ("--inbound", "shop:public:TCP:443:203.0.113.80", "--remedy", "host-route")


def advisory(capsys: pytest.CaptureFixture[str], advisory_id: str, *options: str) -> dict[str, object]:
    data = run_json(capsys, *SHOP, *options)
    found: dict[str, object] = next(entry for entry in data["advisories"] if entry["id"] == advisory_id)
    return found


def test_each_sentence_stands_with_whose_claim_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    found = advisory(capsys, "tls-inspection", "--konnectivity")
    assert found["by"] == "page, ours"
    sources = found["text_sources"]
    assert isinstance(sources, list)
    assert [entry["by"] for entry in sources] == ["page", "ours"]
    assert " ".join(entry["text"] for entry in sources) == found["text"]


@pytest.mark.parametrize("known", [True, False])
def test_a_path_is_pending_until_everything_is_known(capsys: pytest.CaptureFixture[str], known: bool) -> None:
    addresses = ("--firewall-private-ip", "10.0.1.4") if known else ()
    found = advisory(
        capsys,
        "asymmetric-routing",
        *PUBLISHED,
        "--firewall-public-ip",
        "203.0.113.10",
        "--no-pods-call-api-server",
        *addresses,
    )
    assert found["decided"] == "host-route"
    assert found["pending"] is not known
    assert ("is whole" in str(found["title"])) is known


@pytest.mark.parametrize("outbound", ["none", "block"])
@pytest.mark.parametrize("api_server", ["--private-cluster", "--public-cluster", ""])
def test_no_base_line_is_required_where_the_text_calls_it_unneeded(
    capsys: pytest.CaptureFixture[str], outbound: str, api_server: str
) -> None:
    options = ("--outbound-type", outbound, "--feature", "azure-monitor", *filter(None, [api_server]))
    options = (*options, "--network-isolated")
    data = run_json(capsys, *SHOP, *options)
    assert not [
        rule for rule in data["rules"] if rule["necessity"] == "required" and rule["features"] == ["core"]
    ]
    entry = next(entry for entry in data["not_needed"] if entry["id"] == "core-registry")
    assert not entry["assumed"]
    assert entry["needed_if"] == "Outbound type: neither none nor block"
    assert entry["reason_by"] == "aks-network-isolated"
    assert not [route for route in data["routes"] if route["prefix"] == "0.0.0.0/0"]
