"""The sentences of the catalog that claimed too much, as a plan says them now; and what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from planner.catalog.locate import data_folder
from planner.cli.plan_json import plan_data
from planner.domain.condition import Condition, FactIs, Group, Never
from planner.domain.demand import Demand, Trait
from planner.domain.source import SourceKind
from planner.domain.text import Text
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from tests.plans import catalog, changed, unanswered

NODES = {"node_subnets": ("10.20.0.0/24",), "firewall_private_ip": "10.0.1.4"}
PUBLIC = {"cloud": "AzureCloud", "region": "westeurope"}
CHINA = {"cloud": "AzureChinaCloud", "region": "chinanorth2"}
GOVERNMENT = {"cloud": "AzureUSGovernment", "region": "usgovvirginia"}
OTHER_CLOUDS = [CHINA, GOVERNMENT]
MARCH_2020 = {"edition": "2020-03-10"}
WINDOWS = (
    "windows-binaries",
    "windows-redirects",
    "windows-updates",
    "windows-connectivity-test",
    "windows-certificates",
)

Answers = dict[str, Any]
Data = dict[str, Any]


def made(place: Answers, *features: str, **answers: Any) -> Data:
    """Return the JSON of a plan in which nothing is answered but what is given."""
    request = changed(unanswered(**NODES), **place, features=features, **answers)
    found = plan(request, catalog())
    return plan_data(found, request, open_points(found, catalog()), catalog(), "en")


def line(data: Data, demand: str) -> Data | None:
    """Return the rule that a demand stands in, or None."""
    return next(
        (rule for rule in data["rules"] if demand in [reason["demand"] for reason in rule["reasons"]]), None
    )


def reason(data: Data, demand: str) -> Data:
    """Return one demand's reason."""
    return next(reason for rule in data["rules"] for reason in rule["reasons"] if reason["demand"] == demand)


def remarks(data: Data, demand: str) -> str:
    """Return all remarks of the line that a demand stands in."""
    found = line(data, demand)
    assert found is not None
    return " ".join(found["remarks"])


def left_away(data: Data, demand: str) -> Data:
    """Return the entry of a demand among what is not needed."""
    return next(entry for entry in data["not_needed"] if entry["id"] == demand)


def said(data: Data, advisory: str) -> str:
    """Return what all advisories with an id say."""
    return " ".join(entry["text"] for entry in data["advisories"] if entry["id"] == advisory)


# --- Defender ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "cloud"), [(CHINA, "Azure China"), (GOVERNMENT, "Azure Government")])
def test_defenders_own_documentation_keeps_its_host_out_of_other_clouds_not_the_page(
    place: Answers, cloud: str
) -> None:
    entry = left_away(made(place, "defender"), "defender-cloud")
    assert f"documentation marks this host as not applicable in {cloud}" in entry["reason"]
    assert "public cloud only" not in entry["reason"]
    assert "line of your own" in entry["reason"]
    assert [claim["by"] for claim in entry["reason_sources"]] == ["defender-network", "page", "ours"]


@pytest.mark.parametrize("demand", ["defender-events", "defender-workspace"])
def test_in_the_public_cloud_defenders_documentation_no_longer_asks_for_the_opinsights_hosts(
    demand: str,
) -> None:
    data = made(PUBLIC, "defender")
    assert "no longer required" in remarks(data, demand)
    assert "Older sensors" in reason(data, demand)["if_refused"]
    assert "no longer required" not in remarks(made(GOVERNMENT, "defender"), demand)


@pytest.mark.parametrize("demand", ["defender-sign-in", "defender-events", "defender-workspace"])
def test_both_days_on_which_defender_ends_in_china_are_given(demand: str) -> None:
    text = remarks(made(CHINA, "defender"), demand)
    assert "2026-08-18" in text
    assert "2026-10-01" in text


