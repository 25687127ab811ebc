"""Start from cluster…: paste, open or drop a cluster's JSON, see the lists, start the plan at its first question."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from planner.catalog.model import Catalog
from planner.gui import cluster_work, questions
from planner.gui.cluster_dialog import ClusterDialog
from planner.gui.help_dialog import help_text
from planner.gui.questions import Closing
from planner.gui.widgets.cluster_lists_view import MOST_SHOWN
from planner.gui.window import Window
from planner.importers.aks_cluster import ClusterReading, read_clusters
from planner.session.cluster_lists import ListKind
from planner.session.problem import Step
from tests.gui.accessible import findings, tab_walk, untranslated
from tests.gui.windows import answer_typical, open_window, session_of
from tests.importers.cluster_files import EXPRESSION, FOLDER, SAMPLES, a_cluster, a_pool

WINDOWS = FOLDER / "aks-show-windows.cli.json"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        yield opened


@pytest.fixture
def saving(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plans that somebody was asked to save; the question is answered by *Cancel*."""
    asked: list[str] = []

    def ask(_parent: object, name: str) -> Closing:
        asked.append(name)
        return Closing.CANCEL

    monkeypatch.setattr(questions, "ask_to_save", ask)
    return asked


def opened(window: Window) -> ClusterDialog:
    window.menus.actions["from_cluster"].trigger()
    return the_dialog(window)


def the_dialog(window: Window) -> ClusterDialog:
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    (dialog,) = window.findChildren(ClusterDialog)
    return dialog


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def pasted(qtbot: QtBot, dialog: ClusterDialog, value: object) -> ClusterDialog:
    copied(value if isinstance(value, str) else json.dumps(value))
    dialog.paste_button.click()
    return read(qtbot, dialog)


def read(qtbot: QtBot, dialog: ClusterDialog) -> ClusterDialog:
    qtbot.waitUntil(lambda: dialog._worker is None, timeout=20_000)
    return dialog


def from_file(qtbot: QtBot, window: Window, path: Path) -> ClusterDialog:
    window.commands.start_from_cluster(str(path))
    return read(qtbot, the_dialog(window))


def lists(dialog: ClusterDialog) -> dict[str, list[list[str]]]:
    """Return what stands in the view, by the heads of the lists."""
    if not dialog.view.isVisible():
        return {}
    model = dialog.view.model()
    found = {}
    for row in range(model.rowCount(QModelIndex())):
        head = model.index(row, 0)
        cells = [
            [str(model.index(line, column, head).data() or "") for column in range(3)]
            for line in range(model.rowCount(head))
        ]
        found[str(head.data())] = cells
    return found


def line(dialog: ClusterDialog, what: str) -> list[str]:
    return next(cells for part in lists(dialog).values() for cells in part if cells[0] == what)


def focus(window: Window) -> object:
    return window.commands.workbench.focusWidget()


# --- the three lists ------------------------------------------------------------------------


def test_a_pasted_cluster_shows_what_is_read_assumed_and_to_be_asked(qtbot: QtBot, window: Window) -> None:
    dialog = pasted(qtbot, opened(window), WINDOWS.read_text(encoding="utf-8"))
    assert list(lists(dialog)) == [
        "Read from the cluster: 16",
        "Assumed, nobody answered: 3",
        "Must ask: 12",
    ]
    assert line(dialog, "Windows Server node pools") == [
        "Windows Server node pools",
        "yes",
        "agentPoolProfiles[1].osType",
    ]
    assert line(dialog, "Region")[1] == "West Europe (westeurope)"
    assert line(dialog, "HTTP proxy")[2] == "httpProxyConfig.httpsProxy (not there)"
    assert line(dialog, "konnectivity") == [
        "konnectivity",
        "yes",
        "every supported Kubernetes version uses it",
    ]
    assert line(dialog, "Pods call the API server")[1:] == [
        "until then: yes",
        "Ask whoever runs the workloads.",
    ]
    assert line(dialog, "Firewall private IP")[1] == "until then: not known"


