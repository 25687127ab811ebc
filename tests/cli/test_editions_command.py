"""``aks-egress editions``: the list, and what differs from one edition to another."""

from __future__ import annotations

import json

import pytest

from planner.cli.__main__ import main
from tests.cli.running import refusal, run_json


def test_without_arguments_the_editions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["editions", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed[0]["id"] == "2020-03-10"
    assert {"id", "published", "title", "url"} == set(listed[0])


def test_two_editions_differ_by_cloud_and_feature(capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(capsys, "editions", "2020-06-29", "2021-01-12")
    assert found["counts"] == {"came": 2, "went": 4, "replaced": 5, "changed": 0}
    [policy] = [
        entry
        for entry in found["features"]
        if (entry["cloud"], entry["feature"]) == ("AzureChinaCloud", "azure-policy")
    ]
    assert policy["offered"] == "both"
    store = next(
        change for change in policy["changes"] if change["from"]["destination"] == "raw.githubusercontent.com"
    )
    assert (store["change"], store["to"]["destination"]) == ("replaced", "store.policy.azure.cn")
    assert store["to"]["services"] == ["HTTPS:443"]
    assert store["to_stood_before"] is False


def test_one_cloud_and_one_feature_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(
        capsys, "editions", "2020-03-10", "2026-07-02", "--cloud", "AzureChinaCloud", "--feature", "gpu"
    )
    assert [(entry["cloud"], entry["feature"]) for entry in found["features"]] == [("AzureChinaCloud", "gpu")]


def test_the_table_names_each_row_and_why_a_feature_is_in_one_edition_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["editions", "2021-01-12", "2022-07-26", "--cloud", "AzureCloud"]) == 0
    said = capsys.readouterr().out
    assert "apt.dockerproject.org" in said
    assert "download.docker.com (HTTPS:443)" in said
    assert "AzureCloud, dev-spaces, edition 2022-07-26: " in said
    assert "It left on 2021-05-06." in said
    assert main(["editions", "2021-01-12", "2022-07-26", "--language", "zh"]) == 0
    assert "替换" in capsys.readouterr().out


def test_editions_without_a_difference_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["editions", "2022-07-26", "2023-03-10"]) == 0
    assert capsys.readouterr().out == "No row of the page differs between 2022-07-26 and 2023-03-10.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2022-07-26",), "Name two"),
        (("2022-07-26", "2023-03-11"), 'Did you mean "2023-03-10"?'),
        (("edition:2022-07-26", "2023-03-10"), "is not a known edition"),
        (("2022-07-26", "2023-03-10", "--cloud", "AzureCn"), '"AzureCn" is not a known cloud'),
        (("2022-07-26", "2023-03-10", "--feature", "gpus"), 'Did you mean "gpu"?'),
        (("--cloud", "AzureCloud"), "--cloud is for two editions"),
        (("--feature", "gpu"), "--feature is for two editions"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_what_to_do(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refusal(capsys, "editions", *arguments)
