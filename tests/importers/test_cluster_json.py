"""What refuses a cluster's JSON as a whole, in one sentence that says what to do."""

from __future__ import annotations

import codecs
import json
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.problem import FileProblem
from planner.importers.aks_cluster import read_clusters
from planner.importers.strict_json import MAX_BYTES, MAX_DEPTH
from planner.planning.planner import plan
from planner.session.addresses import readable
from planner.session.plan_file import read_plan, write_plan
from tests.importers.cluster_files import SAMPLES, a_cluster, catalog, reading_of, sample

GOOD = json.dumps(a_cluster()).encode()


def refusal(content: bytes) -> str:
    with pytest.raises(FileProblem) as caught:
        read_clusters(content, "cluster.json", catalog())
    assert caught.value.file == "cluster.json"
    assert caught.value.in_language("zh") != caught.value.in_language("en")
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + GOOD,
        GOOD.decode().encode("utf-16"),
        codecs.BOM_UTF16_BE + GOOD.decode().encode("utf-16-be"),
        b"\r\n" + GOOD + b"\r\n",
    ],
)
def test_what_powershell_and_windows_write_is_read(content: bytes) -> None:
    assert read_clusters(content, "cluster.json", catalog()).request == reading_of(a_cluster()).request


BAD: list[tuple[str, bytes, str]] = [
    ("empty", b" \n", "is empty"),
    ("truncated", GOOD[: len(GOOD) // 2], "ends in the middle"),
    ("truncated within a text", b'{"name": "sho', "ends in the middle"),
    ("line comment", b'{\n  // mine\n  "name": "shop"}', "line 2: there is a comment"),
    ("block comment", b'{"name": /* mine */ "shop"}', "there is a comment"),
    ("comment behind", GOOD + b" // end", "there is a comment"),
    ("not a number", b'{"count": NaN}', "NaN is no number"),
    ("infinity", b'{"count": -Infinity}', "-Infinity is no number"),
    ("too large a number", b'{"count": 1e999}', "1e999 is no number"),
    ("too long a number", b'{"count": ' + b"9" * 5000 + b"}", "is no number"),
    ("a key twice", b'{"name": "a", "name": "b"}', 'the key "name" stands twice'),
    ("a key twice deep down", GOOD[:-1] + b', "x": [{"a": 1, "a": 1}]}', 'the key "a" stands twice'),
    ("two values", GOOD + GOOD, "something follows"),
    ("no JSON", b"apiVersion: v1\nkind: Config\n", "not JSON"),
    ("single quotes", b"{'name': 'shop'}", "not JSON"),
    ("comma at the end", b'{"name": "shop",}', "not JSON"),
    ("deeply nested", b"[" * 100_000 + b"]" * 100_000, f"more than {MAX_DEPTH} levels"),
    ("deeply nested mappings", b'{"a":' * 200 + b"1" + b"}" * 200, f"more than {MAX_DEPTH} levels"),
    ("Latin letters", GOOD.replace(b"shop", b"sh\xf6p"), "neither UTF-8"),
    ("UTF-16 without a mark", GOOD.decode().encode("utf-16-le"), "neither UTF-8"),
    ("UTF-32", GOOD.decode().encode("utf-32"), "neither UTF-8"),
    ("half a character", codecs.BOM_UTF16_LE + b'{\0"', "neither UTF-8"),
    ("a program", b"\x7fELF\x02\x01\x01\0\0\0", "neither UTF-8"),
]


@pytest.mark.parametrize(
    ("content", "sentence"), [entry[1:] for entry in BAD], ids=[entry[0] for entry in BAD]
)
def test_what_is_no_such_json_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_a_huge_file_is_refused_at_once() -> None:
    begun = time.process_time()
    assert "larger than 16 MB" in refusal(b" " * (MAX_BYTES + 1))
    assert time.process_time() - begun < 0.5


@pytest.mark.long
def test_a_mapping_or_a_list_without_end_costs_no_time() -> None:
    begun = time.process_time()
    assert "more than 10,000 keys" in refusal(json.dumps({str(key): 1 for key in range(100_000)}).encode())
    reading = reading_of(a_cluster(agentPoolProfiles=[{"name": "x"}] * 500_000))
    assert reading.request.cluster.features == ()
    assert time.process_time() - begun < 5


def test_brackets_within_texts_are_no_nesting() -> None:
    tags = {"tags": {"note": "[{" * 500 + '"'}}
    assert reading_of({**a_cluster(), **tags}).request == reading_of(a_cluster()).request


# --- anything at all ------------------------------------------------------------------------------

Place = tuple[str | int, ...]
ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, "", "true", "West Europe", "0.0.0.0/0", "a\nb", "\ud800", "é" * 300,
    [], {}, [[]], [None], {"enabled": True}, {"properties": None}, {"properties": "x"}, {"copy": [{"name": 1}]},
    {"[x]": 1}, "[parameters('x')]", "[concat('a', variables('b'))]", "[[escaped]", ["[x]"],
]  # fmt: skip


def places(value: object, place: Place = ()) -> list[Place]:
    """Return every place of a JSON value below its top."""
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    return [found for key, child in children for found in ((*place, key), *places(child, (*place, key)))]


def changed(value: object, place: Place, new: object) -> object:
    """Return a copy with ``new`` at ``place``."""
    if not place:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else []
    copy[place[0]] = changed(copy[place[0]], place[1:], new)
    return copy


@st.composite
def mutated(draw: st.DrawFn) -> object:
    value: object = sample(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(places(value) or [()]))
        value = changed(value, place, draw(st.sampled_from(ODD)))
        if not isinstance(value, dict | list):
            break
    return value


@pytest.mark.long
@given(mutated())
@settings(max_examples=300)
def test_a_changed_cluster_is_read_or_refused_and_never_anything_else(value: object) -> None:
    try:
        reading = reading_of(value)
    except FileProblem:
        return
    request = reading.request
    assert read_plan(write_plan(request, catalog()), "plan.yaml", catalog()) == request
    assert readable(request, catalog()) == request  # nothing was read that a plan would have to drop
    if request.cluster.region:
        plan(request, catalog())


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=300)
def test_bytes_cut_out_or_put_in_never_end_in_anything_but_a_file_problem(
    name: str, data: st.DataObject
) -> None:
    content = json.dumps(sample(name)).encode()
    begin = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(begin, min(begin + 40, len(content))))
    content = content[:begin] + data.draw(st.binary(max_size=6)) + content[end:]
    with suppress(FileProblem):
        read_clusters(content, "cluster.json", catalog())


