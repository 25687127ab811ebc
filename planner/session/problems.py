"""Problems with answers: named where they are, with what to do."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.catalog.model import Catalog
from planner.domain.address import is_private
from planner.domain.cluster import Cluster, InboundService
from planner.domain.fact import version_numbers
from planner.domain.path import PathCause, TrafficPath
from planner.domain.request import Request
from planner.domain.text import Text
from planner.planning.facts import settled_facts
from planner.planning.path import STOP_FILTERING, intended_path
from planner.planning.planner import is_written
from planner.planning.situation import ProfileError, cloud_of, home_of, normal_region_name, situation
from planner.session.addresses import (
    ADDRESS_KINDS,
    AZURE_DNS,
    address_problem,
    entry_problem,
    prefix_problem,
    readable,
)


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


def problems_of(request: Request, catalog: Catalog) -> tuple[Problem, ...]:
    """Return every problem of the answers, in the order of the steps."""
    readable_request = readable(request, catalog)
    path = _path(readable_request, catalog)
    found = [
        *_region_problems(request.cluster, catalog),
        *_entry_problems(request, catalog, Step.FACTS),
        *_version_problems(request, catalog),
        *_host_problems(request, catalog),
        *_feature_problems(readable_request, catalog),
        *_entry_problems(request, catalog, Step.TRAFFIC),
        *_next_hop_problems(request, path),
        *_inbound_problems(request, path),
        *_doubtful_addresses(request),
    ]
    return tuple(found)


def _path(request: Request, catalog: Catalog) -> TrafficPath:
    """Return what the readable answers intend; it needs no region."""
    return intended_path(request.cluster, request.firewall, settled_facts(request, catalog.facts))


def _region_problems(cluster: Cluster, catalog: Catalog) -> Iterator[Problem]:
    try:
        name = normal_region_name(cluster.region)
    except ProfileError as error:
        yield Problem(Step.CLOUD, "region", error.message, blocks=True)
        return
    cloud = cloud_of(cluster, catalog)
    if cloud.region(name) is not None:
        return
    home = home_of(name, catalog)
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


def _version_problems(request: Request, catalog: Catalog) -> Iterator[Problem]:
    """Yield versions that cannot be compared, although an assumption depends on how old they are."""
    compared = {
        entry.when_before.fact
        for fact in catalog.facts
        for entry in fact.assumptions
        if entry.when_before is not None
    }
    for fact in catalog.facts:
        known = request.known(fact)
        if fact.id in compared and isinstance(known, str) and known and not version_numbers(known):
            yield Problem(Step.FACTS, fact.id, _NO_VERSION.filled(version=known, label=fact.label))


def _host_problems(request: Request, catalog: Catalog) -> Iterator[Problem]:
    """Yield a host name of the API server that is none of this cloud and region: nothing takes it over."""
    host = request.cluster.facts.get(_API_SERVER_HOST)
    fact = catalog.fact(_API_SERVER_HOST)
    if not isinstance(host, str) or not host or fact is None or not request.cluster.region:
        return
    cloud = cloud_of(request.cluster, catalog)
    ending = f".hcp.{request.cluster.region.strip().lower().replace(' ', '')}.{cloud.api_server_suffix}"
    label = host.lower().removesuffix(ending)
    if label == host.lower() or not _HOST_LABEL.fullmatch(label):
        yield Problem(Step.FACTS, fact.id, _NO_SUCH_HOST.filled(host=host[:80], ending=ending))


_API_SERVER_HOST = "api_server_host"
_HOST_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_NO_SUCH_HOST = Text(
    "{host} does not end in {ending}, as API servers of this region do; it is not used. Correct it.",
    "{host} 不以 {ending} 结尾，不是此区域的 API 服务器主机名，不会使用。请更正。",
    by="ours",
)
_NO_VERSION = Text(
    "{version} is no {label} such as 1.30.5, so nothing follows from it. Correct it.",
    "“{version}” 不是有效的 {label}（例如 1.30.5），不会用于任何判断。请更正。",
    by="ours",
)


def _entry_problems(request: Request, catalog: Catalog, step: Step) -> Iterator[Problem]:
    """Yield what cannot be read of the addresses that are asked on ``step``; those asked nowhere are facts, too."""
    for fact in catalog.facts:
        if (fact.step or Step.FACTS) != step or fact.kind not in ADDRESS_KINDS:
            continue
        known = request.known(fact)
        entries = known if isinstance(known, tuple) else (known,) if isinstance(known, str) else ()
        for index, entry in enumerate(entries):
            if message := entry_problem(fact, entry):
                place = index if fact.kind.is_list else -1
                yield Problem(step, fact.id, message, blocks=True, index=place)


def collapsed(names: tuple[str, ...], catalog: Catalog) -> tuple[str, ...]:
    """Return features each once, without those that every cluster has."""
    always = {feature.id for feature in catalog.features if feature.always}
    return tuple(name for name in dict.fromkeys(names) if name not in always)


def repeated(request: Request, catalog: Catalog) -> tuple[Text, ...]:
    """Return what is said of entries that stand in a plan file for nothing: the same twice, or what is so anyway."""
    cluster = request.cluster
    found = []
    for names in (cluster.features, cluster.unknown_features):
        kept = set(collapsed(names, catalog))
        found += [
            _IN_EVERY_CLUSTER.filled(name=name[:60]) for name in dict.fromkeys(names) if name not in kept
        ]
        found += [_TWICE.filled(name=name[:60]) for name in _several(names) if name in kept]
    lines = (entry.rule_id for entry in request.omissions)
    found += [_LEFT_OUT_TWICE.filled(name=name[:60]) for name in _several(lines)]
    return tuple(found)


def _several(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


_IN_EVERY_CLUSTER = Text(
    "{name} is part of every cluster and need not be listed; it is passed over.",
    "每个群集都包含 {name}，无需列出，已忽略。",
)
_TWICE = Text("{name} is listed twice; it counts once.", "{name} 重复列出，只计一次。")
_LEFT_OUT_TWICE = Text(
    "{name} is left out twice; the first reason counts.", "{name} 被重复排除，以第一个原因为准。"
)


def _feature_problems(request: Request, catalog: Catalog) -> Iterator[Problem]:
    if not request.cluster.region:
        return
    try:
        withheld = situation(request, catalog).withheld
    except ProfileError:
        return
    for feature, reason in withheld:
        yield Problem(
            Step.FEATURES,
            "features",
            Text(
                f"{feature.label.en} brings no rules here: {reason.en}",
                f"{feature.label.zh}在此没有规则：{reason.zh}",
            ),
        )


def _next_hop_problems(request: Request, path: TrafficPath) -> Iterator[Problem]:
    if path.passes_firewall and not request.firewall.private_ip:
        yield Problem(Step.TRAFFIC, "firewall_private_ip", _MISSING_NEXT_HOP)


def _doubtful_addresses(request: Request) -> Iterator[Problem]:
    """Addresses that can be read and are probably not what was meant; they are used as typed."""
    for index, subnet in enumerate(request.cluster.node_subnets):
        if subnet and not prefix_problem(subnet) and ipaddress.IPv4Network(subnet).num_addresses == 1:
            yield Problem(Step.FACTS, "node_subnets", _one_address(subnet), index=index)
    yield from _overlaps(request)
    api_server = request.cluster.facts.get("api_server_ip")
    own = {AZURE_DNS, request.firewall.private_ip, *request.firewall.public_ips} - {""}
    if isinstance(api_server, str) and api_server in own:
        yield Problem(Step.FACTS, "api_server_ip", _no_api_server(api_server))
    servers = request.cluster.facts.get("custom_dns")
    for index, server in enumerate(servers if isinstance(servers, tuple) else ()):
        if server == AZURE_DNS:
            yield Problem(Step.FACTS, "custom_dns", _AZURES_OWN_DNS, index=index)
    private = request.firewall.private_ip
    if private and not address_problem(private) and not is_private(private):
        yield Problem(Step.TRAFFIC, "firewall_private_ip", _not_private(private))
    for index, public in enumerate(request.firewall.public_ips):
        if public and not address_problem(public) and is_private(public):
            yield Problem(Step.TRAFFIC, "firewall_public_ips", _not_public(public), index=index)


def _overlaps(request: Request) -> Iterator[Problem]:
    """Node subnets that share addresses, and what cannot lie inside one: the pods' own range, the firewall."""
    subnets = [
        (index, ipaddress.IPv4Network(subnet))
        for index, subnet in enumerate(request.cluster.node_subnets)
        if subnet and not prefix_problem(subnet)
    ]
    yield from _shared(subnets)
    pods = request.cluster.facts.get("pod_cidr")
    for index, entry in enumerate(pods if isinstance(pods, tuple) else ()):
        if not prefix_problem(entry):
            wide = _holding(ipaddress.IPv4Network(entry), subnets)
            if wide is not None:
                yield Problem(Step.FACTS, "pod_cidr", _pods_share(entry, str(wide)), index=index)
    private = request.firewall.private_ip
    if private and not address_problem(private):
        wide = _holding(ipaddress.IPv4Network(private), subnets)
        if wide is not None:
            yield Problem(Step.TRAFFIC, "firewall_private_ip", _inside_nodes(private, str(wide)))


