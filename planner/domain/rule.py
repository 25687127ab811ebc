"""Rules: demands made concrete for one cluster, each one line that a person decides on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.demand import Necessity, Trait
from planner.domain.destination import Destination, DestinationType
from planner.domain.fact import Answer
from planner.domain.service import Service
from planner.domain.source import Source
from planner.domain.text import EMPTY_TEXT, Text


class RuleKind(StrEnum):
    """What an Azure Firewall policy would call the rule."""

    APPLICATION = "application"
    NETWORK = "network"
    NAT = "nat"


@dataclass(frozen=True, slots=True)
class Reason:
    """One demand that asked for a rule.

    ``answers`` are the facts that decided it, such as *Pods call the API server: yes*; empty when the demand has no
    condition. It is *assumed* where nobody gave one of them; ``assumption`` says so in words. ``line_id`` is the id
    that the line would have if this were its only reason; empty means ``demand_id``. ``eased``: the page requires it,
    and this cluster does not miss it (`planner.domain.demand.Eased`).
    """

    demand_id: str
    feature: str
    necessity: Necessity
    purpose: Text
    if_refused: Text
    source: Source
    answers: tuple[Answer, ...] = ()
    assumption: Text = EMPTY_TEXT
    remarks: tuple[Text, ...] = ()
    traits: tuple[Trait, ...] = ()
    replaced_by: str = ""
    line_id: str = ""
    eased: bool = False

    @property
    def assumed(self) -> bool:
        """Whether it rests on an answer that nobody gave."""
        return bool(self.assumption.en)


@dataclass(frozen=True, slots=True)
class Translation:
    """Where a NAT rule sends traffic: the load balancer frontend's address and port."""

    destination: Destination
    port: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One destination with its services, wanted for one or more reasons.

    ``sources`` are CIDR prefixes, ``*``, or `SOURCE_PLACEHOLDER`. ``alternatives`` are other ways to
    say the same, tighter first, then wider. ``covered_by`` is the id of the rule whose wildcard takes
    this one in, where an asterisk may span labels. ``translation`` is set for NAT rules alone.
    """

    id: str
    kind: RuleKind
    sources: tuple[str, ...]
    destination: Destination
    services: tuple[Service, ...]
    reasons: tuple[Reason, ...]
    alternatives: tuple[Destination, ...] = ()
    covered_by: str | None = None
    translation: Translation | None = None

    @property
    def necessity(self) -> Necessity:
        """Required as soon as one reason requires it."""
        required = any(reason.necessity is Necessity.REQUIRED for reason in self.reasons)
        return Necessity.REQUIRED if required else Necessity.OPTIONAL

    @property
    def is_eased(self) -> bool:
        """Whether the page requires it and this cluster does not miss it."""
        return self.necessity is Necessity.REQUIRED and not self.is_vital

    @property
    def is_vital(self) -> bool:
        """Whether it is required and this cluster misses it while it is not written."""
        for reason in self.reasons:  # noqa: SIM110 - asked twice of every line of every plan
            if reason.necessity is Necessity.REQUIRED and not reason.eased:
                return True
        return False

    @property
    def features(self) -> tuple[str, ...]:
        """Ids of the features that ask for it, each once, in the catalog's order."""
        return tuple(dict.fromkeys(reason.feature for reason in self.reasons))

    @property
    def line_key(self) -> tuple[object, ...]:
        """What makes two demands the same line, whatever their features, reasons and sources.

        A host is one line whatever its services. A tag or an address is one line for each set of ports
        that the page writes together, so that TCP 22 can be refused while UDP 1194 is approved.
        """
        if self.kind is RuleKind.APPLICATION:
            return (self.kind, self.destination.key)
        return (self.kind, self.destination.key, frozenset(self.services))

    @property
    def assumed(self) -> bool:
        """Whether the line rests on answers that nobody gave: no reason stands without them."""
        return bool(self.reasons) and all(reason.assumed for reason in self.reasons)

    @property
    def assumption(self) -> Text:
        """What is assumed, *Assumed, nobody answered: ...*; empty for a line that stands without it."""
        return self.reasons[0].assumption if self.assumed else EMPTY_TEXT

    @property
    def line_ids(self) -> tuple[str, ...]:
        """Ids under which a decision on this line may stand, whichever features were on at the time."""
        return (self.id, *(reason.line_id or reason.demand_id for reason in self.reasons))

    @property
    def purpose(self) -> Text:
        """Why it is needed: the first reason's sentence."""
        return self.reasons[0].purpose if self.reasons else EMPTY_TEXT

    @property
    def if_refused(self) -> Text:
        """What breaks without it: the first reason's sentence."""
        return self.reasons[0].if_refused if self.reasons else EMPTY_TEXT

    @property
    def remarks(self) -> tuple[Text, ...]:
        """Oddities of the page about this rule, each once."""
        return tuple(dict.fromkeys(remark for reason in self.reasons for remark in reason.remarks))

    @property
    def traits(self) -> frozenset[Trait]:
        """What may raise an advisory about this rule."""
        return frozenset(trait for reason in self.reasons for trait in reason.traits)

    @property
    def leads_nowhere(self) -> bool:
        """Whether its destination, or what it translates to, is not known yet."""
        translated = self.translation is not None and (
            self.translation.destination.type is DestinationType.PLACEHOLDER
        )
        return self.destination.type is DestinationType.PLACEHOLDER or translated

    @property
    def has_placeholder(self) -> bool:
        """Whether something in it has to be replaced before a firewall can enforce it."""
        return self.leads_nowhere or SOURCE_PLACEHOLDER in self.sources

    def fingerprint(self) -> str:
        """Return a hash (16 hex digits) of what a firewall would enforce.

        Wording, reasons, features and order do not change it, so an approval sticks to it.
        """
        enforced: dict[str, object] = {
            "kind": self.kind.value,
            "sources": sorted(self.sources),
            "destination": self.destination.key,
            "services": sorted(str(service) for service in self.services),
        }
        if self.translation is not None:
            enforced["translation"] = [*self.translation.destination.key, self.translation.port]
        text = json.dumps(enforced, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


SOURCE_PLACEHOLDER = "<node subnet>"
"""Stands for the node subnet while nobody has entered it; every export marks it."""
