"""Open points about lines and routes: what cannot be written, what was left out, what is of another cloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from planner.domain.demand import Necessity, Trait
from planner.domain.destination import Destination, DestinationType
from planner.domain.hindrance import Hindrance, hindrance
from planner.domain.opening import openings_text, stays_open, what_stays_open
from planner.domain.plan import EgressPlan
from planner.domain.readiness import RULES_FIELD, OpenPoint, PointSeverity, left_out_point
from planner.domain.rule import Rule, RuleKind
from planner.domain.text import Text
from planner.planning import readiness_words as words
from planner.planning.destinations import API_SERVER_PLACEHOLDER, CUSTOM_DNS_PLACEHOLDER
from planner.planning.inbound import FIREWALL_PUBLIC_IP, NAT_GATEWAY_IP

BLOCKS, WARNS = PointSeverity.BLOCKS, PointSeverity.WARNS
_PUBLIC_IPS, _INBOUND = "firewall_public_ips", "inbound"
_SETTLES = {
    API_SERVER_PLACEHOLDER: "api_server_ip",
    CUSTOM_DNS_PLACEHOLDER: "custom_dns",
    FIREWALL_PUBLIC_IP: _PUBLIC_IPS,
    NAT_GATEWAY_IP: "firewall_nat_gateway",
}
"""Which field fills a placeholder, by its label."""


def line_count(count: int, verb: str = "", verb_zh: str = "") -> Text:
    """Return *3 lines*, with a verb that fits the number, or *3 条规则*."""
    noun = "line" if count == 1 else "lines"
    return Text(f"{count} {noun} {verb}".rstrip(), f"{count} 条规则{verb_zh}")


def unwritable(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Lines whose destination (or what a NAT line translates to) is a placeholder, by what is missing."""
    missing: dict[tuple[str, str], tuple[Destination, list[Rule]]] = {}
    for rule in plan.included_rules():
        for unknown in _unknown(rule):
            missing.setdefault(unknown.key, (unknown, []))[1].append(rule)
    for unknown, rules in missing.values():
        vital = any(rule.is_vital for rule in rules)
        eased = all(rule.is_eased for rule in rules)
        label = unknown.label if unknown.label.en else Text(unknown.value, unknown.value)
        nat = any(rule.kind is RuleKind.NAT for rule in rules)
        field = _settled_by(unknown.label) or (_INBOUND if nat else RULES_FIELD)
        yield OpenPoint(
            f"placeholder-{rules[0].id}",
            BLOCKS if vital else WARNS,
            missing_title(label),
            words.UNWRITTEN.filled(lines=numbers_of(rules, plan)),
            field,
            rules[0].id,
            advice=words.LEAVE_OUT if eased else words.VALUE_ADVICE,
            rule_ids=tuple(rule.id for rule in rules),
        )


