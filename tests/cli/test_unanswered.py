"""A plan of which nobody answered the questions: it stands, says what it assumes, and claims no answer anywhere."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from planner.cli.__main__ import main
from planner.exporters.registry import load_targets
from tests.cli.running import refusal, run_json
from tests.paper import skip_unless_read_back

UNANSWERED = [
    "plan", "--region", "westeurope", "--feature", "cluster-extensions", "--node-subnet", "10.20.0.0/24",
    "--firewall-private-ip", "10.0.1.4",
]  # fmt: skip
TARGETS = [target.id for target in load_targets().usable]
# *Nobody answered*, *not answered* have to be said (and a script waits until az has answered); all else is a claim.
CLAIMED = re.compile(
    r"(?<!nobody )(?<!not )(?<!az has )\banswered\b|已回答|(?<!未)回答：|作答", re.IGNORECASE
)


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "shop.yaml"
    path.write_text(
        "format: 2\n"
        "cluster: {name: shop, region: westeurope, edition: 2026-07-02, node_subnets: [10.20.0.0/24]}\n"
        "features: {on: [cluster-extensions]}\n"
        "firewall: {private_ip: 10.0.1.4}\n",
        encoding="utf-8",
    )
    return path


def rule(data: dict[str, Any], rule_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in data["rules"] if entry["id"] == rule_id)
    return found


def texts(path: Path) -> str:
    """Return what a file says: as it is written, or the sheets of a workbook, or the words of a PDF."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(
                book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))
            )
    return content.decode("utf-8-sig", "replace")


def exported(plan_file: Path, target: str, language: str, folder: Path) -> str:
    if target == "pdf":
        skip_unless_read_back(language)
    arguments = ["export", str(plan_file), "--target", target, "--language", language]
    assert main([*arguments, "--output", str(folder)]) == 0
    return "\n".join(texts(path) for path in sorted(folder.iterdir()))


def test_line_for_pods_that_call_the_api_server_stands_as_an_assumption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = run_json(capsys, *UNANSWERED)
    line = rule(data, "core-api-server-address")
    assert (line["necessity"], line["assumed"]) == ("required", True)
    assert line["destinations"][0]["type"] == "placeholder"
    assert line["alternatives"]
    assert line["assumption"].startswith("Assumed, nobody answered: ")
    assert "Pods call the API server: yes" in line["assumption"]
    assert data["profile"]["pods_call_api_server"] is None
    assert "pods_call_api_server" in data["profile"]["assumed"]
    assert all(answer["assumed"] for entry in line["reasons"] for answer in entry["answers"])
    points = {point["id"]: point for point in data["readiness"]}
    assert points["unanswered-pods-call-api-server"]["field"] == "pods_call_api_server"
    assert points["unanswered-pods-call-api-server"]["severity"] == "warns"


@pytest.mark.parametrize(
    ("option", "stands", "assumed"),
    [
        ("--pods-call-api-server", True, False),
        ("--no-pods-call-api-server", False, None),
        ("--private-cluster", False, None),
    ],
)
def test_answer_settles_the_line(
    capsys: pytest.CaptureFixture[str], option: str, stands: bool, assumed: bool | None
) -> None:
    data = run_json(capsys, *UNANSWERED, option, *(["--public-cluster"] if stands else []))
    lines = {entry["id"]: entry["assumed"] for entry in data["rules"]}
    gone = {entry["id"]: entry["assumed"] for entry in data["not_needed"]}
    assert ("core-api-server-address" in lines) is stands
    assert lines.get("core-api-server-address") is assumed
    if not stands:
        assert gone["core-api-server-address"] is False


GPU = ["plan", "--region", "westeurope", "--unknown", "features.gpu"]
GPU_ON = ("--feature", "gpu")


