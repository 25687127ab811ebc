"""Destinations: where a rule lets traffic go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import EMPTY_TEXT, Text


class DestinationType(StrEnum):
    """How a destination is named on a firewall."""

    FQDN = "fqdn"
    SERVICE_TAG = "service_tag"
    ADDRESS = "address"
    PLACEHOLDER = "placeholder"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Destination:
    """One host name, service tag, address or prefix, placeholder, or any.

    ``value`` is what a firewall is given, in lower case for host names; for a placeholder it is the
    marked stand-in that a person has to replace, and ``label`` its wording in both languages.
    ``note`` says what a person should know when it is offered as an alternative (what it costs, what
    has to be done), and is empty otherwise.
    """

    type: DestinationType
    value: str
    note: Text = EMPTY_TEXT
    label: Text = EMPTY_TEXT

    def shown(self, language: str) -> str:
        """Return the value as people read it: placeholders in ``language``, all else as it is."""
        return self.label.in_language(language) or self.value

    @property
    def is_wildcard(self) -> bool:
        """Whether this is a host name with a leading asterisk, such as ``*.data.mcr.microsoft.com``."""
        return self.type is DestinationType.FQDN and self.value.startswith("*.")

    @property
    def key(self) -> tuple[str, str]:
        """Type and value: what makes two destinations the same, whatever their notes."""
        return (self.type, self.value)

    def covers(self, other: Destination) -> bool:
        """Whether this wildcard host name takes in ``other``, several labels deep.

        ``*.contoso.com`` covers ``a.b.contoso.com`` and ``*.a.contoso.com`` but not its own apex
        (Azure Firewall's reading of a left-most asterisk).
        """
        if not self.is_wildcard or other.type is not DestinationType.FQDN or self.value == other.value:
            return False
        return other.value.removeprefix("*.").endswith(self.value[1:])
