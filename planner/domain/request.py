"""The change request and the whole document that a plan file holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.domain.plan import Decision
from planner.domain.profile import ClusterProfile


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
class PlanDocument:
    """What a plan file holds: answers, decisions and the change request.

    ``answered`` names the fields of profile and request that somebody filled; every other field of the
    profile is a default that documents mark as *assumed*, and of the request a suggestion.
    """

    profile: ClusterProfile
    answered: frozenset[str] = frozenset()
    decisions: tuple[Decision, ...] = ()
    request: ChangeRequest = field(default_factory=ChangeRequest)

    def is_assumed(self, name: str) -> bool:
        """Whether a field of the profile is a default that nobody touched.

        A value that is not the default was given by somebody, whoever wrote the file. The edition has no
        default of its own: every new plan names the newest.
        """
        given = name != "edition" and getattr(self.profile, name) != getattr(_DEFAULTS, name)
        return name not in self.answered and not given


_DEFAULTS = ClusterProfile()
