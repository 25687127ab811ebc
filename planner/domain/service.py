"""Services: a protocol and a port, such as ``HTTPS:443``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Protocol(StrEnum):
    """The protocols that Microsoft's page and the firewalls name."""

    HTTPS = "HTTPS"
    HTTP = "HTTP"
    TCP = "TCP"
    UDP = "UDP"

    @property
    def is_web(self) -> bool:
        """Whether an application rule (matched by host name) can carry it."""
        return self in (Protocol.HTTPS, Protocol.HTTP)


@dataclass(frozen=True, slots=True, order=True)
class Service:
    """A protocol with one port, 1 to 65535, written ``HTTPS:443`` in tables."""

    protocol: Protocol
    port: int

    def __str__(self) -> str:
        return f"{self.protocol.value}:{self.port}"

    @classmethod
    def parse(cls, text: str) -> Service:
        """Read ``HTTPS:443``.

        Raises:
            ValueError: the protocol is unknown or the port is not a number from 1 to 65535.
        """
        protocol, separator, port = text.partition(":")
        if not separator or protocol not in Protocol.__members__:
            raise ValueError(f"{text!r} is not a service such as HTTPS:443 or UDP:123")
        if not (port.isascii() and port.isdigit()) or not 1 <= int(port) <= 65535:
            raise ValueError(f"{text!r} has no port from 1 to 65535")
        return cls(Protocol(protocol), int(port))


def services_text(services: tuple[Service, ...]) -> str:
    """Return services as a table shows them: ``TCP:22, TCP:9000, UDP:1194``."""
    return ", ".join(str(service) for service in services)