def hindered(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Lines that the firewall which was described cannot hold, by why."""
    found: dict[Hindrance, list[Rule]] = {}
    for rule in plan.included_rules():
        why = hindrance(rule, plan.firewall)
        if why is not None:
            found.setdefault(why, []).append(rule)
    for why, rules in found.items():
        title, advice, field = words.HINDRANCES[why]
        yield OpenPoint(
            why.value,
            BLOCKS if any(rule.is_vital for rule in rules) else WARNS,
            title,
            words.UNWRITTEN.filled(lines=numbers_of(rules, plan)),
            field,
            rules[0].id,
            advice=words.LEAVE_OUT if all(rule.is_eased for rule in rules) else advice,
            rule_ids=tuple(rule.id for rule in rules),
        )


def not_sufficient(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Lines that the catalog marks as incomplete: the page names less than what is needed."""
    for rule in plan.included_rules():
        reason = next((reason for reason in rule.reasons if Trait.INCOMPLETE in reason.traits), None)
        if reason is not None and reason.remarks:
            number, name = str(plan.line_number(rule.id)), rule.destination
            yield OpenPoint(
                f"incomplete-{rule.id}",
                WARNS,
                words.INCOMPLETE.filled(number=number, host=Text(name.shown("en"), name.shown("zh"))),
                reason.remarks[0],
                RULES_FIELD,
                rule.id,
            )


def routes_lacking(plan: EgressPlan) -> Iterator[OpenPoint]:
    """A return route that lacks an address which no line lacks; without it answers are lost at the firewall."""
    by_lines = {unknown.label for rule in plan.included_rules() for unknown in _unknown(rule)}
    for route in plan.routes:
        if route.placeholder and not route.is_default and route.label not in by_lines:
            yield OpenPoint(
                f"placeholder-{route.name}",
                BLOCKS,
                missing_title(route.label),
                words.ROUTE_UNWRITTEN.filled(name=route.name),
                _settled_by(route.label) or _INBOUND,
                advice=words.ROUTE_ADVICE,
            )


def _settled_by(label: Text) -> str:
    """Return the field that fills a placeholder, also where its label names an address that does not fit."""
    return next((field for known, field in _SETTLES.items() if label.en.startswith(known.en)), "")


def missing_title(what: Text) -> Text:
    """Return the title of the point that a value is not known, by the label of its placeholder."""
    return words.MISSING.filled(what=what)


def _unknown(rule: Rule) -> Iterator[Destination]:
    behind = (rule.translation.destination,) if rule.translation is not None else ()
    for destination in chain((rule.destination,), behind):
        if destination.type is DestinationType.PLACEHOLDER:
            yield destination


def left_out(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Required lines that were left out, and left-out lines that another one keeps open."""
    for rule in plan.rules:
        reason = plan.left_out_reason(rule)
        if reason is None:
            continue
        name = rule.destination.label if rule.destination.label.en else _same(rule.destination.value)
        number = str(plan.line_number(rule.id))
        through = plan.still_open_through(rule)
        # What another line opens all the same is not missing: that leaving it out is in vain is all there is to say.
        if rule.necessity is Necessity.REQUIRED and not stays_open(rule.services, through):
            title = words.LEFT_OUT.filled(number=number, host=name)
            yield OpenPoint(
                left_out_point(rule.id),
                BLOCKS if rule.is_vital else WARNS,
                title,
                rule.if_refused,
                RULES_FIELD,
                rule.id,
                advice=words.TAKE_BACK if rule.is_vital else words.CAN_STAY_OUT,
                rule_ids=(rule.id,),
            )
        if through:
            title = words.STILL_OPEN.filled(number=number, host=name, through=openings_text(through))
            yield OpenPoint(
                f"still-open-{rule.id}",
                WARNS,
                title,
                what_stays_open(through),
                RULES_FIELD,
                rule.id,
                advice=still_open_advice(rule),
            )


def still_open_advice(rule: Rule) -> Text:
    """Return what to do about a left-out line that another one keeps open; never to close what the cluster requires."""
    return words.STILL_OPEN_REQUIRED_ADVICE if rule.is_vital else words.STILL_OPEN_ADVICE


def of_other_cloud(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Lines that name hosts of another cloud, as early editions' add-on lists do."""
    rules = [rule for rule in plan.included_rules() if Trait.OTHER_CLOUD in rule.traits]
    if rules:
        title = words.OTHER_CLOUD.filled(lines=line_count(len(rules)))
        yield OpenPoint(
            "other-cloud",
            WARNS,
            title,
            words.AT_LINES.filled(lines=numbers_of(rules, plan)),
            RULES_FIELD,
            rules[0].id,
            advice=words.CHECK_EACH,
        )


def numbers_of(rules: Iterable[Rule], plan: EgressPlan) -> Text:
    """Return *line 3* or *lines 3, 5*, as a sentence names them."""
    numbers = ", ".join(str(plan.line_number(rule.id)) for rule in rules)
    single = "," not in numbers
    return Text(f"line {numbers}" if single else f"lines {numbers}", f"第 {numbers.replace(', ', '、')} 行")


def _same(text: str) -> Text:
    return Text(text, text)
