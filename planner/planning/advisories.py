"""The advisories of a plan: each detector looks at facts alone; the words stand in the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from planner.catalog.model import AdvisoryText
from planner.domain.cluster import OutboundType
from planner.domain.demand import Demand, DestinationSource, Trait
from planner.domain.destination import DestinationType
from planner.domain.plan import Advisory, Severity
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol, services_text
from planner.domain.text import Text, joined
from planner.planning.asymmetric_routing import ID as ASYMMETRIC_ROUTING
from planner.planning.asymmetric_routing import asymmetric_routing
from planner.planning.conditions import leaves
from planner.planning.draft import Draft
from planner.planning.inbound import FIREWALL_PUBLIC_IP, shadowed_nat_rules
from planner.planning.lines import hosts_given_up

Detector = Callable[[Draft, AdvisoryText], Iterator[Advisory]]

_WIDE_TAG = "AzureCloud"
_ISOLATED = (OutboundType.NONE, OutboundType.BLOCK)
_WEB_PORTS = (80, 443)
_SHOWN_NAMES = 3


def advisories_for(draft: Draft) -> tuple[Advisory, ...]:
    """Return every advisory that the draft's facts raise: warnings first, then in a fixed order."""
    raised: list[Advisory] = []
    for advisory_id, detector in _DETECTORS.items():
        wording = draft.where.catalog.advisories.get(advisory_id)
        if wording is not None and wording.valid_in(draft.where.edition.id):
            raised.extend(detector(draft, wording))
    return tuple(sorted(raised, key=lambda advisory: advisory.severity is not Severity.WARNING))


def _say(wording: AdvisoryText, rules: Iterable[Rule] = (), **values: str | Text) -> Advisory:
    return Advisory(
        id=wording.id,
        severity=wording.severity,
        title=wording.title.filled(**values),
        text=wording.text.filled(**values),
        remedies=tuple(entry.remedy for entry in wording.remedies),
        rule_ids=tuple(rule.id for rule in rules),
    )


def _hosts(rules: Iterable[Rule]) -> Text:
    """Name the first few destinations and count the rest."""
    return _first_few(
        tuple(
            rule.destination.label if rule.destination.label.en else _same(rule.destination.value)
            for rule in rules
        )
    )


def _first_few(names: Iterable[Text]) -> Text:
    unique = tuple(dict.fromkeys(names))
    listed, more = joined(unique[:_SHOWN_NAMES]), len(unique) - _SHOWN_NAMES
    if more <= 0:
        return listed
    return Text(f"{listed.en} and {more} more", f"{listed.zh} 等 {len(unique)} 项")


def _same(name: str) -> Text:
    """Return a name that is the same in both languages."""
    return Text(name, name)


