"""Every line of every plan is written by every target for other makers' firewalls, or noticed by its id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.destination import DestinationType
from planner.domain.omission import Omission
from planner.domain.rule import RuleKind
from planner.exporters.base import Target
from planner.exporters.checkpoint import CheckpointTarget
from planner.exporters.fortios import FortiosTarget
from planner.exporters.network_policy import NetworkPolicyTarget
from planner.exporters.panos import PanosTarget
from planner.exporters.squid import SquidTarget
from tests.exporters import builders as b
from tests.exporters.vendors.everything import CASES, cannot_be_said, context_of, every_plan

TARGETS = [PanosTarget(), FortiosTarget(), CheckpointTarget(), SquidTarget(), NetworkPolicyTarget()]
BY_ADDRESS = [target for target in TARGETS if target.id != "squid"]
each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
each_address_target = pytest.mark.parametrize("target", BY_ADDRESS, ids=lambda target: target.id)


def written_text(target: Target, context: object) -> str:
    """Return the commands of all files but rollbacks, comments taken off."""
    files = [file for file in target.export(context).files if ".rollback." not in file.name]  # type: ignore[arg-type]
    lines = "\n".join(file.content.decode() for file in files).split("\n")
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


@each_target
@pytest.mark.parametrize(("cloud", "edition"), CASES)
def test_each_line_asked_for_is_written_or_noticed_by_its_id(
    target: Target, cloud: str, edition: str
) -> None:
    context = context_of(every_plan(cloud, edition), tags=False)
    refused = {n.rule_id for n in target.notices(context) if "is not written" in n.text.en}
    text = written_text(target, context)
    for rule in context.plan.included_rules():
        in_another = target.id == "squid" and rule.covered_by is not None  # test_squid.py measures those
        if rule.id not in refused and not in_another:
            assert rule.destination.value.removeprefix("*") in text
        assert (rule.id in refused) or not cannot_be_said(rule)


@each_target
@pytest.mark.parametrize(("cloud", "edition"), CASES)
def test_every_nat_rule_and_every_route_has_a_notice(target: Target, cloud: str, edition: str) -> None:
    context = context_of(every_plan(cloud, edition))
    notices = target.notices(context)
    nat = [rule.id for rule in context.plan.included_rules() if rule.kind is RuleKind.NAT]
    assert nat
    assert set(nat) <= {notice.rule_id for notice in notices}
    assert context.plan.routes
    for route in context.plan.routes:
        assert any(f"The route {route.name}, {route.prefix}" in notice.text.en for notice in notices)


@each_target
def test_notices_are_those_of_the_export_and_stand_in_the_head_of_the_file_themselves_or_by_their_cause(
    target: Target,
) -> None:
    context = context_of(every_plan("AzureCloud", "2026-07-02"))
    result = target.export(context)
    assert result.notices == target.notices(context)
    head = " ".join(line.lstrip("# ") for line in result.files[0].content.decode().split("\n"))
    listed = {point.id: point for point in context.readiness if point.blocks}
    assert any(notice.cause in listed for notice in result.notices) is (target.id != "squid")
    for notice in result.notices:
        assert notice.target == target.id
        if notice.cause in listed:
            # The root cause stands in the head once, with its line; the notice says no more than that.
            assert f"{listed[notice.cause].title.en}. L" in head
            assert notice.text.en not in head
            assert f"ine {context.plan.line_number(notice.rule_id)} cannot be written" in head
            continue
        assert notice.text.en in head
        assert notice.advice.en in head


@each_address_target
def test_service_tag_without_a_list_is_noticed_with_what_is_missing(target: Target) -> None:
    context = b.context(b.plan(b.network("tunnel", b.tag("AzureCloud.norwaye"), "UDP:1194")))
    (notice,) = (n for n in target.notices(context) if n.rule_id)
    assert notice.rule_id == "tunnel"
    assert "AzureCloud.norwaye (service tag), is not written" in notice.text.en
    assert "ServiceTags_" in notice.advice.en


@each_address_target
def test_service_tag_becomes_its_ipv4_prefixes_and_the_head_names_the_list(target: Target) -> None:
    context = context_of(every_plan("AzureCloud", "2026-07-02"))
    text = target.export(context).files[0].content.decode()
    assert "ServiceTags_Public_20250714.json, change number 363, cloud Public" in text
    tags = [r for r in context.plan.rules if r.destination.type is DestinationType.SERVICE_TAG]
    assert tags
    assert not {r.id for r in tags} & {n.rule_id for n in target.notices(context)}
    assert "2603:1000" not in text


@each_address_target
@pytest.mark.parametrize(
    ("cloud", "word", "wanted"),
    [
        ("AzureChinaCloud", "Public", "ServiceTags_China_"),
        ("AzureUSGovernment", "Public", "ServiceTags_AzureGovernment_"),
        ("AzureCloud", "China", "ServiceTags_Public_"),
        ("AzureCloud", "AzureGovernment", "ServiceTags_Public_"),
        ("AzureCloud", "", "ServiceTags_Public_"),
        ("AzureChinaCloud", "{number} {destination}", "ServiceTags_China_"),
    ],
)
def test_a_list_of_another_cloud_opens_nothing_and_holds_the_route_back(
    target: Target, cloud: str, word: str, wanted: str
) -> None:
    context = context_of(every_plan(cloud, "2026-07-02"))
    tags = context.options.service_tags
    assert tags is not None
    other = replace(context, options=replace(context.options, service_tags=replace(tags, cloud=word)))
    lines = {r.id for r in context.plan.rules if r.destination.type is DestinationType.SERVICE_TAG}
    assert lines
    notices = {n.rule_id: n for n in target.notices(other) if n.rule_id in lines}
    assert set(notices) == lines
    for notice in notices.values():
        assert notice.refuses
        assert wanted in notice.advice.en
    text = target.export(other).files[0].content.decode()
    assert not [prefix for held in tags.prefixes.values() for prefix in held if prefix in text]


@each_target
@pytest.mark.parametrize("language", ["en", "zh"])
def test_left_out_line_is_a_comment_with_its_reason_and_no_rule(target: Target, language: str) -> None:
    rules = (b.rule("core-mcr"), b.rule("extra", b.fqdn("extra.test")))
    left = Omission("extra", "not `needed` $(here)")
    context = b.context(b.plan(*rules, omissions=(left,)), language)
    whole = target.export(context).files[0].content.decode()
    assert "not `needed` $(here)" in whole
    assert "extra.test" not in written_text(target, context)
    assert "extra" not in {notice.rule_id for notice in target.notices(context)}


@each_target
@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (b.network("odd", b.placeholder(), "TCP:443"), "its destination is a placeholder"),
        (b.network("odd", b.address("0.0.0.0/0"), "TCP:443"), "any destination would switch off"),
        (b.network("odd", b.address("10.0.0.400"), "TCP:443"), "is not an IPv4 address"),
        (b.network("odd", b.fqdn("localhost"), "TCP:443"), "is not a host name"),
        (replace(b.network("odd", b.address("10.0.0.4")), services=()), "it has no service"),
    ],
)
def test_line_that_no_firewall_can_hold_is_refused_by_name(target: Target, rule: object, words: str) -> None:
    context = b.context(b.plan(b.rule("good"), rule))  # type: ignore[arg-type]
    (notice,) = (n for n in target.notices(context) if n.rule_id)
    assert notice.rule_id == "odd"
    assert (words if target.id != "squid" else "a proxy carries HTTP") in notice.text.en


@each_target
def test_unknown_or_unreadable_source_is_refused_where_the_file_names_sources(target: Target) -> None:
    rules = [
        b.rule(f"r{n}", sources=(text,)) for n, text in enumerate(["<node subnet>", "10.0.0.0/40", "x;y"])
    ]
    refused = {n.rule_id for n in target.notices(b.context(b.plan(*rules))) if n.rule_id}
    assert refused == (set() if target.id == "network-policy" else {"r0", "r1", "r2"})


@each_target
def test_plan_without_a_line_to_write_still_gives_a_file_that_says_so(target: Target) -> None:
    context = b.context(b.plan(b.network("odd", b.placeholder(), "TCP:443")))
    first, *_ = target.export(context).files
    assert "Line 1" in first.content.decode()


@each_target
def test_two_clusters_share_no_object_that_carries_a_name(target: Target) -> None:
    def names(cluster: str) -> set[str]:
        text = written_text(target, context_of(every_plan("AzureCloud", "2026-07-02", name=cluster)))
        return {word.strip("'\"!") for word in text.split() if word.strip("'\"!").startswith("aks-")}

    assert names("shop-production-east") - names("shop-production-west") == names("shop-production-east")