# --- Azure Monitor ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", OTHER_CLOUDS)
@pytest.mark.parametrize("demand", ["azure-monitor-telemetry", "azure-monitor-application-insights"])
def test_hosts_of_the_public_cloud_stay_lines_where_monitor_goes_by_another_clouds_tag(
    place: Answers, demand: str
) -> None:
    data = made(place, "azure-monitor", azure_monitor_by="tag")
    assert "does not hold this host" in remarks(data, demand)
    assert line(made(PUBLIC, "azure-monitor", azure_monitor_by="tag"), demand) is None


@pytest.mark.parametrize("place", [PUBLIC, *OTHER_CLOUDS])
def test_taking_either_the_tag_or_the_hosts_is_called_an_inference(place: Answers) -> None:
    tag = line(made(place, "azure-monitor", azure_monitor_by="tag"), "azure-monitor-tag")
    assert tag is not None
    claims = {claim["by"]: claim["text"] for claim in tag["remark_sources"]}
    assert "apply together" in claims["page"]
    assert any("inference" in claim["text"] for claim in tag["remark_sources"] if claim["by"] == "ours")
    entry = left_away(made(place, "azure-monitor", azure_monitor_by="hosts"), "azure-monitor-tag")
    assert "inference" in entry["reason"]


# --- replaced, retired, withheld --------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", OTHER_CLOUDS)
def test_the_registrys_old_host_is_not_retired_where_it_was_never_replaced(place: Answers) -> None:
    data = made(place | MARCH_2020)
    assert not [entry for entry in data["advisories"] if "cdn.mscr.io" in entry["title"]]
    assert "in use" in remarks(data, "core-registry-cdn")
    assert "Older" not in reason(data, "core-registry-cdn")["purpose"]


def test_the_registrys_old_host_is_replaced_in_the_public_cloud() -> None:
    data = made(PUBLIC | MARCH_2020)
    assert "*.data.mcr.microsoft.com" in said(data, "retired-endpoint")
    assert "replaced by" in remarks(data, "core-registry-cdn")


@pytest.mark.parametrize(
    ("feature", "host", "source"),
    [
        ("key-vault", "<vault>.vault.azure.cn", "key-vault-firewall"),
        ("cluster-extensions", "<location>.dp.kubernetesconfiguration.azure.cn", "arc-china-network"),
    ],
)
def test_what_china_withholds_names_a_way_on_and_whose_it_is(feature: str, host: str, source: str) -> None:
    text = said(made(CHINA, feature), "feature-not-offered")
    assert host.partition(">")[2] in text
    assert "The AKS page has no" in text
    found = catalog().feature(feature)
    assert found is not None
    entry = found.withheld_in("AzureChinaCloud", "2026-07-02")
    assert entry is not None
    assert (host, source) in [(named.host, named.by) for named in entry.hosts]
    assert [claim.by for claim in entry.reason.claims] == ["page", source, "ours"]


@pytest.mark.parametrize("place", [PUBLIC, GOVERNMENT])
def test_key_vault_before_it_was_on_the_page_names_a_way_on_too(place: Answers) -> None:
    assert "<vault>.vault." in said(made(place | MARCH_2020, "key-vault"), "feature-not-offered")


# --- consequences -----------------------------------------------------------------------------------------------------


def test_refused_windows_hosts_cost_updates_and_not_the_node() -> None:
    data = made(PUBLIC, "windows")
    assert {reason(data, demand)["if_refused"] for demand in WINDOWS} == {
        "Windows updates come only with node image or cluster upgrades."
    }
    assert {reason(data, demand)["if_refused_by"] for demand in WINDOWS} == {"page"}
    assert "do not join" not in str(data)
    assert "packages.aks.azure.com" in remarks(data, "windows-binaries")


