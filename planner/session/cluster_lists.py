"""What came of reading a cluster, in words: the lists that a person goes through, for the terminal and the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from planner.catalog.model import Catalog
from planner.domain.fact import FEATURE, Fact, FactKind, Known
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.safe_text import one_line
from planner.importers.aks_cluster import Assumed, ClusterReading, Finding, Question, Unused
from planner.planning.situation import cloud_of
from planner.session.deriving import derive
from planner.session.problem import STEPS, Step


class ListKind(StrEnum):
    """The four lists, in the order in which they are shown."""

    READ = "read"
    ASSUMED = "assumed"
    ASK = "ask"
    IGNORED = "ignored"


TITLES = {
    ListKind.READ: Text("Read from the cluster", "从群集读取"),
    ListKind.ASSUMED: Text("Assumed, nobody answered", "假定（未回答）"),
    ListKind.ASK: Text("Must ask", "必须询问"),
    ListKind.IGNORED: Text("In the JSON, in no plan", "未采用的内容"),
}
FIELD, WHAT, VALUE = Text("Field", "字段"), Text("What", "含义"), Text("Value", "值")
WHERE, WHY = Text("Where", "位置"), Text("Why", "原因")
WHERE_OR_WHY = Text("Where it stood, or why", "位置或原因")
UNTIL_THEN = Text("Until then", "在此之前采用")
ABSENT = Text("{path} (not there)", "{path}（不存在）")
_NOTHING_TAKEN = Text("until then: not known", "在此之前：未知")
_UNTIL_THEN_VALUE = Text("until then: {value}", "在此之前：{value}")
_NAMED = Text("{name} ({id})", "{name} ({id})")
_POOL = Text("{label}: {pool}", "{label}：{pool}")

_PLACE = ("name", "cloud", "region", "edition")
_LABELS = {
    "name": Text("Cluster name", "群集名称"),
    "cloud": Text("Cloud", "云"),
    "region": Text("Region", "区域"),
    "edition": Text("Edition", "版本"),
    "node_pools": Text("Node pools", "节点池"),
    "subnet": Text("Subnet of the pool", "节点池的子网"),
    "pod_subnet": Text("Subnet of its pods", "节点池中 Pod 的子网"),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list.

    ``value`` is empty where there is none; ``detail`` is where the value stood, or why it is assumed, asked or not
    used; ``path`` is where in the JSON, for a detail that is a sentence. ``there`` is False where a value was read
    from the absence of its path, ``taken`` where a plan takes nothing until the question is answered.
    """

    what: Text
    value: Text
    detail: Text
    path: str = ""
    there: bool = True
    taken: bool = True


def rows_of(reading: ClusterReading, catalog: Catalog) -> dict[ListKind, tuple[ListRow, ...]]:
    """Return the lists as lines in words, each in one line of text and without characters that nobody sees."""
    value = _values(reading, catalog)
    return {
        ListKind.READ: tuple(_read(entry, catalog, value) for entry in reading.read),
        ListKind.ASSUMED: tuple(_assumed(entry, catalog, value) for entry in reading.assumed),
        ListKind.ASK: tuple(_asked(entry, catalog, value) for entry in reading.ask),
        ListKind.IGNORED: tuple(_unused(entry) for entry in reading.ignored),
    }


def first_question(reading: ClusterReading, catalog: Catalog) -> tuple[Step, str] | None:
    """Return the step and the field of the first question that decides something; None if none does.

    What the plan's own list of open points does not name decides nothing; whether a feature is on always does.
    """
    open_fields = {point.field for point in derive(reading.request, catalog, None).readiness}
    for question in reading.ask:
        step = step_of_field(question.field, catalog)
        if step is not None and (question.field in open_fields or question.field.startswith(FEATURE)):
            return step, question.field
    return None


def step_of_field(field: str, catalog: Catalog) -> Step | None:
    """Return the step on which a field of a reading is answered, None where none asks for it."""
    if field in _PLACE:
        return Step.CLOUD
    if field.startswith(FEATURE):
        return Step.FEATURES
    fact = catalog.fact(field)
    return next((step for step in STEPS if fact is not None and fact.step == step), None)


def field_label(name: str, catalog: Catalog) -> Text:
    """Return what a field is called: of a fact or a feature by the catalog, of the few others here."""
    fact = catalog.fact(name)
    feature = catalog.feature(name.removeprefix(FEATURE))
    if fact is not None:
        return fact.label
    if feature is not None:
        return feature.label
    return _LABELS.get(name, _LABELS[name.rpartition(".")[2]] if "." in name else Text(name, name))


def value_words(field: str, value: Known, catalog: Catalog) -> Text:
    """Return a value as people read it; a text that a fact has no words for stands as it is."""
    fact = catalog.fact(field) or Fact(field, FactKind.TEXT, (field,), Text(field, field))
    return fact.in_words(value)


_Values = Callable[[str, Known], Text]


def _values(reading: ClusterReading, catalog: Catalog) -> _Values:
    """Return what gives a value in words, cloud and region by the names that people know."""
    cloud = cloud_of(reading.request.cluster, catalog)

    def words(field: str, value: Known) -> Text:
        known = catalog.cloud(str(value)) if field == "cloud" else None
        region = cloud.region(str(value)) if field == "region" else None
        name = known.label if known is not None else region.display if region is not None else None
        if name is not None:
            return _NAMED.filled(name=name, id=str(value))
        return _plain(value_words(field, value, catalog))

    return words


def _read(entry: Finding, catalog: Catalog, value: _Values) -> ListRow:
    path = one_line(entry.path)
    detail = Text(path, path) if entry.there else ABSENT.filled(path=path)
    return ListRow(_label(entry.field, catalog), value(entry.field, entry.value), detail, there=entry.there)


def _assumed(entry: Assumed, catalog: Catalog, value: _Values) -> ListRow:
    return ListRow(_label(entry.field, catalog), value(entry.field, entry.value), entry.because)


def _asked(entry: Question, catalog: Catalog, value: _Values) -> ListRow:
    words = _NOTHING_TAKEN
    if entry.assumed is not None:
        words = _UNTIL_THEN_VALUE.filled(value=value(entry.field, entry.assumed))
    taken = entry.assumed is not None
    return ListRow(_label(entry.field, catalog), words, entry.reason, one_line(entry.path), taken=taken)


def _unused(entry: Unused) -> ListRow:
    path = one_line(entry.path)
    return ListRow(Text(path, path), EMPTY_TEXT, entry.reason)


def _label(field: str, catalog: Catalog) -> Text:
    """Return a field's label, with the pool's name where the field is a pool's."""
    label = field_label(field, catalog)
    head, _, rest = field.partition(".")
    if head != "node_pools" or not rest:
        return label
    return _POOL.filled(label=label, pool=one_line(rest.rpartition(".")[0]))


def _plain(text: Text) -> Text:
    return Text(one_line(text.en), one_line(text.zh))
