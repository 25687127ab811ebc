"""Problems with answers: named where they are, with what to do."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.catalog.model import Catalog
from planner.domain.profile import ClusterProfile, InboundService
from planner.domain.text import Text
from planner.planning.inbound import STOP_FILTERING, affected_services, effective_remedy
from planner.planning.situation import ProfileError, normal_region_name, situation
from planner.session.addresses import AZURE_DNS, address_problem, is_private, prefix_problem, readable


class Step(StrEnum):
    """The seven steps of the wizard, in order."""

    CLOUD = "cloud"
    FACTS = "facts"
    FEATURES = "features"
    TRAFFIC = "traffic"
    RULES = "rules"
    REQUEST = "request"
    EXPORT = "export"


STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: the step and profile field it belongs to, and the sentence shown there.

    ``blocks`` marks the two that stop an export: no region, or an address that cannot be read.
    ``index`` is the position within a list of addresses or services, -1 for a single field.
    """

    step: Step
    field: str
    message: Text
    blocks: bool = False
    index: int = -1


_ADDRESS_FIELDS = {
    "api_server_ip": Step.FACTS,
    "firewall_private_ip": Step.TRAFFIC,
    "firewall_public_ip": Step.TRAFFIC,
}


def problems_of(profile: ClusterProfile, catalog: Catalog) -> tuple[Problem, ...]:
    """Return every problem of the answers, in the order of the steps."""
    found = [
        *_region_problems(profile, catalog),
        *_fact_problems(profile),
        *_feature_problems(profile, catalog),
        *_traffic_problems(profile),
        *_doubtful_addresses(profile),
    ]
    return tuple(found)


def _region_problems(profile: ClusterProfile, catalog: Catalog) -> Iterator[Problem]:
    try:
        name = normal_region_name(profile.region)
    except ProfileError as error:
        yield Problem(Step.CLOUD, "region", error.message, blocks=True)
        return
    cloud = catalog.cloud(profile.cloud)
    if cloud is None or cloud.region(name) is not None:
        return
    home = next((other for other in catalog.clouds if other.region(name) is not None), None)
    if home is not None:
        message = Text(
            f"{name} is a region of {home.short_label.en}. Choose that cloud, or another region.",
            f"{name} 是{home.short_label.zh}的区域。请选择该云，或选择其他区域。",
        )
    else:
        message = Text(
            f"{name} is not in the list of regions. It is used as typed; check the spelling.",
            f"区域列表中没有 {name}。将按输入使用，请检查拼写。",
        )
    yield Problem(Step.CLOUD, "region", message)


def _fact_problems(profile: ClusterProfile) -> Iterator[Problem]:
    yield from _addresses(profile, Step.FACTS)
    for index, server in enumerate(profile.custom_dns):
        if message := (address_problem(server) if server else _EMPTY_ENTRY):
            yield Problem(Step.FACTS, "custom_dns", message, blocks=True, index=index)
    for index, subnet in enumerate(profile.node_subnets):
        if message := (prefix_problem(subnet) if subnet else _EMPTY_ENTRY):
            yield Problem(Step.FACTS, "node_subnets", message, blocks=True, index=index)


def _addresses(profile: ClusterProfile, step: Step) -> Iterator[Problem]:
    for name, its_step in _ADDRESS_FIELDS.items():
        if its_step is step and (message := address_problem(getattr(profile, name))):
            yield Problem(step, name, message, blocks=True)


def _feature_problems(profile: ClusterProfile, catalog: Catalog) -> Iterator[Problem]:
    if not profile.region:
        return
    try:
        withheld = situation(readable(profile), catalog).withheld
    except ProfileError:
        return
    for feature, reason in withheld:
        yield Problem(
            Step.FEATURES,
            "features",
            Text(
                f"{feature.label.en} brings no rules here: {reason.en}",
                f"{feature.label.zh} 在此没有规则：{reason.zh}",
            ),
        )


def _traffic_problems(profile: ClusterProfile) -> Iterator[Problem]:
    yield from _addresses(profile, Step.TRAFFIC)
    gateway = profile.firewall_nat_gateway_ip
    if message := prefix_problem(gateway):
        several = "," in gateway or " " in gateway.strip()
        yield Problem(
            Step.TRAFFIC, "firewall_nat_gateway_ip", _ONE_PREFIX if several else message, blocks=True
        )
    if profile.default_route and not profile.firewall_private_ip:
        yield Problem(Step.TRAFFIC, "firewall_private_ip", _MISSING_NEXT_HOP)
    for index, service in enumerate(profile.inbound):
        for text in (service.backend_ip, service.internal_ip):
            if message := address_problem(text):
                yield Problem(Step.TRAFFIC, "inbound", message, blocks=True, index=index)
    yield from _inbound_problems(profile)


