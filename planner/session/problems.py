"""Problems with answers: named where they are, with what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from planner.catalog.model import Catalog
from planner.domain.cluster import Cluster, InboundService
from planner.domain.fact import version_numbers
from planner.domain.path import PathCause, TrafficPath
from planner.domain.request import Request
from planner.domain.text import Text
from planner.planning.facts import settled_facts
from planner.planning.path import NAT_GATEWAY_ROUTE, STOP_FILTERING, intended_path
from planner.planning.planner import is_written
from planner.planning.situation import ProfileError, cloud_of, home_of, normal_region_name, situation
from planner.session.addresses import (
    ADDRESS_KINDS,
    address_problem,
    entry_problem,
    readable,
)
from planner.session.doubtful_addresses import doubtful_addresses
from planner.session.problem import Problem, Step


def problems_of(request: Request, catalog: Catalog) -> tuple[Problem, ...]:
    """Return every problem of the answers, in the order of the steps."""
    readable_request = readable(request, catalog)
    facts = settled_facts(readable_request, catalog.facts)
    path = intended_path(readable_request.cluster, readable_request.firewall, facts)
    found = [
        *_region_problems(request.cluster, catalog),
        *_entry_problems(request, catalog, Step.FACTS),
        *_version_problems(request, catalog),
        *_host_problems(request, catalog),
        *_feature_problems(readable_request, catalog),
        *_entry_problems(request, catalog, Step.TRAFFIC),
        *_next_hop_problems(request, path),
        *_inbound_problems(request, path),
        *doubtful_addresses(request, path, facts),
    ]
    return tuple(found)


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
    yield Problem(Step.CLOUD, "region", message, in_plan=home is not None)


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
        yield Problem(Step.TRAFFIC, "firewall_private_ip", _MISSING_NEXT_HOP, in_plan=True)


def _inbound_problems(request: Request, path: TrafficPath) -> Iterator[Problem]:
    names: set[tuple[object, ...]] = set()
    ends: set[tuple[object, ...]] = set()
    left_out = {entry.rule_id for entry in request.omissions if is_written(entry.reason)}
    for index, service in enumerate(request.cluster.inbound):
        for text in (service.backend_ip, service.internal_ip):
            if message := address_problem(text):
                yield Problem(Step.TRAFFIC, "inbound", message, blocks=True, index=index)
    for index, entry in enumerate(path.services):
        service = entry.service
        end = (service.protocol, service.port)
        if (service.name, *end) in names:
            yield Problem(Step.TRAFFIC, "inbound", _same_service(service), index=index)
        names.add((service.name, *end))
        if PathCause.DOES_NOT_FIT in entry.causes:
            yield Problem(Step.TRAFFIC, "inbound", _unfit(service), index=index, in_plan=True)
        if entry.remedy and entry.remedy != STOP_FILTERING and entry.rule_id not in left_out:
            if end in ends:
                yield Problem(Step.TRAFFIC, "inbound", _same_port(service), index=index, in_plan=True)
            ends.add(end)


def _same_service(service: InboundService) -> Text:
    end = f"{service.protocol.value} {service.port}"
    return Text(
        f"{service.name} with {end} is listed twice. Remove one, or give it another name or port.",
        f"{service.name}（{end}）重复列出。请删除其中一个，或更改名称或端口。",
    )


def _unfit(service: InboundService) -> Text:
    if service.remedy == NAT_GATEWAY_ROUTE:
        return Text(
            f"The remedy chosen for {service.name} does not fit: the firewall has no NAT gateway. Choose again.",
            f"为 {service.name} 选择的修复方式不适用：防火墙没有 NAT 网关。请重新选择。",
        )
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
