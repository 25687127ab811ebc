"""A fact that is added to the catalog's table alone appears in the window: its question, control, state and words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.gui.steps.fact_question import FactQuestion
from planner.gui.steps.facts_page import FactsPage
from planner.gui.steps.question import YesNo
from planner.gui.steps.traffic_page import TrafficPage
from planner.gui.widgets.choice_box import ChoiceBox
from planner.gui.widgets.fields import AddressesField, LineField
from planner.session.session import Session
from tests.gui.page_builders import english, shown, unnamed_controls

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
INVENTED = """
  - id: has_moons
    kind: yes-no
    step: facts
    unknown: {is: true, because: {en: most planets have some, zh: 多数行星都有卫星, by: ours}}
    label: {en: Moons, zh: 卫星}
    question: {en: Has it moons?, zh: 有卫星吗？}
    helper: {en: Look up at night., zh: 夜里抬头看。}
  - id: orbit
    kind: choice
    step: facts
    unknown: {is: low, because: {en: it is nearer, zh: 距离更近, by: ours}}
    label: {en: Orbit, zh: 轨道}
    question: {en: Which orbit?, zh: 哪条轨道？}
    answers: {low: {en: low orbit, zh: 低轨道}, high: {en: high orbit, zh: 高轨道}}
  - id: beacon
    kind: address
    step: facts
    example: 192.0.2.7
    label: {en: Beacon, zh: 信标}
    question: {en: Beacon & its IP, zh: 信标 IP}
    helper: {en: Where it shines from., zh: 发出信号的地址。}
  - id: stations
    kind: addresses
    step: facts
    options: [--station, --no-station]
    example: "192.0.2.8, 192.0.2.9"
    unknown: {is: [], because: {en: few have any, zh: 很少有, by: ours}}
    label: {en: Stations, zh: 空间站}
    question: {en: Stations, zh: 空间站}
    helper: {en: All of them., zh: 全部。}
  - id: fields
    kind: prefixes
    step: facts
    example: 192.0.2.0/24
    label: {en: Fields, zh: 区域}
    question: {en: Fields, zh: 区域}
  - id: captain
    kind: text
    step: facts
    example: Ada
    label: {en: Captain, zh: 船长}
    question: {en: Who is captain?, zh: 船长是谁？}
  - id: tow_rope
    kind: yes-no
    step: traffic
    unknown: {is: false, because: {en: ropes are rare, zh: 缆绳少见, by: ours}}
    label: {en: Tow rope, zh: 缆绳}
    question: {en: Is there a tow rope?, zh: 有缆绳吗？}
  - id: harbour
    kind: address
    step: traffic
    example: 192.0.2.66
    label: {en: Harbour IP, zh: 港口 IP}
    helper: {en: Where it lands., zh: 停靠的地址。}
"""


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    with english():
        yield


@pytest.fixture
def invented(tmp_path: Path) -> Catalog:
    folder = tmp_path / "catalog"
    shutil.copytree(CATALOG, folder)
    table = folder / "facts.yaml"
    table.write_text(table.read_text(encoding="utf-8") + INVENTED, encoding="utf-8")
    return load_catalog(folder)


@pytest.fixture
def page(qtbot: QtBot, invented: Catalog) -> FactsPage:
    return shown(qtbot, FactsPage(Session(invented)))


def plain(label: str) -> str:
    """Return a label without the mark of its mnemonic."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _field(question: FactQuestion) -> QLineEdit:
    assert isinstance(question.control, QLineEdit)
    return question.control


@pytest.mark.parametrize(
    ("fact", "question", "kind"),
    [
        ("has_moons", "Has it moons?", YesNo),
        ("orbit", "Which orbit?", ChoiceBox),
        ("beacon", "Beacon & its IP", LineField),
        ("stations", "Stations", AddressesField),
        ("fields", "Fields", AddressesField),
        ("captain", "Who is captain?", LineField),
    ],
)
def test_each_kind_of_fact_has_its_question_helper_example_and_control(
    page: FactsPage, fact: str, question: str, kind: type
) -> None:
    asked = page.questions[fact]
    given = page.session.catalog.fact_table[fact]
    assert isinstance(asked.control, kind)
    assert asked.isVisible()
    assert plain(asked.label.text()) == question
    assert asked.control.accessibleName() == question
    assert asked.helper.text().startswith(given.helper.en)
    if isinstance(asked.control, QLineEdit):
        assert asked.control.placeholderText() == given.example
    assert asked.assumption.isHidden() is (not given.assumptions)
    assert unnamed_controls(page) == []


def test_each_kind_of_fact_is_answered_and_taken_back(qtbot: QtBot, page: FactsPage) -> None:
    session = page.session
    moons, orbit = page.questions["has_moons"].control, page.questions["orbit"].control
    assert isinstance(moons, YesNo)
    assert isinstance(orbit, ChoiceBox)
    moons.no.click()
    orbit.setCurrentIndex(orbit.findData("high"))
    orbit.activated.emit(orbit.currentIndex())
    for fact, typed in (
        ("beacon", "192.0.2.7"),
        ("stations", "192.0.2.8, 192.0.2.9"),
        ("fields", "192.0.2.0/24"),
        ("captain", "Ada Novak"),
    ):
        qtbot.keyClicks(_field(page.questions[fact]), typed)
    ids = ("has_moons", "orbit", "beacon", "stations", "fields", "captain")
    assert [session.known(fact) for fact in ids] == [
        False,
        "high",
        "192.0.2.7",
        ("192.0.2.8", "192.0.2.9"),
        ("192.0.2.0/24",),
        "Ada Novak",
    ]
    assert session.undo_label is not None
    assert session.undo_label.zh == "船长：Ada Novak"
    none = page.questions["stations"].none
    assert none is not None
    none.click()
    assert session.known("stations") == ()
    moons.unknown.click()
    orbit.setCurrentIndex(0)
    orbit.activated.emit(0)
    none.click()
    assert [session.known(fact) for fact in ("has_moons", "orbit", "stations")] == [None, None, None]
    assert page.questions["orbit"].assumption.text == "assumed: low orbit. it is nearer"


def test_an_invented_address_that_cannot_be_read_is_named_under_its_field(
    qtbot: QtBot, page: FactsPage
) -> None:
    question = page.questions["beacon"]
    qtbot.keyClicks(_field(question), "192.0.2.700")
    qtbot.waitUntil(lambda: bool(question.problem.text))
    assert question.problem.text.startswith("192.0.2.700 is not an IPv4 address.")


def test_invented_facts_speak_the_language_of_the_window(page: FactsPage) -> None:
    page.set_language("zh")
    assert page.questions["has_moons"].label.text() == "有卫星吗？"
    assert page.questions["has_moons"].assumption.because.text() == "多数行星都有卫星"


def test_the_traffic_step_asks_invented_facts_too(qtbot: QtBot, invented: Catalog) -> None:
    page = shown(qtbot, TrafficPage(Session(invented)))
    fields = page.fields
    assert fields.fields["harbour"].isVisible()
    assert plain(fields.labels["harbour"].text()) == "Harbour IP"
    assert fields.fields["harbour"].placeholderText() == "192.0.2.66"
    assert fields.assumed["tow_rope"].text == "assumed: no. ropes are rare"
    fields.switches["tow_rope"].yes.click()
    qtbot.keyClicks(fields.fields["harbour"], "192.0.2.66")
    assert page.session.known("tow_rope") is True
    assert page.session.known("harbour") == "192.0.2.66"
    assert unnamed_controls(page) == []