def _shared(subnets: list[tuple[int, ipaddress.IPv4Network]]) -> Iterator[Problem]:
    """Go through the subnets by address, the wider before the narrower: one that is not new shares with the last."""
    widest: ipaddress.IPv4Network | None = None
    for index, subnet in sorted(subnets, key=lambda entry: (entry[1].network_address, entry[1].prefixlen)):
        if widest is not None and widest.overlaps(subnet):
            if widest != subnet:  # the same one twice counts once
                yield Problem(Step.FACTS, "node_subnets", _shares(str(subnet), str(widest)), index=index)
        else:
            widest = subnet


def _holding(
    wanted: ipaddress.IPv4Network, subnets: Iterable[tuple[int, ipaddress.IPv4Network]]
) -> ipaddress.IPv4Network | None:
    return next((subnet for _, subnet in subnets if subnet.overlaps(wanted)), None)


def _shares(subnet: str, other: str) -> Text:
    return Text(
        f"{subnet} and {other} share addresses; subnets of a network cannot. Correct one of them.",
        f"{subnet} 与 {other} 的地址重叠，同一网络的子网不能重叠。请更正其中一个。",
    )


def _pods_share(pods: str, subnet: str) -> Text:
    return Text(
        f"The pods' range {pods} and the node subnet {subnet} share addresses. Correct one of them.",
        f"Pod 地址范围 {pods} 与节点子网 {subnet} 重叠。请更正其中一个。",
    )


