"""The request: what one hands over. Clusters behind one firewall, what is left out, and the change's own fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from planner.domain.approval import Approval
from planner.domain.cluster import Cluster
from planner.domain.fact import Fact, Known
from planner.domain.firewall import Firewall
from planner.domain.omission import Omission


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """Who asks for the change, when and why. Empty fields are printed as lines to fill in by hand."""

    title: str = ""
    ticket: str = ""
    requester: str = ""
    owner: str = ""
    approving_team: str = ""
    reason: str = ""
    priority: str = "Normal"
    window: str = ""
    valid_until: str = ""
    rollback: str = ""
    verification: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a plan file holds.

    ``approvals`` are the network team's decisions as far as they were read back, one a line. ``written`` names the
    fields of the change request that somebody filled or cleared; the planner suggests words for the others.
    """

    cluster: Cluster = field(default_factory=Cluster)
    firewall: Firewall = field(default_factory=Firewall)
    omissions: tuple[Omission, ...] = ()
    change_request: ChangeRequest = field(default_factory=ChangeRequest)
    written: frozenset[str] = frozenset()
    approvals: tuple[Approval, ...] = ()

    def known(self, fact: Fact) -> Known | None:
        """Return what is known of a fact, or None."""
        if fact.place[0] != FIREWALL:
            return self.cluster.facts.get(fact.id)
        name = fact.place[1]
        value: Known = getattr(self.firewall, name)
        return value or (() if name in self.firewall.none else None)

    def with_facts(self, answers: Iterable[tuple[Fact, Known | None]]) -> Request:
        """Return a copy in which these facts have these answers; None makes one not known."""
        firewall: dict[str, Any] = {}
        none = set(self.firewall.none)
        cluster: dict[str, Known | None] = {}
        for fact, value in answers:
            if fact.place[0] == FIREWALL:
                name = fact.place[1]
                firewall[name] = value if value is not None else (() if fact.kind.is_list else "")
                none = none | {name} if value == () else none - {name}
            else:
                cluster[fact.id] = value
        return replace(
            self,
            firewall=replace(self.firewall, **firewall, none=frozenset(none)),
            cluster=replace(self.cluster, facts=self.cluster.facts.with_answers(cluster)),
        )


FIREWALL = "firewall"
"""The section of a plan file whose facts are the firewall's own attributes."""

CLUSTER_FIELDS = tuple(entry.name for entry in fields(Cluster) if entry.name != "facts")
"""Fields of a cluster that are no facts of the table: its name, cloud, region, edition, features, services."""