def test_feature_that_nobody_knows_of_stays_unknown_in_the_plan_file_and_is_settled_by_an_option(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*GPU, "--format", "yaml"]) == 0
    plan_file = tmp_path / "plan.yaml"
    plan_file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert "unknown:\n  - gpu" in plan_file.read_text(encoding="utf-8")
    for options, features, unknown in (
        ((), [], ["gpu"]),
        (("--feature", "gpu"), ["gpu"], []),
        (("--without-feature", "gpu"), [], []),
        (("--unknown", "features.windows"), [], ["gpu", "windows"]),
    ):
        profile = run_json(capsys, "plan", str(plan_file), *options)["profile"]
        assert (profile["features"], profile["unknown_features"]) == (features, unknown)


def test_feature_that_nobody_knows_of_is_an_open_point_with_the_lines_that_it_would_add(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def points(*options: str) -> list[dict[str, Any]]:
        return [
            entry for entry in run_json(capsys, *options)["readiness"] if entry["field"] == "features.gpu"
        ]

    (point,) = points(*GPU)
    off, on = (
        len(run_json(capsys, "plan", "--region", "westeurope", *more)["rules"]) for more in ((), GPU_ON)
    )
    assert (point["id"], point["severity"]) == ("unanswered-feature-gpu", "warns")
    assert point["cost"].startswith(f"{on - off} line")
    assert points("plan", "--region", "westeurope", *GPU_ON) == []
    assert points("plan", "--region", "westeurope") == []


@pytest.mark.parametrize("field", ["name", "cloud", "edition", "region"])
def test_the_word_unknown_is_no_name_of_anything(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, field: str
) -> None:
    plan_file = tmp_path / "plan.yaml"
    plan_file.write_text(
        f"format: 2\ncluster: {{region: westeurope, {field}: unknown}}\n".replace(
            "region: westeurope, region", "region"
        ),
        encoding="utf-8",
    )
    for arguments in ((str(plan_file),), ("--region", "westeurope", f"--{field}", "unknown")):
        if field == "region":
            assert "Choose a region" in refusal(capsys, "plan", *arguments)
        else:
            assert "unknown" not in str(run_json(capsys, "plan", *arguments)["profile"][field])


def test_two_answers_about_one_feature_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for options in (("--feature", "gpu"), ("--without-feature", "gpu")):
        assert "gpu is said to be" in refusal(capsys, *GPU, *options)
    assert "gpu is said to be" in refusal(capsys, *GPU[:3], "--feature", "gpu", "--without-feature", "gpu")


def test_everything_not_needed_says_that_it_is_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("en", "Assumed, nobody answered: "), ("zh", "假定（未回答）：")):
        for entry in run_json(capsys, *UNANSWERED, "--language", language)["not_needed"]:
            assert entry["assumed"]
            assert entry["reason"].startswith(words)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("output", ["table", "json", "yaml"])
def test_terminal_claims_no_answer(capsys: pytest.CaptureFixture[str], output: str, language: str) -> None:
    assert main([*UNANSWERED, "--format", output, "--language", language]) == 0
    said = capsys.readouterr()
    assert not CLAIMED.search(said.out + said.err)


@pytest.mark.long
@pytest.mark.usefixtures("qapp")  # the PDF is drawn by Qt
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("target", TARGETS)
def test_file_claims_no_answer(plan_file: Path, tmp_path: Path, target: str, language: str) -> None:
    said = exported(plan_file, target, language, tmp_path)
    assert "packages.aks.azure.com" in said
    assert not CLAIMED.search(said)


@pytest.mark.long
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("target", TARGETS)
def test_file_says_what_is_assumed(plan_file: Path, tmp_path: Path, target: str) -> None:
    for language, word in (("en", "ssumed"), ("zh", "假定")):
        assert word in exported(plan_file, target, language, tmp_path / language)


def test_pattern_finds_a_claim_and_leaves_what_nobody_answered() -> None:
    for claim in ("Answered: no pod calls the API server", "Every question was answered.", "已回答：否"):
        assert CLAIMED.search(claim)
    for honest in (
        "Assumed, nobody answered: konnectivity: yes",
        "Nobody answered these",
        "假定（未回答）：",
    ):
        assert not CLAIMED.search(honest)


