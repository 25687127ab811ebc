"""Opening a plan file: unknown names are refused with their line, by window and terminal in the same words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.cli.__main__ import main
from planner.domain.problem import FileProblem
from planner.session.opening import open_plan, read_plan_file
from tests.plans import catalog

INBOUND = """\
format: 1
traffic:
  inbound:
    - name: web
      exposure: public
      protocol: TCP
      port: 80
"""
UNKNOWN = [
    ("format: 1\ncluster:\n  region: eastus\n  cloud: AzureMoon\n", 4, "'AzureMoon' is not a known cloud"),
    ("format: 1\ncluster:\n  edition: 2019-01-01\n", 3, "'2019-01-01' is not a known edition"),
    ("format: 1\nfeatures:\n  on:\n    - gpu\n    - windos\n", 5, "'windos' is not a known feature"),
    ("format: 2\ncluster:\n  region: eastus\n  cloud: AzureMoon\n", 4, "'AzureMoon' is not a known cloud"),
    ("format: 2\nfeatures:\n  on:\n    - gpu\n    - windos\n", 5, "'windos' is not a known feature"),
    (
        INBOUND.replace("format: 1", "format: 2") + "      remedy: hostroute\n",
        8,
        'Did you mean "host-route"?',
    ),
    (INBOUND + "      remedy: hostroute\n", 8, 'Did you mean "host-route"?'),
]


@pytest.mark.parametrize(("text", "line", "words"), UNKNOWN)
def test_an_unknown_name_is_refused_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        open_plan(path, catalog())
    assert (caught.value.file, caught.value.line) == ("shop.yaml", line)
    assert words in caught.value.message.en
    assert caught.value.message.en.endswith("The plan was not opened.")
    assert caught.value.message.zh.endswith("方案未打开。")


def test_every_known_remedy_and_no_remedy_open(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    for remedy in ('""', "internal-load-balancer", "host-route", "nat-gateway-route", "stop-filtering"):
        path.write_text(INBOUND + f"      remedy: {remedy}\n", encoding="utf-8")
        assert open_plan(path, catalog()).cluster.inbound[0].remedy == remedy.strip('"')


def test_a_missing_region_and_an_unreadable_address_open_to_be_corrected(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    for number in (1, 2):
        path.write_text(f"format: {number}\ncluster: {{api_server_ip: 10.0.1.400}}\n", encoding="utf-8")
        assert open_plan(path, catalog()).cluster.facts["api_server_ip"] == "10.0.1.400"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_both_doors_refuse_what_is_no_file_in_the_same_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("folder").mkdir()
    with Path("huge").open("wb") as stream:
        stream.truncate(5_000_000)
    for name in ("pipe", "folder", "huge", "missing"):
        with pytest.raises(FileProblem) as caught:
            open_plan(Path(name), catalog())
        assert main(["plan", name]) == 2
        assert capsys.readouterr().err == f"aks-egress: {caught.value}\n"


def test_a_value_that_the_file_leaves_out_has_the_line_of_its_group(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text("format: 1\n\ncluster:\n  name: shop\n", encoding="utf-8")
    source = read_plan_file(path, "shop.yaml", catalog())
    assert source.line_of("name") == 4
    assert source.line_of("region") == 3
    assert source.line_of("inbound", 2, "remedy") == 1


@pytest.mark.parametrize(
    ("text", "field", "index", "line"),
    [
        ("format: 1\ntraffic:\n  firewall_public_ip: 1.2.3.4\n", "firewall_public_ips", 0, 3),
        ("format: 2\nfirewall:\n  public_ips:\n  - 1.2.3.4\n  - 1.2.3.5\n", "firewall_public_ips", 1, 5),
        ("format: 2\ncluster:\n  konnectivity: unknown\n", "konnectivity", -1, 3),
        ("format: 2\nfeatures:\n  answers:\n    azure-monitor: {by: tag}\n", "azure_monitor_by", -1, 4),
        ("format: 2\ncluster:\n  name: shop\n", "konnectivity", -1, 2),
    ],
)
def test_a_fact_is_found_where_its_format_holds_it(
    tmp_path: Path, text: str, field: str, index: int, line: int
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_plan_file(path, "shop.yaml", catalog()).line_of(field, index) == line
