"""A cluster's own JSON into a request: what it says, what is assumed, what has to be asked, what nobody knows.

Read are ``az aks show -o json`` and ``az aks list``, an ARM GET, an exported template and what PowerShell writes. What
the catalog says under ``revealed_by`` decides; an ARM expression or a value of another shape is *not known*.
Shapes: Azure REST API ``Microsoft.ContainerService/managedClusters``, recordings of Azure CLI's own tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.catalog.model import Catalog
from planner.domain.cluster import Cluster
from planner.domain.demand import Feature
from planner.domain.fact import FEATURE, Fact, Known, SettledFacts
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.domain.revealed import SignKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.importers.cluster_identity import place_of
from planner.importers.cluster_places import FoundCluster, found_clusters, is_named_only
from planner.importers.json_node import Doubt, Node
from planner.importers.signs import Taken, Verdict, is_plain, judged, taken
from planner.importers.strict_json import read_json
from planner.importers.unknown_parts import is_on, unknown_parts
from planner.planning.facts import settled_facts

_PLACE = ("name", "cloud", "region")
_STEPS = ("facts", "features", "traffic", "")
_POOLS = "agentPoolProfiles"
_SUBNETS = (("vnetSubnetID", "subnet"), ("podSubnetID", "pod_subnet"))
_NODE_SUBNETS = "node_subnets"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the JSON says: a field of the cluster, a fact's id, ``features.gpu`` or ``node_pools.NAME.subnet``.

    ``path`` is where it stood; ``there`` is False where it was read from the absence of that path.
    """

    field: str
    value: Known
    path: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the JSON does not say and a plan takes all the same."""

    field: str
    value: Known
    because: Text


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked: why, the place that could not be read (if any), and what is taken until then (if any)."""

    field: str
    reason: Text
    path: str = ""
    assumed: Known | None = None


@dataclass(frozen=True, slots=True)
class Unused:
    """What stands in the JSON and has no place in a plan."""

    path: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ClusterReading:
    """One cluster read from a file; each field stands in one of the lists alone."""

    request: Request
    read: tuple[Finding, ...]
    assumed: tuple[Assumed, ...]
    ask: tuple[Question, ...]
    ignored: tuple[Unused, ...]


class SeveralClusters(FileProblem):
    """The file holds more than one cluster and none of them was named; ``names`` are what to choose from."""

    def __init__(self, file: str, names: tuple[str, ...], message: Text) -> None:
        """Keep the names beside the sentence."""
        self.names = names
        super().__init__(file, 0, message)


def read_clusters(content: bytes, name: str, catalog: Catalog, *, cluster: str = "") -> ClusterReading:
    """Read one cluster.

    Args:
        content: the file's bytes; see `planner.importers.strict_json.read_json` for what they may be.
        name: the file's name for messages.
        catalog: knows how facts and features show.
        cluster: the name of one of several clusters, as `SeveralClusters` gives them.

    Raises:
        SeveralClusters: there are several, and ``cluster`` is empty or names none of them.
        FileProblem: no such JSON, no managed cluster in it, or none of that name.
    """
    value = read_json(content, name)
    found = found_clusters(value, catalog.cluster_json.beside)
    if not found:
        raise FileProblem(name, 0, _NAMED_ONLY if is_named_only(value) else _NO_CLUSTER)
    return _Reading(_chosen(found, name, cluster), catalog).result()


def _chosen(found: tuple[FoundCluster, ...], file: str, wanted: str) -> FoundCluster:
    names = _names(found)
    if not wanted and len(found) == 1:
        return found[0]
    for entry, name in zip(found, names, strict=True):
        if wanted and wanted.lower() in (name.lower(), entry.id.lower(), entry.node.path.lower()):
            return entry
    listed = Text(", ".join(names), "、".join(names))
    message = _NOT_NAMED.filled(name=wanted[:80], names=listed) if wanted else _SEVERAL.filled(names=listed)
    raise SeveralClusters(file, names, message)


def _names(found: tuple[FoundCluster, ...]) -> tuple[str, ...]:
    """Return what tells the clusters apart: the name, with the group where it repeats, else the place in the file."""
    plain = [entry.name.lower() for entry in found]
    full = [f"{entry.group}/{entry.name}".lower() for entry in found]
    names = []
    for index, entry in enumerate(found):
        if entry.name and plain.count(plain[index]) == 1:
            names.append(entry.name)
        elif entry.name and entry.group and full.count(full[index]) == 1:
            names.append(f"{entry.group}/{entry.name}")
        else:
            told = " ".join(part for part in (entry.name, entry.group and f"({entry.group})") if part)
            names.append(f"{told} {entry.node.path}".strip())
    return tuple(names)


