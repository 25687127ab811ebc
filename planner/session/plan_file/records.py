"""What both formats of the plan file hold alike, as msgspec records; an unknown key is an error."""

from __future__ import annotations

from typing import Literal

import msgspec

from planner.domain.cluster import Exposure, InboundService
from planner.domain.problem import FileProblem
from planner.domain.request import ChangeRequest
from planner.domain.service import Protocol
from planner.domain.text import Text


class Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A mapping of the plan file."""


class InboundRecord(Record, frozen=True, kw_only=True):
    """A service that is reached from outside."""

    name: str
    exposure: Literal["public", "internal"]
    protocol: Literal["TCP", "UDP"]
    port: int
    backend_ip: str = ""
    internal_ip: str = ""
    remedy: str = ""

    def service(self) -> InboundService:
        """Return it as the domain has it."""
        return InboundService(
            name=self.name,
            exposure=Exposure(self.exposure),
            protocol=Protocol(self.protocol),
            port=self.port,
            backend_ip=self.backend_ip,
            internal_ip=self.internal_ip,
            remedy=self.remedy,
        )


class ChangeRequestRecord(Record, frozen=True, kw_only=True):
    """The fields of the change request; None where nobody wrote anything."""

    title: str | None = None
    ticket: str | None = None
    requester: str | None = None
    owner: str | None = None
    approving_team: str | None = None
    reason: str | None = None
    priority: str | None = None
    window: str | None = None
    valid_until: str | None = None
    rollback: str | None = None
    verification: str | None = None

    def change_request(self) -> ChangeRequest:
        """Return it as the domain has it."""
        return ChangeRequest(**{name: value for name, value in self.given().items()})

    def given(self) -> dict[str, str]:
        """Return what somebody wrote, by field."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}


def check_ports(ports: list[int], name: str, line_of: list[int]) -> None:
    """Refuse a port that cannot be.

    Raises:
        FileProblem: a port is outside 1 to 65535; with its line.
    """
    for port, line in zip(ports, line_of, strict=True):
        if not 1 <= port <= 65535:
            raise FileProblem(name, line, _PORT_RANGE)


_PORT_RANGE = Text("a port is a number from 1 to 65535.", "端口应为 1 到 65535 的数字。")
