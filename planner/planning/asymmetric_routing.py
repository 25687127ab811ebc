"""The asymmetric-routing decision: one advisory for each inbound service that it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.catalog.model import AdvisoryText, RemedyText
from planner.domain.cluster import InboundService
from planner.domain.firewall import Firewall
from planner.domain.path import ServicePath
from planner.domain.plan import Advisory, Remedy, Severity
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.draft import Draft
from planner.planning.inbound import FIREWALL_PUBLIC_IP, NAT_GATEWAY_IP, frontend
from planner.planning.path import (
    HOST_ROUTE,
    INTERNAL_LOAD_BALANCER,
    NAT_GATEWAY_ROUTE,
    STOP_FILTERING,
    fitting_remedies,
)

ID = "asymmetric-routing"
_INTERNAL_ADDRESS = Text("an internal address", "一个内部地址")
_LOAD_BALANCER_ADDRESS = Text("the load balancer's public IP", "负载均衡器的公共 IP")


def asymmetric_routing(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Yield an advisory for each affected service: open, or decided with what the remedy asks of people."""
    texts = {entry.remedy.id: entry for entry in wording.remedies}
    firewall = draft.where.request.firewall
    for entry in draft.path.asymmetric:
        yield _advisory(entry, firewall, wording, texts)


def _advisory(
    entry: ServicePath, firewall: Firewall, wording: AdvisoryText, texts: Mapping[str, RemedyText]
) -> Advisory:
    values = _values(entry.service, firewall)
    fitting, chosen = fitting_remedies(firewall), entry.remedy
    title, text = _decided(wording, chosen) if chosen else (wording.title, wording.text)
    mended = bool(chosen) and chosen != STOP_FILTERING
    remedies = [_filled(texts[remedy].remedy, values) for remedy in fitting if remedy in texts]
    return Advisory(
        id=ID,
        severity=Severity.INFO if mended else wording.severity,
        title=title.filled(**values),
        text=text.filled(**values),
        remedies=tuple(replace(remedy, recommended=index == 0) for index, remedy in enumerate(remedies)),
        way_out=_filled(texts[STOP_FILTERING].remedy, values) if STOP_FILTERING in texts else None,
        not_offered=_not_offered(wording, fitting),
        rule_ids=(entry.rule_id,) if mended else (),
        service=entry.service.name,
        decided=chosen,
        tasks=tuple(task.filled(**values) for task in _tasks(texts, chosen)),
    )


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


def _decided(wording: AdvisoryText, chosen: str) -> tuple[Text, Text]:
    return wording.decided.get(chosen) or wording.decided.get("") or (wording.title, wording.text)


def _not_offered(wording: AdvisoryText, fitting: tuple[str, ...]) -> Text:
    unfit = [remedy for remedy in (HOST_ROUTE, NAT_GATEWAY_ROUTE) if remedy not in fitting]
    return next(
        (wording.not_offered[remedy] for remedy in unfit if remedy in wording.not_offered), EMPTY_TEXT
    )


def _tasks(texts: Mapping[str, RemedyText], chosen: str) -> tuple[Text, ...]:
    return texts[chosen].tasks if chosen in texts else ()


def _filled(remedy: Remedy, values: Mapping[str, str | Text]) -> Remedy:
    effects = tuple((label, text.filled(**values)) for label, text in remedy.effects)
    return replace(remedy, title=remedy.title.filled(**values), effects=effects)
