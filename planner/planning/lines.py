"""Demands into lines: one rule for each host, tag or address, with every reason that asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.demand import Demand, Eased, Necessity
from planner.domain.destination import Destination
from planner.domain.fact import Answer, FactKind
from planner.domain.firewall import Firewall
from planner.domain.hindrance import hindrance
from planner.domain.plan import Exclusion
from planner.domain.rule import SOURCE_PLACEHOLDER, Reason, Rule, RuleKind
from planner.domain.service import Service
from planner.domain.source import Source
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.conditions import Judgement, judge, leaves, needed_if, never_holds
from planner.planning.destinations import (
    Choice,
    choose_address,
    choose_host,
    dns_is_not_filtered,
    leads_to_dns,
    named_destination,
    waits_for_answer,
)
from planner.planning.facts import answers_about, assumption
from planner.planning.situation import Situation
from planner.planning.taken_away import TakenAway


@dataclass(frozen=True, slots=True)
class Lines:
    """The rules of all active features, merged, and what they would demand but this cluster does not need."""

    rules: tuple[Rule, ...]
    exclusions: tuple[Exclusion, ...]


def lines_for(where: Situation) -> Lines:
    """Return rules and exclusions in the catalog's order."""
    rules: dict[tuple[object, ...], Rule] = {}
    exclusions: list[Exclusion] = []
    grounds = _Grounds(where)
    chosen = _Chosen(where)
    dns_inside = dns_is_not_filtered(where)
    for feature in where.features:
        for stated in where.catalog.demands(feature, where.cloud.id, where.edition.id):
            taken = _taker(stated, where) if where.taken_away else None
            if taken is not None and stated.id not in taken.keep_optional:
                exclusions.append(_taken_away(stated, taken, grounds, where))
                continue
            demand = stated if taken is None else _kept(stated, taken)
            judgement = judge(demand.when, where.facts)
            if judgement.reason is not None:
                needed = grounds.shape(demand).needed_if
                exclusions.append(_exclusion(stated, judgement, judgement.reason, needed, grounds, where))
                chosen.missed(demand, judgement)
                continue
            if dns_inside and leads_to_dns(demand):
                said = (
                    FIREWALL_IS_DNS
                    if where.request.firewall.private_ip in where.facts.listed("custom_dns")
                    else AZURE_IS_DNS
                )
                behind = Judgement(said, judgement.deciding)
                exclusions.append(_exclusion(stated, behind, said, EMPTY_TEXT, grounds, where))
                continue
            for rule in grounds.rules(demand, judgement):
                key = rule.line_key
                rules[key] = _merged(rules[key], rule) if key in rules else rule
                if demand.when is not None:
                    chosen.taken(demand, rules[key].id)
    stated_exclusions = map(chosen.with_lines, exclusions)
    return Lines(tuple(rules.values()), tuple(_not_already_asked(stated_exclusions, tuple(rules.values()))))


def _kept(demand: Demand, taken: TakenAway) -> Demand:
    """Return a demand of a group that is taken away, and that stays as an optional one."""
    refused = taken.kept_if_refused if taken.kept_if_refused.en else demand.if_refused
    return replace(demand, necessity=Necessity.OPTIONAL, if_refused=refused)


class _Chosen:
    """Of demands between which an answer chooses (host names or a service tag): which lines stand for which."""

    def __init__(self, where: Situation) -> None:
        self._where = where
        self._lines: dict[tuple[str, str], dict[str, None]] = {}
        self._missed: dict[str, tuple[str, str]] = {}

    def taken(self, demand: Demand, line_id: str) -> None:
        """Remember that a demand's line stands because of what was chosen."""
        for leaf in leaves(demand.when):
            if self._is_choice(leaf.fact):
                self._lines.setdefault((demand.feature, leaf.fact), {})[line_id] = None

    def missed(self, demand: Demand, judgement: Judgement) -> None:
        """Remember that a demand makes no line because something else was chosen."""
        for fact in judgement.deciding:
            if self._is_choice(fact):
                self._missed[demand.id] = (demand.feature, fact)

    def with_lines(self, exclusion: Exclusion) -> Exclusion:
        """Return an exclusion with the lines that were chosen in its place."""
        instead = self._lines.get(self._missed.get(exclusion.demand_id, ("", "")), {})
        return replace(exclusion, instead=tuple(instead)) if instead else exclusion

    def _is_choice(self, fact_id: str) -> bool:
        fact = self._where.catalog.fact_table.get(fact_id)
        return fact is not None and fact.kind is FactKind.CHOICE


def with_left_out(
    exclusions: Iterable[Exclusion], rules: Sequence[Rule], gone: Collection[str], firewall: Firewall
) -> tuple[Exclusion, ...]:
    """Return the exclusions; one whose line in its place is left out says so, and no longer that it is taken in.

    So does one whose line in its place the firewall cannot hold.
    """
    lines = {
        rule.id: (number, rule, rule.id in gone)
        for number, rule in enumerate(rules, start=1)
        if rule.id in gone or hindrance(rule, firewall) is not None
    }
    return tuple(
        replace(entry, reason=_absent(*lines[entry.instead[0]]))
        if entry.instead and all(line in lines for line in entry.instead)
        else entry
        for entry in exclusions
    )