def test_what_is_on_and_unknown_to_the_planner_is_folded_at_first(qtbot: QtBot, window: Window) -> None:
    cluster = a_cluster(addonProfiles={"newThing": {"enabled": True}})
    dialog = pasted(qtbot, opened(window), cluster)
    assert lists(dialog)["In the JSON, in no plan: 1"][0][0] == "properties.addonProfiles.newThing"
    folded = [dialog.view.isExpanded(dialog.view.model().index(row, 0)) for row in range(4)]
    assert folded == [True, True, True, False]
    dialog.jumps[ListKind.IGNORED].click()
    assert dialog.view.isExpanded(dialog.view.model().index(3, 0))


def test_a_subnet_says_of_which_pool_it_is(qtbot: QtBot, window: Window) -> None:
    cluster = a_cluster(agentPoolProfiles=[a_pool("blue", vnetSubnetID="/net/one")])
    dialog = pasted(qtbot, opened(window), cluster)
    assert line(dialog, "Subnet of the pool: blue")[1] == "/net/one"


def test_what_a_template_computes_is_asked_with_its_place(qtbot: QtBot, window: Window) -> None:
    cluster = a_cluster(apiServerAccessProfile={"enablePrivateCluster": EXPRESSION})
    found = line(pasted(qtbot, opened(window), cluster), "Private API server")
    assert found[2].endswith("\nproperties.apiServerAccessProfile.enablePrivateCluster")