def _doubtful_addresses(profile: ClusterProfile) -> Iterator[Problem]:
    """Addresses that can be read and are probably not what was meant; they are used as typed."""
    for index, subnet in enumerate(profile.node_subnets):
        if subnet and not prefix_problem(subnet) and ipaddress.IPv4Network(subnet).num_addresses == 1:
            yield Problem(Step.FACTS, "node_subnets", _one_address(subnet), index=index)
    for index, server in enumerate(profile.custom_dns):
        if server == AZURE_DNS:
            yield Problem(Step.FACTS, "custom_dns", _AZURES_OWN_DNS, index=index)
    private, public = profile.firewall_private_ip, profile.firewall_public_ip
    if private and not address_problem(private) and not is_private(private):
        yield Problem(Step.TRAFFIC, "firewall_private_ip", _not_private(private))
    if public and not address_problem(public) and is_private(public):
        yield Problem(Step.TRAFFIC, "firewall_public_ip", _not_public(public))


def _one_address(subnet: str) -> Text:
    return Text(
        f"{subnet} is a single address; rules would hold for it alone. Add the subnet's length, such as /22.",
        f"{subnet} 只是一个地址，规则只对它生效。请加上子网的前缀长度，例如 /22。",
    )


def _not_private(address: str) -> Text:
    return Text(
        f"{address} is not a private address. The next hop of the default route is the firewall's private IP.",
        f"{address} 不是专用地址。默认路由的下一跃点是防火墙的专用 IP。",
    )


def _not_public(address: str) -> Text:
    return Text(
        f"{address} is a private address. Clients on the internet need the firewall's public IP.",
        f"{address} 是专用地址。Internet 上的客户端需要防火墙的公共 IP。",
    )


def _inbound_problems(profile: ClusterProfile) -> Iterator[Problem]:
    names: set[tuple[object, ...]] = set()
    ends: set[tuple[object, ...]] = set()
    affected = affected_services(profile)
    for index, service in enumerate(profile.inbound):
        end = (service.protocol, service.port)
        if (service.name, *end) in names:
            yield Problem(Step.TRAFFIC, "inbound", _same_service(service), index=index)
        names.add((service.name, *end))
        if service not in affected:
            continue
        remedy = effective_remedy(service, profile)
        if service.remedy and not remedy:
            yield Problem(Step.TRAFFIC, "inbound", _unfit(service), index=index)
        if remedy and remedy != STOP_FILTERING:
            if end in ends:
                yield Problem(Step.TRAFFIC, "inbound", _same_port(service), index=index)
            ends.add(end)


def _same_service(service: InboundService) -> Text:
    end = f"{service.protocol.value} {service.port}"
    return Text(
        f"{service.name} with {end} is listed twice. Remove one, or give it another name or port.",
        f"{service.name}（{end}）重复列出。请删除其中一个，或更改名称或端口。",
    )


def _unfit(service: InboundService) -> Text:
    return Text(
        f"The remedy chosen for {service.name} does not fit: behind a NAT gateway nodes see the gateway's address. "
        "Choose the path again.",
        f"为 {service.name} 选择的修复方式不适用：使用 NAT 网关时，节点看到的是网关的地址。请重新选择。",
    )


def _same_port(service: InboundService) -> Text:
    end = f"{service.protocol.value} {service.port}"
    return Text(
        f"Two services use {end} on the firewall's public IP; only the first is reached. Give {service.name} another "
        "port.",
        f"两个服务都使用防火墙公共 IP 的 {end}，只有第一个可以访问。请为 {service.name} 更换端口。",
    )


_MISSING_NEXT_HOP = Text(
    "Type the firewall's private IP. Without it no route can be written.",
    "请输入防火墙的专用 IP，否则无法写出路由。",
)
_ONE_PREFIX = Text(
    "Type one address, or one prefix that takes all in, such as 203.0.113.32/31.",
    "请输入一个地址，或一个包含全部地址的前缀，例如 203.0.113.32/31。",
)
_AZURES_OWN_DNS = Text(
    f"{AZURE_DNS} is Azure's own DNS; no rule is needed for it. Leave it out unless it is meant.",
    f"{AZURE_DNS} 是 Azure 自己的 DNS，不需要规则。如非有意填写，请将其删除。",
)
_EMPTY_ENTRY = Text("An entry of the list is empty. Remove it.", "列表中有空条目，请将其删除。")
