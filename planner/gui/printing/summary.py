"""What page one says: the nine fields and the four counts. No drawing."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.demand import Necessity
from planner.domain.rule import RuleKind
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.findings import is_held_back, is_open
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import priority_text
from planner.gui.colours import Meaning
from planner.gui.printing import words


@dataclass(frozen=True, slots=True)
class FieldText:
    """One of the nine fields; an empty ``value`` is a line to fill in by hand."""

    label: str
    value: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """One of the four counts: its mark, the number (or two, joined by a plus) and what it counts."""

    mark: Meaning
    number: str
    label: str


def fields(context: ExportContext, sources: str) -> tuple[FieldText, ...]:
    """Return the nine fields in reading order; ``sources`` is the text for *Source of all rules*."""
    request = context.request.change_request
    say = context.say
    place = say(words.COMMA).join(filter(None, (context.cloud, context.region)))
    return (
        FieldText(say(words.REQUESTED_BY), one_line(request.requester)),
        FieldText(say(words.OWNER), one_line(request.owner)),
        FieldText(say(words.APPROVING_TEAM), one_line(request.approving_team)),
        FieldText(say(words.CLOUD_AND_REGION), place),
        FieldText(say(words.SOURCE), sources, fixed=True),
        FieldText(say(words.FIREWALL), _firewall(context)),
        FieldText(say(words.WINDOW), one_line(request.window)),
        FieldText(say(words.PRIORITY), priority_text(context)),
        FieldText(say(words.VALID_UNTIL), one_line(request.valid_until)),
    )


def _firewall(context: ExportContext) -> str:
    address = one_line(context.plan.firewall.private_ip)
    return context.say(words.FIREWALL_AT.filled(address=address)) if address else ""


_COUNTED = {
    Necessity.REQUIRED: (
        Text("required lines", "条必需"),
        Text("required: none asked for", "条必需：未申请"),
        Text("required: all are left out", "条必需：均已排除"),
        Text("required: none is selected", "条必需：均未选择"),
    ),
    Necessity.OPTIONAL: (
        Text("optional lines", "条可选"),
        Text("optional: none asked for", "条可选：未申请"),
        Text("optional: all are left out", "条可选：均已排除"),
        Text("optional: none is selected", "条可选：均未选择"),
    ),
}
"""What the count of lines says: of some, and why there are none."""
_NOT_NEEDED = Text("not needed, with reason", "条不需要，附原因")
_ALL_NEEDED = Text("not needed: every line applies", "条不需要：全部适用")
_AND_LEFT_OUT = Text("not needed + left out", "条不需要 + 已排除")
_NAT_AND_ROUTES = Text("{nat} and {routes}", "条 NAT 规则 + 路由")
_ROUTES_ONLY = Text("{routes}, no NAT rule needed", "条路由，无需 NAT")
_ROUTES_NAT_OUT = Text("{routes}, no NAT rule asked for", "条路由，未请求 NAT 规则")
_ROUTES_SO_FAR = Text("{routes}, NAT to be chosen", "条路由，NAT 待选择")
_HELD_BACK = Text("{routes}, default held back", "条路由，默认路由暂缓")
_NAT_AND_HELD_BACK = Text("{nat} and {routes}, default held back", "条 NAT 规则 + 路由，默认路由暂缓")
_NAT_ONLY = Text("{nat}, no route needed", "条 NAT 规则，不需要路由")
_NEITHER = Text("routes, NAT: neither is needed", "条路由和 NAT：不需要")


def counts(context: ExportContext) -> tuple[Count, ...]:
    """Return the four counts; none is 0 without saying why."""
    number = context.counts()
    fate = str(number.not_needed)
    fate_label = _NOT_NEEDED if number.not_needed else _ALL_NEEDED
    if number.left_out:
        fate, fate_label = f"{number.not_needed} + {number.left_out}", _AND_LEFT_OUT
    undecided = any(is_open(advisory) for advisory in context.plan.advisories)
    held_back = any(is_held_back(route, context) for route in context.plan.routes)
    unwritten = held_back or any(route.placeholder for route in context.plan.routes) or _nat_is_open(context)
    nat_is_out = any(rule.kind is RuleKind.NAT for rule in context.plan.rules)
    path, path_label = _path_count(
        number.nat, number.routes, undecided=undecided, nat_is_out=nat_is_out, held_back=held_back
    )
    say = context.say
    return (
        Count(
            Meaning.REQUIRED, str(number.required), say(_label(context, Necessity.REQUIRED, number.required))
        ),
        Count(
            Meaning.OPTIONAL, str(number.optional), say(_label(context, Necessity.OPTIONAL, number.optional))
        ),
        Count(Meaning.LEFT_OUT if number.left_out else Meaning.NOT_NEEDED, fate, say(fate_label)),
        Count(Meaning.ADVISORY if undecided or unwritten else Meaning.DONE, path, say(path_label)),
    )


def _nat_is_open(context: ExportContext) -> bool:
    """Whether a NAT rule that is asked for lacks an address."""
    return any(rule.kind is RuleKind.NAT and rule.has_placeholder for rule in context.lines)


def _label(context: ExportContext, necessity: Necessity, count: int) -> Text:
    """Return what the count of required or optional lines says; where there is none, why."""
    some, none, left_out, not_selected = _COUNTED[necessity]
    if count:
        return some
    rules = [rule for rule in context.plan.rules if rule.kind is not RuleKind.NAT]
    alike = [rule for rule in rules if rule.necessity is necessity]
    if not alike:
        return none
    return left_out if all(map(context.plan.is_left_out, alike)) else not_selected


def _path_count(
    nat: int, routes: int, *, undecided: bool, nat_is_out: bool, held_back: bool
) -> tuple[str, Text]:
    nat_words = "NAT rule" if nat == 1 else "NAT rules"
    route_words = "route" if routes == 1 else "routes"
    if nat and routes:
        both = _NAT_AND_HELD_BACK if held_back else _NAT_AND_ROUTES
        return f"{nat} + {routes}", both.filled(nat=nat_words, routes=route_words)
    if routes:
        cases = ((held_back, _HELD_BACK), (undecided, _ROUTES_SO_FAR), (nat_is_out, _ROUTES_NAT_OUT))
        wording = next((text for holds, text in cases if holds), _ROUTES_ONLY)
        return str(routes), wording.filled(routes=route_words)
    if nat:
        return str(nat), _NAT_ONLY.filled(nat=nat_words)
    return "0", _NEITHER