@dataclass
class _Reading:
    """The lists while they are filled, in the catalog's order."""

    found: FoundCluster
    catalog: Catalog
    read: list[Finding] = field(default_factory=list)
    ask: list[Question] = field(default_factory=list)
    ignored: list[Unused] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)

    def result(self) -> ClusterReading:
        """Read the cluster and return what came of it."""
        place = place_of(self.found.node, self.catalog)
        self._say_name()
        for name, entry in (("cloud", place.cloud), ("region", place.region)):
            if entry.value:
                self.read.append(Finding(name, entry.value, entry.path))
            else:
                reason = entry.clash if entry.clash.en else _doubt(entry.doubt) if entry.doubt else _NO_PLACE
                self.ask.append(Question(name, reason, entry.path if entry.doubt else ""))
        if place.other_location:
            self.ignored.append(Unused(place.other_location, _OTHER_LOCATION))
        features = tuple(self._features(place.cloud.value))
        cluster = Cluster(
            name=self.found.name,
            cloud=place.cloud.value,
            region=place.region.value,
            edition=self.catalog.newest_edition.id,
            features=features,
            unknown_features=tuple(
                entry.field.removeprefix(FEATURE) for entry in self.ask if entry.field.startswith(FEATURE)
            ),
        )
        self._pools()
        asked = [fact for fact in self.catalog.facts if not fact.feature or fact.feature in features]
        for fact in asked:
            self._fact(fact)
        request = Request(cluster=cluster).with_facts(
            (fact, self.known[fact.id]) for fact in asked if fact.id in self.known
        )
        settled = settled_facts(request, self.catalog.facts)
        for part in unknown_parts(self.found.node, self.catalog):
            self.ignored.append(Unused(part.path, _UNKNOWN_PART if is_on(part) else _DOUBTFUL_PART))
        return ClusterReading(
            request=request,
            read=tuple(sorted(self.read, key=lambda entry: self._order(entry.field))),
            assumed=tuple(self._assumed(asked, settled)),
            ask=tuple(sorted(self._with_assumptions(settled), key=lambda entry: self._order(entry.field))),
            ignored=tuple(self.ignored),
        )

    def _order(self, name: str) -> int:
        """Return the step that a field is asked on, so that the first question is the first to be met."""
        fact = self.catalog.fact(name)
        if fact is not None:
            return _STEPS.index(fact.step)
        return _STEPS.index("features") if name.startswith(FEATURE) else -1 if name in _PLACE else len(_STEPS)

    def _say_name(self) -> None:
        found = self.found
        if found.name:
            self.read.append(Finding("name", found.name, found.name_path))
        else:
            node = found.node.below("name")
            self.ask.append(Question("name", _doubt(node.doubt or Doubt.SHAPE), node.path))

    def _features(self, cloud: str) -> Iterator[str]:
        for feature in self.catalog.features:
            if feature.revealed_by is None:
                continue
            verdict = judged(feature.revealed_by, self.found.node)
            if verdict.holds:
                self.read.append(Finding(FEATURE + feature.id, True, verdict.path))
                yield feature.id
            elif verdict.holds is None and self._is_offered(feature, cloud):
                self.ask.append(Question(FEATURE + feature.id, _why(verdict), verdict.path))

    def _is_offered(self, feature: Feature, cloud: str) -> bool:
        """Whether the answer could bring a line; an unread cloud leaves that open."""
        return not cloud or feature.withheld_because(cloud, self.catalog.newest_edition.id) is None

    def _pools(self) -> None:
        """Name the node pools, and by their ids the subnets whose prefixes have to be asked."""
        pools = self.found.node.below(_POOLS)
        # A template names a pool twice when it holds it within the cluster and beside it.
        named: dict[str, list[Node]] = {}
        for index, entry in enumerate(pools.entries(), start=1):
            if isinstance(entry.value, dict):
                named.setdefault(_pool_name(entry) or f"#{index}", []).append(entry)
        if named:
            self.read.append(Finding("node_pools", tuple(named), pools.path))
        for label, entries in named.items():
            for key, word in _SUBNETS:
                nodes = (entry.below(key) for entry in entries)
                node = next((node for node in nodes if node.text and node.text.isprintable()), None)
                if node is not None:
                    self.read.append(Finding(f"node_pools.{label}.{word}", node.text, node.path))

    def _fact(self, fact: Fact) -> None:
        sign = fact.revealed_by
        if fact.revealed_value is not None:
            self._value(fact, taken(fact.revealed_value, fact, self.found.node))
        elif sign is not None and sign.kind is SignKind.NOT_IN_JSON:
            self.ask.append(Question(fact.id, sign.look))
        elif sign is not None:
            self._truth(fact, judged(sign, self.found.node))
        elif fact.step and not fact.assumptions:
            self.ask.append(Question(fact.id, _NOT_IN_JSON))

    def _value(self, fact: Fact, found: Taken) -> None:
        if found.value is not None:
            self.known[fact.id] = found.value
            self.read.append(Finding(fact.id, found.value, found.path, there=found.doubt is None))
            for entry in found.dropped:
                self.ignored.append(Unused(entry.path, _VERSION_6))
        elif found.doubt is not Doubt.ABSENT:
            self.ask.append(Question(fact.id, _doubt(found.doubt), found.path))
        elif fact.step and not fact.assumptions:
            self.ask.append(Question(fact.id, _doubt(found.doubt)))

    def _truth(self, fact: Fact, verdict: Verdict) -> None:
        if verdict.holds is not None:
            self.known[fact.id] = verdict.holds
            self.read.append(Finding(fact.id, verdict.holds, verdict.path, there=verdict.there))
        elif verdict.doubt is not Doubt.ABSENT or not fact.assumptions:
            # What is merely absent is left to the catalog's assumption; a hint may contradict it.
            self.ask.append(Question(fact.id, _why(verdict), verdict.path))

    def _assumed(self, asked: list[Fact], settled: SettledFacts) -> Iterator[Assumed]:
        yield Assumed("edition", self.catalog.newest_edition.id, _NEWEST)
        named = {question.field for question in self.ask}
        for fact in asked:
            found = settled.get(fact.id)
            if found is not None and found.assumed and fact.id not in named:
                yield Assumed(fact.id, found.value, found.because)

    def _with_assumptions(self, settled: SettledFacts) -> Iterator[Question]:
        for question in self.ask:
            found = settled.get(question.field)
            assumed = found.value if found is not None and found.assumed else None
            yield Question(question.field, question.reason, question.path, assumed)