def _absent(number: int, rule: Rule, left_out: bool) -> Text:
    destination = Text(rule.destination.shown("en"), rule.destination.shown("zh"))
    said = _CHOSEN_LEFT_OUT if left_out else _CHOSEN_UNHELD
    return said.filled(number=str(number), destination=destination)


def _rules(
    demand: Demand, shape: _Shape, reason: Reason, grounds: _Grounds, where: Situation
) -> Iterator[Rule]:
    if shape.web:
        choice = shape.host or choose_host(demand, where, splits=shape.splits)
        yield from _of_kind(RuleKind.APPLICATION, shape.web, choice, reason, grounds.sources)
    if shape.other:
        own = replace(reason, line_id=f"{demand.id}-network") if shape.splits else reason
        choice = choose_address(demand, where, splits=shape.splits)
        yield from _of_kind(RuleKind.NETWORK, shape.other, choice, own, grounds.sources)


def _of_kind(
    kind: RuleKind, services: tuple[Service, ...], choice: Choice, reason: Reason, sources: tuple[str, ...]
) -> Iterator[Rule]:
    for destination in choice.taken:
        # Each of several servers keeps its own id, also while it is the only one.
        own = replace(reason, line_id=f"{reason.line_id}-{destination.value}") if choice.listed else reason
        yield Rule(
            id=own.line_id,
            kind=kind,
            sources=sources,
            destination=destination,
            services=services,
            reasons=(own,),
            alternatives=choice.others,
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """The lines of a demand as they were made last, and everything that decided them beside the place."""

    demand: Demand
    answers: tuple[Answer, ...]
    eased: Eased | None
    reason: Reason
    sources: tuple[str, ...]
    rules: tuple[Rule, ...]

    def holds_for(self, demand: Demand, answers: tuple[Answer, ...], eased: Eased | None) -> bool:
        """Whether nothing changed since that the demand's reason depends on."""
        return self.demand is demand and self.eased is eased and self.answers == answers


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a demand is in every plan of a region: its services by kind, and where no answer fills anything in its host.

    ``named`` is the destination by which it is named where it makes no line, ``needed_if`` the answers that would make
    it one.
    """

    web: tuple[Service, ...]
    other: tuple[Service, ...]
    needed_if: Text
    host: Choice | None = None
    named: Destination | None = None

    @property
    def splits(self) -> bool:
        """Whether the demand makes an application rule and a network rule."""
        return bool(self.web and self.other)


def _shape(demand: Demand, where: Situation) -> _Shape:
    web = tuple(service for service in demand.services if service.protocol.is_web)
    other = tuple(service for service in demand.services if not service.protocol.is_web)
    needed = needed_if(demand.when, where.catalog.fact_table)
    if any(map(waits_for_answer, (*demand.destinations, *demand.other_ways))):
        return _Shape(web, other, needed)
    host = choose_host(demand, where, splits=bool(other)) if web else None
    return _Shape(web, other, needed, host, named_destination(demand, where))


class _Grounds:
    """What many demands share: the answers behind them, in words, sections of the page, and the sources of lines."""

    def __init__(self, where: Situation) -> None:
        self._where = where
        self.sources = where.cluster.node_subnets or (SOURCE_PLACEHOLDER,)
        self._pages: dict[str, Source] = {}
        self._shapes: dict[str, _Shape] = {}
        self._made: dict[str, _Made] = {}
        if where.region_is_listed:
            # A name that somebody types letter by letter is not worth remembering.
            place = (where.cloud.id, where.edition.id, where.region.name)
            self._shapes = where.catalog.remembered.setdefault(("shapes", *place), self._shapes)
            self._made = where.catalog.remembered.setdefault(("lines", *place), self._made)
        self._known: dict[tuple[str, ...], tuple[tuple[Answer, ...], Text]] = {(): ((), EMPTY_TEXT)}

    def of(self, demand: Demand, judgement: Judgement) -> tuple[tuple[Answer, ...], Text]:
        """Return what the demand's condition asks for and what brought its feature, and what of it is assumed."""
        brought = self._where.brought_by.get(demand.feature, ())
        names = (*brought, *judgement.deciding) if brought else judgement.deciding
        found = self._known.get(names)
        if found is None:
            answers = answers_about(names, self._where.facts, self._where.catalog.fact_table)
            found = self._known[names] = (answers, assumption(answers) or EMPTY_TEXT)
        return found

    def rules(self, demand: Demand, judgement: Judgement) -> tuple[Rule, ...]:
        """Return the lines of a demand that holds; those of the last plan if nothing changed that decides them."""
        answers, assumed = self.of(demand, judgement)
        eased, made = self.eased(demand), self._made.get(demand.id)
        known = made if made is not None and made.holds_for(demand, answers, eased) else None
        if known is not None and known.sources == self.sources:
            return known.rules
        shape = self.shape(demand)
        reason = known.reason if known is not None else _reason(demand, answers, assumed, eased, self)
        found = tuple(_rules(demand, shape, reason, self, self._where))
        if shape.named is not None:  # no answer fills anything in where it leads
            self._made[demand.id] = _Made(demand, answers, eased, reason, self.sources, found)
        return found

    def shape(self, demand: Demand) -> _Shape:
        """Return what the demand is in every plan of this region."""
        found = self._shapes.get(demand.id)
        if found is None:
            found = self._shapes[demand.id] = _shape(demand, self._where)
        return found

    def eased(self, demand: Demand) -> Eased | None:
        """Return what is said of the demand where its network does not need it, or None."""
        found = demand.eased
        return found if found is not None and any(map(self._where.facts.holds, found.any_of)) else None

    def source(self, demand: Demand) -> Source:
        """Return where the demand is said: a source of its own, else its section of the edition's page."""
        if demand.source is not None:
            return replace(demand.source, section=demand.section)
        found = self._pages.get(demand.section)
        if found is None:
            found = self._pages[demand.section] = self._where.edition.page(demand.section)
        return found


def _reason(
    demand: Demand, answers: tuple[Answer, ...], assumed: Text, eased: Eased | None, grounds: _Grounds
) -> Reason:
    return Reason(
        demand_id=demand.id,
        feature=demand.feature,
        necessity=demand.necessity,
        purpose=demand.purpose,
        if_refused=demand.if_refused if eased is None else eased.if_refused,
        source=grounds.source(demand),
        answers=answers,
        assumption=assumed,
        remarks=demand.remarks,
        traits=demand.traits,
        replaced_by=demand.replaced_by,
        line_id=demand.id,
        eased=eased is not None,
    )


def _merged(first: Rule, second: Rule) -> Rule:
    alternatives: dict[tuple[str, str], Destination] = {}
    for destination in (*first.alternatives, *second.alternatives):
        alternatives.setdefault(destination.key, destination)
    return Rule(
        id=first.id,
        kind=first.kind,
        sources=first.sources,
        destination=first.destination,
        services=tuple(dict.fromkeys((*first.services, *second.services))),
        reasons=(*first.reasons, *second.reasons),
        alternatives=tuple(alternatives.values()),
    )


def _taker(demand: Demand, where: Situation) -> TakenAway | None:
    """Return what takes the demand away; where no answer would make it a line, its own reason speaks."""
    taken = where.taken_away.get(demand.feature)
    return None if taken is None or never_holds(demand.when) else taken


def _taken_away(demand: Demand, taken: TakenAway, grounds: _Grounds, where: Situation) -> Exclusion:
    """Return a demand that an answer takes away: that answer speaks, whatever the demand's own condition says."""
    own = grounds.shape(demand).needed_if
    needed = _AND.filled(first=taken.needed_if, second=own) if own.en else taken.needed_if
    reason = taken.reason_for(demand)
    judgement = Judgement(reason, taken.facts_behind(demand))
    return _exclusion(demand, judgement, reason, needed, grounds, where)


def _exclusion(
    demand: Demand, judgement: Judgement, reason: Text, needed: Text, grounds: _Grounds, where: Situation
) -> Exclusion:
    answers, assumed = grounds.of(demand, judgement)
    return Exclusion(
        demand_id=demand.id,
        feature=demand.feature,
        necessity=demand.necessity,
        destination=grounds.shape(demand).named or named_destination(demand, where),
        services=demand.services,
        reason=reason,
        needed_if=needed,
        purpose=demand.purpose,
        source=grounds.source(demand),
        answers=answers,
        assumption=assumed,
    )


FIREWALL_IS_DNS = Text(
    "The firewall itself is the DNS server: what nodes ask it does not pass through it.",
    "防火墙本身就是 DNS 服务器：节点对它的查询不经过防火墙转发。",
    by="ours",
)
AZURE_IS_DNS = Text(
    "168.63.129.16 is Azure's own DNS: nodes reach it without passing the firewall.",
    "168.63.129.16 是 Azure 自己的 DNS，节点访问它不经过防火墙。",
    by="ours",
)
_AND = Text("{first}, {second}", "{first}，{second}")
_CHOSEN_UNHELD = Text(
    "Line {number}, {destination}, was chosen in its place, and the firewall of this plan cannot hold it: nothing "
    "opens this. Choose host names, or another firewall.",
    "第 {number} 行 {destination} 被选来代替它，但本方案的防火墙不支持该规则，因此并未放行。请改选主机名或其他防火墙。",
)
_CHOSEN_LEFT_OUT = Text(
    "Line {number}, {destination}, was chosen in its place and is left out: nothing opens this host.",
    "已选择以第 {number} 行 {destination} 代替，但该行已排除：此主机未被放行。",
    by="ours",
)


def _not_already_asked(exclusions: Iterable[Exclusion], rules: tuple[Rule, ...]) -> Iterator[Exclusion]:
    """Leave away what another feature asks for all the same: that line stands among the rules."""
    asked = {(rule.destination.key, service) for rule in rules for service in rule.services}
    for exclusion in exclusions:
        if not all((exclusion.destination.key, service) in asked for service in exclusion.services):
            yield exclusion
