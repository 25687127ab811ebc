"""Which line is this host?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.demand import DestinationSource
from planner.domain.destination import DestinationType
from planner.domain.fact import Answer, Settled, SettledFacts
from planner.domain.omission import Omission
from planner.domain.plan import EgressPlan
from planner.domain.text import Text
from planner.planning.explain import (
    ANY_REGION,
    Explanation,
    HostExplainer,
    HostVerdict,
    explain,
    parse_targets,
)
from tests.plans import STOREFRONT, catalog, planned, rule_to

CHINA: dict[str, Any] = {"cloud": "AzureChinaCloud", "region": "chinaeast2"}


def asked(text: str, made: EgressPlan | None = None) -> Explanation:
    (target,) = parse_targets(text).targets
    return explain(target, made or planned(), catalog())


def without(*rule_ids: str, **answers: Any) -> EgressPlan:
    return planned(*(Omission(rule_id, "a proxy does it") for rule_id in rule_ids), **answers)


def test_a_concrete_api_server_host_is_line_one() -> None:
    found = asked("shop-1a2b.hcp.westeurope.azmk8s.io:443")
    assert (found.verdict, found.line, found.rule_id) == (HostVerdict.ALLOWED, 1, "core-api-server")


@pytest.mark.parametrize(
    "host", ["westeurope.data.mcr.microsoft.com", "a.b.data.mcr.microsoft.com", "*.x.data.mcr.microsoft.com"]
)
def test_an_asterisk_stands_for_one_label_or_several(host: str) -> None:
    assert asked(host).rule_id == "core-registry-data"


def test_the_apex_of_a_wildcard_is_not_covered_and_the_answer_says_so() -> None:
    found = asked("data.mcr.microsoft.com")
    assert found.verdict is HostVerdict.UNKNOWN
    assert "*.data.mcr.microsoft.com, does not cover" in found.reason.en


def test_a_host_that_the_page_names_without_an_asterisk_does_not_cover_what_lies_below() -> None:
    found = asked("shop.vault.azure.net", planned(features=("key-vault",)))
    assert (found.verdict, found.feature) == (HostVerdict.UNKNOWN, "key-vault")
    assert found.rule_id == "key-vault-vaults"
    assert "vault.azure.net, does not take this host in; the other way " in found.reason.en
    off = asked("shop.vault.azure.net", planned(features=()))
    assert off.verdict is HostVerdict.FEATURE_OFF
    assert "does not take this host in; the other way " in off.reason.en
    assert asked("vault.azure.net", planned(features=())).reason.en.startswith("Belongs to Key Vault")


def test_another_port_is_not_allowed_and_the_open_one_is_named() -> None:
    found = asked("mcr.microsoft.com:80")
    assert (found.verdict, found.line) == (HostVerdict.UNKNOWN, 2)
    assert "opens HTTPS:443 only; port 80 is not open" in found.reason.en


def test_udp_is_not_let_through_by_a_line_for_https() -> None:
    assert asked("UDP request from 10.0.0.1:9 to mcr.microsoft.com:443. Deny").verdict is HostVerdict.UNKNOWN


def test_a_host_of_a_feature_that_is_off_names_the_feature() -> None:
    found = asked("us.download.nvidia.com")
    assert (found.verdict, found.feature, found.line) == (HostVerdict.FEATURE_OFF, "gpu", None)
    assert "on the step Features" in found.reason.en
    assert "--" not in found.reason.en
    assert asked("us.download.nvidia.com", planned(features=("gpu",))).verdict is HostVerdict.ALLOWED


def test_a_host_of_a_feature_that_nobody_knows_of_says_that_off_is_assumed() -> None:
    made = planned(unknown_features=("gpu",))
    found = asked("nvidia.github.io", made)
    assert (found.verdict, found.feature, found.assumed) == (HostVerdict.FEATURE_OFF, "gpu", True)
    assert "not known whether that is on" in found.reason.en
    assert not asked("nvidia.github.io").assumed


def test_a_feature_that_is_off_on_another_port_is_unknown_with_its_port() -> None:
    found = asked("us.download.nvidia.com:80")
    assert found.verdict is HostVerdict.UNKNOWN
    assert "HTTPS:443 only" in found.reason.en


def test_a_host_that_other_answers_would_ask_for_is_not_needed_with_the_reason() -> None:
    found = asked("ntp.ubuntu.com:123")
    assert (found.verdict, found.rule_id) == (HostVerdict.NOT_NEEDED, "core-time")
    assert "2021" in found.reason.en


def test_a_host_that_only_a_left_out_service_tag_would_take_in_is_left_out() -> None:
    answers: dict[str, Any] = {"features": ("azure-monitor",), "azure_monitor_by": "tag"}
    assert asked("x.ods.opinsights.azure.com:443", planned(**answers)).verdict is HostVerdict.NOT_NEEDED
    made = without("azure-monitor-tag", **answers)
    found = asked("x.ods.opinsights.azure.com:443", made)
    assert (found.verdict, found.rule_id) == (HostVerdict.LEFT_OUT, "azure-monitor-tag")
    assert found.line == made.line_number("azure-monitor-tag")
    assert "AzureMonitor" in found.reason.en
    assert "a proxy does it" in found.reason.en
    for entry in (entry for entry in made.exclusions if entry.instead):
        assert "is left out: nothing opens this host" in entry.reason.en
        assert "takes in" not in entry.reason.en


def test_an_address_names_the_service_tag_that_was_left_out() -> None:
    made = without("azure-monitor-tag", features=("azure-monitor",), azure_monitor_by="tag")
    found = asked("20.50.1.2:443", made)
    number = made.line_number("azure-monitor-tag")
    assert f"AzureMonitor (TCP:443), whose line {number} is left out" in found.reason.en


def test_an_answer_says_that_its_line_is_assumed() -> None:
    found = asked("198.51.100.7:443", planned(pods_call_api_server=None, api_server_ip="198.51.100.7"))
    assert (found.verdict, found.assumed) == (HostVerdict.ALLOWED, True)
    assert "Assumed, nobody answered" in found.reason.en
    assert not asked("mcr.microsoft.com").assumed


def test_a_left_out_line_says_why() -> None:
    found = asked("packages.microsoft.com", without("core-packages"))
    assert found.verdict is HostVerdict.LEFT_OUT
    assert found.line == 7
    assert "a proxy does it" in found.reason.en


def test_a_left_out_host_that_a_wildcard_still_opens_names_the_open_line() -> None:
    made = without("core-api-server", **CHINA)
    found = asked("shop.hcp.chinaeast2.cx.prod.service.azk8s.cn:443", made)
    assert (found.verdict, found.rule_id, found.left_out_line) == (
        HostVerdict.STILL_OPEN,
        "core-china-mirror",
        1,
    )
    assert found.line == made.line_number("core-china-mirror")
    assert f"but still open through line {found.line} (HTTPS:443)" in found.reason.en


def test_a_wide_line_that_is_left_out_does_not_close_the_narrow_one() -> None:
    made = without("core-china-mirror", **CHINA)
    assert asked("shop.hcp.chinaeast2.cx.prod.service.azk8s.cn", made).verdict is HostVerdict.ALLOWED
    assert asked("mirror.azk8s.cn", made).verdict is HostVerdict.LEFT_OUT


def test_a_host_of_an_older_edition_is_retired_with_its_end_and_its_successor() -> None:
    found = asked("a.cdn.mscr.io")
    assert found.verdict is HostVerdict.RETIRED
    assert "until 2020-11-09" in found.reason.en
    assert "Replaced by *.data.mcr.microsoft.com" in found.reason.en
    assert asked("a.cdn.mscr.io", planned(edition="2020-03-10")).verdict is HostVerdict.ALLOWED


@pytest.mark.parametrize(
    ("host", "left"),
    [
        ("aksrepos.azurecr.io", "2020-02-12"),
        ("any.blob.core.windows.net", "2020-02-11"),
        ("auth.docker.io", "2019-09"),
    ],
)
def test_a_host_that_left_before_the_oldest_edition_is_retired_and_over_open(host: str, left: str) -> None:
    found = asked(host)
    assert found.verdict is HostVerdict.RETIRED
    assert left in found.reason.en
    assert "opens more than the cluster needs" in found.reason.en


def test_a_field_report_never_reads_as_microsofts() -> None:
    found = asked("esm.ubuntu.com:443")
    assert found.verdict is HostVerdict.REPORTED
    assert found.reason.en.startswith(
        "Field report, not from Microsoft's page (2025-11-05, Azure/AKS issue 5419)"
    )
    assert "现场反馈" in found.reason.zh
    assert (found.line, found.rule_id, found.feature) == (None, None, None)


def test_a_report_about_a_host_that_is_allowed_is_carried_along() -> None:
    found = asked("acs-mirror.azureedge.net")
    assert found.verdict is HostVerdict.ALLOWED
    assert any("end of this host" in note.en for note in found.notes)
    assert any(note.en.startswith("Field report") for note in found.notes)


def test_an_asterisk_within_a_label_of_a_report_fits() -> None:
    assert asked("xmd-ab12.blob.storage.azure.net").verdict is HostVerdict.UNKNOWN
    assert asked("md-ab12.blob.storage.azure.net").verdict is HostVerdict.REPORTED
    assert asked("md-hdd-ab12.z31.blob.storage.azure.net").verdict is HostVerdict.REPORTED


TUNNEL = {"konnectivity": False, "private_cluster": False, "api_server_ip": "20.50.60.70"}


@pytest.mark.parametrize(("port", "rule_id"), [("9000", "core-tunnel-tcp"), ("1194", "core-tunnel-udp")])
def test_the_tunnels_ports_of_the_api_servers_name_are_lines_by_its_address(port: str, rule_id: str) -> None:
    host = f"shop-1a2b.hcp.westeurope.azmk8s.io:{port}"
    found = asked(host, planned(**TUNNEL))
    assert (found.verdict, found.rule_id) == (HostVerdict.ALLOWED, rule_id)
    assert "20.50.60.70, which stands for the API server's address" in found.reason.en
    left_out = asked(host, without(rule_id, **TUNNEL))
    assert (left_out.verdict, left_out.rule_id) == (HostVerdict.LEFT_OUT, rule_id)
    assert "a proxy does it" in left_out.reason.en
    by_konnectivity = asked(host, planned(**{**TUNNEL, "konnectivity": True}))
    assert (by_konnectivity.verdict, by_konnectivity.line) == (HostVerdict.NOT_NEEDED, None)
    other = asked(host, planned(**TUNNEL, api_server_host="other-9.hcp.westeurope.azmk8s.io"))
    assert (other.verdict, other.line) == (HostVerdict.UNKNOWN, 1)


@pytest.mark.parametrize("edition", ["2020-03-10", "2020-06-29", "2022-07-26", "2026-07-02"])
@pytest.mark.parametrize("port", ["22", "443", "1194", "9000", "77"])
def test_a_host_that_the_page_names_is_never_retired(edition: str, port: str) -> None:
    found = asked(f"shop-1a2b.hcp.westeurope.azmk8s.io:{port}", planned(edition=edition))
    assert found.verdict is not HostVerdict.RETIRED


def test_the_first_editions_host_carries_the_tunnels_ports_by_address() -> None:
    found = asked(
        "shop-1a2b.hcp.westeurope.azmk8s.io:9000", planned(edition="2020-03-10", konnectivity=False)
    )
    assert (found.verdict, found.rule_id) == (HostVerdict.ALLOWED, "core-api-server-network")


def test_nothing_is_claimed_of_a_host_that_nobody_names() -> None:
    found = asked("example.com")
    assert (found.verdict, found.line, found.feature) == (HostVerdict.UNKNOWN, None, None)


def test_another_regions_host_is_named_as_such() -> None:
    found = asked("shop.hcp.northeurope.azmk8s.io")
    assert found.verdict is HostVerdict.UNKNOWN
    assert "of the region northeurope; this plan is for westeurope" in found.reason.en


def test_another_clouds_host_is_named_as_such() -> None:
    found = asked("shop.hcp.chinaeast2.cx.prod.service.azk8s.cn")
    assert found.verdict is HostVerdict.UNKNOWN
    assert "Azure operated by 21Vianet" in found.reason.en


def test_a_host_of_a_later_edition_names_the_day() -> None:
    found = asked("packages.aks.azure.com", planned(edition="2020-03-10"))
    assert found.verdict is HostVerdict.UNKNOWN
    assert "since 2025-02-05" in found.reason.en


def test_a_feature_that_a_cloud_does_not_have_says_why() -> None:
    found = asked("chinaeast2.dp.kubernetesconfiguration.azure.com", planned(**CHINA))
    assert found.verdict is HostVerdict.UNKNOWN
    withheld = asked("x.cloud.defender.microsoft.com", planned(**CHINA))
    assert withheld.verdict is HostVerdict.FEATURE_OFF
    assert withheld.feature == "defender"


def test_a_concrete_host_fits_a_placeholder() -> None:
    made = planned(edition="2020-03-10", features=("dev-spaces",))
    assert asked("azds-1a2b.westeurope.azds.io", made).rule_id == "dev-spaces-controller"


def test_in_a_plan_for_any_region_every_regions_host_fits() -> None:
    found = asked("shop.hcp.northeurope.azmk8s.io", planned(region=ANY_REGION))
    assert (found.verdict, found.line) == (HostVerdict.ALLOWED, 1)
    assert "*.hcp.<location>.azmk8s.io" in found.reason.en


def test_the_api_servers_address_and_dns_servers_are_found_by_address() -> None:
    made = planned(api_server_ip="20.50.1.2", pods_call_api_server=True, custom_dns=("10.0.0.4",))
    assert asked("20.50.1.2:443", made).rule_id == "core-api-server-address"
    assert asked("10.0.0.4:53", made).verdict is HostVerdict.ALLOWED
    assert "UDP:53 only" in asked("10.0.0.4:443", made).reason.en


def test_a_service_tag_is_never_claimed() -> None:
    made = planned(konnectivity=False)
    found = asked("UDP request from 10.0.0.1:9 to 20.50.1.2:1194. Deny", made)
    assert found.verdict is HostVerdict.UNKNOWN
    assert "may be inside AzureCloud.westeurope" in found.reason.en
    assert found.line is None


@pytest.mark.parametrize("address", ["10.42.0.9", "168.63.129.16", "169.254.169.254:80", "127.0.0.1"])
def test_addresses_that_never_pass_the_firewall_need_no_line(address: str) -> None:
    assert asked(address).verdict is HostVerdict.NOT_NEEDED


def test_a_private_address_is_left_to_the_routes() -> None:
    found = asked("10.99.0.1:443")
    assert found.verdict is HostVerdict.UNKNOWN
    assert "private address" in found.reason.en


def test_every_line_of_every_plan_explains_itself() -> None:
    every = tuple(feature.id for feature in catalog().features if not feature.always)
    for cloud, region in (
        ("AzureCloud", "westeurope"),
        ("AzureChinaCloud", "chinaeast2"),
        ("AzureUSGovernment", "usgovvirginia"),
    ):
        for edition in catalog().editions:
            made = planned(cloud=cloud, region=region, edition=edition.id, features=every)
            explainer = HostExplainer(made, catalog())
            for rule in made.rules:
                if rule.destination.type not in (DestinationType.FQDN, DestinationType.PLACEHOLDER):
                    continue  # a tag or an address is no host
                value = rule.destination.value.replace("*.", "a.").replace("<guid>", "1a2b")
                targets = parse_targets(f"{value}:{rule.services[0].port}").targets
                for target in targets:
                    assert explainer.explain(target).verdict is HostVerdict.ALLOWED, value


@pytest.mark.parametrize(
    ("host", "feature", "named"),
    [
        ("shop.vault.azure.cn:443", "key-vault", "<vault>.vault.azure.cn"),
        (
            "chinaeast2.dp.kubernetesconfiguration.azure.cn",
            "cluster-extensions",
            "kubernetesconfiguration.azure.cn",
        ),
    ],
)
def test_a_host_that_only_another_page_names_belongs_to_the_feature_that_is_withheld(
    host: str, feature: str, named: str
) -> None:
    found = asked(host, planned(**CHINA))
    assert (found.verdict, found.feature, found.line) == (HostVerdict.FEATURE_OFF, feature, None)
    assert named in found.reason.en
    assert "line of your own" in found.reason.en or "lines of your own" in found.reason.en
    # In the public cloud the page has rows of its own, and nobody names these hosts.
    assert asked(host).verdict is HostVerdict.UNKNOWN


def test_the_cluster_s_own_private_name_needs_no_line() -> None:
    host = "shop.0a.privatelink.westeurope.azmk8s.io"
    made = planned(private_cluster=True, private_api_server_host=host)
    assert asked(host, made).verdict is HostVerdict.NOT_NEEDED
    assert "private name of this cluster" in asked(host, made).reason.en
    assert asked("bank.0b.privatelink.westeurope.azmk8s.io", made).verdict is not HostVerdict.NOT_NEEDED


@pytest.mark.parametrize(
    ("edition", "verdict"), [("2020-03-10", HostVerdict.FEATURE_OFF), ("2026-07-02", HostVerdict.RETIRED)]
)
def test_a_host_that_only_a_wider_way_takes_in_belongs_to_its_feature(
    edition: str, verdict: HostVerdict
) -> None:
    found = asked("x.westeurope.azds.io", planned(edition=edition))
    assert (found.verdict, found.feature) == (verdict, "dev-spaces")


def test_a_report_of_the_very_host_speaks_before_a_wildcard_of_old() -> None:
    wide = next(iter(entry for entry in catalog().retired_hosts if entry.host.startswith("*.")), None)
    assert wide is not None
    host = wide.host.replace("*", "x", 1)
    report = replace(catalog().field_reports[0], hosts=(host,), clouds=())
    known = replace(catalog(), field_reports=(report,))
    (target,) = parse_targets(host).targets
    assert explain(target, planned(), catalog()).verdict is HostVerdict.RETIRED
    assert explain(target, planned(), known).verdict is HostVerdict.REPORTED


@pytest.mark.parametrize("address", ["192.0.2.7", "198.51.100.7", "203.0.113.7", "2001:db8::7"])
def test_a_documentation_range_is_named(address: str) -> None:
    assert "kept for documentation" in asked(address, planned(api_server_ip="")).reason.en


ASSUMED_NOTHING_SAID = "Assumed, nobody answered: "


@pytest.mark.parametrize(
    ("target", "fact"),
    [
        ("20.50.1.2:9000", "konnectivity"),
        ("20.50.1.2:1194", "konnectivity"),
        ("src=10.20.0.4 dst=13.1.2.3 dport=9000 action=deny", "konnectivity"),
        ("10.1.1.1:53", "custom_dns"),
    ],
)
def test_an_address_that_an_assumed_exclusion_speaks_of_is_answered_as_assumed(
    target: str, fact: str
) -> None:
    found = asked(target, planned(**{fact: None}))
    assert (found.verdict, found.assumed) == (HostVerdict.UNKNOWN, True)
    label = catalog().fact_table[fact].label
    assert f"{ASSUMED_NOTHING_SAID}{label.en}" in found.reason.en
    assert f"假定（未回答）：{label.zh}" in found.reason.zh
    given = asked(target)
    assert (given.assumed, "Assumed" in given.reason.en) == (False, False)


def _with_assumed_lines(made: EgressPlan) -> EgressPlan:
    doubt = Text("Assumed, nobody answered: it.", "假定（未回答）：它。", by="ours")
    answer = Answer("it", Text("it", "它"), Text("yes", "是"), assumed=True)
    rules = tuple(
        replace(
            rule,
            reasons=tuple(replace(entry, assumption=doubt, answers=(answer,)) for entry in rule.reasons),
        )
        for rule in made.rules
    )
    return replace(made, rules=rules)


_MONITOR: dict[str, Any] = {"features": ("azure-monitor",), "azure_monitor_by": "tag"}


@pytest.mark.parametrize(
    ("target", "verdict", "made"),
    [
        ("mcr.microsoft.com:443", HostVerdict.ALLOWED, planned()),
        ("mcr.microsoft.com:80", HostVerdict.UNKNOWN, planned()),
        ("packages.microsoft.com", HostVerdict.LEFT_OUT, without("core-packages")),
        ("packages.microsoft.com:80", HostVerdict.UNKNOWN, without("core-packages")),
        (
            "shop.hcp.chinaeast2.cx.prod.service.azk8s.cn:443",
            HostVerdict.STILL_OPEN,
            without("core-api-server", **CHINA),
        ),
        ("hcp.westeurope.azmk8s.io:443", HostVerdict.UNKNOWN, planned()),
        ("20.50.1.2:443", HostVerdict.UNKNOWN, planned(**_MONITOR)),
        ("20.50.1.2:443", HostVerdict.UNKNOWN, without("azure-monitor-tag", **_MONITOR)),
        ("20.50.1.2:443", HostVerdict.UNKNOWN, planned(pods_call_api_server=True)),
    ],
    ids=[
        "allowed",
        "other-port",
        "left-out",
        "left-out-on-another-port",
        "still-open",
        "name-without-label",
        "tag",
        "left-out-tag",
        "to-be-filled-in",
    ],
)
def test_whatever_is_said_of_an_assumed_line_says_so(
    target: str, verdict: HostVerdict, made: EgressPlan
) -> None:
    found = asked(target, _with_assumed_lines(made))
    assert (found.verdict, found.assumed) == (verdict, True)
    assert "Assumed, nobody answered: it." in found.reason.en
    assert "假定（未回答）：它。" in found.reason.zh
    given = asked(target, made)
    assert (given.assumed, "Assumed" in given.reason.en) == (False, False)


def test_a_feature_that_an_assumed_answer_takes_away_is_off_by_assumption() -> None:
    made = planned(outbound_type="block", private_cluster=True)
    assert not asked("us.download.nvidia.com", made).assumed
    doubtful = replace(
        made,
        facts=SettledFacts({**dict(made.facts.items()), "outbound_type": Settled("block", assumed=True)}),
    )
    found = asked("us.download.nvidia.com", doubtful)
    assert (found.verdict, found.assumed) == (HostVerdict.FEATURE_OFF, True)
    assert ASSUMED_NOTHING_SAID in found.reason.en


def test_a_host_that_is_replaced_in_the_public_cloud_alone_is_not_retired_elsewhere() -> None:
    for cloud in (CHINA, {"cloud": "AzureUSGovernment", "region": "usgovvirginia"}):
        found = asked("foo.cdn.mscr.io", planned(**cloud))
        assert (found.verdict, found.rule_id) == (HostVerdict.UNKNOWN, "core-registry-cdn")
        assert "It left the page; no replacement is named for this cloud." in found.reason.en
        assert "未说明此云中的替代主机" in found.reason.zh
        assert "Replaced by" not in found.reason.en


@pytest.mark.parametrize(
    "name", ["AzureCloud.westeurope", "azurecloud.WestEurope:1194", "AzureMonitor.westeurope"]
)
def test_a_service_tag_is_not_called_a_host_that_nobody_names(name: str) -> None:
    found = asked(name, planned(konnectivity=False, features=("azure-monitor",), azure_monitor_by="hosts"))
    assert found.verdict is HostVerdict.UNKNOWN
    assert found.reason.en.startswith("This is a service tag and no host")
    assert found.reason.zh.startswith("这是服务标记，不是主机")
    line = rule_to(planned(konnectivity=False), "AzureCloud.westeurope")
    assert line is not None
    assert (found.rule_id == line.id) is name.casefold().startswith("azurecloud")


def test_a_host_is_not_taken_for_a_service_tag() -> None:
    assert "service tag" not in asked("azurecloud.example.com").reason.en


def test_a_request_from_elsewhere_than_the_lines_source_is_not_called_allowed() -> None:
    """The commonest cause is a node subnet that the plan does not know."""
    made = planned(node_subnets=("10.42.0.0/22",))
    line = "HTTPS request from {source}:51234 to mcr.microsoft.com:443. Action: Deny"
    inside, outside = line.format(source="10.42.0.5"), line.format(source="192.168.5.5")
    assert asked(inside, made).verdict is HostVerdict.ALLOWED
    found = asked(outside, made)
    assert (found.verdict, found.rule_id) == (HostVerdict.UNKNOWN, "core-registry")
    assert "opens it for 10.42.0.0/22 alone; this came from 192.168.5.5" in found.reason.en
    both = asked(f"{inside}\n{outside}", made)
    assert (both.verdict, both.count) == (HostVerdict.ALLOWED, 2)
    assert any("came from 192.168.5.5" in note.en for note in both.notes)
    assert asked(outside, planned(node_subnets=None)).verdict is HostVerdict.ALLOWED
    pairs = "srcip=192.168.5.5 dstname=mcr.microsoft.com dstport=443 proto=6 action=deny"
    assert asked(pairs, made).verdict is HostVerdict.UNKNOWN


def test_a_published_address_is_its_nat_line_and_the_plans_own_addresses_are_known() -> None:
    shop = replace(STOREFRONT, remedy="internal-load-balancer", internal_ip="10.42.0.200")
    made = planned(inbound=(shop,), firewall_public_ip="20.50.1.4", pod_cidr=("10.244.0.0/16",))
    found = asked("20.50.1.4:443", made)
    assert (found.verdict, found.rule_id) == (HostVerdict.ALLOWED, "inbound-storefront-tcp-443")
    assert "sends requests to 10.42.0.200" in found.reason.en
    for address, words in (
        ("10.0.1.4", "firewall's own"),
        ("20.50.1.4:8080", "firewall's own"),
        ("10.244.3.7", "pods"),
    ):
        own = asked(address, made)
        assert own.verdict is HostVerdict.NOT_NEEDED
        assert words in own.reason.en


@pytest.mark.parametrize(
    ("host", "verdict"),
    [
        ("shop-1.0a1b2c.privatelink.westeurope.azmk8s.io", HostVerdict.NOT_NEEDED),
        ("shop-1.0a.privatelink.northeurope.azmk8s.io", HostVerdict.NOT_NEEDED),
        ("privatelink.azmk8s.io", HostVerdict.UNKNOWN),
        ("a.privatelink.example.com", HostVerdict.UNKNOWN),
    ],
)
def test_the_form_of_a_private_api_server_is_reached_inside(host: str, verdict: HostVerdict) -> None:
    assert asked(host, planned(private_cluster=True)).verdict is verdict


@pytest.mark.parametrize(
    ("answers", "host", "words"),
    [
        ({"node_subnets": None}, "mcr.microsoft.com", "the node subnet is not known"),
        ({"firewall_make": "proxy", "pods_call_api_server": True, "api_server_ip": "20.1.2.3"}, "20.1.2.3:443",
         "the firewall of this plan cannot hold it"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_written_is_said_to_open_nothing(
    answers: dict[str, Any], host: str, words: str
) -> None:
    found = asked(host, planned(**answers))
    assert found.verdict is HostVerdict.ALLOWED
    assert f"It cannot be written yet, so nothing opens it: {words}." in found.reason.en
    assert found.unwritten
    assert not asked("mcr.microsoft.com", planned()).unwritten


@pytest.mark.parametrize("text", ["8.8.8.8:53/tcp", "tcp://8.8.8.8:53", "TCP://8.8.8.8:53"])
def test_a_protocol_that_was_named_is_not_passed_over(text: str) -> None:
    (target,) = parse_targets(text).targets
    assert (target.host, target.port, target.transport) == ("8.8.8.8", 53, "tcp")
    made = planned(custom_dns=("8.8.8.8",))
    udp = asked("8.8.8.8:53/udp", made)
    assert udp.verdict is HostVerdict.ALLOWED
    assert asked(text, made).rule_id != udp.rule_id or asked(text, made).verdict is not udp.verdict


PLACES = (
    ("AzureCloud", "westeurope"),
    ("AzureChinaCloud", "chinaeast2"),
    ("AzureUSGovernment", "usgovvirginia"),
)


def concrete(pattern: str, region: str) -> str:
    """Return a host that a pattern takes in."""
    host = pattern.replace("<location>", region).removeprefix("*.")
    host = re.sub(r"<[^<>]*>", "x1", host).replace("*", "x")
    return f"x.{host}" if pattern.startswith("*.") else host


def hosts_named_in(edition: str) -> set[tuple[str, str]]:
    """Every host name that the page of an edition names for any cloud, with its port."""
    demands = (demand for feature in catalog().features for demand in feature.demands)
    return {
        (template.value, f"{service.protocol.value}:{service.port}")
        for demand in demands
        if any(demand.valid_in(cloud, edition) for cloud, _ in PLACES)
        for template in demand.destinations
        if template.source is DestinationSource.FQDN
        for service in demand.services
    }


@pytest.mark.parametrize("edition", [entry.id for entry in catalog().editions])
@pytest.mark.parametrize(("cloud", "region"), PLACES)
def test_no_host_of_the_page_is_retired_in_any_cloud(cloud: str, region: str, edition: str) -> None:
    """The page may name it for another cloud, or for none: then it has not left."""
    explainer = HostExplainer(planned(cloud=cloud, region=region, edition=edition), catalog())
    for pattern, service in sorted(hosts_named_in(edition)):
        host = concrete(pattern, region)
        (target,) = parse_targets(f"{host}:{service.split(':')[1]}").targets
        found = explainer.explain(target)
        assert found.verdict is not HostVerdict.RETIRED, (host, found.reason.en)
        assert "No edition of Microsoft's page" not in found.reason.en, host


def test_a_host_that_the_page_names_for_others_says_for_whom_plans_ask_for_it() -> None:
    found = asked("vault.azure.net", planned(**CHINA))
    assert found.verdict is HostVerdict.UNKNOWN
    assert found.reason.en.startswith("The page of 2026-07-02 still names it (vault.azure.net; ")
    assert "ask for it in Azure public cloud, and not in Azure operated by 21Vianet" in found.reason.en


@pytest.mark.parametrize("host", ["md-x1.blob.storage.azure.net", "umsa1.blob.core.windows.net"])
@pytest.mark.parametrize(("cloud", "region"), PLACES)
def test_a_host_that_the_page_explains_for_every_cloud_is_reported_in_each(
    host: str, cloud: str, region: str
) -> None:
    assert asked(host, planned(cloud=cloud, region=region)).verdict is HostVerdict.REPORTED


def test_a_report_of_another_cloud_is_said_to_be_one() -> None:
    found = asked("linuxgeneva-microsoft.azurecr.io", planned(**CHINA))
    assert found.verdict is HostVerdict.UNKNOWN
    assert found.reason.en.startswith("Seen in another cloud (Azure public cloud). Field report, ")


@pytest.mark.parametrize("edition", ["2024-12-11", "2026-07-02"])
def test_a_host_that_the_line_takes_in_needs_no_other_way(edition: str) -> None:
    place = {"cloud": "AzureUSGovernment", "region": "usgovvirginia", "edition": edition}
    off = asked("shop.vault.usgovcloudapi.net:443", planned(**place))
    assert off.verdict is HostVerdict.FEATURE_OFF
    assert "the other way" not in off.reason.en
    assert "*.vault.usgovcloudapi.net, HTTPS:443" in off.reason.en


GUID = "cfc935a6-d506-4ad2-b69c-64380d974211"


@pytest.mark.parametrize(
    ("region", "suffix"),
    [
        ("westeurope", "azmk8s.io"),
        ("usgovvirginia", "cx.aks.containerservice.azure.us"),
        ("chinanorth2", "cx.prod.service.azk8s.cn"),
    ],
)
@pytest.mark.parametrize("form", ["privatelink", "private"])
def test_every_form_of_a_private_api_servers_name_is_known(form: str, region: str, suffix: str) -> None:
    cloud = {"azmk8s.io": "AzureCloud", "cx.prod.service.azk8s.cn": "AzureChinaCloud"}.get(
        suffix, "AzureUSGovernment"
    )
    made = planned(cloud=cloud, region=region, private_cluster=True)
    found = asked(f"shop-1a2b.{GUID}.{form}.{region}.{suffix}:443", made)
    if found.verdict is not HostVerdict.ALLOWED:  # a wildcard of Azure China takes it in
        assert found.verdict is HostVerdict.NOT_NEEDED
        assert found.reason.en.startswith("The form of a private API server's name.")


def test_the_clusters_own_private_name_is_told_also_where_a_line_takes_it_in() -> None:
    own = f"shop-1a2b.{GUID}.privatelink.chinaeast2.cx.prod.service.azk8s.cn"
    found = asked(own, planned(**CHINA, private_cluster=True, private_api_server_host=own))
    assert found.verdict is HostVerdict.ALLOWED
    assert any("private name of this cluster's API server" in note.en for note in found.notes)


def test_a_plan_for_any_region_names_no_region_that_is_none() -> None:
    made = planned(region=ANY_REGION)
    assert asked("AzureCloud.westeurope:9000", made).verdict is HostVerdict.NOT_NEEDED
    assert "AzureCloud.<location>" in asked("40.90.1.1:9000", made).reason.en


def test_an_address_may_be_the_one_of_a_line_that_was_left_out_before_anybody_entered_it() -> None:
    made = planned(Omission("core-api-server-address", "not wanted"), pods_call_api_server=True)
    found = asked("20.50.1.9:443", made)
    number = made.line_number("core-api-server-address")
    assert found.verdict is HostVerdict.UNKNOWN
    assert f"line {number} " in found.reason.en
    assert "left out: not wanted. " in found.reason.en


def test_a_host_that_left_the_page_of_another_cloud_is_said_to_have_left() -> None:
    found = asked("aksrepos.azurecr.io", planned(cloud="AzureChinaCloud", region="chinanorth2"))
    assert found.verdict is HostVerdict.UNKNOWN
    assert "2020-02-12" in found.reason.en
    assert "No edition" not in found.reason.en


@pytest.mark.parametrize("port", ["", ":443", ":9000"])
@pytest.mark.parametrize(
    ("cloud", "host"),
    [
        ("AzureChinaCloud", "shop-1.hcp.westeurope.azmk8s.io"),
        ("AzureUSGovernment", "shop-1.hcp.westeurope.azmk8s.io"),
        ("AzureCloud", "shop-1a2b.hcp.chinanorth2.cx.prod.service.azk8s.cn"),
        ("AzureCloud", "shop-1.hcp.usgovvirginia.cx.aks.containerservice.azure.us"),
    ],
)
def test_an_api_server_of_another_cloud_is_never_one_of_this_plan(cloud: str, host: str, port: str) -> None:
    made = planned(cloud=cloud, region=ANY_REGION)
    answer = asked(host + port, made)
    assert answer.verdict is HostVerdict.UNKNOWN
    assert "another cloud" in answer.reason.en or "belongs to" in answer.reason.en


def test_a_left_out_host_is_not_called_open_through_a_line_that_cannot_be_written() -> None:
    left_out = Omission("azure-monitor-metric-ingestion", "later")
    written = {"features": ("azure-monitor",), "cloud": "AzureChinaCloud", "region": "chinanorth2"}
    open_one = asked("abc.metrics.ingest.monitor.azure.cn", planned(left_out, **written))
    doubtful = asked("abc.metrics.ingest.monitor.azure.cn", planned(left_out, **written, node_subnets=()))
    assert (open_one.verdict, open_one.unwritten) == (HostVerdict.STILL_OPEN, False)
    assert (doubtful.verdict, doubtful.unwritten) == (HostVerdict.STILL_OPEN, True)
    assert "cannot be written yet" in doubtful.reason.en


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("mcr.azure.cn:80", "21Vianet"),
        ("gcr.io:80", "2021-05-06"),
        ("shop-1.hcp.northeurope.azmk8s.io:9000", "northeurope"),
        ("x.tun.westeurope.azmk8s.io:80", "2020-06-29"),
    ],
)
def test_a_host_that_is_known_with_other_ports_is_not_called_unheard_of(host: str, said: str) -> None:
    answer = asked(host)
    assert answer.verdict is HostVerdict.UNKNOWN
    assert said in answer.reason.en
    assert "No edition of" not in answer.reason.en


def test_a_service_tag_that_is_left_out_is_left_out() -> None:
    made = without(
        "core-api-server-network", edition="2020-03-10", pods_call_api_server=None, konnectivity=False
    )
    tag = next(rule for rule in made.rules if rule.id == "core-api-server-network")
    found = asked(f"{tag.destination.value}:9000", made)
    assert found.verdict is HostVerdict.LEFT_OUT
    assert found.rule_id == "core-api-server-network"


def test_the_tunnels_host_is_opened_by_the_line_to_the_api_servers_address() -> None:
    made = planned(cloud="AzureChinaCloud", region="chinanorth2", konnectivity=False, private_cluster=False)
    names = [f"abc.{kind}.chinanorth2.cx.prod.service.azk8s.cn:9000" for kind in ("hcp", "tun")]
    server, tunnel = (asked(name, made) for name in names)
    assert (tunnel.verdict, tunnel.line) == (server.verdict, server.line)


def test_a_name_of_the_clusters_own_services_needs_no_line() -> None:
    assert asked("kubernetes.default.svc.cluster.local:443").verdict is HostVerdict.NOT_NEEDED
