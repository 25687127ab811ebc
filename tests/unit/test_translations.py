"""The tool that keeps translations in step: it must see what lupdate loses in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTranslator
from PySide6.QtWidgets import QApplication

from planner.domain.text import Text
from tests.tools.translatable import Entry, calls_in, entries_of
from tests.tools.translations import compile_catalogue, problems_of_calls, problems_of_entries, refresh

PAGE = """
from PySide6.QtCore import QCoreApplication
class Page:
    def build(self, name, count):
        self.tr("Next")
        self.tr("a long text "
                "in two pieces")
        self.tr("%n file(s)", "", count)
        self.tr("Open", "the verb")
        QCoreApplication.translate("Rail", "Plan so far")
        self.tr("选择区域")
class Dialog:
    def build(self, painter):
        painter.translate(1.0, 2.0)
        self.tr("Keep")
"""


def _refreshed(
    folder: Path, source: str, language: str = "zh_CN", *, plurals_only: bool = False
) -> list[Entry]:
    page = folder / "page.py"
    page.write_text(source, encoding="utf-8")
    ts = folder / f"planner_{language}.ts"
    refresh(ts, [page], language, plurals_only=plurals_only)
    return entries_of(ts.read_bytes())


def test_texts_of_a_page_are_found_under_their_class() -> None:
    assert [(call.context, call.source, call.comment) for call in calls_in(PAGE)] == [
        ("Page", "Next", ""),
        ("Page", "a long text in two pieces", ""),
        ("Page", "%n file(s)", ""),
        ("Page", "Open", "the verb"),
        ("Rail", "Plan so far", ""),
        ("Page", "选择区域", ""),
        ("Dialog", "Keep", ""),
    ]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("self.tr(f'{name} is open')", "literal texts only"),
        ("self.tr(name)", "literal texts only"),
        ("self.tr('a' + name)", "literal texts only"),
        ("f\"{self.tr('Open')} {name}\"", "inside an f-string"),
        ("tr('Open')", "has no class"),
        ("QCoreApplication.translate('', 'Open')", "outside a class"),
    ],
)
def test_a_call_that_qt_could_not_look_up_is_named_with_its_cause(line: str, cause: str) -> None:
    [call] = calls_in(f"class Page:\n    def build(self, name):\n        {line}\n")
    assert call.line == 3
    assert cause in call.problem


def test_a_text_that_no_ts_file_holds_is_named_with_file_and_line(tmp_path: Path) -> None:
    entries = _refreshed(tmp_path, PAGE.replace('self.tr("Keep")', "pass"))
    (tmp_path / "page.py").write_text(PAGE, encoding="utf-8")

    problems = list(problems_of_calls([tmp_path / "page.py"], entries, tmp_path))

    assert [problem.split(": ")[0] for problem in problems] == ["page.py:15"]


def test_every_text_reaches_the_file_under_its_class_even_after_a_painter_was_moved(tmp_path: Path) -> None:
    entries = _refreshed(tmp_path, PAGE)
    assert {entry.key for entry in entries} == {call.key for call in calls_in(PAGE)}


@pytest.mark.parametrize(
    "text", ['say "no"', "it's", "two\nlines", "back\\slash", "café — 终结点", "{name}", "<b>&"]
)
def test_text_with_unusual_characters_reaches_the_file_unchanged(tmp_path: Path, text: str) -> None:
    [entry] = _refreshed(tmp_path, f"class Page:\n    def build(self):\n        self.tr({text!r})\n")
    assert entry.source == text


def test_a_second_refresh_changes_nothing_and_keeps_translations(tmp_path: Path) -> None:
    _refreshed(tmp_path, PAGE)
    ts = tmp_path / "planner_zh_CN.ts"
    untranslated = '<source>Keep</source>\n        <translation type="unfinished"></translation>'
    text = ts.read_text(encoding="utf-8")
    assert untranslated in text
    ts.write_text(
        text.replace(untranslated, "<source>Keep</source>\n        <translation>保留</translation>"),
        encoding="utf-8",
    )
    before = ts.read_bytes()

    entries = _refreshed(tmp_path, PAGE)

    assert ts.read_bytes() == before
    assert [entry.translations for entry in entries if entry.source == "Keep"] == [("保留",)]


def test_a_text_that_is_gone_leaves_the_file(tmp_path: Path) -> None:
    _refreshed(tmp_path, PAGE)
    entries = _refreshed(tmp_path, PAGE.replace('self.tr("Keep")', "pass"))
    assert "Keep" not in {entry.source for entry in entries}


def test_english_holds_only_texts_with_a_count(tmp_path: Path) -> None:
    entries = _refreshed(tmp_path, PAGE, "en", plurals_only=True)
    assert [(entry.source, len(entry.translations)) for entry in entries] == [("%n file(s)", 2)]


@pytest.mark.parametrize(
    ("language", "state", "translation", "complaint"),
    [
        ("zh_CN", "", "已写入 %n 个文件", None),
        ("zh_CN", "", "已写入文件", "lacks %n"),
        ("zh_CN", "unfinished", "", "in Chinese"),
        ("zh_CN", "vanished", "已写入 %n 个文件", "no text asks for it"),
        ("en", "unfinished", "", "one and for many"),
    ],
)
def test_an_entry_is_reported_when_a_person_would_read_it_wrong(
    language: str, state: str, translation: str, complaint: str | None
) -> None:
    entry = Entry("Page", "%n files written", "", (translation,), state)

    problems = list(problems_of_entries([entry], language))

    assert len(problems) == (complaint is not None)
    assert complaint is None or complaint in problems[0]


def test_the_compiled_file_is_the_same_each_time(tmp_path: Path) -> None:
    _refreshed(tmp_path, PAGE)
    compiled = []
    for name in ("first.qm", "second.qm"):
        compile_catalogue(tmp_path / "planner_zh_CN.ts", tmp_path / name)
        compiled.append((tmp_path / name).read_bytes())
    assert compiled[0] == compiled[1] != b""


def test_qt_finds_the_translation_of_an_object_of_that_class(tmp_path: Path, qapp: QApplication) -> None:
    class Page(QObject):
        def says(self, count: int) -> str:
            return self.tr("%n file(s)", "", count)

    _refreshed(tmp_path, PAGE)
    ts = tmp_path / "planner_zh_CN.ts"
    empty = '<translation type="unfinished">\n            <numerusform></numerusform>'
    said = "<translation>\n            <numerusform>%n 个文件</numerusform>"
    ts.write_text(ts.read_text(encoding="utf-8").replace(empty, said), encoding="utf-8")
    compile_catalogue(ts, ts.with_suffix(".qm"))
    translator = QTranslator()
    assert translator.load(str(ts.with_suffix(".qm")))
    qapp.installTranslator(translator)
    try:
        assert Page().says(3) == "3 个文件"
    finally:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("请添加 {f}；完", "防火墙的公共 IP", "请添加防火墙的公共 IP；完"),
        ("请添加 {f}；完", "20.1.2.3", "请添加 20.1.2.3；完"),
        ("{f} 在此没有规则", "群集扩展", "群集扩展在此没有规则"),
        ("{f} 在此没有规则", "GPU", "GPU 在此没有规则"),
        ("访问 {f} 时", "防火墙", "访问防火墙时"),
        ("访问 {f} 时", "GPU", "访问 GPU 时"),
        ("出站类型 {f}：完", "甲", "出站类型甲：完"),
    ],
)
def test_blanks_beside_chinese_stand_only_where_latin_letters_are(
    template: str, value: str, expected: str
) -> None:
    assert Text("x {f} x", template).filled(f=Text("a", value)).zh == expected
