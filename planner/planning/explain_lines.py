"""A plan's lines as answers to hosts and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network

from planner.domain.address import subnets_of
from planner.domain.demand import Trait
from planner.domain.destination import DestinationType
from planner.domain.hindrance import hindrance
from planner.domain.opening import Opening, openings_text
from planner.domain.plan import EgressPlan
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.service import services_text
from planner.domain.text import Text, joined, together
from planner.planning import explain_words as words
from planner.planning.deny_log import Target
from planner.planning.explain_places import ANY_REGION, Hint, Place, serves
from planner.planning.matching import HostIndex, Match, PrefixIndex, address_of, network_of

_DOCUMENTATION = tuple(
    map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)
"""RFC 5737, RFC 3849 and RFC 9637."""


@dataclass(frozen=True, slots=True)
class Line:
    """A rule with its number; ``left_out`` is the written reason if it was left out (perhaps empty), else None."""

    number: int
    rule: Rule
    left_out: str | None

    @property
    def is_left_out(self) -> bool:
        """Whether the planner left it out."""
        return self.left_out is not None

    @property
    def is_retired(self) -> bool:
        """Whether its host's end was announced."""
        return Trait.RETIRED in self.rule.traits

    @property
    def feature(self) -> str | None:
        """The first feature that asks for it."""
        return next(iter(self.rule.features), None)

    def not_for(self, sources: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some addresses or prefixes that the line is not open for, or not in whole.

        None while its source is not known.
        """
        own = self.rule.sources
        if not own or SOURCE_PLACEHOLDER in own or "*" in own:
            return ()
        subnets = subnets_of(own)
        return tuple(source for source in sources if not subnets.holds(source))

    def words(self, place: Place) -> dict[str, Text]:
        """Return what sentences call it by: ``number``, ``destination``, ``services``."""
        services = services_text(self.rule.services)
        return {
            "number": Text(str(self.number), str(self.number)),
            "destination": shown(self.rule, place),
            "services": Text(services, services),
        }


def with_assumption(text: Text, rules: Iterable[Rule]) -> tuple[Text, bool]:
    """Return what is said with what nobody answered behind these lines, and whether there is such a thing."""
    assumed = dict.fromkeys(rule.assumption for rule in rules if rule.assumed)
    return (together((text, *assumed)), True) if assumed else (text, False)


def why_left_out(line: Line) -> Text:
    """Return the written reason for leaving a line out as a sentence, or that none was written."""
    if not line.left_out:
        return words.LEFT_OUT_NO_REASON
    said = line.left_out.rstrip()
    ended = said.endswith((".", "!", "?", "。", "！", "？"))
    return Text(said if ended else f"{said}.", said if ended else f"{said}。")


def shown(rule: Rule, place: Place) -> Text:
    """Return where a rule leads, in both languages."""
    english, chinese = (rule.destination.shown(language) for language in ("en", "zh"))
    return Text(place.pattern(english), place.pattern(chinese))


class PlanLines:
    """The lines of egress of one plan, found by host, address or prefix."""

    def __init__(self, plan: EgressPlan, place: Place) -> None:
        """Index the lines; NAT rules lead inwards and are none of them."""
        self._plan, self._place = plan, place
        self._hosts: HostIndex[Line] = HostIndex()
        self._prefixes: PrefixIndex[Line] = PrefixIndex()
        self._ways: HostIndex[tuple[Line, str]] = HostIndex()
        self._published: PrefixIndex[Line] = PrefixIndex()
        self._tags: list[Line] = []
        self._to_fill: list[Line] = []
        for number, rule in enumerate(plan.rules, start=1):
            line = Line(number, rule, plan.left_out_reason(rule))
            if rule.kind is not RuleKind.NAT:
                self._add(line)
            elif rule.destination.type is DestinationType.ADDRESS:
                self._published.add(rule.destination.value, line)

    def _add(self, line: Line) -> None:
        kind, value = line.rule.destination.type, line.rule.destination.value
        if kind is DestinationType.ADDRESS:
            self._prefixes.add(value, line)
        elif kind is DestinationType.SERVICE_TAG:
            self._tags.append(line)
        elif kind in (DestinationType.FQDN, DestinationType.PLACEHOLDER):
            self._hosts.add(self._place.pattern(value), line)
            if kind is DestinationType.PLACEHOLDER and line.rule.kind is RuleKind.NETWORK:
                self._to_fill.append(line)
            for way in line.rule.alternatives:
                if way.type in (DestinationType.FQDN, DestinationType.PLACEHOLDER):
                    self._ways.add(self._place.pattern(way.value), (line, way.value))

    def around(self, target: Target) -> list[Match[Line]]:
        """Return the lines that take the target in with its port, the narrowest first, included ones before."""
        found = [match for match in self._matches(target.host) if serves(match.item.rule.services, target)]
        return sorted(found, key=_rank)

    def on_other_ports(self, target: Target) -> list[Match[Line]]:
        """Return the lines that take the host in, though not with this port."""
        found = [
            match for match in self._matches(target.host) if not serves(match.item.rule.services, target)
        ]
        return sorted(found, key=_rank)

    def _matches(self, host: str) -> Iterator[Match[Line]]:
        if address_of(host) is None:
            yield from (match for match in self._hosts.matches(host) if self._place.is_here(match.location))
            return
        for line in self._prefixes.around(host):
            network = network_of(line.rule.destination.value)
            yield Match(line, line.rule.destination.value, True, network.prefixlen if network else 0)

    def by_address(self, target: Target, demands: frozenset[str]) -> list[Line]:
        """Return the lines with the target's port that lead to the API server's address, by their demands' ids.

        None where the target is known to be another cluster's.
        """
        if self._is_another(target.host):
            return []
        return [
            line
            for line in self._by_demand(demands)
            if line.rule.kind is RuleKind.NETWORK and serves(line.rule.services, target)
        ]

    def _by_demand(self, demands: frozenset[str]) -> Iterator[Line]:
        for number, rule in enumerate(self._plan.rules, start=1):
            if any(reason.demand_id in demands for reason in rule.reasons):
                yield Line(number, rule, self._plan.left_out_reason(rule))

    def openings(self, line: Line, target: Target, included: Line | None) -> tuple[int, str, Text] | None:
        """Return through which line a left-out one is still open: number, id and the phrase; None if it is not."""
        known = [
            entry
            for entry in self._plan.still_open_through(line.rule)
            if serves(entry.services, target) and not (entry.one_address and self._is_another(target.host))
        ]
        if included is not None and included.rule.id not in {entry.through for entry in known}:
            services = tuple(entry for entry in included.rule.services if serves((entry,), target))
            known.insert(0, Opening(line.rule.id, included.rule.id, included.number, services))
        if not known:
            return None
        return known[0].line, known[0].through, openings_text(tuple(known))

    def _is_another(self, host: str) -> bool:
        """Whether a host is known not to be this cluster's API server: its name is known, and it is another."""
        return self.names_another(host, "api_server_host", "private_api_server_host")

    def names_another(self, host: str, *facts: str) -> bool:
        """Whether some of these facts name a host, and none of them this one."""
        names = {self._plan.facts.text(fact).lower() for fact in facts} - {""}
        return bool(names) and host.lower() not in names

    def rule(self, number: int) -> Rule:
        """Return the rule of a line's number."""
        return self._plan.rules[number - 1]

    def by_other_way(self, target: Target) -> Iterator[Hint]:
        """Yield lines that do not take the host in, though another way of theirs does."""
        for match in sorted(self._ways.matches(target.host), key=_tight_first):
            line, way = match.item
            if line.is_left_out or not serves(line.rule.services, target):
                continue
            named = line.words(self._place)
            shown_way = Text(self._place.pattern(way), self._place.pattern(way))
            text = words.BY_OTHER_WAY.filled(
                number=named["number"], destination=named["destination"], way=shown_way
            )
            said, assumed = with_assumption(text, (line.rule,))
            yield Hint(said, line.number, line.rule.id, line.feature, assumed=assumed)
            return

    def publishing(self, target: Target) -> Iterator[Line]:
        """Yield the NAT lines that publish an address with the target's port."""
        for line in self._published.around(target.host):
            if not line.is_left_out and serves(line.rule.services, target):
                yield line

    def unwritten(self, rule: Rule) -> Text | None:
        """Return why a line cannot be written yet, None where it can."""
        if SOURCE_PLACEHOLDER in rule.sources:
            # A plan that stands for every region is nobody's: nothing lacks in it.
            return None if self._place.region == ANY_REGION else words.NO_SOURCE
        if rule.leads_nowhere:
            return words.NO_DESTINATION
        return None if hindrance(rule, self._plan.firewall) is None else words.CANNOT_HOLD

    def own_address(self, host: str) -> Iterator[Hint]:
        """Yield that an address is the firewall's own, or one of the pods'."""
        firewall = self._plan.firewall
        if host in (firewall.private_ip, *firewall.public_ips):
            yield Hint(words.FIREWALLS_OWN)
        pods = self._plan.facts.listed("pod_cidr")
        if pods and subnets_of(pods).covers(host):
            yield Hint(words.POD_RANGE.filled(prefix=", ".join(pods)))

    def apex(self, host: str) -> Iterator[Hint]:
        """Yield the wildcard lines that begin one label below the host."""
        for line in self._hosts.of_apex(host):
            named = line.words(self._place)
            text = words.APEX.filled(number=named["number"], destination=named["destination"])
            said, assumed = with_assumption(text, (line.rule,))
            yield Hint(said, None, None, line.feature, assumed=assumed)

    def of_tag(self, target: Target) -> Hint:
        """Return which line is a service tag, by its name in whatever case, or that none is.

        Of several lines the one that opens the port that was asked for.
        """
        lines = sorted(self._tags, key=lambda line: not serves(line.rule.services, target))
        named_so = [
            line for line in lines if line.rule.destination.value.casefold() == target.host.casefold()
        ]
        serving = [line for line in named_so if serves(line.rule.services, target)]
        if serving and all(line.is_left_out for line in serving):
            line = serving[0]
            left_out = words.LEFT_OUT.filled(**line.words(self._place), why=why_left_out(line))
            said, assumed = with_assumption(left_out, (line.rule,))
            return Hint(said, line.number, line.rule.id, line.feature, assumed=assumed, left_out=True)
        for line in named_so:
            if not line.is_left_out:
                named = line.words(self._place)
                text = words.TAG_NAMED.filled(number=named["number"], services=named["services"])
                said, assumed = with_assumption(text, (line.rule,))
                return Hint(said, line.number, line.rule.id, line.feature, assumed=assumed)
        return Hint(words.TAG_NAMED_NO_LINE)

    def about_address(self, target: Target) -> Iterator[Hint]:
        """Yield what can be said of an address that no line names: never that a tag holds it."""
        address = address_of(target.host)
        if address is None:
            return
        if any(address in network for network in _DOCUMENTATION if network.version == address.version):
            yield Hint(words.DOCUMENTATION)
            return
        if not address.is_global:
            yield Hint(words.PRIVATE)
            return
        tags = [line for line in self._tags if not line.is_left_out and serves(line.rule.services, target)]
        if tags:
            named = tuple(self._tag(line) for line in tags)
            text = words.MAYBE_TAG.filled(tags=joined(named))
            said, assumed = with_assumption(text, (line.rule for line in tags))
            yield Hint(said, assumed=assumed)
        for line in self._tags:
            if line.is_left_out and serves(line.rule.services, target):
                yield self._about(words.MAYBE_TAG_LEFT_OUT, line)
        for line in self._to_fill:
            if serves(line.rule.services, target):
                said = words.MAYBE_FILLED_IN_LEFT_OUT if line.is_left_out else words.MAYBE_FILLED_IN
                yield self._about(said, line)
        yield Hint(words.ADDRESS_ONLY)

    def _about(self, text: Text, line: Line) -> Hint:
        filled = text.filled(**line.words(self._place), why=why_left_out(line))
        said, assumed = with_assumption(filled, (line.rule,))
        return Hint(said, assumed=assumed)

    def _tag(self, line: Line) -> Text:
        named = line.words(self._place)
        return words.TAG_LINE.filled(
            tag=named["destination"], number=named["number"], services=named["services"]
        )


def _tight_first(match: Match[tuple[Line, str]]) -> bool:
    return match.item[1].startswith("*")


def _rank(match: Match[Line]) -> tuple[bool, int, bool, int]:
    exact, length = match.narrowness
    return not exact, -length, match.item.is_left_out, match.item.number