def _pool_name(pool: Node) -> str:
    """Return a pool's name; empty where the file does not say it clearly."""
    name = pool.below("name").text.rpartition("/")[2]  # a template writes cluster/pool
    return name if is_plain(name) and "." not in name else ""


def _why(verdict: Verdict) -> Text:
    return verdict.look if verdict.look.en else _doubt(verdict.doubt)


def _doubt(doubt: Doubt | None) -> Text:
    return _DOUBTS.get(doubt, EMPTY_TEXT) if doubt is not None else EMPTY_TEXT


_DOUBTS = {
    Doubt.EXPRESSION: Text(
        "A template computes it when it is deployed; the file does not hold the value.",
        "由模板在部署时计算，文件中没有实际的值。",
    ),
    Doubt.SHAPE: Text(
        "A value of an unknown form stands there; it was not guessed.", "此处的值格式未知，未作猜测。"
    ),
    Doubt.ABSENT: Text("The cluster's JSON does not say it.", "群集 JSON 中没有此信息。"),
    Doubt.HINT: Text("The cluster's JSON only hints at it.", "群集 JSON 只提供了线索，无法确定。"),
}
_NOT_IN_JSON = Text("The cluster's JSON never holds it.", "群集 JSON 中不包含此信息。")
_NO_PLACE = Text(
    "Neither a known region nor the API server's name says it.", "已知区域和 API 服务器主机名都无法确定。"
)
_NEWEST = Text("a new plan takes the newest edition", "新方案使用最新版本")
_VERSION_6 = Text("IPv6; rules are planned for IPv4.", "IPv6；方案只包含 IPv4 规则。")
_OTHER_LOCATION = Text(
    "No region of this name is known; the API server's host name says which it is.",
    "没有这个名称的区域，以 API 服务器主机名中的区域为准。",
)
_UNKNOWN_PART = Text(
    "It is on, and the catalog does not know it. Look up which hosts it needs.",
    "已启用，但目录中没有相应信息。请查明它需要访问哪些主机。",
)
_DOUBTFUL_PART = Text(
    "The catalog does not know it, and the file does not say whether it is on. If it is, look up which hosts it needs.",
    "目录中没有相应信息，文件也未说明是否启用。如已启用，请查明它需要访问哪些主机。",
)
_NO_CLUSTER = Text(
    "no managed cluster is in it. Save what az aks show -g GROUP -n NAME -o json prints, and choose that file.",
    "其中没有托管群集。请保存 az aks show -g GROUP -n NAME -o json 的输出，再选择该文件。",
)
_NAMED_ONLY = Text(
    "it names a cluster without its properties. Save what az aks show -g GROUP -n NAME -o json prints instead.",
    "只有群集的名称，没有属性。请改为保存 az aks show -g GROUP -n NAME -o json 的输出。",
)
_SEVERAL = Text(
    "several clusters are in it: {names}. Name one with --cluster.",
    "其中有多个群集：{names}。请用 --cluster 指定一个。",
)
_NOT_NAMED = Text("no cluster {name} is in it. There are: {names}.", "其中没有群集 {name}。可选：{names}。")
