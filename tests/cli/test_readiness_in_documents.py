"""Every document says what stands between the plan and a firewall: each root cause once, and as many as the JSON."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.cli.__main__ import main
from planner.exporters.registry import load_targets
from tests.cli.running import run_json
from tests.paper import skip_unless_read_back

pytestmark = pytest.mark.long

LANGUAGES = ["en", "zh"]
TABLES = {"csv", "rules-as-code-csv"}
"""Their first row is the columns' names: they have no head."""
SCRIPTS = sorted({target.id for target in load_targets().usable} - TABLES - {"xlsx", "pdf"})
REASON = "The mirror of the company covers it"
NOTHING_KNOWN = """
format: 2
cluster: {name: shop, region: westeurope, edition: 2026-07-02}
features: {on: [azure-monitor]}
traffic: {inbound: [{name: storefront, exposure: public, protocol: TCP, port: 443, backend_ip: 10.20.0.8}]}
"""
LEFT_OUT = f"""
format: 2
cluster: {{name: shop, region: westeurope, edition: 2026-07-02, node_subnets: [10.20.0.0/24]}}
features: {{on: [azure-monitor]}}
firewall: {{private_ip: 10.0.1.4}}
omissions:
- {{rule: core-registry, reason: {REASON}}}
"""
READY = """
format: 2
cluster: {name: shop, region: westeurope, node_subnets: [10.20.0.0/24], api_server_ip: 198.51.100.24}
firewall: {private_ip: 10.0.1.4}
"""
PLANS = {"nothing known": NOTHING_KNOWN, "a required line left out": LEFT_OUT}


@pytest.fixture(params=PLANS)
def plan_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return written(PLANS[request.param], tmp_path)


def written(text: str, folder: Path) -> Path:
    path = folder / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def points(capsys: pytest.CaptureFixture[str], plan_file: Path, language: str) -> dict[str, list[str]]:
    """Return the titles of the open points by severity, as the JSON has them."""
    data = run_json(capsys, "plan", str(plan_file), "--language", language)
    found: dict[str, list[str]] = {"blocks": [], "warns": []}
    for point in data["readiness"]:
        found[point["severity"]].append(point["title"])
    return found


def export(plan_file: Path, target: str, language: str, folder: Path, *more: str) -> Path:
    """Export one target and return its main file."""
    arguments = ["export", str(plan_file), "--target", target, "--language", language, *more]
    assert main([*arguments, "--output", str(folder)]) == 0
    files = [path for path in folder.iterdir() if path.name != "notices.json"]
    return min(files, key=lambda path: ("rollback" in path.name, ".squid." in path.stem, len(path.name)))


