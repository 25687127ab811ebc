"""What the catalog knows of a host that no line opens: conditions, features, editions, clouds, reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planner.catalog.model import Catalog
from planner.domain.condition import Never
from planner.domain.demand import Demand, DestinationSource, Feature, NamedHost
from planner.domain.destination import DestinationType
from planner.domain.known_host import FieldReport, PlatformAddress, RetiredHost
from planner.domain.plan import EgressPlan, Exclusion
from planner.domain.service import services_text
from planner.domain.text import EMPTY_TEXT, Text, together
from planner.planning import explain_words as words
from planner.planning.deny_log import Target
from planner.planning.explain_elsewhere import Elsewhere, Hit, Wanted, narrow_first, report_text
from planner.planning.explain_places import Hint, Place, port_text, serves
from planner.planning.facts import answers_about, assumption
from planner.planning.matching import HostIndex, Match, PrefixIndex, address_of
from planner.planning.taken_away import TakenAway, taken_away

_HOSTS = (DestinationSource.FQDN, DestinationSource.PLACEHOLDER)


class _Named(NamedTuple):
    """A host that another source than the page names for a feature that is not offered somewhere."""

    host: NamedHost
    feature: Feature


class KnownHosts:
    """The catalog's hosts and a plan's exclusions, found by host, address or prefix."""

    def __init__(self, plan: EgressPlan, catalog: Catalog, place: Place) -> None:
        """Index every demand of every cloud and edition, the exclusions, the reports and the retired hosts."""
        self._catalog, self._place, self._active = catalog, place, frozenset(plan.features)
        self._left_out = {
            rule.id: (number, reason)
            for number, rule in enumerate(plan.rules, start=1)
            if (reason := plan.left_out_reason(rule)) is not None
        }
        self._facts = plan.facts
        self._doubtful = frozenset(plan.cluster.unknown_features)
        self._features = {feature.id: feature for feature in catalog.features}
        self._taken_away = taken_away(catalog.features, plan.facts, catalog.facts)
        self._wanted: HostIndex[Wanted] = HostIndex()
        self._named: HostIndex[_Named] = HostIndex()
        self._reports: HostIndex[FieldReport] = HostIndex()
        self._retired: HostIndex[RetiredHost] = HostIndex()
        self._elsewhere = Elsewhere(catalog, place, self._wanted, self._reports, self._retired)
        self._platform: PrefixIndex[PlatformAddress] = PrefixIndex()
        self._sources: PrefixIndex[str] = PrefixIndex()
        self._excluded_hosts: HostIndex[Exclusion] = HostIndex()
        self._excluded_prefixes: PrefixIndex[Exclusion] = PrefixIndex()
        self._excluded = {entry.demand_id: entry for entry in plan.exclusions}
        self._tag_names: set[str] = set()
        self._own: HostIndex[Text] = HostIndex()
        for fact in catalog.facts:
            if fact.needs_no_line.en:
                self._own.add(plan.facts.text(fact.id), fact.needs_no_line)
        self._add_catalog(catalog)
        for source in dict.fromkeys(source for rule in plan.rules for source in rule.sources):
            self._sources.add(source, source)
        self._excluded_tags: dict[str, list[Exclusion]] = {}
        for entry in plan.exclusions:
            if entry.destination.type is DestinationType.SERVICE_TAG:
                self._excluded_tags.setdefault(entry.destination.value.casefold(), []).append(entry)
            elif entry.destination.type is DestinationType.ADDRESS:
                self._excluded_prefixes.add(entry.destination.value, entry)
            elif entry.destination.type in (DestinationType.FQDN, DestinationType.PLACEHOLDER):
                self._excluded_hosts.add(place.pattern(entry.destination.value), entry)

    def _add_catalog(self, catalog: Catalog) -> None:
        for feature in catalog.features:
            for demand in feature.demands:
                for template in demand.destinations:
                    if template.source in _HOSTS:
                        self._wanted.add(template.value, Wanted(demand, template))
                    elif template.source is DestinationSource.SERVICE_TAG:
                        self._tag_names.add(template.value.partition(".")[0].casefold())
                hosts = [template for template in demand.destinations if template.source in _HOSTS]
                # A host that only another way takes in is one of the demand's all the same.
                for way in demand.other_ways if hosts else ():
                    if way.source in _HOSTS:
                        self._wanted.add(way.value, Wanted(demand, hosts[0]))
            withheld = feature.withheld_in(self._place.cloud, self._place.edition)
            for named in withheld.hosts if withheld is not None else ():
                self._named.add(named.host, _Named(named, feature))
        for report in catalog.field_reports:
            for host in report.hosts:
                self._reports.add(host, report)
        for retired in catalog.retired_hosts:
            self._retired.add(retired.host, retired)
        for address in catalog.platform_addresses:
            self._platform.add(address.prefix, address)

    def is_service_tag(self, name: str) -> bool:
        """Whether a name is that of a service tag, such as ``AzureCloud.westeurope``."""
        service, _, region = name.partition(".")
        return "." not in region and service.casefold() in self._tag_names

    def not_needed_of(self, demands: frozenset[str], target: Target) -> Iterator[Hint]:
        """Yield why this plan has no line of these demands, of those with the target's port."""
        for demand_id in sorted(demands & self._excluded.keys()):
            if serves(self._excluded[demand_id].services, target):
                yield self._excluded_hint(self._excluded[demand_id])

    def not_needed(self, target: Target) -> Iterator[Hint]:
        """Yield why this plan does not ask for a target that the page names, or why it never needs a line."""
        tag = self._place.any_region_of(target.host.casefold())
        for entry in (*self._exclusions(target.host), *self._excluded_tags.get(tag, ())):
            if serves(entry.services, target):
                yield self._excluded_hint(entry)
        for match in self._own.matches(target.host):
            yield Hint(match.item)
        if address_of(target.host) is None:
            return
        for source in self._sources.around(target.host):
            yield Hint(words.NODE_SUBNET.filled(prefix=source))
        for platform in self._platform.around(target.host):
            yield Hint(platform.reason)

    def _excluded_hint(self, entry: Exclusion) -> Hint:
        text = entry.reason_with_assumption
        if entry.instead and not set(entry.instead) - self._left_out.keys():
            line = entry.instead[0]
            number, why = self._left_out[line]
            left_out = words.WHY_LEFT_OUT.filled(why=why) if why else words.NO_REASON_WRITTEN
            return Hint(
                together((text, left_out)), number, line, entry.feature, assumed=entry.assumed, left_out=True
            )
        return Hint(text, None, entry.demand_id, entry.feature, assumed=entry.assumed)

    def _exclusions(self, host: str) -> Iterator[Exclusion]:
        if address_of(host) is not None:
            yield from self._excluded_prefixes.around(host)
            return
        for match in self._excluded_hosts.matches(host):
            if self._place.is_here(match.location):
                yield match.item
        for hit in self._here(host):
            # The page may name several hosts for it, of which the exclusion shows the first.
            if hit.item.demand.valid_in(self._place.cloud, self._place.edition):
                entry = self._excluded.get(hit.item.demand.id)
                if entry is not None:
                    yield entry

    def feature_off(self, target: Target) -> Iterator[Hint]:
        """Yield the features that would ask for the target, those first that can be switched on."""
        off = [
            hit
            for hit in self._here(target.host)
            if self._is_off(hit.item.demand) and serves(hit.item.demand.services, target)
        ]
        # Where the line itself takes the host in, nobody has to look for another way.
        own = {hit.item.demand.id for hit in off if not self._is_by_other_way(hit)}
        found = [
            (self._rank(hit.item.demand), hit)
            for hit in off
            if hit.item.demand.id not in own or not self._is_by_other_way(hit)
        ]
        for _, hit in sorted(found, key=lambda entry: (entry[0], narrow_first(entry[1]))):
            demand, feature = hit.item.demand, self._features[hit.item.demand.feature]
            assumed = self._off_is_assumed(hit.item, feature)
            yield Hint(self._off_text(hit, feature), None, demand.id, feature.id, assumed=assumed)
        for match in sorted(self._named.matches(target.host), key=narrow_first):
            named, feature = match.item
            reason = self._withheld(feature)
            if reason is not None and serves(named.services, target) and self._place.is_here(match.location):
                text = words.FEATURE_WITHHELD.filled(feature=feature.label, reason=reason)
                yield Hint(text, None, None, feature.id)

    def _is_off(self, demand: Demand) -> bool:
        return demand.feature not in self._active and demand.valid_in(self._place.cloud, self._place.edition)

    def _withheld(self, feature: Feature) -> Text | None:
        return feature.withheld_because(self._place.cloud, self._place.edition)

    def _rank(self, demand: Demand) -> int:
        if self._withheld(self._features[demand.feature]) is not None:
            return 1
        return 2 if isinstance(demand.when, Never) else 0

    def _taker(self, wanted: Wanted, feature: Feature) -> TakenAway | None:
        taken = self._taken_away.get(feature.id)
        return None if taken is None or wanted.demand.id in taken.keep_optional else taken

    def _off_is_assumed(self, wanted: Wanted, feature: Feature) -> bool:
        """Whether what is said of a feature that is off rests on what nobody answered."""
        if self._withheld(feature) is not None:
            return False
        if feature.id in self._doubtful:
            return True
        taken = None if isinstance(wanted.demand.when, Never) else self._taker(wanted, feature)
        return taken is not None and any(map(self._facts.is_assumed, taken.facts))

    def _assumption(self, facts: tuple[str, ...]) -> Text:
        """Return *Assumed, nobody answered: ...* for facts that nobody answered, else nothing."""
        return assumption(answers_about(facts, self._facts, self._catalog.fact_table)) or EMPTY_TEXT

    def _off_text(self, hit: Hit, feature: Feature) -> Text:
        wanted = hit.item
        reason = self._withheld(feature)
        if reason is not None:
            return words.FEATURE_WITHHELD.filled(feature=feature.label, reason=reason)
        if isinstance(wanted.demand.when, Never):
            return words.FEATURE_NEVER.filled(feature=feature.label, reason=wanted.demand.when.otherwise)
        taken = self._taker(wanted, feature)
        if taken is not None:
            reason = _together(self._assumption(taken.facts), taken.reason)
            return words.FEATURE_NEVER.filled(feature=feature.label, reason=reason)
        if self._is_by_other_way(hit):
            return words.FEATURE_OFF_OTHER_WAY.filled(
                feature=feature.label,
                destination=self._place.here(wanted.template.value),
                way=self._place.here(hit.pattern),
            )
        said = words.FEATURE_NOT_KNOWN if feature.id in self._doubtful else words.FEATURE_OFF
        return said.filled(
            feature=feature.label,
            id=feature.id,
            destination=self._place.here(wanted.template.value),
            services=services_text(wanted.demand.services),
            purpose=wanted.demand.purpose,
        )

    def _is_by_other_way(self, hit: Hit) -> bool:
        """Whether it is another way of the demand that takes the host in, and not where its own line leads."""
        own = hit.pattern == self._place.pattern(hit.item.template.value)
        return not own and any(way.value == hit.pattern for way in hit.item.demand.other_ways)

    def retired(self, target: Target) -> Iterator[Hint]:
        """Yield until when the page asked for the target, and what took its place; then what left before."""
        gone: dict[str, Hit] = {}
        here = self._here(target.host)
        # A host that the page still names, for whatever cloud, is not retired: some of its ports are.
        named = {hit.item.template.value for hit in here if self._elsewhere.still_named(hit)}
        if any(hit.exact and self._elsewhere.still_named(hit) for hit in here):
            here = []
        standing = {
            (hit.item.demand.id, hit.item.template.value)
            for hit in here
            if hit.item.demand.valid_in(self._place.cloud, self._place.edition)
            and serves(hit.item.demand.services, target)
        }
        for hit in here:
            demand = hit.item.demand
            ended = self._elsewhere.ended(demand)
            # What ended under another heading or wording still stands.
            stands = (demand.id, hit.item.template.value) in standing
            if (
                ended
                and not stands
                and hit.item.template.value not in named
                and serves(demand.services, target)
            ):
                last = gone.get(demand.id)
                if last is None or last.item.demand.until < demand.until:
                    gone[demand.id] = hit
        for hit in sorted(
            gone.values(), key=lambda hit: (hit.item.demand.until, hit.narrowness), reverse=True
        ):
            demand = hit.item.demand
            yield Hint(
                self._gone_text(hit.item),
                None,
                demand.id,
                demand.feature,
                exact=hit.exact,
                unreplaced=self._is_unreplaced(demand),
            )
        for match in self._retired.matches(target.host):
            if match.item.stood_in(self._place.cloud):
                yield Hint(self._before_text(match), exact=match.exact)

    def _gone_text(self, wanted: Wanted) -> Text:
        demand = wanted.demand
        said = (words.LEFT_THE_PAGE if self._is_unreplaced(demand) else words.RETIRED).filled(
            until=self._catalog.day_of(demand.until),
            destination=self._place.here(wanted.template.value),
            services=services_text(demand.services),
            feature=self._features[demand.feature].label,
        )
        replacement = self._replacement(demand)
        return _together(said, words.REPLACED_BY.filled(destination=replacement)) if replacement else said

    def _is_unreplaced(self, demand: Demand) -> bool:
        """Whether the page names what replaces the demand in other clouds, and nothing in this one."""
        if demand.replaced_by or self._replacement(demand):
            return False
        others = self._features[demand.feature].demands
        return any(other.id == demand.id and other.replaced_by for other in others)

    def _replacement(self, demand: Demand) -> str:
        """Return the host that the newer edition names in its place: the same demand's, or its successor's."""
        for demand_id in (demand.id, demand.replaced_by):
            for other in (entry for feature in self._catalog.features for entry in feature.demands):
                if other.id == demand_id and other.valid_in(self._place.cloud, self._place.edition):
                    hosts = [entry.value for entry in other.destinations if entry.source in _HOSTS]
                    return self._place.here(hosts[0]) if hosts else ""
        return ""

    def _before_text(self, match: Match[RetiredHost]) -> Text:
        oldest = min((edition.id for edition in self._catalog.editions), default="")
        said = words.RETIRED_BEFORE.filled(left=match.item.left, edition=oldest, host=match.item.host)
        return _together(said, match.item.note)

    def reported(self, target: Target) -> Iterator[Hint]:
        """Yield the field reports about the host, the narrowest first."""
        for match in sorted(self._reports.matches(target.host), key=narrow_first):
            if match.item.speaks_of(self._place.cloud):
                yield Hint(report_text(match.item), exact=match.exact)

    def notes(self, host: str) -> Iterator[Text]:
        """Yield what is to be said beside any answer: that it is the cluster's own, field reports, and when it left."""
        for own in self._own.matches(host):
            yield own.item
        for match in self._retired.matches(host):
            if match.item.stood_in(self._place.cloud):
                yield self._before_text(match)
        yield from (hint.text for hint in self.reported(Target(host)))

    def elsewhere(self, target: Target) -> Iterator[Hint]:
        """Yield where the catalog does know the host: another region, a later edition, another cloud."""
        return self._elsewhere.hints(target)

    def on_other_ports(self, target: Target) -> Iterator[Hint]:
        """Yield which feature asks for the host with other ports in this cloud and edition."""
        for hit in self._here(target.host):
            demand = hit.item.demand
            if demand.valid_in(self._place.cloud, self._place.edition) and not serves(
                demand.services, target
            ):
                text = words.PORT_OF_FEATURE.filled(
                    feature=self._features[demand.feature].label,
                    destination=self._place.here(hit.item.template.value),
                    services=services_text(demand.services),
                    port=port_text(target),
                )
                yield Hint(text, None, None, demand.feature)
                return

    def about_address(self, target: Target) -> Iterator[Hint]:
        """Yield what an address may be that this plan does not need: a tag's, or one that nobody entered."""
        for entry in self._excluded.values():
            open_ended = entry.destination.type in (DestinationType.SERVICE_TAG, DestinationType.PLACEHOLDER)
            if target.port is not None and open_ended and serves(entry.services, target):
                text = words.MAYBE_NOT_NEEDED.filled(
                    destination=Text(
                        self._place.pattern(entry.destination.shown("en")),
                        self._place.pattern(entry.destination.shown("zh")),
                    ),
                    services=services_text(entry.services),
                    reason=entry.reason_with_assumption,
                )
                yield Hint(text, None, None, entry.feature, assumed=entry.assumed)

    def _here(self, host: str) -> list[Hit]:
        return [hit for hit in self._wanted.matches(host) if self._place.is_here(hit.location)]


def _together(first: Text, second: Text) -> Text:
    return together(tuple(text for text in (first, second) if text != EMPTY_TEXT))
