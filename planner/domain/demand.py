"""Demands and features: what an edition of Microsoft's page asks for, before a cluster is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.condition import Condition, FactIs
from planner.domain.revealed import Sign
from planner.domain.service import Service
from planner.domain.source import Source
from planner.domain.span import in_clouds, in_editions
from planner.domain.text import EMPTY_TEXT, Text


class Necessity(StrEnum):
    """Whether the page requires a demand or recommends it."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class DestinationSource(StrEnum):
    """Where a demand's destination comes from when a plan is made."""

    FQDN = "fqdn"
    SERVICE_TAG = "service_tag"
    API_SERVER_IP = "api_server_ip"
    CUSTOM_DNS = "custom_dns"
    PLACEHOLDER = "placeholder"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class DestinationTemplate:
    """A destination as the catalog writes it.

    ``value`` may hold ``<location>`` (the region's programmatic name) or ``<service-tag-suffix>``.
    ``label`` is the wording of a placeholder, in both languages; ``note`` the cost or the task that
    stands beside it where it is offered as an alternative. ``known_as`` is the fact that fills a placeholder once
    it is known.
    """

    source: DestinationSource
    value: str = ""
    label: Text = EMPTY_TEXT
    note: Text = EMPTY_TEXT
    known_as: str = ""


class Trait(StrEnum):
    """What makes a demand raise an advisory."""

    RETIRED = "retired"
    ALPN = "alpn"
    INCOMPLETE = "incomplete"
    OTHER_CLOUD = "other-cloud"


@dataclass(frozen=True, slots=True)
class Eased:
    """When a cluster does not miss a demand that the page keeps all the same, and what refusing it costs then."""

    any_of: tuple[FactIs, ...]
    if_refused: Text


@dataclass(frozen=True, slots=True)
class Demand:
    """One entry of the catalog as it stands in one cloud and for one span of editions.

    ``destinations`` are alternatives, tightest first. ``other_ways`` are never taken by the plan,
    only shown. ``since`` and ``until`` (exclusive) are dates ``YYYY-MM-DD`` compared with the
    edition's id; empty means open. ``section`` is the heading on Microsoft's page, or in ``source`` where another
    source asks for it than the page. ``eased`` is when the cluster does not miss it.
    """

    id: str
    feature: str
    necessity: Necessity
    clouds: tuple[str, ...]
    destinations: tuple[DestinationTemplate, ...]
    services: tuple[Service, ...]
    section: str
    purpose: Text
    if_refused: Text
    other_ways: tuple[DestinationTemplate, ...] = ()
    when: Condition | None = None
    since: str = ""
    until: str = ""
    replaced_by: str = ""
    remarks: tuple[Text, ...] = ()
    traits: tuple[Trait, ...] = ()
    source: Source | None = None
    eased: Eased | None = None

    def valid_in(self, cloud: str, edition: str) -> bool:
        """Whether the page of ``edition`` lists this demand for ``cloud``."""
        return cloud in self.clouds and in_editions(self.since, self.until, edition)


@dataclass(frozen=True, slots=True)
class NamedHost:
    """A host that a source other than the page names; never planned by itself, only offered.

    ``host`` may be a wildcard, or hold ``<location>`` or a name that the user knows, such as ``<vault>``; ``by`` is
    the source's id.
    """

    host: str
    services: tuple[Service, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Clouds and editions in which a feature is not offered, with the reason.

    Empty ``clouds`` means every cloud; ``since`` and ``until`` as in `Demand`. ``hosts`` are a way on: what other
    sources name for it there.
    """

    reason: Text
    clouds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    hosts: tuple[NamedHost, ...] = ()

    def applies(self, cloud: str, edition: str) -> bool:
        """Whether the feature is withheld there."""
        return in_clouds(self.clouds, cloud) and in_editions(self.since, self.until, edition)


@dataclass(frozen=True, slots=True)
class Brings:
    """Another feature that this one switches on when ``fact`` (a question of its own) is answered with yes.

    ``fact`` is the id that the question has in the table of facts.
    """

    feature: str
    question: Text
    reason: Text
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """Whatever brings demands of its own: ``core``, ``gpu``, ``azure-monitor`` and so on.

    ``group`` is the heading it stands under on the features step; ``always`` marks what every
    cluster has; ``remark`` is an oddity of the page that concerns the whole feature. ``revealed_by`` is how a
    cluster's JSON shows it; None where it never does.
    """

    id: str
    label: Text
    short_label: Text
    summary: Text
    group: str
    demands: tuple[Demand, ...]
    always: bool = False
    withheld: tuple[Withheld, ...] = ()
    brings: tuple[Brings, ...] = ()
    remark: Text = EMPTY_TEXT
    revealed_by: Sign | None = None

    def withheld_because(self, cloud: str, edition: str) -> Text | None:
        """Return why this feature is not offered in ``cloud`` and ``edition``, or None if it is."""
        entry = self.withheld_in(cloud, edition)
        return None if entry is None else entry.reason

    def withheld_in(self, cloud: str, edition: str) -> Withheld | None:
        """Return what keeps this feature from being offered in ``cloud`` and ``edition``, or None."""
        return next((entry for entry in self.withheld if entry.applies(cloud, edition)), None)