def test_question_left_open_in_the_plan_file_stays_open_in_the_file_that_is_written(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(plan_file), "--format", "yaml"]) == 0
    written = capsys.readouterr().out
    assert "pods_call_api_server: unknown" in written
    assert run_json(capsys, "plan", str(plan_file))["profile"]["konnectivity"] is None


def test_one_cause_is_one_point_with_its_cost(capsys: pytest.CaptureFixture[str]) -> None:
    def of(*options: str) -> list[dict[str, Any]]:
        points = run_json(capsys, "plan", *options)["readiness"]
        return [entry for entry in points if entry["field"] in ("region", "cloud")]

    for options in (
        ("--region", "chinaeast2", "--cloud", "AzureCloud"),
        ("--region", "marsnorth"),
    ):
        (point,) = of(*options)
        assert point["cost"]


def test_what_a_file_lists_twice_counts_once_and_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan_file = tmp_path / "plan.yaml"
    omission = "{rule: core-time, reason: a proxy does it}"
    plan_file.write_text(
        "format: 2\ncluster: {region: westeurope}\nfeatures: {on: [core, gpu, gpu]}\n"
        f"omissions: [{omission}, {omission}]\n",
        encoding="utf-8",
    )
    assert main(["plan", str(plan_file), "--format", "json"]) == 0
    output = capsys.readouterr()
    assert '"features": [\n      "gpu"\n    ]' in output.out
    for said in ("core is part of every cluster", "gpu is listed twice", "core-time is left out twice"):
        assert said in output.err


@pytest.mark.parametrize(
    ("language", "held", "assumed"),
    [
        (
            "en",
            "Held back: no rule is written for line 10, which the cluster requires.",
            "Assumed, nobody answered: ",
        ),
        ("zh", "暂缓：群集必需的第 10 行未写出。", "假定（未回答）："),
    ],
)
def test_table_says_of_the_default_route_that_it_is_held_back_and_assumed(
    capsys: pytest.CaptureFixture[str], language: str, held: str, assumed: str
) -> None:
    assert main([*UNANSWERED, "--language", language]) == 0
    shown = capsys.readouterr().out
    (route,) = [line for line in shown.splitlines() if line.startswith("0.0.0.0/0")]
    assert held in route
    assert assumed in route.partition(held)[2]
    assert "。 " not in shown  # Chinese sentences follow each other without a blank
    assert shown.splitlines()[-1].endswith((" 1 route", "1 条路由"))
    assert main([*UNANSWERED, "--language", language, "--api-server-ip", "198.51.100.7"]) == 0
    assert held[:4] not in capsys.readouterr().out.partition("Routes")[2].partition("Advisories")[0]


def test_footer_counts_several_routes_in_the_plural(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--region", "westeurope", "--outbound-type", "loadBalancer"]) == 0
    assert re.search(r" 0 routes$", capsys.readouterr().out.strip())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("by_file", [False, True])
def test_a_kubernetes_version_that_is_none_gets_a_note(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str, by_file: bool
) -> None:
    said = {
        "en": "note: abc is no Kubernetes version such as 1.30.5, so nothing follows from it. Correct it.",
        "zh": "note: “abc” 不是有效的 Kubernetes 版本（例如 1.30.5），不会用于任何判断。请更正。",
    }[language]
    for version, noted in (("abc", True), ("1.30.5", False), ("v1.20", False)):
        asked = [*UNANSWERED, "--kubernetes-version", version]
        if by_file:
            path = tmp_path / "plan.yaml"
            path.write_text(
                f"format: 2\ncluster: {{region: westeurope, kubernetes_version: {version!r}}}\n",
                encoding="utf-8",
            )
            asked = ["plan", str(path)]
        assert main([*asked, "--language", language]) == 0
        assert (said in capsys.readouterr().err) is noted
