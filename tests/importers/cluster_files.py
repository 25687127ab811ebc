"""Clusters for tests: recorded ones, and one that is built for a test."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.domain.fact import Known
from planner.importers.aks_cluster import ClusterReading, read_clusters

FOLDER = Path(__file__).parent / "clusters"
SAMPLES = sorted(path.name for path in FOLDER.glob("aks-show-*.json"))
TYPE = "Microsoft.ContainerService/managedClusters"
EXPRESSION = "[parameters('left open')]"


@cache
def catalog() -> Catalog:
    return load_catalog()


def sample(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return found


def reading_of(value: object, *, cluster: str = "", known: Catalog | None = None) -> ClusterReading:
    content = json.dumps(value).encode()
    return read_clusters(content, "cluster.json", known or catalog(), cluster=cluster)


def a_cluster(name: str = "shop", **properties: Any) -> dict[str, Any]:
    """Return an ARM GET of a public cluster with one Linux pool and nothing switched on."""
    base = {
        "kubernetesVersion": "1.31.2",
        "dnsPrefix": name,
        "agentPoolProfiles": [a_pool()],
        "networkProfile": {"outboundType": "userDefinedRouting"},
    }
    return {"type": TYPE, "name": name, "location": "westeurope", "properties": {**base, **properties}}


def a_pool(name: str = "system", **more: Any) -> dict[str, Any]:
    image = "AKSUbuntu-2204gen2containerd-202406.07.0"
    return {"name": name, "osType": "Linux", "vmSize": "Standard_D4s_v5", "nodeImageVersion": image} | more


def features(reading: ClusterReading) -> tuple[str, ...]:
    return reading.request.cluster.features


def known(reading: ClusterReading, fact: str) -> Known | None:
    return reading.request.known(catalog().fact_table[fact])


def path_of(reading: ClusterReading, field: str) -> str:
    return next(entry.path for entry in reading.read if entry.field == field)


def asked(reading: ClusterReading) -> dict[str, str]:
    """Return the path of each question by its field."""
    return {entry.field: entry.path for entry in reading.ask}
