"""The situation a plan is made for: profile, cloud, region and edition, looked up once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from planner.catalog.model import Catalog, Cloud, Edition, Region
from planner.domain.condition import FactValue
from planner.domain.demand import Feature
from planner.domain.profile import ClusterProfile
from planner.domain.text import Text

_REGION_NAME = re.compile(r"[a-z][a-z0-9]{1,39}")


class ProfileError(ValueError):
    """The profile cannot be planned for; ``message`` says what is so and what to do."""

    def __init__(self, message: Text) -> None:
        """Keep the sentence in both languages."""
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True)
class Situation:
    """A profile with everything the catalog says about its cloud, region and edition.

    ``features`` are active in the catalog's order: chosen, always there, or brought by another one.
    ``withheld`` are chosen features that this cloud and edition do not have, with the reason.
    """

    catalog: Catalog
    profile: ClusterProfile
    cloud: Cloud
    region: Region
    region_is_listed: bool
    edition: Edition
    features: tuple[Feature, ...]
    withheld: tuple[tuple[Feature, Text], ...]
    facts: Mapping[str, FactValue]


def situation(profile: ClusterProfile, catalog: Catalog) -> Situation:
    """Look everything up.

    Raises:
        ProfileError: cloud, edition or a feature is unknown, or the region's name cannot be one.
    """
    cloud = catalog.cloud(profile.cloud)
    if cloud is None:
        raise ProfileError(_unknown("cloud", profile.cloud, [entry.id for entry in catalog.clouds]))
    edition = catalog.edition(profile.edition) if profile.edition else catalog.newest_edition
    if edition is None:
        raise ProfileError(_unknown("edition", profile.edition, [entry.id for entry in catalog.editions]))
    known = {feature.id for feature in catalog.features}
    for feature_id in profile.features:
        if feature_id not in known:
            raise ProfileError(_unknown("feature", feature_id, [entry.id for entry in catalog.features]))
    name = normal_region_name(profile.region)
    listed = cloud.region(name)
    active, withheld = _features(profile, catalog, cloud.id, edition.id)
    return Situation(
        catalog=catalog,
        profile=profile,
        cloud=cloud,
        region=listed
        or Region(name, Text(name, name), Text("", ""), name, None, service_tag_confirmed=False),
        region_is_listed=listed is not None,
        edition=edition,
        features=active,
        withheld=withheld,
        facts=facts_of(profile),
    )


def normal_region_name(text: str) -> str:
    """Return a region's programmatic name: ``West Europe`` and ``westeurope`` are the same.

    Raises:
        ProfileError: nothing was given, or the text cannot be a region's name.
    """
    name = text.strip().lower().replace(" ", "")
    if not name:
        raise ProfileError(
            Text("Choose a region. Without it no rule can be written.", "请选择区域，否则无法写出规则。")
        )
    if not _REGION_NAME.fullmatch(name):
        raise ProfileError(
            Text(
                f"{text[:60]!r} cannot be a region's name. Type letters and digits only, such as westeurope.",
                f"“{text[:60]}”不是区域名称。请只输入字母和数字，例如 westeurope。",
            )
        )
    return name


def facts_of(profile: ClusterProfile) -> dict[str, FactValue]:
    """Return the answers that conditions of demands may ask for."""
    return {
        "private_cluster": profile.private_cluster,
        "konnectivity": profile.konnectivity,
        "nodes_before_march_2021": profile.nodes_before_march_2021,
        "pods_call_api_server": profile.pods_call_api_server,
        "custom_dns": bool(profile.custom_dns),
        "azure_monitor_by": profile.azure_monitor_by.value,
    }


def _features(
    profile: ClusterProfile, catalog: Catalog, cloud: str, edition: str
) -> tuple[tuple[Feature, ...], tuple[tuple[Feature, Text], ...]]:
    wanted = {feature.id for feature in catalog.features if feature.always} | set(profile.features)
    for feature in catalog.features:
        if feature.id in wanted and feature.id in profile.vault_certificates:
            wanted |= {brought.feature for brought in feature.brings}
    active: list[Feature] = []
    withheld: list[tuple[Feature, Text]] = []
    for feature in catalog.features:
        if feature.id in wanted:
            reason = feature.withheld_because(cloud, edition)
            if reason is None:
                active.append(feature)
            else:
                withheld.append((feature, reason))
    return tuple(active), tuple(withheld)


def _unknown(noun: str, given: str, known: list[str]) -> Text:
    nouns = {"cloud": "云", "edition": "版本", "feature": "功能"}
    listed = ", ".join(known)
    return Text(
        f"{given[:60]!r} is not a known {noun}. Known: {listed}.",
        f"未知的{nouns[noun]}“{given[:60]}”。可用值：{listed}。",
    )
