"""``aks-egress check-page``: a saved copy of the page in a table and as JSON, against an edition."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from planner.cli.__main__ import main
from tests.cli.running import refusal
from tests.copies import markdown, saved_html

NEWEST, BEFORE = "2026-07-02", "2024-12-11"


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(saved_html(NEWEST), encoding="utf-8")
    return str(path)


def test_a_page_that_differs_in_nothing_ends_with_0(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-page", page]) == 0
    assert "Nothing differs" in capsys.readouterr().out
    assert main(["check-page", page, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["edition"] == NEWEST
    assert [found[key] for key in ("missing", "extra", "different", "not_read")] == [[], [], [], []]
    assert found["is_whole"] is True


def test_findings_end_with_3_and_say_where_they_belong(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-page", page, "--edition", BEFORE, "--format", "json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["edition"] == BEFORE
    entry = next(entry for entry in found["missing"] if entry["destination"] == "mcr.azure.cn")
    assert entry["cloud"] == "AzureChinaCloud"
    assert entry["feature"] == "core"
    assert entry["services"] == ["HTTPS:443"]
    assert entry["section"] == "Microsoft Azure operated by 21Vianet required FQDN / application rules"
    assert main(["check-page", page, "--edition", BEFORE, "--language", "zh"]) == 3
    assert "仅页面有" in capsys.readouterr().out


def test_what_differs_shows_both_sides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.md"
    path.write_text(markdown("2020-06-29"), encoding="utf-8")
    assert main(["check-page", str(path), "--edition", "2020-03-10"]) == 3
    assert "HTTP:443 -> HTTPS:443" in capsys.readouterr().out
    main(["check-page", str(path), "--edition", "2020-03-10", "--format", "json"])
    entry = next(
        entry
        for entry in json.loads(capsys.readouterr().out)["different"]
        if entry["destination"] == "gcr.io"
    )
    assert (entry["services"], entry["edition_services"]) == (["HTTPS:443"], ["HTTP:443"])


def test_a_page_that_is_cut_off_ends_with_3_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.html"
    text = saved_html(NEWEST)
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    assert main(["check-page", str(path)]) == 3
    assert "looks cut off" in capsys.readouterr().out


def test_standard_input_is_read(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(Path(page).read_bytes())))
    assert main(["check-page", "-"]) == 0


def test_texts_of_a_page_move_no_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.md"
    evil = "### Evil \x1b[2J\u202eadd-on\n\n| FQDN | Port |\n|---|---|\n| evil.example.com | 443 |\n"
    evil += "| x.example.com | \x1b |\n"
    path.write_text(markdown(NEWEST).replace("## Next steps", f"{evil}\n## Next steps"), encoding="utf-8")
    assert main(["check-page", str(path)]) == 3
    out = capsys.readouterr().out
    assert "evil.example.com" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_what_cannot_be_used_ends_with_2(
    tmp_path: Path, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "2026-07-02" in refusal(capsys, "check-page", page, "--edition", "2024")
    assert "folder" in refusal(capsys, "check-page", str(tmp_path))
    assert "not there" in refusal(capsys, "check-page", str(tmp_path / "gone.md"))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "pipe" in refusal(capsys, "check-page", str(pipe))
    large = tmp_path / "large.html"
    with large.open("wb") as stream:
        stream.truncate(100_000_000)
    assert "8 MB" in refusal(capsys, "check-page", str(large))
    other = tmp_path / "other.md"
    other.write_text("# Another page\n", encoding="utf-8")
    assert "no table" in refusal(capsys, "check-page", str(other))
