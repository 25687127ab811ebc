"""The asymmetric-routing decision: one advisory for each inbound service that it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from planner.catalog.model import AdvisoryText, RemedyText
from planner.domain.cluster import InboundService
from planner.domain.firewall import Firewall
from planner.domain.path import PathCause, PathState, ServicePath
from planner.domain.plan import Advisory, Remedy, Severity
from planner.domain.text import EMPTY_TEXT, Text, joined
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
_INTERNAL_ADDRESS = Text("an internal address", "一个内部地址")
_LOAD_BALANCER_ADDRESS = Text("the load balancer's public IP", "负载均衡器的公共 IP")


def asymmetric_routing(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Yield an advisory for each affected service: open, or decided with what the remedy asks of people.

    A path is called whole only where planning found it whole; one that lacks something says what. Of a service whose
    requests another one takes, `nat_port_conflict` speaks: no remedy mends that.
    """
    texts = {entry.remedy.id: entry for entry in wording.remedies}
    chosen = [(entry.rule_id, entry.remedy) for entry in draft.path.asymmetric if entry.remedy]
    for entry in draft.path.asymmetric:
        if PathCause.COLLISION in entry.causes:
            continue
        others = {remedy for rule_id, remedy in chosen if rule_id != entry.rule_id}
        yield _advisory(entry, draft, wording, texts, others)


def _advisory(
    entry: ServicePath,
    draft: Draft,
    wording: AdvisoryText,
    texts: Mapping[str, RemedyText],
    chosen_by_others: Collection[str],
) -> Advisory:
    firewall = draft.where.request.firewall
    values = {**_values(entry.service, firewall), "missing": joined(_missing(entry, draft))}
    fitting, chosen = fitting_remedies(firewall), entry.chosen
    left_out = PathCause.LEFT_OUT in entry.causes
    pending = left_out or entry.state is PathState.PENDING
    spoken = wording.case(_LEFT_OUT if left_out else _PENDING if pending else chosen)
    mended = bool(chosen) and chosen != STOP_FILTERING
    remedies = [_filled(texts[remedy].remedy, values) for remedy in fitting if remedy in texts]
    return Advisory(
        id=ID,
        severity=Severity.INFO if mended and not pending else wording.severity,
        title=spoken.title.filled(**values),
        text=spoken.text.filled(**values),
        remedies=tuple(replace(remedy, recommended=index == 0) for index, remedy in enumerate(remedies)),
        way_out=_filled(texts[STOP_FILTERING].remedy, values) if STOP_FILTERING in texts else None,
        not_offered=_not_offered(wording, fitting),
        rule_ids=(entry.rule_id,) if mended and not left_out else (),
        service=entry.service.name,
        decided=chosen,
        pending=pending,
        tasks=tuple(task.filled(**values) for task in _tasks(texts, entry.remedy, chosen_by_others)),
    )


def _missing(entry: ServicePath, draft: Draft) -> tuple[Text, ...]:
    """Return in words what the path lacks, each once: what the default route waits for, and addresses of its own."""
    missing: list[Text] = []
    if PathCause.NEXT_HOP_UNKNOWN in entry.causes:
        missing.append(FIREWALL_PRIVATE_IP)
    if PathCause.SOURCE_UNKNOWN in entry.causes:
        missing.append(NODE_SUBNET)
    if PathCause.LINE_UNWRITTEN in entry.causes:
        vital = (rule for rule in draft.included if rule.is_vital and rule.id != entry.rule_id)
        missing.extend(label for rule in vital for label in unknown_destinations(rule))
    if PathCause.ADDRESS_UNKNOWN in entry.causes:
        for rule in draft.included:
            if rule.id == entry.rule_id:
                missing.extend(unknown_destinations(rule))
        if entry.remedy != INTERNAL_LOAD_BALANCER:
            missing.extend(
                route.label for route in draft.routes if route.placeholder and not route.is_default
            )
    return tuple(dict.fromkeys(missing))


def _values(service: InboundService, firewall: Firewall) -> dict[str, str | Text]:
    internal = frontend(replace(service, remedy=INTERNAL_LOAD_BALANCER))
    public = frontend(replace(service, remedy=HOST_ROUTE))
    return {
        "service": service.name,
        "protocol": service.protocol.value,
        "port": str(service.port),
        "frontend": public.value if not public.label.en else _LOAD_BALANCER_ADDRESS,
        "internal": internal.value if not internal.label.en else _INTERNAL_ADDRESS,
        "firewall": firewall.public_ip or FIREWALL_PUBLIC_IP,
        "nat_gateway": ", ".join(firewall.nat_gateway) or NAT_GATEWAY_IP,
    }


def _not_offered(wording: AdvisoryText, fitting: tuple[str, ...]) -> Text:
    unfit = [remedy for remedy in (HOST_ROUTE, NAT_GATEWAY_ROUTE) if remedy not in fitting]
    return next(
        (wording.not_offered[remedy] for remedy in unfit if remedy in wording.not_offered), EMPTY_TEXT
    )


def _tasks(
    texts: Mapping[str, RemedyText], chosen: str, chosen_by_others: Collection[str]
) -> tuple[Text, ...]:
    if chosen not in texts:
        return ()
    return tuple(task.text for task in texts[chosen].tasks if task.unless_chosen not in chosen_by_others)


def _filled(remedy: Remedy, values: Mapping[str, str | Text]) -> Remedy:
    effects = tuple((label, text.filled(**values)) for label, text in remedy.effects)
    return replace(remedy, title=remedy.title.filled(**values), effects=effects)