@pytest.mark.parametrize("demand", ["gpu-driver-packages", "gpu-driver-download", "gpu-docker-download"])
def test_gpu_hosts_say_that_public_node_code_does_not_use_them(demand: str) -> None:
    data = made(PUBLIC, "gpu")
    found = line(data, demand)
    assert found is not None
    assert found["necessity"] == "required"  # the page's own heading
    claims = {claim["by"]: claim["text"] for claim in found["remark_sources"]}
    assert "asks for this host" in claims["page"]
    assert "node code" in " ".join(found["remarks"])
    assert "without a usable GPU" not in reason(data, demand)["if_refused"]


def test_clocks_are_not_said_to_drift_on_nodes_that_ask_their_host() -> None:
    found = reason(made(PUBLIC, nodes_before_march_2021=True), "core-time")
    assert "Azure host" in found["if_refused"]
    assert found["if_refused_by"] == "linux-time-sync"


@pytest.mark.parametrize("place", OTHER_CLOUDS)
def test_an_exemption_that_the_page_does_not_write_is_called_just_that(place: Answers) -> None:
    data = made(place, private_cluster=True, konnectivity=True, nodes_before_march_2021=False)
    assert "in any case" not in str(data)
    for demand in ("core-api-server", "core-tunnel-udp", "core-tunnel-tcp", "core-time"):
        assert "says nothing of it for this cloud" in remarks(data, demand)


@pytest.mark.parametrize("place", OTHER_CLOUDS)
def test_page_and_network_stand_together_in_one_place_for_a_private_cluster_elsewhere(place: Answers) -> None:
    data = made(place, private_cluster=True)
    [entry] = [entry for entry in data["advisories"] if entry["id"] == "answer-without-effect"]
    assert "without an exemption" in entry["text"]
    assert "inside the network" in entry["text"]
    assert "inside the network" not in " ".join(remarks(data, rule["id"]) for rule in data["rules"])
    fact = catalog().fact("private_cluster")
    assert fact is not None
    note = fact.note(place["cloud"], "2026-07-02")
    assert note is not None
    assert [claim.by for claim in note.claims] == ["page", "ours"]


def test_ubuntu_hosts_say_what_the_page_says_of_them_cluster_upgrades_too() -> None:
    data = made(PUBLIC)
    assert "node image or cluster upgrades" in reason(data, "core-ubuntu-security")["if_refused"]
    assert "node image or cluster upgrades" in reason(data, "core-ubuntu-archive")["if_refused"]
    assert "SecurityPatch" in reason(data, "core-ubuntu-snapshot")["if_refused"]
    assert reason(data, "core-ubuntu-security")["if_refused_by"] == "page"
    # Its first edition says nothing of the kind.
    assert reason(made(PUBLIC | MARCH_2020), "core-ubuntu-security")["if_refused_by"] == "ours"


@pytest.mark.parametrize("place", [PUBLIC, GOVERNMENT])
def test_opening_the_dead_mirror_is_not_said_to_start_old_nodes(place: Answers) -> None:
    data = made(place)
    assert "do not start" not in reason(data, "core-kubernetes-binaries-mirror")["if_refused"]
    assert "opening the line does not help" in remarks(data, "core-kubernetes-binaries-mirror")
    assert "acs-mirror.azureedge.net" in reason(data, "core-kubernetes-binaries")["if_refused"]


def test_metering_ends_after_a_day_and_nobody_says_that_billing_fails() -> None:
    found = reason(made(PUBLIC, "cluster-extensions"), "cluster-extensions-metering")
    assert "24 hours" in found["if_refused"]
    assert "billing" not in found["if_refused"]


def test_the_annotation_does_not_make_the_address_line_fall_away() -> None:
    found = line(made(PUBLIC, pods_call_api_server=True), "core-api-server-address")
    assert found is not None
    [note] = [way["note"] for way in found["alternatives"] if "annotated" in way.get("note", "")]
    assert "falls away" not in note
    assert "every client has been checked" in note