def bare(text: str) -> str:
    """Return letters and digits alone: comment signs, breaks and spaces are the file's own."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def head_of(path: Path) -> str:
    text = path.read_text("utf-8-sig")
    return "\n".join(json.loads(text)["metadata"]["head"]) if path.suffix == ".json" else text


def cells_of(path: Path) -> list[str]:
    book = load_workbook(path)
    rows = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return [value for value in rows if isinstance(value, str)]


def pdf_pages(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")


def status(blocks: int, warns: int, language: str) -> str:
    if language == "zh":
        return f"尚未就绪：{blocks} 项阻止变更，{warns} 项需注意"
    return f"Not ready: {blocks} {'point blocks' if blocks == 1 else 'points block'}, {warns} warn"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("target", SCRIPTS)
def test_head_of_each_script_names_each_point_that_blocks_once_and_counts_them(
    target: str, language: str, plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocking = points(capsys, plan_file, language)["blocks"]
    assert blocking
    head = bare(head_of(export(plan_file, target, language, tmp_path / "out")))
    assert [head.count(bare(title)) for title in blocking] == [1] * len(blocking)
    many = f"Not ready: {len(blocking)} points block" if len(blocking) > 1 else "Not ready: 1 point blocks"
    said = f"尚未就绪：{len(blocking)} 项阻止变更" if language == "zh" else many
    assert head.count(bare(said)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_names_each_point_once_and_counts_them(
    language: str, plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = points(capsys, plan_file, language)
    cells = cells_of(export(plan_file, "xlsx", language, tmp_path / "out"))
    assert cells.count(status(len(found["blocks"]), len(found["warns"]), language)) == 1
    for title in (*found["blocks"], *found["warns"]):
        assert sum(bare(title) in bare(cell) for cell in cells) == 1
    offers = [cell for cell in cells if cell.startswith("☐")]
    assert len(offers) == 1
    assert not re.search("Approve all lines|全部批准", offers[0])


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_print_says_on_page_one_what_blocks_and_on_the_last_pages_the_rest(
    language: str, paper: str, plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    skip_unless_read_back(language)
    found = points(capsys, plan_file, language)
    pages = [
        bare(page)
        for page in pdf_pages(export(plan_file, "pdf", language, tmp_path / "out", "--paper", paper))
    ]
    whole = "".join(pages)
    blocks, warns = found["blocks"], found["warns"]
    assert bare(status(len(blocks), len(warns), language)) in pages[0]
    assert [pages[0].count(bare(title)) for title in blocks] == [1] * len(blocks)
    assert [whole.count(bare(title)) for title in (*blocks, *warns)] == [1] * (len(blocks) + len(warns))
    assert not any(bare(title) in pages[0] for title in warns)
    (said,) = re.findall(
        r"(\d+)infullpages?(\d)" if language == "en" else r"其中(\d+)项的详情第(\d)", pages[0]
    )
    assert int(said[0]) == len(warns)
    assert bare(warns[0]) in pages[int(said[1]) - 1]
    assert not re.search("Approvealllines|批准全部", pages[0])
    signed = pages[0].index("Signature" if language == "en" else "签名")
    assert (
        pages[0].index(bare(blocks[0]))
        < pages[0].index("Whatisasked" if language == "en" else "请求内容")
        < signed
    )


@pytest.mark.parametrize("target", [*SCRIPTS, "xlsx"])
def test_plan_that_nothing_blocks_is_not_called_unready(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_file = written(READY, tmp_path)
    found = points(capsys, plan_file, "en")
    assert not found["blocks"]
    assert found["warns"]
    path = export(plan_file, target, "en", tmp_path / "out")
    said = "\n".join(cells_of(path)) if target == "xlsx" else head_of(path)
    assert "Not ready" not in said
    assert ("Approve all lines" in said) is (target == "xlsx")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("target", ["azure-cli", "fortios"])
def test_root_cause_is_not_repeated_for_each_line_but_the_lines_are_named(
    target: str, language: str, tmp_path: Path
) -> None:
    path = export(written(NOTHING_KNOWN, tmp_path), target, language, tmp_path / "out")
    head = bare(head_of(path))
    assert re.search(r"Notwrittenforitlines1to\d+" if language == "en" else r"因此未写入第1至\d+行", head)
    repeated = "itssourcethenodesubnetisnotknown" if language == "en" else "源节点子网未知"
    assert repeated not in head


def test_file_that_names_no_source_says_that_it_holds_its_lines_all_the_same(tmp_path: Path) -> None:
    path = export(written(NOTHING_KNOWN, tmp_path), "network-policy", "en", tmp_path / "out")
    head = bare(head_of(path))
    assert bare("This file names no source and holds its lines all the same.") in head
    assert bare("Not written for it") not in head


def test_reason_for_leaving_a_required_line_out_stands_with_its_point(tmp_path: Path) -> None:
    head = bare(head_of(export(written(LEFT_OUT, tmp_path), "azure-cli", "en", tmp_path / "out")))
    assert bare(f"Reason given: {REASON}.") in head
    # Counted with all that is left out, and not told twice.
    assert bare("Left out of the plan, not written as rules (1)") in head
    assert bare("above, among the points that block") in head
    assert head.count(bare(REASON)) == 1


@pytest.mark.parametrize("left_out", ["inbound-web-tcp-443", "core-registry"])
def test_a_refusal_that_quotes_sentences_has_one_stop_between_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, left_out: str
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "format: 2\n"
        "cluster: {region: westeurope, private_cluster: true, node_subnets: [10.42.0.0/22]}\n"
        "traffic:\n  inbound: [{name: web, exposure: public, protocol: TCP, port: 443, remedy: host-route}]\n"
        f"omissions: [{{rule: {left_out}, reason: a proxy does it}}]\n",
        encoding="utf-8",
    )
    options = ("--target", "csv", "--output", str(tmp_path / "out"), "--strict")
    assert main(("export", str(plan), *options)) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert "is required and left out" in said
    assert ".." not in said
    assert ".;" not in said
