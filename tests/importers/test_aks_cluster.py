"""A cluster's own JSON: what a person reading it would say, and nothing that it does not say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.domain.problem import FileProblem
from planner.importers.aks_cluster import ClusterReading, SeveralClusters
from tests.importers.cluster_files import (
    EXPRESSION,
    SAMPLES,
    TYPE,
    a_cluster,
    a_pool,
    asked,
    catalog,
    features,
    known,
    path_of,
    reading_of,
    sample,
)

ALWAYS_OFF: dict[str, Any] = {
    "private_cluster": False,
    "nodes_before_march_2021": False,
    "outbound_type": "loadBalancer",
    "authorized_ranges": (),
    "vnet_integration": False,
    "http_proxy": False,
    "network_isolated": False,
}
KUBENET: dict[str, Any] = {"network_plugin": "kubenet", "pod_cidr": ("10.244.0.0/16",)}
CNI: dict[str, Any] = {"network_plugin": "azure", "network_data_plane": "azure"}
HOST = "cliakstest-clitest"

# Written by hand: name, region, features, and the facts besides those that are off or as usual in all of them.
EXPECTED: dict[str, tuple[str, str, tuple[str, ...], dict[str, Any]]] = {
    "aks-show-approuting-keyvault.arm.json": (
        "cliakstest000001",
        "eastus",
        ("key-vault", "app-routing"),
        {
            **KUBENET,
            "kubernetes_version": "1.27.7",
            "api_server_host": f"{HOST}aiv4aiojp-8ecadf-hz5vbv01.hcp.eastus.azmk8s.io",
        },
    ),
    "aks-show-azure-policy.arm.json": (
        "cliakstest000002",
        "westus2",
        ("azure-policy",),
        {
            **KUBENET,
            "kubernetes_version": "1.25.6",
            "api_server_host": f"{HOST}nymtthy4d-79a739-c2yklu2e.hcp.westus2.azmk8s.io",
        },
    ),
    "aks-show-cost-analysis.arm.json": (
        "cliakstest000001",
        "westcentralus",
        ("cost-analysis",),
        {
            **KUBENET,
            "kubernetes_version": "1.26.6",
            "api_server_host": f"{HOST}ka6f2rj7r-8ecadf-ewl795bp.hcp.westcentralus.azmk8s.io",
        },
    ),
    "aks-show-defender.rest-example.json": (
        "clustername1",
        "eastus",  # its location is an invented one; the host name names the region
        ("workload-identity", "defender"),
        {
            **KUBENET,
            "kubernetes_version": "1.9.6",
            "api_server_host": "dnsprefix1-abcd1234.hcp.eastus.azmk8s.io",
            "nodes_before_march_2021": True,  # AKSUbuntu:1604:2020.03.11
        },
    ),
    "aks-show-managed-prometheus.arm.json": (
        "cliakstest000001",
        "westus2",
        ("azure-monitor",),
        {
            **KUBENET,
            "kubernetes_version": "1.25.6",
            "api_server_host": f"{HOST}seoizsap2-79a739-371v7pcg.hcp.westus2.azmk8s.io",
        },
    ),
    "aks-show-private-cluster.arm.json": (
        "cliakstest000001",
        "westus2",
        (),
        {
            **KUBENET,
            "private_cluster": True,
            "kubernetes_version": "1.25.6",
            "api_server_host": f"{HOST}b3ytp2weq-79a739-2mrkl7li.hcp.westus2.azmk8s.io",
            "private_api_server_host": f"{HOST}b3ytp2weq-79a739-uy4h66gt.cfc935a6-d506-4ad2-b69c-64380d974211"
            ".privatelink.westus2.azmk8s.io",
        },
    ),
    "aks-show-private-vnet-integration.arm.json": (
        "cliakstest000002",
        "westus2",
        (),
        {
            **KUBENET,
            "private_cluster": True,
            "vnet_integration": True,
            "kubernetes_version": "1.25.6",
            "api_server_host": f"{HOST}eilitic65-79a739-eem6637z.hcp.westus2.azmk8s.io",
            "private_api_server_host": f"{HOST}eilitic65-79a739-o7qbidg1.20a82b0d-6617-4921-a4ee-fc09f8eeeba0"
            ".private.westus2.azmk8s.io",
        },
    ),
    "aks-show-windows-pool.arm.json": (
        "cliakstest000001",
        "westus2",
        ("windows",),
        {
            **CNI,
            "kubernetes_version": "1.25.6",
            "api_server_host": "cliaksdns000002-ugh5p8ua.hcp.westus2.azmk8s.io",
        },
    ),
    "aks-show-windows.cli.json": (
        "recordingbotcluster",
        "westeurope",
        ("windows",),
        {
            **CNI,
            "kubernetes_version": "1.28.5",
            "api_server_host": "recordingb-recordingbottuto-yyyyyy-1585fl53.hcp.westeurope.azmk8s.io",
        },
    ),
    "aks-show-workload-identity.arm.json": (
        "cliakstest000001",
        "westus2",
        ("workload-identity",),
        {
            **KUBENET,
            "kubernetes_version": "1.25.6",
            "api_server_host": f"{HOST}f2dounjgc-79a739-ybcblfx4.hcp.westus2.azmk8s.io",
        },
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_recorded_cluster_gives_what_a_person_reads_in_it(name: str) -> None:
    wanted_name, region, wanted_features, facts = EXPECTED[name]
    reading = reading_of(sample(name))
    cluster = reading.request.cluster
    assert (cluster.name, cluster.cloud, cluster.region) == (wanted_name, "AzureCloud", region)
    assert set(cluster.features) == set(wanted_features)
    assert dict(cluster.facts) == {**ALWAYS_OFF, **facts}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_field_stands_in_one_list_alone_and_with_its_place(name: str) -> None:
    reading = reading_of(sample(name))
    lists = (reading.read, reading.assumed, reading.ask)
    fields = [entry.field for found in lists for entry in found]  # type: ignore[attr-defined]
    assert len(fields) == len(set(fields))
    assert all(entry.path for entry in reading.read)
    facts = {fact.id for fact in catalog().facts if fact.step and not fact.feature}
    assert facts <= set(fields)


def test_what_stands_is_found_again_by_its_path() -> None:
    reading = reading_of(sample("aks-show-windows-pool.arm.json"))
    assert path_of(reading, "features.windows") == "properties.agentPoolProfiles[1].osType"
    assert path_of(reading, "region") == "location"
    absent = next(entry for entry in reading.read if entry.field == "private_cluster")
    assert (absent.value, absent.there) == (False, False)


# --- three shapes of one cluster -------------------------------------------------------------------


def test_the_azure_cli_s_flat_form_says_the_same_as_arm() -> None:
    arm = sample("aks-show-private-cluster.arm.json")
    flat = {**{key: value for key, value in arm.items() if key != "properties"}, **arm["properties"]}
    assert reading_of(flat).request == reading_of(arm).request


def _capitals(value: object) -> object:
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: _capitals(item) for key, item in value.items()}
    return [_capitals(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", SAMPLES)
def test_powershell_s_capitals_say_the_same(name: str) -> None:
    value = sample(name)
    value = value["responses"]["200"]["body"] if "responses" in value else value
    assert reading_of(_capitals(value)).request == reading_of(value).request


def test_powershell_s_cut_off_objects_are_not_known() -> None:
    cut = a_cluster(apiServerAccessProfile="Microsoft.Azure.Commands.Aks.Models.PSAccessProfile")
    reading = reading_of(cut)
    assert known(reading, "private_cluster") is None
    assert asked(reading)["private_cluster"] == "properties.apiServerAccessProfile"


@pytest.mark.parametrize("key", ["azurepolicy", "azurePolicy", "AzurePolicy"])
def test_an_add_on_s_key_is_compared_without_case(key: str) -> None:
    assert features(reading_of(a_cluster(addonProfiles={key: {"enabled": True}}))) == ("azure-policy",)


def test_one_add_on_in_two_spellings_that_differ_is_not_known() -> None:
    both = {"azurepolicy": {"enabled": True}, "azurePolicy": {"enabled": False}}
    reading = reading_of(a_cluster(addonProfiles=both))
    assert "features.azure-policy" in asked(reading)
    assert features(reading) == ()


# --- features ------------------------------------------------------------------------------------

ON: list[tuple[dict[str, Any], str]] = [
    ({"addonProfiles": {"omsagent": {"enabled": True}}}, "azure-monitor"),
    ({"addonProfiles": {"omsAgent": {"enabled": True}}}, "azure-monitor"),
    ({"azureMonitorProfile": {"containerInsights": {"enabled": True}}}, "azure-monitor"),
    ({"azureMonitorProfile": {"appMonitoring": {"autoInstrumentation": {"enabled": True}}}}, "azure-monitor"),
    ({"securityProfile": {"azureDefender": {"enabled": True}}}, "defender"),
    ({"securityProfile": {"defender": {"securityMonitoring": {"enabled": True}}}}, "defender"),
    ({"serviceMeshProfile": {"mode": "Istio"}}, "istio"),
    ({"ingressProfile": {"webAppRouting": {"enabled": True}}}, "app-routing"),
    ({"agentPoolProfiles": [a_pool(), a_pool("win", osType="Windows")]}, "windows"),
    ({"extensions": [{"extensionType": "microsoft.flux"}]}, "cluster-extensions"),
]


@pytest.mark.parametrize(("properties", "feature"), ON)
def test_each_spelling_of_a_feature_switches_it_on(properties: dict[str, Any], feature: str) -> None:
    assert features(reading_of(a_cluster(**properties))) == (feature,)


@pytest.mark.parametrize("off", [None, {}, {"enabled": False}, {"enabled": None}, {"config": {}}])
def test_null_empty_and_disabled_all_mean_off(off: object) -> None:
    profiles = {"omsagent": off, "azurepolicy": off, "azureKeyvaultSecretsProvider": off}
    reading = reading_of(a_cluster(addonProfiles=profiles, ingressProfile={"webAppRouting": off}))
    assert features(reading) == ()
    assert set(asked(reading)) & {"features.azure-policy", "features.azure-monitor"} == set()


@pytest.mark.parametrize("odd", [EXPRESSION, "true", 1, [True], {"value": True}])
def test_a_switch_of_an_unknown_form_is_asked_with_its_path(odd: object) -> None:
    reading = reading_of(a_cluster(addonProfiles={"azurepolicy": {"enabled": odd}}))
    assert features(reading) == ()
    assert asked(reading)["features.azure-policy"] == "properties.addonProfiles.azurepolicy.enabled"


def test_a_feature_that_one_sign_shows_needs_no_other() -> None:
    monitor = {"containerInsights": EXPRESSION, "metrics": {"enabled": True}}
    reading = reading_of(a_cluster(azureMonitorProfile=monitor))
    assert features(reading) == ("azure-monitor",)
    assert "features.azure-monitor" not in asked(reading)


SIZES = [
    ("Standard_NC6s_v3", True),
    ("standard_nd96asr_v4", True),
    ("Standard_NC40ads_H100_v5", True),
    ("Standard_NV12s_v3", True),
    ("Standard_NV6ads_A10_v5", True),
    ("Standard_ND96isr_MI300X_v5", False),  # AMD
    ("Standard_NV8as_v4", False),  # AMD
    ("Standard_NG8ads_V620_v1", False),  # AMD
    ("Standard_NP10s", False),  # FPGA
    ("Standard_D4s_v5", False),
]


@pytest.mark.parametrize(("size", "nvidia"), SIZES)
def test_a_pool_s_size_tells_an_nvidia_gpu(size: str, nvidia: bool) -> None:
    reading = reading_of(a_cluster(agentPoolProfiles=[a_pool(), a_pool("work", vmSize=size)]))
    assert features(reading) == (("gpu",) if nvidia else ())
    assert "features.gpu" not in asked(reading)


def test_a_partitioned_gpu_and_a_gpu_image_are_signs_too() -> None:
    for sign in (
        {"gpuInstanceProfile": "MIG1g"},
        {"nodeImageVersion": "AKSUbuntu-2204gen2gpucontainerd-202406.07.0"},
    ):
        assert features(reading_of(a_cluster(agentPoolProfiles=[a_pool(**sign)]))) == ("gpu",)


def test_a_pool_without_driver_needs_none_of_the_driver_s_hosts() -> None:
    own = a_pool(vmSize="Standard_NC6s_v3", gpuProfile={"driver": "None"})
    assert features(reading_of(a_cluster(agentPoolProfiles=[own]))) == ()
    other = a_pool("other", vmSize="Standard_NC6s_v3", gpuProfile={"driver": "Install"})
    assert features(reading_of(a_cluster(agentPoolProfiles=[own, other]))) == ("gpu",)


def test_a_pool_without_size_is_asked_for_gpus() -> None:
    pool = {key: value for key, value in a_pool("vms").items() if key != "vmSize"}
    reading = reading_of(a_cluster(agentPoolProfiles=[a_pool(), pool]))
    assert asked(reading)["features.gpu"] == "properties.agentPoolProfiles[1].vmSize"


def test_node_auto_provisioning_is_asked_for_gpus() -> None:
    reading = reading_of(a_cluster(nodeProvisioningProfile={"mode": "Auto"}))
    assert asked(reading)["features.gpu"] == "properties.nodeProvisioningProfile.mode"
    assert "features.gpu" not in asked(reading_of(a_cluster(nodeProvisioningProfile={"mode": "Manual"})))


def test_extensions_are_asked_since_the_cluster_never_says_them() -> None:
    question = next(entry for entry in reading_of(a_cluster()).ask if "extensions" in entry.field)
    assert "az k8s-extension list" in question.reason.zh


def test_a_plug_in_ca_of_istio_lives_in_a_vault() -> None:
    def mesh(**istio: Any) -> ClusterReading:
        return reading_of(a_cluster(serviceMeshProfile={"mode": "Istio", "istio": istio}))

    plugged = mesh(certificateAuthority={"plugin": {"keyVaultId": "/subscriptions/0/vaults/v"}})
    assert known(plugged, "istio.vault_certificates") is True
    assert known(mesh(certificateAuthority=None), "istio.vault_certificates") is False
    assert known(mesh(certificateAuthority=EXPRESSION), "istio.vault_certificates") is None


def test_application_routing_has_vault_certificates_only_beside_the_provider() -> None:
    routing = {"ingressProfile": {"webAppRouting": {"enabled": True}}}
    assert known(reading_of(a_cluster(**routing)), "app-routing.vault_certificates") is False
    provider = {"addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": True}}}
    both = reading_of(a_cluster(**routing, **provider))
    assert known(both, "app-routing.vault_certificates") is None
    assert [entry.assumed for entry in both.ask if entry.field == "app-routing.vault_certificates"] == [True]


def test_an_add_on_that_nobody_knows_is_named_and_one_that_is_off_is_not() -> None:
    profiles = {"httpApplicationRouting": {"enabled": True}, "openServiceMesh": {"enabled": False}}
    cluster = a_cluster(
        addonProfiles={**profiles, "computed": EXPRESSION, "azurepolicy": {"enabled": True}},
        securityProfile={"imageCleaner": {"enabled": True}, "customGuard": {"enabled": True}},
        aiToolchainOperatorProfile={"enabled": True},
        hostedSystemProfile={"nodes": 3},
        linuxProfile={"adminUsername": "azureuser"},
    )
    assert {entry.path.removeprefix("properties.") for entry in reading_of(cluster).ignored} == {
        "addonProfiles.httpApplicationRouting",
        "addonProfiles.computed",
        "securityProfile.customGuard",
        "aiToolchainOperatorProfile",
        "hostedSystemProfile",
    }


@pytest.mark.parametrize("name", [name for name in SAMPLES if "defender" not in name])
def test_nothing_in_a_recorded_cluster_is_unknown_to_the_catalog(name: str) -> None:
    assert reading_of(sample(name)).ignored == ()


# --- facts ---------------------------------------------------------------------------------------


def test_authorised_ranges_are_read_and_version_6_is_named() -> None:
    ranges = ["203.0.113.0/24", "198.51.100.7", "2001:db8::/48"]
    reading = reading_of(a_cluster(apiServerAccessProfile={"authorizedIPRanges": ranges}))
    assert known(reading, "authorized_ranges") == ("203.0.113.0/24", "198.51.100.7")
    assert [entry.path for entry in reading.ignored] == [
        "properties.apiServerAccessProfile.authorizedIPRanges[2]"
    ]


@pytest.mark.parametrize("odd", [EXPRESSION, 7, "everywhere", {"from": "10.0.0.0/8"}])
def test_a_list_with_one_unreadable_entry_is_not_known_at_all(odd: object) -> None:
    ranges = ["203.0.113.0/24", odd]
    reading = reading_of(a_cluster(apiServerAccessProfile={"authorizedIPRanges": ranges}))
    assert known(reading, "authorized_ranges") is None
    assert asked(reading)["authorized_ranges"].endswith("authorizedIPRanges[1]")


def test_an_outbound_type_that_nobody_knows_is_asked_and_an_absent_one_is_the_default() -> None:
    odd = reading_of(a_cluster(networkProfile={"outboundType": "teleport"}))
    assert known(odd, "outbound_type") is None
    assert asked(odd)["outbound_type"] == "properties.networkProfile.outboundType"
    assert next(entry for entry in odd.ask if entry.field == "outbound_type").assumed == "userDefinedRouting"
    assert known(reading_of(a_cluster(networkProfile=None)), "outbound_type") == "loadBalancer"
    second = reading_of(a_cluster(networkProfile={"outboundType": "managedNATGatewayV2"}))
    assert known(second, "outbound_type") == "managedNATGatewayV2"
    spelt = reading_of(a_cluster(networkProfile={"outboundType": "UserDefinedRouting"}))
    assert known(spelt, "outbound_type") == "userDefinedRouting"


def test_network_isolation_takes_a_cache_and_no_way_out() -> None:
    def isolated(outbound: str, source: str) -> object:
        network = {"outboundType": outbound}
        read = reading_of(a_cluster(networkProfile=network, bootstrapProfile={"artifactSource": source}))
        return known(read, "network_isolated")

    assert isolated("none", "Cache") is True
    assert isolated("block", "cache") is True
    assert isolated("loadBalancer", "Cache") is False
    assert isolated("none", "Direct") is False


def test_a_proxy_counts_unless_it_is_switched_off() -> None:
    proxy = {"httpsProxy": "http://user:secret@proxy.example:3128"}
    on = reading_of(a_cluster(httpProxyConfig=proxy))
    assert known(on, "http_proxy") is True
    assert "secret" not in repr(on)
    assert known(reading_of(a_cluster(httpProxyConfig={**proxy, "enabled": False})), "http_proxy") is False


IMAGES = [
    ("AKSUbuntu-1804-2021.02.24", True),
    ("AKSUbuntu-1804-202102.24.0", True),
    ("AKSUbuntu-1604-2020.12.01", True),
    ("AKSUbuntu-1804-2021.03.07", False),
    ("AKSAzureLinux-V2gen2-202403.25.0", False),
    ("CustomImage-v7", None),
    (None, None),
]


@pytest.mark.parametrize(("image", "old"), IMAGES)
def test_a_node_image_s_day_tells_nodes_older_than_march_2021(image: str | None, old: bool | None) -> None:
    reading = reading_of(a_cluster(agentPoolProfiles=[a_pool(nodeImageVersion=image)]))
    assert known(reading, "nodes_before_march_2021") is old


def test_windows_images_tell_no_day_and_need_none() -> None:
    image = "AKSWindows-2019-containerd-17763.3887.210210"
    pools = [a_pool(), a_pool("win", osType="Windows", nodeImageVersion=image)]
    assert known(reading_of(a_cluster(agentPoolProfiles=pools)), "nodes_before_march_2021") is False


def test_subnets_are_read_as_ids_and_their_prefixes_asked() -> None:
    subnet = "/subscriptions/0/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/nodes"
    reading = reading_of(a_cluster(agentPoolProfiles=[a_pool(vnetSubnetID=subnet)]))
    found = next(entry for entry in reading.read if entry.field == "node_pools.system.subnet")
    assert (found.value, found.path) == (subnet, "properties.agentPoolProfiles[0].vnetSubnetID")
    assert known(reading, "node_subnets") is None
    assert "node_subnets" in asked(reading)


def test_a_pool_that_a_template_names_twice_is_one_pool() -> None:
    subnet = {"vnetSubnetID": "/subnets/nodes"}
    reading = reading_of(
        template(a_cluster(agentPoolProfiles=[a_pool("work", **subnet)]), agent_pool("shop/work", **subnet))
    )
    assert [entry.value for entry in reading.read if entry.field == "node_pools"] == [("work",)]
    assert [entry.field for entry in reading.read].count("node_pools.work.subnet") == 1


# --- cloud and region ------------------------------------------------------------------------------

PLACES = [
    ("West Europe", None, "AzureCloud", "westeurope"),
    ("chinaeast2", None, "AzureChinaCloud", "chinaeast2"),
    ("usgovvirginia", None, "AzureUSGovernment", "usgovvirginia"),
    ("China North 3", "shop.hcp.chinanorth3.cx.prod.service.azk8s.cn", "AzureChinaCloud", "chinanorth3"),
    ("marsnorth", "shop.hcp.marsnorth.cx.aks.containerservice.azure.us", "AzureUSGovernment", "marsnorth"),
    ("marsnorth", None, "", "marsnorth"),
    (None, "shop.hcp.northeurope.azmk8s.io", "AzureCloud", "northeurope"),
    (None, None, "", ""),
    (EXPRESSION, None, "", ""),
]


@pytest.mark.parametrize(("location", "host", "cloud", "region"), PLACES)
def test_cloud_and_region_come_from_location_and_host_name(
    location: str | None, host: str | None, cloud: str, region: str
) -> None:
    reading = reading_of({**a_cluster(fqdn=host), "location": location})
    assert (reading.request.cluster.cloud, reading.request.cluster.region) == (cloud, region)
    assert ("cloud" in asked(reading), "region" in asked(reading)) == (not cloud, not region)


def test_a_private_cluster_without_public_name_has_its_private_one() -> None:
    private = "shop.0a.privatelink.westeurope.azmk8s.io"
    reading = reading_of(a_cluster(fqdn=None, privateFQDN=private))
    assert (known(reading, "api_server_host"), known(reading, "private_api_server_host")) == (None, private)
    assert reading.request.cluster.cloud == "AzureCloud"


@pytest.mark.parametrize(
    ("location", "host", "cloud", "words"),
    [
        ("westeurope", "shop.hcp.eastus.azmk8s.io", "AzureCloud", ("westeurope", "eastus")),
        ("chinaeast2", "shop.hcp.eastus.azmk8s.io", "AzureCloud", ("chinaeast2", "Azure China")),
        ("westeurope", "shop.hcp.marsnorth.cx.prod.service.azk8s.cn", "AzureChinaCloud", ("westeurope",)),
    ],
)
def test_a_location_that_the_host_name_contradicts_is_asked_and_both_are_named(
    location: str, host: str, cloud: str, words: tuple[str, ...]
) -> None:
    reading = reading_of({**a_cluster(fqdn=host), "location": location})
    assert (reading.request.cluster.cloud, reading.request.cluster.region) == (cloud, "")
    (question,) = (entry for entry in reading.ask if entry.field == "region")
    assert question.path == "location"
    assert all(word in question.reason.en for word in words)


@pytest.mark.parametrize(
    ("pool", "windows"),
    [
        ({"osType": None, "osSKU": "Windows2022"}, True),
        ({"osType": None, "nodeImageVersion": "AKSWindows-2022-containerd-20348.2227.240110"}, True),
        ({"osType": None, "osSKU": "Ubuntu"}, False),
        ({"osType": "Linux", "osSKU": "[x]"}, False),
        ({"osType": "Windows"}, True),
    ],
)
def test_windows_nodes_show_by_any_of_their_signs(pool: dict[str, Any], windows: bool) -> None:
    reading = reading_of(a_cluster(agentPoolProfiles=[a_pool(**pool)]))
    assert ("windows" in features(reading), "features.windows" in asked(reading)) == (windows, False)


@pytest.mark.parametrize(
    ("size", "gpu", "asks"),
    [
        ("Standard_NCC40ads_H100_v5", True, False),
        ("Standard_NX96_v9", False, True),
        ("Standard_NP10s", False, False),
        ("Standard_ND96isr_MI300X_v5", False, False),
    ],
)
def test_every_size_with_a_gpu_is_one_and_an_unknown_kind_is_asked(size: str, gpu: bool, asks: bool) -> None:
    reading = reading_of(a_cluster(agentPoolProfiles=[a_pool(vmSize=size)]))
    assert ("gpu" in features(reading), "features.gpu" in asked(reading)) == (gpu, asks)


def test_a_list_where_a_mapping_belongs_is_not_known() -> None:
    reading = reading_of(a_cluster(networkProfile=[], apiServerAccessProfile=[]))
    assert {"outbound_type", "private_cluster"} <= set(asked(reading))
    assert known(reading, "outbound_type") is None


def test_clusters_of_one_name_are_told_apart_by_their_group() -> None:
    def in_group(group: str, **more: Any) -> dict[str, Any]:
        return {**a_cluster(), **more, "resourceGroup": group}

    clusters = [in_group("one"), in_group("two", location="eastus")]
    with pytest.raises(SeveralClusters) as caught:
        reading_of(clusters)
    assert caught.value.names == ("one/shop", "two/shop")
    assert reading_of(clusters, cluster="two/shop").request.cluster.region == "eastus"


# --- templates -----------------------------------------------------------------------------------

NAME = "[parameters('managedClusters_shop_name')]"


def template(*resources: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    given = {name: {"defaultValue": value, "type": "String"} for name, value in parameters.items()}
    return {
        "$schema": "https://example.com/deploymentTemplate.json#",
        "parameters": given,
        "resources": list(resources),
    }


def agent_pool(name: str, **properties: Any) -> dict[str, Any]:
    return {"type": f"{TYPE}/agentPools", "name": name, "properties": properties}


def test_an_exported_template_gives_its_cluster_with_pools_and_extensions() -> None:
    gpu = sample("aks-agentpool-gpu.arm.json")
    pool = {**gpu, "name": "[concat(parameters('managedClusters_shop_name'), '/gpu')]"}
    flux = {"type": "Microsoft.KubernetesConfiguration/extensions", "name": "flux", "properties": {}}
    other = {"type": "Microsoft.Network/virtualNetworks", "name": "net", "location": "northeurope"}
    reading = reading_of(template(other, a_cluster(NAME), pool, flux, managedClusters_shop_name="shop"))
    assert reading.request.cluster.name == "shop"
    assert path_of(reading, "name") == "parameters.managedClusters_shop_name.defaultValue"
    assert features(reading) == ("gpu", "cluster-extensions")
    assert path_of(reading, "features.gpu") == "resources[2].properties.vmSize"


def test_a_parameter_s_default_decides_nothing_but_the_name() -> None:
    cluster = a_cluster(NAME, apiServerAccessProfile={"enablePrivateCluster": "[parameters('private')]"})
    reading = reading_of(
        template({**cluster, "location": "[parameters('place')]"}, private=True, place="westeurope")
    )
    assert known(reading, "private_cluster") is None
    assert {"private_cluster", "region", "name"} <= set(asked(reading))


def test_a_pool_within_the_cluster_s_own_resources_is_its_pool() -> None:
    inside = {
        "type": "agentPools",
        "name": "win",
        "properties": {"osType": "Windows", "vmSize": "Standard_D4s_v5"},
    }
    assert features(reading_of(template({**a_cluster(), "resources": [inside]}))) == ("windows",)


def test_pools_go_to_the_cluster_that_their_name_names() -> None:
    pools = [
        agent_pool("shop/win", osType="Windows", vmSize="Standard_D4s_v5"),
        agent_pool("bank/nv", vmSize="Standard_NV12s_v3"),
    ]
    both = template(a_cluster("shop"), a_cluster("bank"), *pools)
    assert features(reading_of(both, cluster="shop")) == ("windows",)
    assert features(reading_of(both, cluster="bank")) == ("gpu",)
    unclear = template(
        a_cluster("shop"), a_cluster("bank"), agent_pool("[variables('pool')]", osType="Windows")
    )
    assert "features.windows" in asked(reading_of(unclear, cluster="shop"))


def test_what_a_template_may_or_may_not_deploy_is_not_known() -> None:
    pool = agent_pool("shop/win", osType="Windows", vmSize="Standard_D4s_v5")
    maybe = reading_of(template(a_cluster(), {**pool, "condition": "[parameters('windows')]"}))
    assert (features(maybe), "features.windows" in asked(maybe)) == ((), True)
    never = reading_of(template(a_cluster(), {**pool, "condition": False}))
    assert (features(never), "features.windows" in asked(never)) == ((), False)


def test_keys_and_loops_that_a_template_computes_are_not_known() -> None:
    keyed = reading_of(a_cluster(addonProfiles={"[variables('addon')]": {"enabled": True}}))
    assert {"features.azure-policy", "features.key-vault"} <= set(asked(keyed))
    looped = a_cluster(copy=[{"name": "agentPoolProfiles", "count": 2, "input": {}}])
    del looped["properties"]["agentPoolProfiles"]
    assert {"features.windows", "features.gpu"} <= set(asked(reading_of(looped)))


def test_a_template_with_names_for_its_resources_and_one_within_another_are_read() -> None:
    symbolic = {"languageVersion": "2.0", "resources": {"aks": a_cluster()}}
    assert reading_of(symbolic).request == reading_of(a_cluster()).request
    nested = {"type": "Microsoft.Resources/deployments", "properties": {"template": template(a_cluster())}}
    assert reading_of(template(nested)).request == reading_of(a_cluster()).request


# --- several clusters, and none --------------------------------------------------------------------


@pytest.mark.parametrize("in_value", [False, True])
def test_of_several_clusters_one_is_named(in_value: bool) -> None:
    found = [a_cluster("shop"), {"type": "other"}, a_cluster("bank", serviceMeshProfile={"mode": "Istio"})]
    clusters = {"value": found} if in_value else found
    assert features(reading_of(clusters, cluster="Bank")) == ("istio",)
    for wanted in ("", "mill"):
        with pytest.raises(SeveralClusters) as caught:
            reading_of(clusters, cluster=wanted)
        assert caught.value.names == ("shop", "bank")
        assert "shop" in str(caught.value)


def test_clusters_of_one_name_are_told_apart_by_their_groups() -> None:
    twins = [
        {**a_cluster("shop"), "id": f"/subscriptions/0/resourceGroups/{group}/providers/{TYPE}/shop"}
        for group in ("east", "west")
    ]
    with pytest.raises(SeveralClusters) as caught:
        reading_of(twins)
    assert caught.value.names == ("east/shop", "west/shop")
    assert reading_of(twins, cluster="west/shop").request.cluster.name == "shop"


NO_CLUSTERS: list[object] = [
    {},
    [],
    None,
    7,
    "a text",
    {"kind": "Deployment", "spec": {"replicas": 2}},
    {
        "type": "Microsoft.Compute/virtualMachines",
        "properties": {"networkProfile": {"a": 1}, "dnsPrefix": "x"},
    },
    template({"type": "Microsoft.Network/virtualNetworks", "name": "net"}),
    sample("aks-agentpool-gpu.arm.json"),
]


@pytest.mark.parametrize("value", NO_CLUSTERS, ids=lambda value: json.dumps(value)[:40])
def test_a_file_without_a_managed_cluster_is_refused(value: object) -> None:
    with pytest.raises(FileProblem, match="no managed cluster") as caught:
        reading_of(value)
    assert "az aks show" in caught.value.in_language("zh")


def test_a_cluster_that_is_only_named_is_refused_since_absence_would_mean_off() -> None:
    summary = {"type": TYPE, "name": "shop", "location": "westeurope", "properties": None}
    for value in (summary, [summary], {"value": [summary]}):
        with pytest.raises(FileProblem, match="without its properties"):
            reading_of(value)


def test_an_import_lands_on_a_question_that_the_plan_lists_as_open() -> None:
    from planner.importers.aks_cluster import FEATURE
    from planner.session.cluster_lists import first_question
    from planner.session.deriving import derive

    skipped = 0
    for name in EXPECTED:
        reading = reading_of(sample(name))
        fields = {point.field for point in derive(reading.request, catalog(), None).readiness}
        found = first_question(reading, catalog())
        assert found is None or found[1] in fields or found[1].startswith(FEATURE), name
        skipped += any(question.field not in fields for question in reading.ask)
    assert skipped, "no cluster asks anything that decides nothing: this test shows nothing"


def test_ranges_of_which_none_can_be_taken_are_not_read_as_none() -> None:
    found = reading_of(a_cluster(apiServerAccessProfile={"authorizedIPRanges": ["2001:db8::/32"]}))
    assert "authorized_ranges" not in found.request.cluster.facts
    assert "authorized_ranges" not in {entry.field for entry in found.read}


def test_a_private_name_without_the_private_switch_is_asked() -> None:
    found = reading_of(
        a_cluster(privateFQDN="a.1b2c.privatelink.westeurope.azmk8s.io", apiServerAccessProfile=None)
    )
    assert "private_cluster" not in found.request.cluster.facts
    assert "private_cluster" in {entry.field for entry in found.ask}


@pytest.mark.parametrize(
    "profile",
    [{"enablePrivateCluster": None}, {"enablePrivateCluster": False, "enableVnetIntegration": True}],
)
def test_a_private_name_that_contradicts_the_switch_is_asked_and_not_assumed(
    profile: dict[str, object],
) -> None:
    private = "a.1b2c.privatelink.westeurope.azmk8s.io"
    found = reading_of(a_cluster(privateFQDN=private, apiServerAccessProfile=profile))
    assert "private_cluster" not in found.request.cluster.facts
    (question,) = [entry for entry in found.ask if entry.field == "private_cluster"]
    assert question.assumed is False
    assert "private_cluster" not in {entry.field for entry in found.assumed}