def test_all_lists_are_copied_as_text_and_ctrl_c_copies_the_selected_rows(
    qtbot: QtBot, window: Window
) -> None:
    dialog = pasted(qtbot, opened(window), WINDOWS.read_text(encoding="utf-8"))
    dialog.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "Must ask: 12\nPods call the API server\tuntil then: yes\tAsk whoever" in text
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    QTest.keyClick(dialog.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Cluster name\trecordingbotcluster\tname\n"


def test_a_long_list_is_cut_in_the_view_and_copied_whole(qtbot: QtBot, window: Window) -> None:
    add_ons = {f"thing{number}": {"enabled": True} for number in range(MOST_SHOWN + 7)}
    dialog = pasted(qtbot, opened(window), a_cluster(addonProfiles=add_ons))
    shown = lists(dialog)[f"In the JSON, in no plan: {MOST_SHOWN + 7}"]
    assert shown[-1][0].startswith("7 more")
    assert dialog.view.copied().count("addonProfiles.thing") == MOST_SHOWN + 7


def test_words_of_the_file_are_plain_text(qtbot: QtBot, window: Window) -> None:
    markup = "<b>bold</b><img src=x>"
    cluster = a_cluster(addonProfiles={markup: {"enabled": True}})
    dialog = pasted(qtbot, opened(window), cluster)
    assert lists(dialog)["In the JSON, in no plan: 1"][0][0] == f"properties.addonProfiles.{markup}"
    pasted(qtbot, dialog, f'{{"{markup}": 1, "{markup}": 2}}')
    assert f'the key "{markup}" stands twice' in dialog.problem.text
    for label in dialog.findChildren(QLabel):
        assert "<" not in label.text() or label.textFormat() is Qt.TextFormat.PlainText


# --- starting the plan ----------------------------------------------------------------------


def test_enter_starts_a_plan_that_is_not_saved_and_opens_at_the_first_question(
    qtbot: QtBot, window: Window
) -> None:
    dialog = pasted(qtbot, opened(window), WINDOWS.read_text(encoding="utf-8"))
    assert dialog.next_label.text().endswith("Pods call the API server")
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    session, workbench = session_of(window), window.commands.workbench
    assert session.cluster.name == "recordingbotcluster"
    assert session.cluster.features == ("windows",)
    assert window.isWindowModified()
    assert window.commands.documents.path is None
    assert workbench.current is Step.FACTS
    question = workbench.page.questions["pods_call_api_server"]  # type: ignore[attr-defined]
    assert question.control.isAncestorOf(focus(window))
    assert not dialog.isVisible()


@pytest.mark.long
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_plan_of_every_sample_is_what_the_reading_says(qtbot: QtBot, window: Window, sample: str) -> None:
    dialog = from_file(qtbot, window, FOLDER / sample)
    dialog.start.click()
    session = session_of(window)
    expected = read_clusters((FOLDER / sample).read_bytes(), sample, session.catalog).request
    assert session.request.cluster == expected.cluster
    assert session.request.firewall == expected.firewall
    assert session.is_modified


def test_an_unread_region_is_the_first_question(qtbot: QtBot, window: Window) -> None:
    cluster = a_cluster() | {"location": EXPRESSION}
    pasted(qtbot, opened(window), cluster).start.click()
    assert window.commands.workbench.current is Step.CLOUD
    page = window.commands.workbench.page
    assert focus(window) in (page.cloud, page.region, page.region_field)  # type: ignore[attr-defined]


def test_a_feature_that_could_not_be_read_gets_the_focus_on_its_step(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    window.commands.workbench.show_field(Step.FEATURES, "features.cluster-extensions")
    row = window.commands.workbench.page.rows["cluster-extensions"]  # type: ignore[attr-defined]
    assert focus(window) is row.box


def test_unsaved_work_is_asked_about_before_the_plan_takes_its_place(
    qtbot: QtBot, window: Window, saving: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window.commands.new()
    answer_typical(window.commands)
    before = session_of(window).request
    dialog = pasted(qtbot, opened(window), WINDOWS.read_text(encoding="utf-8"))
    dialog.start.click()
    assert saving == ["shop-prod"]
    assert session_of(window).request == before
    assert dialog.isVisible()
    monkeypatch.setattr(questions, "ask_to_save", lambda *_: Closing.DISCARD)
    dialog.start.click()
    assert session_of(window).cluster.name == "recordingbotcluster"
    assert session_of(window).undo_label is None


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, window: Window, saving: list[str]) -> None:
    window.commands.new()
    answer_typical(window.commands)
    before = session_of(window).request
    dialog = pasted(qtbot, opened(window), WINDOWS.read_text(encoding="utf-8"))
    QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert session_of(window).request == before
    assert saving == []


def test_the_plan_carries_the_last_requester(qtbot: QtBot, window: Window) -> None:
    window.settings.requester = "Robin"
    pasted(qtbot, opened(window), a_cluster()).start.click()
    assert session_of(window).request.change_request.requester == "Robin"


# --- several clusters -----------------------------------------------------------------------


def test_of_several_clusters_one_is_chosen_with_the_keyboard(qtbot: QtBot, window: Window) -> None:
    dialog = pasted(qtbot, opened(window), [a_cluster("one"), a_cluster("two"), a_cluster("three")])
    assert [dialog.choice.item(row).text() for row in range(3)] == ["one", "two", "three"]
    assert dialog.choice_title.text() == "Pasted text holds 3 clusters. Which one?"
    assert dialog.focusWidget() is dialog.choice
    QTest.keyClick(dialog.choice, Qt.Key.Key_Down)
    QTest.keyClick(dialog.choice, Qt.Key.Key_Return)
    read(qtbot, dialog)
    assert line(dialog, "Cluster name")[1] == "two"
    assert dialog.isVisible()
    dialog.another.click()
    assert dialog.choice.currentRow() == 1
    assert lists(dialog) == {}


def test_clusters_of_one_name_are_told_apart_and_read_one_by_one(qtbot: QtBot, window: Window) -> None:
    first, second = a_cluster("shop"), a_cluster("shop") | {"location": "northeurope"}
    dialog = pasted(qtbot, opened(window), [first, second])
    names = [dialog.choice.item(row).text() for row in range(2)]
    assert len(set(names)) == 2
    dialog.choice.setCurrentRow(1)
    dialog.start.click()
    assert line(read(qtbot, dialog), "Region")[1] == "North Europe (northeurope)"


# --- what cannot be read --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "Pasted text, line 1: this is not JSON."),
        ('{"name": "shop",\n "loc', "the JSON ends in the middle"),
        ('{\n// ours\n"name": "shop"}', "Pasted text, line 2: there is a comment; JSON has none."),
        ('{"a": NaN}', "NaN is no number of JSON"),
        ('{"a": 1, "a": 2}', 'the key "a" stands twice'),
        ("[" * 200 + "]" * 200, "nested more than 100 levels"),
        ('{"kind": "Pod"}', "no managed cluster is in it"),
        (" " * 16_000_001 + "{}", "larger than 16 MB"),
        ("  \n", "The clipboard holds no text."),
        ('{"a": "\ud800"}', "neither UTF-8 nor UTF-16"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence_and_nothing_is_taken(
    qtbot: QtBot, window: Window, text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = pasted(qtbot, opened(window), WINDOWS.read_text(encoding="utf-8"))
    data = QMimeData()
    data.setText("x")
    monkeypatch.setattr(data, "text", lambda: text)
    monkeypatch.setattr(QGuiApplication.clipboard(), "mimeData", lambda: data)
    dialog.paste()
    read(qtbot, dialog)
    assert said in dialog.problem.text
    assert dialog.problem.isVisible()
    assert lists(dialog) == {}
    assert not dialog.start.isEnabled()
    assert dialog.isVisible()
    assert not window.commands.plan_is_open


@pytest.mark.parametrize("name", ["missing.json", "folder.json", "large.json"])
def test_a_file_that_cannot_be_used_is_named(qtbot: QtBot, window: Window, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.json").mkdir()
    with (tmp_path / "large.json").open("wb") as stream:
        stream.truncate(200_000_000)
    dialog = from_file(qtbot, window, tmp_path / name)
    assert dialog.problem.text.startswith(f"{name}: ")
    assert lists(dialog) == {}


def test_after_a_problem_the_next_file_is_read(qtbot: QtBot, window: Window) -> None:
    dialog = pasted(qtbot, opened(window), "hello")
    pasted(qtbot, dialog, a_cluster())
    assert not dialog.problem.isVisible()
    assert line(dialog, "Cluster name")[1] == "shop"


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (b"", "utf-8-sig")])
def test_a_file_as_powershell_writes_it_is_read(
    qtbot: QtBot, window: Window, tmp_path: Path, mark: bytes, encoding: str
) -> None:
    path = tmp_path / "cluster.json"
    path.write_bytes(mark + json.dumps(a_cluster()).encode(encoding))
    assert line(from_file(qtbot, window, path), "Cluster name")[1] == "shop"


# --- ways in --------------------------------------------------------------------------------


def test_a_file_is_chosen_and_its_folder_remembered(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(WINDOWS), ""))
    dialog = opened(window)
    dialog.open_button.click()
    read(qtbot, dialog)
    assert dialog.from_label.text() == f"recordingbotcluster • {WINDOWS.name}"
    assert window.settings.folder == str(FOLDER)


def test_a_file_that_was_copied_in_a_file_manager_is_pasted_as_what_it_holds(
    qtbot: QtBot, window: Window
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(WINDOWS))])
    QGuiApplication.clipboard().setMimeData(data)
    dialog = opened(window)
    dialog.paste_button.click()
    assert line(read(qtbot, dialog), "Cluster name")[1] == "recordingbotcluster"


