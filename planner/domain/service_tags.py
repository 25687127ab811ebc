"""Prefixes behind Azure service tags, as Microsoft publishes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceTags:
    """Prefixes of Azure service tags from Microsoft's published list (``ServiceTags_*.json``).

    ``prefixes`` maps a tag such as ``AzureCloud.norwaye`` to its CIDR prefixes; ``change_number`` and
    ``source`` (the file's name) go into the head of every file that uses them. ``cloud`` is the list's
    own word for its cloud (``Public``).
    """

    prefixes: Mapping[str, tuple[str, ...]]
    change_number: str
    source: str
    cloud: str = ""

    def is_of(self, cloud: str) -> bool:
        """Whether the list names the cloud of this id as its own: a tag means other addresses in each cloud."""
        word, mark = self.cloud.casefold(), _MARKS.get(cloud)
        return mark in word if mark is not None else word in ("public", "azurecloud")

    def prefixes_of(self, tag: str) -> tuple[str, ...] | None:
        """Return the prefixes of ``tag``, whose case does not matter, or None if the list has no such tag."""
        if tag in self.prefixes:
            return self.prefixes[tag]
        wanted = tag.casefold()
        return next((held for name, held in self.prefixes.items() if name.casefold() == wanted), None)


_MARKS = {"AzureChinaCloud": "china", "AzureUSGovernment": "gov"}
"""What the names of Microsoft's lists hold: ServiceTags_China, ServiceTags_AzureGovernment."""
LIST_OF_CLOUD = {
    "AzureChinaCloud": "ServiceTags_China_….json",
    "AzureUSGovernment": "ServiceTags_AzureGovernment_….json",
}
PUBLIC_LIST = "ServiceTags_Public_….json"
"""The files that Microsoft offers for download, by cloud."""