# --- claims about answers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [PUBLIC, *OTHER_CLOUDS])
def test_a_plan_that_nobody_answered_claims_no_answer(place: Answers) -> None:
    text = str(made(place, "azure-monitor", "cluster-extensions"))
    assert "Answered" not in text
    assert "was chosen" not in text
    assert "were chosen" not in text
    assert "The virtual network uses" not in text


# --- regions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", ["usgovvirginia", "usgovtexas", "usdodcentral", "usdodeast"])
def test_government_tags_that_microsoft_names_are_not_unconfirmed(region: str) -> None:
    data = made(GOVERNMENT | {"region": region})
    assert "AzureCloud." + region in str(data["rules"])
    assert not said(data, "service-tag-unconfirmed")
    assert said(made(GOVERNMENT | {"region": "usgovarizona"}), "service-tag-unconfirmed")


def test_a_plan_for_a_closed_region_says_so() -> None:
    [point] = [
        point
        for point in made(GOVERNMENT | {"region": "usgoviowa"})["readiness"]
        if point["id"] == "region-closed"
    ]
    assert "closed on 2020-04-30" in point["title"]
    assert (point["severity"], point["field"]) == ("warns", "region")
    assert "region-closed" not in [point["id"] for point in made(GOVERNMENT)["readiness"]]


def test_closed_regions_are_known_and_not_offered() -> None:
    closed = {region.name for cloud in catalog().clouds for region in cloud.regions if region.closed}
    offered = {region.name for cloud in catalog().clouds for region in cloud.open_regions}
    assert closed == {"usgoviowa"}
    assert not closed & offered


def test_india_south_central_is_a_region() -> None:
    assert not said(made(PUBLIC | {"region": "indiasouthcentral"}), "unlisted-region")


# --- hosts of another cloud -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "hosts"),
    [
        (
            CHINA,
            {
                "*.ods.opinsights.azure.com",
                "*.oms.opinsights.azure.com",
                "*.microsoftonline.com",
                "gov-prod-policy-data.trafficmanager.net",
                "*.gk.chinanorth2.azmk8s.io",
                "azds-<guid>.chinanorth2.azds.io",
            },
        ),
        (
            GOVERNMENT,
            {
                "*.ods.opinsights.azure.com",
                "*.oms.opinsights.azure.com",
                "*.microsoftonline.com",
                "*.monitoring.azure.com",
                "gov-prod-policy-data.trafficmanager.net",
                "*.gk.usgovvirginia.azmk8s.io",
                "azds-<guid>.usgovvirginia.azds.io",
            },
        ),
    ],
)
def test_early_add_on_rows_for_other_clouds_are_marked_as_hosts_of_the_public_cloud(
    place: Answers, hosts: set[str]
) -> None:
    request = changed(
        unanswered(**NODES), **place, **MARCH_2020, features=("azure-monitor", "azure-policy", "dev-spaces")
    )
    marked = [rule for rule in plan(request, catalog()).rules if Trait.OTHER_CLOUD in rule.traits]
    assert {rule.destination.value for rule in marked} == hosts
    assert all(rule.remarks for rule in marked)


def test_no_row_of_todays_page_is_marked_as_of_another_cloud() -> None:
    marked = [
        demand.id
        for demand in demands()
        if Trait.OTHER_CLOUD in demand.traits and (not demand.until or demand.until > "2024-01-17")
    ]
    assert marked == []


def test_the_operators_host_stands_beside_the_public_clouds_one() -> None:
    beside = {
        "azure-monitor-logs": "*.ods.opinsights.azure.cn",
        "azure-monitor-onboarding": "*.oms.opinsights.azure.cn",
        "azure-policy-traffic-manager": "gov-prod-policy-data.trafficmanager.cn",
        "dev-spaces-controller": "AzureDevSpaces",
    }
    data = made(CHINA | MARCH_2020, "azure-monitor", "azure-policy", "dev-spaces")
    for demand, host in beside.items():
        found = line(data, demand)
        assert found is not None
        [claim] = [claim for claim in found["remark_sources"] if claim["by"] == "21vianet-aks"]
        assert host in claim["text"]


