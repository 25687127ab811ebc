"""The pod policy: YAML that Cilium's own patterns and Kubernetes' metadata schema accept."""

from __future__ import annotations

import re
from typing import Any

import kubernetes_validate
import pytest
import yaml
from yaml import CSafeLoader

from planner.exporters.network_policy import NetworkPolicyTarget
from tests.exporters import builders as b
from tests.exporters.vendors.everything import CASES, Opening, context_of, every_plan, openings, written

MATCH_NAME = re.compile(r"^([-a-zA-Z0-9_]+[.]?)+$")
MATCH_PATTERN = re.compile(r"^([-a-zA-Z0-9_*]+[.]?)+$")
CIDR = re.compile(r"^\d{1,3}(\.\d{1,3}){3}/\d{1,2}$")


def policy(context: object) -> dict[str, Any]:
    (file,) = NetworkPolicyTarget().export(context).files  # type: ignore[arg-type]
    (document,) = yaml.load_all(file.content, Loader=CSafeLoader)  # noqa: TID251 - a reader that is not ours
    return document  # type: ignore[no-any-return]


def openings_of(document: dict[str, Any]) -> set[Opening]:
    """Return what the policy opens beside the cluster's DNS; an unknown key is an error."""
    _dns, *entries = document["spec"]["egress"]
    found: set[Opening] = set()
    for entry in entries:
        assert len(entry) == 2
        (kind,) = set(entry) - {"toPorts"}
        if kind == "toFQDNs":
            hosts = [value for selector in entry[kind] for value in selector.values()]
        else:
            assert kind == "toCIDR"
            hosts = entry[kind]
        for ports in entry["toPorts"]:
            assert set(ports) == {"ports"}
            found |= {("*", h, p["protocol"].lower(), int(p["port"])) for h in hosts for p in ports["ports"]}
    return found


@pytest.mark.parametrize(("cloud", "edition"), CASES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_policy_opens_exactly_the_plan_less_the_notices(cloud: str, edition: str, language: str) -> None:
    context = context_of(every_plan(cloud, edition), language)
    asked = written(context, NetworkPolicyTarget().notices(context))
    assert openings_of(policy(context)) == openings(context, asked, by_source=False)


@pytest.mark.parametrize(("cloud", "edition"), CASES)
def test_every_value_fits_the_patterns_of_the_cilium_crd(cloud: str, edition: str) -> None:
    document = policy(context_of(every_plan(cloud, edition)))
    for entry in document["spec"]["egress"]:
        for selector in entry.get("toFQDNs", ()):
            ((key, value),) = selector.items()
            assert {"matchName": MATCH_NAME, "matchPattern": MATCH_PATTERN}[key].match(value)
            assert len(value) <= 255
        assert all(CIDR.match(prefix) for prefix in entry.get("toCIDR", ()))
        for ports in entry["toPorts"]:
            assert len(ports["ports"]) <= 40
            assert all(isinstance(port["port"], str) for port in ports["ports"])


@pytest.mark.parametrize("name", ["shop-prod", "Shop_Prod.", "群" * 5000, "a:b {x} 'q'", ""])
def test_metadata_is_accepted_by_kubernetes(name: str) -> None:
    document = policy(context_of(every_plan("AzureCloud", "2026-07-02", name=name)))
    stand_in = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {"podSelector": {}}}
    kubernetes_validate.validate(stand_in | {"metadata": document["metadata"]}, "1.30", strict=True)
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", document["metadata"]["name"])


def test_cluster_dns_is_the_only_thing_opened_beside_the_plan() -> None:
    first = policy(b.context(b.plan()))["spec"]["egress"][0]
    assert first["toEndpoints"] == [
        {"matchLabels": {"k8s:io.kubernetes.pod.namespace": "kube-system", "k8s-app": "kube-dns"}}
    ]
    assert first["toPorts"][0]["ports"] == [{"port": "53", "protocol": "ANY"}]


def test_nodes_and_each_wildcard_are_noticed() -> None:
    context = b.context(b.plan(b.rule("wild", b.fqdn("*.a.test")), b.rule("name", b.fqdn("a.test"))))
    nodes, wild = NetworkPolicyTarget().notices(context)
    assert nodes.rule_id == ""
    assert "governs the pods of one namespace" in nodes.text.en
    assert wild.rule_id == "wild"
    assert "stands for one label" in wild.text.en


def test_unknown_node_subnet_is_no_obstacle_because_pods_are_chosen() -> None:
    context = b.context(b.plan(b.rule("name", b.fqdn("a.test"), sources=("<node subnet>",))))
    assert openings_of(policy(context)) == {("*", "a.test", "tcp", 443)}
