"""What a plan asks of the network team, in the one sentence that workbook and printed page share.

It is the sentence that a signature stands under: where traffic does not pass the firewall, it says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.cluster import OutboundType
from planner.domain.destination import DestinationType
from planner.domain.hindrance import hindrance
from planner.domain.path import Egress
from planner.domain.rule import Rule, RuleKind
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import destination_text
from planner.exporters.findings import held_back_by
from planner.exporters.line_spans import capital, lines_words
from planner.exporters.safe_text import one_line

_ALLOW = Text(
    "Allow the nodes of {cluster} to reach {destinations} through the firewall",
    "允许 {cluster} 的节点经防火墙访问 {count} 个目标",
)
_RULES_FOR = Text(
    "Rules for the nodes of {cluster} to reach {destinations}", "供 {cluster} 的节点访问 {count} 个目标的规则"
)
_AND_PUBLISH = Text(", and publish {what}", "，并{what}")
_PUBLISH = Text("Publish {what}", "{what}")
_PUBLISH_TOO = Text(" Publish {what}.", "{what}。")
_ONE_SERVICE = Text(
    "{service} on {address}, {port}, by one NAT rule",
    "用 1 条 NAT 规则在 {address} 的 {port} 上发布{service}",
)
_SERVICES = Text("services by {count} NAT rules", "用 {count} 条 NAT 规则发布服务")
_SERVICE = Text("the service {name}", "服务 {name}")
_A_SERVICE = Text("a service", "服务")
_NOTHING_ELSE = Text(". Nothing else is opened{still}.", "。除此之外不开放任何访问{still}。")
_NO_OTHER_LINE = Text(". No other line is asked for{still}.", "。除此之外没有其他规则{still}。")
"""Where a line opens more than it is asked for, such as a service tag: other customers' addresses."""
_STILL_OPEN = (
    Text("; left-out {lines} stays open through {through}", "；已排除的{lines}仍可通过{through}访问"),
    Text("; left-out {lines} stay open through {through}", "；已排除的{lines}仍可通过{through}访问"),
)
_NOT_YET = Text(" {lines} cannot be written yet.", "{lines}尚无法写出。")
_NOT_YET_NO_ROUTE = Text(
    " {lines} cannot be written yet, so the default route is held back.",
    "{lines}尚无法写出，因此暂缓默认路由。",
)
_NOTHING_ASKED = Text("No line is asked for.", "没有需要放行的行。")
_OPENS_MORE = (DestinationType.SERVICE_TAG, DestinationType.ANY)
_DESTINATIONS = (
    Text("{count} destination", "{count} 个目标"),
    Text("{count} destinations", "{count} 个目标"),
)

_BY_OUTBOUND_TYPE = Text(
    "; with the outbound type {outbound} traffic does not pass the firewall, so they would not be enforced.",
    "；出站类型为 {outbound}，流量不经过防火墙，因此这些规则不会生效。",
)
_NO_PATH = Text(
    "; the outbound type {outbound} makes no path to the internet, so they take effect only where traffic is "
    "routed to a firewall.",
    "；出站类型 {outbound} 不提供到 Internet 的路径，仅在流量路由到防火墙时，这些规则才会生效。",
)
_BLOCKED = Text(
    "; the outbound type block denies egress in the subnet, so no firewall would meet this traffic.",
    "；出站类型 block 在子网内就拒绝出站流量，防火墙不会收到这些流量。",
)
_NO_ROUTE = Text(
    "; without a default route to the firewall traffic does not pass it, so they would not be enforced.",
    "；没有到防火墙的默认路由，流量不经过防火墙，因此这些规则不会生效。",
)
_NO_FILTER = Text(
    "; as decided, egress no longer passes the firewall, so they would not be enforced.",
    "；按照已作的决定，出站流量不再经过防火墙，因此这些规则不会生效。",
)


