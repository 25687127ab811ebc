"""The situation a plan is made for: request, cloud, region, edition and facts, looked up once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.catalog.model import Catalog, Cloud, Edition, Region
from planner.domain.cluster import Cluster
from planner.domain.demand import Feature
from planner.domain.fact import SettledFacts
from planner.domain.request import Request
from planner.domain.text import Text, together
from planner.planning.facts import answers_about, assumption, settled_facts
from planner.planning.taken_away import TakenAway, taken_away

_REGION_NAME = re.compile(r"[a-z][a-z0-9]{1,39}")


class ProfileError(ValueError):
    """The answers cannot be planned for; ``message`` says what is so and what to do."""

    def __init__(self, message: Text) -> None:
        """Keep the sentence in both languages."""
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True)
class Situation:
    """A request with everything the catalog says about its cloud, region and edition.

    ``cluster`` has its cloud, region and edition filled in. ``features`` are active in the catalog's order: chosen,
    always there, or brought by another one. ``brought_by`` names for a feature that nobody chose the facts that
    brought it. ``withheld`` are chosen features that this cloud and edition do not have, with the reason.
    ``taken_away`` says of which features an answer takes the demands away, by the features' ids.
    """

    catalog: Catalog
    request: Request
    cluster: Cluster
    cloud: Cloud
    region: Region
    region_is_listed: bool
    edition: Edition
    features: tuple[Feature, ...]
    brought_by: Mapping[str, tuple[str, ...]]
    withheld: tuple[tuple[Feature, Text], ...]
    facts: SettledFacts
    taken_away: Mapping[str, TakenAway]


def situation(request: Request, catalog: Catalog) -> Situation:
    """Look everything up.

    Raises:
        ProfileError: cloud, edition or a feature is unknown, or the region's name cannot be one.
    """
    cluster = request.cluster
    if cluster.cloud and catalog.cloud(cluster.cloud) is None:
        raise ProfileError(_unknown("cloud", cluster.cloud, [entry.id for entry in catalog.clouds]))
    edition = catalog.edition(cluster.edition) if cluster.edition else catalog.newest_edition
    if edition is None:
        raise ProfileError(_unknown("edition", cluster.edition, [entry.id for entry in catalog.editions]))
    known = {feature.id for feature in catalog.features}
    for feature_id in (*cluster.features, *cluster.unknown_features):
        if feature_id not in known:
            raise ProfileError(_unknown("feature", feature_id, [entry.id for entry in catalog.features]))
    name = normal_region_name(cluster.region)
    cloud = cloud_of(cluster, catalog)
    listed = cloud.region(name)
    facts = settled_facts(request, catalog.facts)
    active, brought_by, withheld = _features(cluster, facts, catalog, cloud.id, edition.id)
    return Situation(
        catalog=catalog,
        request=request,
        cluster=replace(cluster, cloud=cloud.id, region=name, edition=edition.id),
        cloud=cloud,
        region=listed
        or Region(name, Text(name, name), Text("", ""), name, None, service_tag_confirmed=False),
        region_is_listed=listed is not None,
        edition=edition,
        features=active,
        brought_by=brought_by,
        withheld=withheld,
        facts=facts,
        taken_away=taken_away(active, facts, catalog.facts),
    )


def cloud_of(cluster: Cluster, catalog: Catalog) -> Cloud:
    """Return the cluster's cloud: as given, else the one its region belongs to, else the catalog's first."""
    given = catalog.cloud(cluster.cloud)
    if given is not None:
        return given
    return home_of(cluster.region, catalog) or catalog.clouds[0]


def home_of(region: str, catalog: Catalog) -> Cloud | None:
    """Return the cloud that lists a region, however its name is written, or None."""
    name = _plain_name(region)
    return next((cloud for cloud in catalog.clouds if cloud.region(name) is not None), None)


def normal_region_name(text: str) -> str:
    """Return a region's programmatic name: ``West Europe`` and ``westeurope`` are the same.

    Raises:
        ProfileError: nothing was given, or the text cannot be a region's name.
    """
    name = _plain_name(text)
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


def _plain_name(text: str) -> str:
    return text.strip().lower().replace(" ", "")


def _features(
    cluster: Cluster, facts: SettledFacts, catalog: Catalog, cloud: str, edition: str
) -> tuple[tuple[Feature, ...], dict[str, tuple[str, ...]], tuple[tuple[Feature, Text], ...]]:
    chosen = {feature.id for feature in catalog.features if feature.always} | set(cluster.features)
    brought: dict[str, tuple[str, ...]] = {}
    for feature in catalog.features:
        if feature.id in chosen and feature.withheld_because(cloud, edition) is None:
            for entry in feature.brings:
                if facts.yes(entry.fact) and entry.feature not in chosen:
                    brought[entry.feature] = (*brought.get(entry.feature, ()), entry.fact)
    active: list[Feature] = []
    withheld: list[tuple[Feature, Text]] = []
    for feature in catalog.features:
        if feature.id in chosen or feature.id in brought:
            reason = feature.withheld_because(cloud, edition)
            if reason is None:
                active.append(feature)
            else:
                said = assumption(answers_about(brought.get(feature.id, ()), facts, catalog.fact_table))
                withheld.append((feature, reason if said is None else together((said, reason))))
    return tuple(active), brought, tuple(withheld)


def _unknown(noun: str, given: str, known: list[str]) -> Text:
    nouns = {"cloud": "云", "edition": "版本", "feature": "功能"}
    listed = ", ".join(known)
    return Text(
        f"{given[:60]!r} is not a known {noun}. Known: {listed}.",
        f"未知的{nouns[noun]}“{given[:60]}”。可用值：{listed}。",
    )
