"""The plan: rules, what is not needed and why, routes and advisories."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from planner.domain.cluster import Cluster
from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.fact import Answer, SettledFacts
from planner.domain.firewall import Firewall
from planner.domain.hindrance import hindrance
from planner.domain.omission import Omission
from planner.domain.opening import Opening
from planner.domain.path import TrafficPath
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Service
from planner.domain.source import Source
from planner.domain.text import EMPTY_TEXT, Text, together


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A demand of an active feature that this cluster does not need, and why.

    ``reason`` is the ground alone. ``answers`` are the facts that decided it; where nobody gave one of them it is
    *assumed*, and ``assumption`` says what was taken instead, as `Rule.assumption` does for a line. ``instead`` are
    ids of the lines that were chosen in its place, such as that of a service tag.
    """

    demand_id: str
    feature: str
    necessity: Necessity
    destination: Destination
    services: tuple[Service, ...]
    reason: Text
    needed_if: Text
    purpose: Text
    source: Source
    answers: tuple[Answer, ...] = ()
    assumption: Text = EMPTY_TEXT
    instead: tuple[str, ...] = ()

    @property
    def assumed(self) -> bool:
        """Whether it rests on an answer that nobody gave."""
        return any(answer.assumed for answer in self.answers)

    @property
    def reason_with_assumption(self) -> Text:
        """What was assumed, if anything, and then the ground: for whoever has room for one sentence only."""
        return together((self.assumption, self.reason)) if self.assumption.en else self.reason


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of the node subnet's route table; ``next_hop`` is empty for *Internet*.

    ``placeholder`` marks a route that cannot be written yet; ``label`` names what is missing. ``assumption`` is what
    nobody answered although the route rests on it, as `Rule.assumption` is for a line; ``if_refused`` what breaks
    without it.
    """

    name: str
    prefix: str
    next_hop_type: str
    next_hop: str
    reason: Text
    placeholder: bool = False
    label: Text = EMPTY_TEXT
    assumption: Text = EMPTY_TEXT
    if_refused: Text = EMPTY_TEXT

    @property
    def id(self) -> str:
        """What a decision finds it back by, such as ``route:0.0.0.0/0``: a route table has one route to a prefix.

        No line has such an id: those of demands and published services hold no colon.
        """
        return f"route:{self.prefix}"

    @property
    def line_ids(self) -> tuple[str, ...]:
        """Ids under which a decision on it may stand: its own alone."""
        return (self.id,)

    def fingerprint(self) -> str:
        """Return a hash (16 hex digits) of where it sends what; name, reason and assumption do not change it."""
        meant = json.dumps([self.prefix, self.next_hop_type, self.next_hop], ensure_ascii=True)
        return hashlib.sha256(f"route {meant}".encode("ascii")).hexdigest()[:16]

    @property
    def assumed(self) -> bool:
        """Whether it rests on an answer that nobody gave."""
        return bool(self.assumption.en)

    @property
    def is_default(self) -> bool:
        """Whether it takes all traffic that no other route takes."""
        return self.prefix == "0.0.0.0/0"


class Severity(StrEnum):
    """How loudly an advisory speaks."""

    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to mend what an advisory warns of.

    ``effects`` are ``(label, sentence)`` pairs: *Adds*, *Change*, *Clients*, *Pods see*, *Cost*.
    ``recommended`` marks the one that fits best.
    """

    id: str
    title: Text
    effects: tuple[tuple[Text, Text], ...] = ()
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class Advisory:
    """A warning with the facts that raised it and its remedies.

    ``rule_ids`` are lines that it singles out, never all of the plan; ``service`` the inbound service it is about.
    ``decided`` is the id of the chosen remedy, empty while open; ``pending`` tells that something it needs is not
    known yet. ``not_offered`` names remedies that do not fit, in one sentence. ``tasks`` is what the decision asks
    of people.
    """

    id: str
    severity: Severity
    title: Text
    text: Text
    remedies: tuple[Remedy, ...] = ()
    way_out: Remedy | None = None
    not_offered: Text = EMPTY_TEXT
    rule_ids: tuple[str, ...] = ()
    service: str = ""
    decided: str = ""
    tasks: tuple[Text, ...] = ()
    pending: bool = False

    @property
    def by(self) -> tuple[str, ...]:
        """Whose claims its text makes, each once: ``page``, ``ours``, or ids of the catalog's sources."""
        return tuple(dict.fromkeys(claim.by for claim in self.text.claims if claim.by))


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines by fate. Left-out lines count under ``left_out`` alone, NAT rules under ``nat`` alone."""

    required: int
    optional: int
    not_needed: int
    left_out: int
    nat: int
    routes: int


@dataclass(frozen=True)  # no slots: what is looked up often is kept once it was asked for
class EgressPlan:
    """Everything that follows from one request in one edition, in the order that people read it.

    ``cluster`` has cloud, region and edition filled in; ``facts`` are what the plan was made with, answered or
    assumed. ``rules`` holds every line, left-out ones too: ask `left_out_reason`. ``line_number`` is the
    number that table, workbook and print share. ``still_open`` has, by id of a left-out line, the wider
    lines through which it is open all the same.
    """

    cluster: Cluster
    firewall: Firewall
    facts: SettledFacts
    edition: str
    catalog_digest: str
    features: tuple[str, ...]
    rules: tuple[Rule, ...]
    exclusions: tuple[Exclusion, ...]
    path: TrafficPath
    routes: tuple[Route, ...]
    advisories: tuple[Advisory, ...]
    omissions: tuple[Omission, ...] = ()
    still_open: Mapping[str, tuple[Opening, ...]] = field(default_factory=dict, hash=False)

    @cached_property
    def _numbered(self) -> Mapping[str, tuple[int, Rule]]:
        """Each line's number and the line, by id: looked up often, in plans of thousands of lines."""
        return {rule.id: (number, rule) for number, rule in enumerate(self.rules, start=1)}

    @cached_property
    def _nat_lines(self) -> Mapping[str, str]:
        """The id of the NAT line of each published service, by the service's name; the first of equals counts."""
        found: dict[str, str] = {}
        for entry in self.path.services:
            found.setdefault(entry.service.name, entry.rule_id)
        return found

    @cached_property
    def _published(self) -> Mapping[str, str]:
        """The name of the service behind each NAT line, by the line's id."""
        return {entry.rule_id: entry.service.name for entry in self.path.services}

    @cached_property
    def _omitted(self) -> Mapping[str, str]:
        """The written reason of each line that was left out, by the line's id."""
        if not self.omissions:
            return {}
        reasons: dict[str, str] = {}
        for omission in self.omissions:
            reasons.setdefault(omission.rule_id, omission.reason)
        return {
            rule.id: reasons[found]
            for rule in self.rules
            if (found := next((line_id for line_id in rule.line_ids if line_id in reasons), None)) is not None
        }

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, or None."""
        found = self._numbered.get(rule_id)
        return found[1] if found is not None else None

    def route(self, route_id: str) -> Route | None:
        """Return the route with this id, or None."""
        return next((route for route in self.routes if route.id == route_id), None)

    def to_decide(self) -> tuple[Rule | Route, ...]:
        """Return what the network team is asked to decide on: the lines that the plan asks for, then its routes."""
        return (*self.included_rules(), *self.routes)

    def nat_line_of(self, service: str) -> str:
        """Return the id of the NAT line of a published service, by its name; empty text if none is published so."""
        return self._nat_lines.get(service, "")

    def service_of(self, rule_id: str) -> str:
        """Return the name of the service that a NAT line publishes; empty text if it publishes none."""
        return self._published.get(rule_id, "")

    def line_number(self, rule_id: str) -> int:
        """Return the line's number, from 1, the same in table, workbook and print.

        Raises:
            KeyError: no rule has this id.
        """
        return self._numbered[rule_id][0]

    def left_out_reason(self, rule: Rule) -> str | None:
        """Return the written reason if the planner left this line out (it may be empty), else None."""
        return self._omitted.get(rule.id)

    def is_left_out(self, rule: Rule) -> bool:
        """Whether the planner left this line out."""
        return rule.id in self._omitted

    def still_open_through(self, rule: Rule) -> tuple[Opening, ...]:
        """Return the included lines that keep this left-out line open, with the services that stay open."""
        return self.still_open.get(rule.id, ())

    def advisories_about(self, rule: Rule) -> tuple[Advisory, ...]:
        """Return the advisories that single this line out, in their order."""
        return self._advised.get(rule.id, ())

    @cached_property
    def _advised(self) -> Mapping[str, tuple[Advisory, ...]]:
        about: dict[str, list[Advisory]] = {}
        for advisory in self.advisories:
            for rule_id in dict.fromkeys(advisory.rule_ids):
                about.setdefault(rule_id, []).append(advisory)
        return {rule_id: tuple(found) for rule_id, found in about.items()}

    def included_rules(self) -> tuple[Rule, ...]:
        """Return the rules that the plan asks for, in order."""
        return self._included

    @cached_property
    def _included(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.id not in self._omitted)

    def unwritable_lines(self) -> tuple[int, ...]:
        """Return the numbers of the required lines asked for that no target can write.

        They have a placeholder, or the plan's own firewall cannot hold them. While there are any, the default route
        has to wait: with it the firewall would drop what the cluster requires.
        """
        return tuple(
            number
            for number, rule in enumerate(self.rules, start=1)
            if rule.is_vital
            and not self.is_left_out(rule)
            and (rule.has_placeholder or hindrance(rule, self.firewall) is not None)
        )

    def lines_by_list(self) -> tuple[int, ...]:
        """Return the numbers of the required lines that the firewall knows from Microsoft's list of tags alone."""
        if not self.firewall.needs_tag_list:
            return ()
        return tuple(
            number
            for number, rule in enumerate(self.rules, start=1)
            if rule.is_vital
            and rule.destination.type is DestinationType.SERVICE_TAG
            and not self.is_left_out(rule)
        )

    def counts(self, among: Sequence[Rule] | None = None) -> Counts:
        """Count lines by fate; rail, table, workbook and print show these numbers.

        ``among`` are the only lines to count as required, optional and NAT; None means all that the plan asks for.
        """
        included = self.included_rules() if among is None else among
        filters = [rule for rule in included if rule.kind is not RuleKind.NAT]
        required = sum(rule.necessity is Necessity.REQUIRED for rule in filters)
        return Counts(
            required=required,
            optional=len(filters) - required,
            not_needed=len(self.exclusions),
            left_out=len(self.rules) - len(self.included_rules()),
            nat=len(included) - len(filters),
            routes=len(self.routes),
        )

    def digest(self) -> str:
        """Return 16 hex digits over everything that would be enforced: rules asked for and routes."""
        enforced = sorted(rule.fingerprint() for rule in self.included_rules())
        routes = sorted([route.prefix, route.next_hop_type, route.next_hop] for route in self.routes)
        text = json.dumps([enforced, routes], ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]
