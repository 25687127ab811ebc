"""A plan as it changes an Azure Firewall policy: one rule collection group of the cluster's own, and routes."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.export import Notice
from planner.domain.firewall_policy import AzureRoute, CollectionKind, NetworkRule, RuleCollectionGroup

COLLECTION_PRIORITIES = {
    CollectionKind.NAT: 301,
    CollectionKind.NETWORK: 305,
    CollectionKind.APPLICATION: 310,
}
"""Priority of each collection within its group, in the order in which the firewall reads the kinds."""


@dataclass(frozen=True, slots=True)
class AzureChange:
    """What a target writes: the group (None if no rule can be written), routes, and what is left unsaid.

    ``group_name`` is known even where there is no group. The default route is the last of the routes, so
    that egress turns to the firewall once everything else is there; it is *held back* while a required line is not
    written. ``unapproved`` are routes that are not among them because they, or one that they wait for,
    lack approval: where they are in place, no file may take them out.
    """

    group_name: str
    group: RuleCollectionGroup | None
    routes: tuple[AzureRoute, ...]
    notices: tuple[Notice, ...]
    held_back: bool = False
    unapproved: tuple[AzureRoute, ...] = ()

    def host_rule_ids(self) -> tuple[str, ...]:
        """Return the lines that name hosts in network rules: they need the policy's DNS proxy."""
        rules = self.group.rules() if self.group is not None else ()
        found = [rule.rule_ids for rule in rules if isinstance(rule, NetworkRule) and rule.fqdns]
        return tuple(dict.fromkeys(rule_id for rule_ids in found for rule_id in rule_ids))
