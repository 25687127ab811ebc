"""The asymmetric-routing decision: one advisory for each inbound service that it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from planner.catalog.model import AdvisoryText, RemedyText
from planner.domain.cluster import InboundService
from planner.domain.firewall import Firewall
from planner.domain.hindrance import hindrance
from planner.domain.path import PathCause, PathState, ServicePath
from planner.domain.plan import Advisory, Remedy, Severity
from planner.domain.rule import Rule, RuleKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.advisories.wording import IF_ASSUMED, SHOWN_NAMES, as_assumed, first_few
from planner.planning.draft import Draft
from planner.planning.inbound import (
    FIREWALL_PRIVATE_IP,
    FIREWALL_PUBLIC_IP,
    NAT_GATEWAY_IP,
    NODE_SUBNET,
    frontend,
    unknown_destinations,
)
from planner.planning.path import (
    HOST_ROUTE,
    INTERNAL_LOAD_BALANCER,
    NAT_GATEWAY_ROUTE,
    STOP_FILTERING,
    fitting_remedies,
)

ID = "asymmetric-routing"
_PENDING, _LEFT_OUT = "pending", "left-out"
_SEEN = Text("the firewall's address", "防火墙的地址")
_SEEN_BY_TRANSLATION = Text(
    "the firewall's address if it translates the source, else the client's",
    "防火墙转换源地址时为防火墙的地址，否则为客户端的地址",
)
_INTERNAL_ADDRESS = Text("an internal address", "一个内部地址")
_NO_NAT = Text("a firewall that can translate addresses", "能转换地址的防火墙")
_WANTED = {
    PathCause.NEXT_HOP_UNKNOWN: FIREWALL_PRIVATE_IP,
    PathCause.NEXT_HOP_DOUBTFUL: Text("an address at which the firewall can stand", "防火墙可以使用的地址"),
    PathCause.SOURCE_UNKNOWN: NODE_SUBNET,
    PathCause.SOURCE_DOUBTFUL: Text("the whole subnet of the nodes", "完整的节点子网"),
    PathCause.API_SERVER_OUTSIDE: Text("the answer that the API server is private", "API 服务器为专用的确认"),
    PathCause.RANGES_LACK: Text("authorised ranges that hold the firewall", "包含防火墙的授权 IP 范围"),
    PathCause.RANGES_UNCHECKED: Text(
        "the firewall's public IP, to tell whether the authorised ranges hold it",
        "防火墙的公共 IP（用于判断授权 IP 范围是否包含它）",
    ),
    PathCause.NOT_ISOLATED: Text(
        "an outbound type that fits a cluster that is not network isolated", "与非网络隔离群集相符的出站类型"
    ),
    PathCause.WRONG_REGION: Text("a region of this cloud", "本云的区域"),
    PathCause.TAGS_BY_LIST: Text(
        "Microsoft's list of service tags at the export", "导出时的 Microsoft 服务标记列表"
    ),
    PathCause.BY_PROXY: Text("a way for the nodes to their proxy", "节点访问代理的路径"),
    PathCause.SERVICE_CUT_OFF: Text("a path for every other service", "其他每项服务的路径"),
}
"""What the default route waits for, in words, by why."""
_PUBLIC_ADDRESS = Text(
    "a public IP of the firewall, as {address} is private", "防火墙的公共 IP（{address} 是专用地址）"
)
_LOAD_BALANCER_ADDRESS = Text("the load balancer's public IP", "负载均衡器的公共 IP")


def asymmetric_routing(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Yield an advisory for each affected service: open, or decided with what the remedy asks of people.

    A path is called whole only where planning found it whole; one that lacks something says what. Of a service whose
    requests another one takes, `nat_port_conflict` speaks: no remedy mends that.
    """
    texts = {entry.remedy.id: entry for entry in wording.remedies}
    affected = draft.path.asymmetric
    if not affected:
        return
    # Of one that collides the route is written all the same.
    chosen = Counter(entry.chosen for entry in affected if PathCause.LEFT_OUT not in entry.causes)
    lacking = _Lacking(draft)
    for entry in affected:
        if PathCause.COLLISION in entry.causes:
            continue
        others = {remedy for remedy, count in chosen.items() if count > (remedy == entry.chosen)}
        yield _advisory(entry, draft, wording, texts, others, lacking.of(entry))


def _advisory(
    entry: ServicePath,
    draft: Draft,
    wording: AdvisoryText,
    texts: Mapping[str, RemedyText],
    chosen_by_others: Collection[str],
    missing: Text,
) -> Advisory:
    firewall = draft.where.request.firewall
    values = {**_values(entry.service, draft), "missing": missing}
    fitting, chosen = fitting_remedies(firewall), entry.chosen
    left_out = PathCause.LEFT_OUT in entry.causes
    pending = left_out or entry.state is PathState.PENDING
    spoken = wording.case(_LEFT_OUT if left_out else _PENDING if pending else chosen)
    title, whole = spoken.title.filled(**values), entry.state is PathState.WHOLE
    mended = bool(chosen) and chosen != STOP_FILTERING
    remedies = [_filled(texts[remedy].remedy, values) for remedy in fitting if remedy in texts]
    found = Advisory(
        id=ID,
        severity=Severity.INFO if mended and not pending else wording.severity,
        title=IF_ASSUMED.filled(title=title) if whole and draft.path.whole_on(entry) else title,
        text=spoken.text.filled(**values),
        remedies=tuple(replace(remedy, recommended=index == 0) for index, remedy in enumerate(remedies)),
        way_out=_filled(texts[STOP_FILTERING].remedy, values) if STOP_FILTERING in texts else None,
        not_offered=_not_offered(wording, fitting, firewall),
        rule_ids=(entry.rule_id,) if mended and not left_out else (),
        service=entry.service.name,
        decided=chosen,
        pending=pending,
        tasks=tuple(
            task.filled(**values) for task in _tasks(texts, entry.remedy, chosen_by_others, firewall)
        ),
    )
    return as_assumed(found, draft) if entry.state is PathState.BROKEN and not left_out else found