def test_a_json_file_dropped_on_the_window_opens_the_lists(qtbot: QtBot, window: Window) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(WINDOWS))])
    window.dropEvent(_drop(data))
    qtbot.waitUntil(lambda: bool(window.findChildren(ClusterDialog)))
    assert len(lists(read(qtbot, the_dialog(window)))) == 3


def test_a_file_dropped_on_the_dialog_is_read(qtbot: QtBot, window: Window) -> None:
    dialog = opened(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(WINDOWS))])
    dialog.dropEvent(_drop(data))
    qtbot.waitUntil(lambda: len(lists(dialog)) == 3)


def _drop(data: QMimeData) -> QDropEvent:
    return QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def test_ctrl_v_pastes(qtbot: QtBot, window: Window) -> None:
    dialog = opened(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.command.setFocus()
    copied(json.dumps(a_cluster()))
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line(read(qtbot, dialog), "Cluster name")[1] == "shop"


def test_the_first_page_leads_to_it(window: Window) -> None:
    window.welcome.from_cluster.button.click()
    assert the_dialog(window).isVisible()


def test_the_menu_names_it_with_a_shortcut_and_it_needs_no_plan(window: Window) -> None:
    action = window.menus.actions["from_cluster"]
    assert action.isEnabled()
    assert action.text() == "Start from &cluster…"
    assert action.shortcut().toString() == "Ctrl+Shift+N"


# --- away from the window's thread ----------------------------------------------------------


def test_reading_can_be_stopped_and_the_window_answers_meanwhile(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    read_really = cluster_work.read_clusters

    def slowly(content: bytes, name: str, catalog: Catalog, *, cluster: str) -> ClusterReading:
        go_on.wait(20)
        return read_really(content, name, catalog, cluster=cluster)

    monkeypatch.setattr(cluster_work, "read_clusters", slowly)
    dialog = opened(window)
    copied(json.dumps(a_cluster()))
    dialog.paste()
    qtbot.waitUntil(dialog.stop_button.isVisible)
    assert dialog.busy.text() == "Reading Pasted text…"
    dialog.stop_button.click()
    go_on.set()
    qtbot.wait(150)
    assert lists(dialog) == {}
    assert not dialog.start.isEnabled()
    assert line(pasted(qtbot, dialog, a_cluster("again")), "Cluster name")[1] == "again"


# --- words and keys -------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("state", ["nothing", "problem", "several", "lists"])
def test_every_state_is_named_reached_and_whole_also_in_the_smallest_window(
    qtbot: QtBot, language: str, state: str
) -> None:
    texts = {
        "problem": "hello",
        "several": [a_cluster("one"), a_cluster("two")],
        "lists": a_cluster(addonProfiles={"newThing": {"enabled": True}}),
    }
    with open_window(qtbot, language) as window:
        window.resize(960, 600)
        dialog = opened(window)
        if state in texts:
            pasted(qtbot, dialog, texts[state])
        assert dialog.height() <= 600
        assert findings(dialog, [], []) == []
        if language == "zh":
            assert list(untranslated(dialog)) == []
        dialog.reject()


def test_tab_walks_from_the_buttons_through_the_lists_to_the_start(qtbot: QtBot, window: Window) -> None:
    dialog = pasted(qtbot, opened(window), a_cluster())
    way = [widget for widget, _, _ in tab_walk(dialog)]
    order = [dialog.paste_button, dialog.open_button, dialog.jumps[ListKind.ASK], dialog.view, dialog.start]
    places = [way.index(widget) for widget in order]
    assert places == sorted(places)


def test_f1_explains_the_lists_in_both_languages(qtbot: QtBot, window: Window) -> None:
    dialog = opened(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    (page,) = dialog.findChildren(QTextBrowser)
    assert "Must ask" in page.toPlainText()
    for button in page.window().findChildren(QPushButton):
        button.click()
    chinese = help_text("from-cluster", "zh")
    assert "必须询问" in chinese
    assert chinese != help_text("from-cluster", "en")


def test_chinese_lists_speak_chinese(qtbot: QtBot) -> None:
    with open_window(qtbot, "zh") as window:
        dialog = pasted(qtbot, opened(window), WINDOWS.read_text(encoding="utf-8"))
        assert list(lists(dialog)) == ["从群集读取 16", "假定（未回答） 3", "必须询问 12"]
        assert line(dialog, "Pod 访问 API 服务器")[1:] == ["在此之前：是", "请询问工作负载的负责人。"]
        pasted(qtbot, dialog, "hello")
        assert dialog.problem.text.startswith("粘贴的文本 第 1 行：不是有效的 JSON。")
        dialog.reject()