def test_the_operators_page_is_never_called_microsofts() -> None:
    source = catalog().sources["21vianet-aks"]
    assert source.kind is SourceKind.OPERATOR
    assert "Microsoft" not in source.title


# --- all of them ------------------------------------------------------------------------------------------------------


def demands() -> Iterator[Demand]:
    """Yield every demand in every cloud and span."""
    for feature in catalog().features:
        yield from feature.demands


def reasons_in(condition: Condition | None) -> Iterator[Text]:
    """Yield the reasons of a condition's leaves."""
    if isinstance(condition, Group):
        for member in condition.members:
            yield from reasons_in(member)
    elif isinstance(condition, FactIs | Never):
        yield condition.otherwise


def claiming() -> Iterator[tuple[str, Text]]:
    """Yield every text that claims something, with where it stands."""
    for demand in demands():
        for text in (demand.purpose, demand.if_refused, *demand.remarks, *reasons_in(demand.when)):
            yield demand.id, text
        for way in (*demand.destinations, *demand.other_ways):
            yield demand.id, way.note
    for feature in catalog().features:
        for text in (feature.summary, feature.remark):
            yield feature.id, text
        for reason_given in (*feature.withheld, *feature.brings):
            yield feature.id, reason_given.reason
    for fact in catalog().facts:
        for note in fact.notes:
            yield fact.id, note.text
        for assumption in fact.assumptions:
            yield fact.id, assumption.because
    for edition in catalog().editions:
        for remark in edition.remarks:
            yield edition.id, remark


def test_every_sentence_that_claims_something_leads_to_its_source() -> None:
    found = [(where, claim) for where, text in claiming() for claim in text.claims]
    assert len(found) > 500
    for where, claim in found:
        assert catalog().source_of(claim) is not None, (where, claim.en)


def test_no_inference_of_ours_speaks_for_the_page() -> None:
    for where, text in claiming():
        for claim in text.claims:
            if re.search(r"\bthe page\b", claim.en, re.IGNORECASE) or "官方页面" in claim.zh:
                assert claim.by != "ours", (where, claim.en)


def test_what_code_or_a_report_says_is_not_put_into_microsofts_mouth() -> None:
    for where, text in claiming():
        for claim in text.claims:
            if re.search(
                r"\b(Microsoft's|Defender's|Key Vault's|Policy's) (own )?(page|documentation)", claim.en
            ):
                source = catalog().source_of(claim)
                assert source is not None
                assert source.kind in (SourceKind.MICROSOFT, SourceKind.PAGE), (where, claim.en)


@pytest.mark.parametrize("words", ["Answered", "已回答", "in any case", "在任何情况下", "falls away"])
def test_words_that_claim_too_much_are_gone_from_the_whole_catalog(words: str) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in data_folder("catalog").rglob("*.yaml")}
    assert len(texts) > 20
    assert [name for name, text in texts.items() if words in text] == []


def test_a_named_source_is_used_or_kept_for_the_advisories() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in data_folder("catalog").rglob("*.yaml"))
    unused = {name for name in catalog().sources if f"by: {name}" not in text}
    assert unused <= {
        "aks-authorized-ip-ranges",
        "aks-outbound-types",
        "firewall-dns-details",
        "firewall-dns-settings",
        "firewall-fqdn-network-rules",
        "firewall-fqdn-tags",
        "firewall-integrate-lb",
        "fqdn-tag-reports",
    }


def test_chinese_sentences_read_on_without_blanks_where_two_claims_meet() -> None:
    for where, text in claiming():
        if text.parts:
            assert text.zh == "".join(claim.zh for claim in text.parts), where
            assert all(claim.zh.endswith(("。", "，")) for claim in text.parts), (where, text.zh)
            assert all(claim.en.endswith((".", ",")) for claim in text.parts), (where, text.en)
