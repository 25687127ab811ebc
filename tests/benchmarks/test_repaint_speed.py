"""From an answer to the repainted table at 150 lines, split into its parts, against painting the table alone."""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.text import Text
from planner.gui.steps.rules_page import RulesPage
from planner.session.session import Session
from tests.plans import SHOP

pytestmark = pytest.mark.benchmark

LINES = 150
ROUNDS = 15
LABEL = Text("Subnet", "子网")
DEMAND = """
  - id: many-host-{number}
    necessity: required
    purpose: {{en: A host., zh: 主机。}}
    if_refused: {{en: Nothing works., zh: 无法使用。}}
    section: many
    services: [HTTPS:443]
    destinations: [{{fqdn: host{number}.example.com}}]"""
FEATURE = """\
id: many
order: 500
group: ingress
label: {en: Many hosts, zh: 多个主机}
short_label: {en: Many, zh: 多个}
summary: {en: Many hosts., zh: 多个主机。}
sections: {many: Many}
demands:"""


def _session(folder: Path) -> Session:
    shutil.copytree(data_folder("catalog"), folder)
    demands = "".join(DEMAND.format(number=number) for number in range(LINES - 13))
    (folder / "features" / "many.yaml").write_text(FEATURE + demands + "\n", encoding="utf-8")
    session = Session(load_catalog(folder), SHOP)
    session.answer(LABEL, features=("many",))
    return session


def test_an_answer_is_on_the_screen_soon_after_a_bare_repaint_would(qtbot: QtBot, tmp_path: Path) -> None:
    session = _session(tmp_path / "catalog")
    assert session.plan is not None
    assert len(session.plan.rules) == LINES
    page = RulesPage(session)
    qtbot.addWidget(page)
    page.resize(1012, 746)
    page.show()
    page.refresh()
    QApplication.processEvents()
    split: list[tuple[float, float, float, float]] = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        session.answer(LABEL, node_subnets=(f"10.{number}.0.0/16",))
        answered = time.perf_counter()
        page.refresh()
        shown = time.perf_counter()
        page.repaint()
        QApplication.processEvents()
        painted = time.perf_counter()
        page.view.viewport().repaint()
        bare = time.perf_counter()
        split.append((answered - start, shown - answered, painted - shown, bare - painted))
    answer, refresh, paint, floor = (statistics.median(part) * 1000 for part in zip(*split, strict=True))
    whole = answer + refresh + paint
    print(
        f"\nanswer to repainted table, {LINES} lines: {whole:.1f} ms (target 50 ms): plan and changes {answer:.1f}, "
        f"rows {refresh:.1f}, painting {paint:.1f}; {whole / floor:.1f} x a bare repaint of the table ({floor:.1f} ms)"
    )
    assert whole / floor < 15
