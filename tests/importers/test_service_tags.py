"""Microsoft's list of service tags: what is taken from it, and what refuses the whole file."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.problem import FileProblem
from planner.domain.service_tags import ServiceTags
from planner.exporters import options
from planner.importers import service_tags as reader

NAME = "ServiceTags_Public_20250714.json"


def value(name: object = "AzureCloud.norwaye", *prefixes: object) -> dict[str, Any]:
    properties = {
        "changeNumber": 24, "region": "norwaye", "regionId": 0, "platform": "Azure", "systemService": "",
        "addressPrefixes": list(prefixes or ("51.120.0.0/17", "2603:1020:e00::/47")), "networkFeatures": ["API"],
    }  # fmt: skip
    return {"name": name, "id": name, "properties": properties}


def content(*values: object, **more: object) -> bytes:
    whole = {"changeNumber": 363, "cloud": "Public", "values": list(values or (value(),))}
    return json.dumps(whole | more).encode()


def problem(data: bytes) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        reader.read_service_tags(data, NAME)
    assert caught.value.file == NAME
    assert caught.value.in_language("zh") != caught.value.in_language("en")
    return caught.value


def test_tags_change_number_cloud_and_file_name_are_taken() -> None:
    tags = reader.read_service_tags(content(value(), value("AzureMonitor", "20.42.65.128/25")), NAME)
    assert tags == ServiceTags(
        {"AzureCloud.norwaye": ("51.120.0.0/17", "2603:1020:e00::/47"), "AzureMonitor": ("20.42.65.128/25",)},
        "363", NAME, "Public",
    )  # fmt: skip
    assert options.ServiceTags is ServiceTags


def test_case_of_a_tag_does_not_matter() -> None:
    tags = reader.read_service_tags(content(), NAME)
    assert tags.prefixes_of("azurecloud.NorwayE") == tags.prefixes["AzureCloud.norwaye"]
    assert tags.prefixes_of("AzureCloud.norway") is None


def test_byte_order_mark_is_passed_over() -> None:
    assert reader.read_service_tags(b"\xef\xbb\xbf" + content(), NAME).change_number == "363"


def test_prefix_that_is_given_twice_is_held_once() -> None:
    tags = reader.read_service_tags(content(value("A", "20.0.0.0/8", "20.0.0.0/8")), NAME)
    assert tags.prefixes["A"] == ("20.0.0.0/8",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not Microsoft's list"),
        (b"[]", "not Microsoft's list"),
        (b"\xff\xfe{", "not Microsoft's list"),
        (b"[" * 1_000_000, "not Microsoft's list"),
        (content(value(), changeNumber="363"), "$.changeNumber"),
        (content(value(), cloud=None), "$.cloud"),
        (content({"name": "A"}), "$.values[0]"),
        (content(value("A"), value(7)), "$.values[1].name"),
        (content(value("A", 7)), "$.values[0].properties.addressPrefixes[0]"),
        (content(values=[]), "holds no service tag"),
        (content(value("Azure Cloud")), '"Azure Cloud" is not the name'),
        (content(value('A"\n')), "is not the name of a service tag"),
        (content(value("A"), value("a")), "a stands in the list twice"),
        (content(value("A", "20.0.0.1/8")), 'A holds "20.0.0.1/8"'),
        (content(value("A", "20.0.0.0/8; reboot")), "20.0.0.0/8; reboot"),
        (content(value("A", "x" * 10_000)), "x…"),
        (content(value("A", "0.0.0.0/0")), "A holds 0.0.0.0/0, wider"),
        (content(value("A", "::/0")), "A holds ::/0, wider"),
    ],
)
def test_file_that_is_no_list_is_refused_with_its_reason(data: bytes, words: str) -> None:
    said = str(problem(data))
    assert words in said
    assert len(said) < 400
    assert "\n" not in said


@given(st.binary(max_size=200))
def test_any_bytes_are_either_a_list_or_refused(data: bytes) -> None:
    try:
        taken = len(reader.read_service_tags(data, NAME).prefixes)
    except FileProblem as refused:
        taken = len(str(refused))
    assert taken


def test_list_of_real_size_is_read_within_seconds() -> None:
    prefixes = [f"20.{a}.{c}.0/24" for a in range(256) for c in range(0, 256, 4)]
    values = [value(f"Tag{n}", *prefixes[n * 50 : n * 50 + 50]) for n in range(320)]
    padding = [value(f"Pad{n}", "20.0.0.0/24") | {"note": "x" * 2_500} for n in range(3_000)]
    data = content(*values, *padding)
    assert len(data) > 8_000_000
    started = time.perf_counter()
    assert len(reader.read_service_tags(data, NAME).prefixes) == 3_320
    assert time.perf_counter() - started < 5


def test_file_over_64_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with path.open("wb") as stream:
        stream.truncate(reader.MAX_BYTES + 1)
    with pytest.raises(FileProblem, match="larger than 64 MB"):
        reader.load_service_tags(path)


def test_missing_file_and_folder_are_said_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(FileProblem, match=path.name):
            reader.load_service_tags(path)


def test_file_on_disk_is_read_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(content())
    assert reader.load_service_tags(path).source == NAME