def _inside_nodes(address: str, subnet: str) -> Text:
    return Text(
        f"{address} lies inside the node subnet {subnet}; a firewall stands in a subnet of its own. Check both.",
        f"{address} 位于节点子网 {subnet} 内，而防火墙应在自己的子网中。请核对两者。",
    )


def _no_api_server(address: str) -> Text:
    return Text(
        f"{address} is the firewall's address or Azure's own DNS; the API server has another. Correct it.",
        f"{address} 是防火墙的地址或 Azure 自己的 DNS，API 服务器使用其他地址。请更正。",
    )


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


def _inbound_problems(request: Request, path: TrafficPath) -> Iterator[Problem]:
    names: set[tuple[object, ...]] = set()
    ends: set[tuple[object, ...]] = set()
    left_out = {entry.rule_id for entry in request.omissions if is_written(entry.reason)}
    for index, service in enumerate(request.cluster.inbound):
        for text in (service.backend_ip, service.internal_ip):
            if message := address_problem(text):
                yield Problem(Step.TRAFFIC, "inbound", message, blocks=True, index=index)
    own = {request.firewall.private_ip, *request.firewall.public_ips, *request.firewall.nat_gateway} - {""}
    for index, entry in enumerate(path.services):
        service = entry.service
        for text in {service.backend_ip, service.internal_ip} & own:
            yield Problem(Step.TRAFFIC, "inbound", _firewalls_own(service, text), index=index)
        end = (service.protocol, service.port)
        if (service.name, *end) in names:
            yield Problem(Step.TRAFFIC, "inbound", _same_service(service), index=index)
        names.add((service.name, *end))
        if PathCause.DOES_NOT_FIT in entry.causes:
            yield Problem(Step.TRAFFIC, "inbound", _unfit(service), index=index)
        if entry.remedy and entry.remedy != STOP_FILTERING and entry.rule_id not in left_out:
            if end in ends:
                yield Problem(Step.TRAFFIC, "inbound", _same_port(service), index=index)
            ends.add(end)


def _firewalls_own(service: InboundService, address: str) -> Text:
    return Text(
        f"{address} is the firewall's own address; the load balancer of {service.name} has another. "
        "Correct one of them.",
        f"{address} 是防火墙自己的地址，{service.name} 的负载均衡器使用其他地址。请更正其中一个。",
    )


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
_AZURES_OWN_DNS = Text(
    f"{AZURE_DNS} is Azure's own DNS; no rule is needed for it. Leave it out unless it is meant.",
    f"{AZURE_DNS} 是 Azure 自己的 DNS，不需要规则。如非有意填写，请将其删除。",
)