def asked_text(context: ExportContext) -> str:
    """Return what the plan asks for, in one sentence, and where it is so that nothing else is opened.

    What stays open although it was left out, and what cannot be written yet, is said with it.
    """
    included = context.lines
    if not included:
        return context.say(_NOTHING_ASKED)
    nat = [rule for rule in included if rule.kind is RuleKind.NAT]
    count = len(included) - len(nat)
    published = _published(nat, context)
    if not count:
        parts = [
            *(_PUBLISH.filled(what=what) for what in published),
            _nothing_else(context),
            *_not_yet(context),
        ]
        return "".join(context.say(part) for part in parts)
    unheeded = _why_unheeded(context)
    opening = (_ALLOW if unheeded is None else _RULES_FOR).filled(
        cluster=context.cluster_in_sentence,
        destinations=_DESTINATIONS[count != 1].filled(count=str(count)),
        count=str(count),
    )
    if unheeded is None:
        parts = [opening, *(_AND_PUBLISH.filled(what=what) for what in published), _nothing_else(context)]
    else:
        parts = [opening, unheeded, *(_PUBLISH_TOO.filled(what=what) for what in published)]
    return "".join(context.say(part) for part in (*parts, *_not_yet(context)))


def _nothing_else(context: ExportContext) -> Text:
    """Return that nothing else is opened, and which left-out lines stay open all the same."""
    wide = any(rule.destination.type in _OPENS_MORE for rule in context.lines)
    wording = _NO_OTHER_LINE if wide else _NOTHING_ELSE
    found = {
        number: context.still_open_through(rule)
        for number, rule in enumerate(context.plan.rules, start=1)
        if context.still_open_through(rule)
    }
    if not found:
        return wording.filled(still="")
    through = sorted({opening.line for openings in found.values() for opening in openings})
    still = _STILL_OPEN[len(found) != 1].filled(
        lines=lines_words(tuple(found)), through=lines_words(tuple(through))
    )
    return wording.filled(still=still)


def _not_yet(context: ExportContext) -> Iterator[Text]:
    """Yield which of the lines asked for no firewall can hold yet, and that the default route waits for them."""
    unwritable = tuple(
        number
        for number, rule in context.numbered_lines()
        if rule.has_placeholder or hindrance(rule, context.plan.firewall) is not None
    )
    if unwritable:
        held = any(held_back_by(route, context) for route in context.plan.routes)
        text = _NOT_YET_NO_ROUTE if held and context.plan.unwritable_lines() else _NOT_YET
        yield text.filled(lines=capital(lines_words(unwritable)))


def _why_unheeded(context: ExportContext) -> Text | None:
    """Return why no firewall would meet the traffic of these rules, None if one does."""
    path = context.plan.path
    if path.passes_firewall:
        return None
    if path.stops_filtering:
        return _NO_FILTER
    outbound = path.outbound_type
    if path.egress is Egress.BLOCK:
        return _BLOCKED
    if outbound is OutboundType.USER_DEFINED_ROUTING:
        return _NO_ROUTE
    return (_NO_PATH if path.egress is Egress.NONE else _BY_OUTBOUND_TYPE).filled(outbound=outbound.value)


def _published(nat: list[Rule], context: ExportContext) -> tuple[Text, ...]:
    """Return what is published from outside: nothing, one service with its place, or how many."""
    if not nat:
        return ()
    if len(nat) > 1:
        return (_SERVICES.filled(count=str(len(nat))),)
    (rule,) = nat
    service = rule.services[0]
    inbound = context.plan.cluster.inbound
    names = [entry.name for entry in inbound if entry.port == service.port]
    names = names or [entry.name for entry in inbound]
    name = one_line(names[0]) if len(names) == 1 else ""
    text = _ONE_SERVICE.filled(
        service=_SERVICE.filled(name=name) if name else _A_SERVICE,
        address=destination_text(rule.destination, context.language),
        port=f"{service.protocol.value} {service.port}",
    )
    return (text,)