class _Lacking:
    """What paths of a draft lack, in words; lines and routes are looked through once for all services."""

    def __init__(self, draft: Draft) -> None:
        self._firewall = firewall = draft.where.request.firewall
        self._lines = {rule.id: rule for rule in draft.included if rule.kind is RuleKind.NAT}
        # Every service waits for every required line and for every route: named one by one, texts would grow with the
        # square of the services.
        self._of_lines = {
            label: rule.id for rule in draft.included if rule.is_vital for label in _lacks(rule, firewall)
        }
        self._first_of_lines = tuple(islice(self._of_lines.items(), SHOWN_NAMES + 2))
        unwritten = (route for route in draft.routes if route.placeholder and not route.is_default)
        self._of_routes = dict.fromkeys(route.label for route in unwritten)
        self._first_of_routes = tuple(islice(self._of_routes, SHOWN_NAMES + 1))

    def of(self, entry: ServicePath) -> Text:
        """Name what the default route waits for, then addresses of the service's own: the first few of them."""
        missing = [text for cause, text in _WANTED.items() if cause in entry.causes]
        more = 0
        if PathCause.LINE_UNWRITTEN in entry.causes:
            others = [label for label, rule_id in self._first_of_lines if rule_id != entry.rule_id]
            missing.extend(others)
            more += len(self._of_lines) - len(self._first_of_lines)
            own = self._lines.get(entry.rule_id)
            if own is not None and hindrance(own, self._firewall) is not None:
                missing.append(_NO_NAT)
        if PathCause.ADDRESS_UNKNOWN in entry.causes:
            if entry.rule_id in self._lines:
                missing.extend(unknown_destinations(self._lines[entry.rule_id]))
            if entry.remedy != INTERNAL_LOAD_BALANCER:
                missing.extend(self._first_of_routes)
                more += len(self._of_routes) - len(self._first_of_routes)
        if PathCause.ROUTE_UNWRITTEN in entry.causes:
            missing.extend(self._first_of_routes)
            more += len(self._of_routes) - len(self._first_of_routes)
        if PathCause.ADDRESS_PRIVATE in entry.causes:
            missing.append(_PUBLIC_ADDRESS.filled(address=self._lines[entry.rule_id].destination.value))
        unique = tuple(dict.fromkeys(missing))
        return first_few(unique, len(unique) + more)


def _lacks(rule: Rule, firewall: Firewall) -> tuple[Text, ...]:
    """Return what a line needs before it can be written: where it leads, or a firewall that can hold it."""
    if hindrance(rule, firewall) is None:
        return unknown_destinations(rule)
    shown = Text(rule.destination.shown("en"), rule.destination.shown("zh"))
    return (*unknown_destinations(rule), _OTHER_FIREWALL.filled(host=shown))


_OTHER_FIREWALL = Text("a firewall that can hold {host}", "能写入 {host} 的防火墙")


def _values(service: InboundService, draft: Draft) -> dict[str, str | Text]:
    firewall, subnets = draft.where.request.firewall, draft.where.cluster.node_subnets
    internal = frontend(replace(service, remedy=INTERNAL_LOAD_BALANCER), firewall, subnets)
    public = frontend(replace(service, remedy=HOST_ROUTE), firewall, subnets)
    return {
        "service": service.name,
        "protocol": service.protocol.value,
        "port": str(service.port),
        "frontend": public.value if not public.label.en else _LOAD_BALANCER_ADDRESS,
        "internal": internal.value if not internal.label.en else _INTERNAL_ADDRESS,
        "firewall": firewall.public_ip or FIREWALL_PUBLIC_IP,
        "nat_gateway": ", ".join(firewall.nat_gateway) or NAT_GATEWAY_IP,
        "seen": _SEEN if firewall.may_be_azure else _SEEN_BY_TRANSLATION,
    }


def _not_offered(wording: AdvisoryText, fitting: tuple[str, ...], firewall: Firewall) -> Text:
    """Return why a remedy does not fit; its words speak of Azure Firewall's own subnet, which no other make has."""
    if not firewall.may_be_azure or firewall.is_in_virtual_wan:
        return EMPTY_TEXT
    unfit = [remedy for remedy in (HOST_ROUTE, NAT_GATEWAY_ROUTE) if remedy not in fitting]
    return next(
        (wording.not_offered[remedy] for remedy in unfit if remedy in wording.not_offered), EMPTY_TEXT
    )


def _tasks(
    texts: Mapping[str, RemedyText], chosen: str, chosen_by_others: Collection[str], firewall: Firewall
) -> tuple[Text, ...]:
    if chosen not in texts:
        return ()
    return tuple(
        task.text
        for task in texts[chosen].tasks
        if task.unless_chosen not in chosen_by_others and (not task.only_on or firewall.make in task.only_on)
    )


def _filled(remedy: Remedy, values: Mapping[str, str | Text]) -> Remedy:
    effects = tuple((label, text.filled(**values)) for label, text in remedy.effects)
    return replace(remedy, title=remedy.title.filled(**values), effects=effects)