def _firewall_not_in_path(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    path = draft.path
    if path.stops_filtering:
        # Somebody chose it: what it costs has to be said, what would undo it has not.
        yield replace(_say(wording, outbound_type=path.outbound_type.value), remedies=())
    elif not path.passes_firewall and path.outbound_type not in _ISOLATED:
        yield _say(wording, outbound_type=path.outbound_type.value)


def _network_isolated(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    if draft.path.outbound_type in _ISOLATED:
        yield _say(wording, outbound_type=draft.path.outbound_type.value)


def _feature_not_offered(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    for feature, reason in draft.where.withheld:
        yield _say(wording, feature=feature.label, reason=reason)


def _unlisted_region(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    if not draft.where.region_is_listed:
        yield _say(wording, region=draft.where.region.name)


def _placeholder_open(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    rules = [rule for rule in draft.included if rule.has_placeholder]
    labels = [label for rule in rules for label in _placeholders(rule)]
    labels += [route.label for route in draft.routes if route.placeholder]
    unique = tuple(dict.fromkeys(labels))
    if unique:
        yield _say(wording, rules, placeholders=joined(unique))


def _placeholders(rule: Rule) -> Iterator[Text]:
    if rule.kind is not RuleKind.NAT and any(source.startswith("<") for source in rule.sources):
        yield Text("the node subnet", "节点子网")
    if rule.destination.type is DestinationType.PLACEHOLDER:
        yield rule.destination.label
    if rule.translation is not None and rule.translation.destination.type is DestinationType.PLACEHOLDER:
        yield rule.translation.destination.label


def _shadowing(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A network rule on a web port is read before every application rule for the same addresses."""
    for rule in draft.included:
        wide = rule.destination.type in (DestinationType.SERVICE_TAG, DestinationType.ANY)
        web = any(
            service.protocol is Protocol.TCP and service.port in _WEB_PORTS for service in rule.services
        )
        if rule.kind is not RuleKind.NETWORK or not wide or not web:
            continue
        shadowed = _shadowed_by(rule, draft)
        if shadowed:
            yield _say(
                wording, (rule, *shadowed), rule=f"{rule.destination.value} TCP 443", hosts=_hosts(shadowed)
            )


def _shadowed_by(tag_rule: Rule, draft: Draft) -> list[Rule]:
    """Return lines for the hosts that the tag's features gave up for it, and another feature still asks for."""
    hosts = hosts_given_up(tag_rule.features, draft.where)
    return [
        rule for rule in draft.included if rule.kind is RuleKind.APPLICATION and rule.destination.key in hosts
    ]


def _wide_service_tag(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    rules = [
        rule
        for rule in draft.included
        if rule.destination.type is DestinationType.SERVICE_TAG
        and rule.destination.value.partition(".")[0] == _WIDE_TAG
    ]
    if rules:
        yield _say(wording, rules, tags=_hosts(rules))


def _dns_proxy(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    rules = [
        rule
        for rule in draft.included
        if rule.kind is RuleKind.NETWORK and rule.destination.type is DestinationType.FQDN
    ]
    if rules:
        yield _say(wording, rules, hosts=_hosts(rules))


def _tls_inspection(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    rules = [
        rule for rule in draft.included if Trait.ALPN in rule.traits and rule.kind is RuleKind.APPLICATION
    ]
    if rules and draft.where.facts.yes("konnectivity"):
        yield _say(wording, rules, hosts=_hosts(rules))


def _retired_endpoint(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    for rule in draft.included:
        if Trait.RETIRED not in rule.traits:
            continue
        replacement = _replacement(rule, draft)
        known = replacement or not wording.text_without_replacement.en
        text = wording.text if known else wording.text_without_replacement
        values = {"host": rule.destination.value, "replacement": replacement}
        yield Advisory(
            id=wording.id,
            severity=wording.severity,
            title=wording.title.filled(**values),
            text=text.filled(**values),
            remedies=tuple(entry.remedy for entry in wording.remedies),
            rule_ids=(rule.id,),
        )


def _replacement(rule: Rule, draft: Draft) -> str:
    """Return the host that took the rule's place in this cloud and edition, or nothing."""
    wanted = {reason.replaced_by for reason in rule.reasons if reason.replaced_by}
    catalog, where = draft.where.catalog, draft.where
    for feature in catalog.features:
        for demand in catalog.demands(feature, where.cloud.id, where.edition.id):
            if demand.id in wanted:
                return _first_host(demand, where.region.name)
    return ""


def _first_host(demand: Demand, region: str) -> str:
    hosts = [entry.value for entry in demand.destinations if entry.source is DestinationSource.FQDN]
    return hosts[0].replace("<location>", region) if hosts else ""


def _authorized_ip_ranges(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    firewall = draft.where.request.firewall
    if not draft.where.facts.yes("private_cluster") and draft.path.passes_firewall:
        # Behind a NAT gateway the API server sees that gateway's address.
        seen = ", ".join(firewall.nat_gateway or firewall.public_ips)
        yield _say(wording, firewall=seen or FIREWALL_PUBLIC_IP)


def _snat_ports(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    if draft.path.passes_firewall and not draft.where.request.firewall.nat_gateway:
        yield _say(wording)


def _fqdn_tag_coverage(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """The FQDN tag holds what every cluster needs; add-ons may be missing from it."""
    add_ons = [feature for feature in draft.where.features if not feature.always]
    asked = {
        feature for rule in draft.included if rule.kind is RuleKind.APPLICATION for feature in rule.features
    }
    labels = tuple(feature.short_label for feature in add_ons if feature.id in asked)
    if labels:
        yield _say(wording, features=_first_few(labels))


def _existing_cluster_upgrade(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """The first edition says it of every plan; later only a cluster that exists is concerned."""
    facts = draft.where.facts
    first_edition = draft.where.edition.id == min(edition.id for edition in draft.where.catalog.editions)
    if first_edition or facts.text("api_server_ip") or facts.yes("nodes_before_march_2021"):
        yield _say(wording)


def _answer_without_effect(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """An answer that somebody gave, and that this cloud or edition makes nothing of.

    One that is what would be assumed anyway changes nothing in any cloud, and is passed over.
    """
    where = draft.where
    for fact in where.catalog.facts:
        note = fact.note(where.cloud.id, where.edition.id)
        given = where.request.known(fact)
        if note is None or given is None or given in [entry.value for entry in fact.assumptions]:
            continue
        if _concerns_a_feature(fact.id, draft):
            yield _say(wording, fact=fact.label, note=note)


def _concerns_a_feature(fact_id: str, draft: Draft) -> bool:
    """Whether a feature that is on has demands that ask for the fact, in whatever cloud or edition."""
    demands = (demand for feature in draft.where.features for demand in feature.demands)
    return any(leaf.fact == fact_id for demand in demands for leaf in leaves(demand.when))


def _service_tag_unconfirmed(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    region = draft.where.region
    suffix = f".{region.service_tag_suffix}"
    rules = [
        rule
        for rule in draft.included
        if rule.destination.type is DestinationType.SERVICE_TAG and rule.destination.value.endswith(suffix)
    ]
    if rules and not region.service_tag_confirmed:
        yield _say(wording, rules, tag=rules[0].destination.value)


def _line_alone_is_not_enough(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    for rule in draft.included:
        for reason in rule.reasons:
            if Trait.INCOMPLETE in reason.traits and reason.remarks:
                yield _say(wording, (rule,), host=rule.destination.value, remark=reason.remarks[0])


def _nat_port_conflict(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    names = {entry.rule_id: entry.service for entry in draft.path.services}
    for rule, winner in shadowed_nat_rules(draft.included):
        service = services_text(rule.services).replace(":", " ")
        first, second = names[winner.id].name, names[rule.id].name
        yield _say(wording, (winner, rule), first=first, second=second, service=service)


def _always(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    yield _say(wording)


_DETECTORS: Mapping[str, Detector] = {
    ASYMMETRIC_ROUTING: asymmetric_routing,
    "nat-port-conflict": _nat_port_conflict,
    "firewall-not-in-path": _firewall_not_in_path,
    "feature-not-offered": _feature_not_offered,
    "unlisted-region": _unlisted_region,
    "placeholder-open": _placeholder_open,
    "line-alone-is-not-enough": _line_alone_is_not_enough,
    "shadowing": _shadowing,
    "wide-service-tag": _wide_service_tag,
    "retired-endpoint": _retired_endpoint,
    "dns-proxy": _dns_proxy,
    "tls-inspection": _tls_inspection,
    "network-isolated": _network_isolated,
    "existing-cluster-upgrade": _existing_cluster_upgrade,
    "authorized-ip-ranges": _authorized_ip_ranges,
    "fqdn-tag-coverage": _fqdn_tag_coverage,
    "internal-traffic-unsupported": _always,
    "snat-ports": _snat_ports,
    "cli-version": _always,
    "service-tag-unconfirmed": _service_tag_unconfirmed,
    "answer-without-effect": _answer_without_effect,
}