def as_path(place: Place) -> str:
    text = ""
    for key in place:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


@pytest.mark.long
@given(
    st.sampled_from(SAMPLES), st.data(), st.sampled_from(["[parameters('x')]", "[concat('a', 'b')]", " [x]"])
)
@settings(max_examples=400)
def test_an_expression_gives_no_answer_anywhere(name: str, data: st.DataObject, expression: str) -> None:
    value = sample(name)
    place = data.draw(st.sampled_from(places(value)))
    before = reading_of(value)
    try:
        reading = reading_of(changed(value, place, expression))
    except FileProblem:
        return
    gone = as_path(place)
    for found in reading.read:
        assert not (found.path + ".").startswith(gone + ".")
        assert not found.path.startswith(gone + "[")
        assert "[" not in str(found.value)
    # What was read from there is asked now, or left to what the catalog assumes; never answered another way than by
    # a second place that says it.
    lost = {found.field for found in before.read if found.path.startswith(gone)} - {
        found.field for found in reading.read
    }
    open_now = {entry.field for entry in (*reading.ask, *reading.assumed)}
    silent = {fact.id for fact in catalog().facts if not fact.step} | {"node_pools"}
    assert lost - silent <= open_now
    assert set(reading.request.cluster.features) <= set(before.request.cluster.features)
