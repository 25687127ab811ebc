"""Cloud and region, cluster facts, features and change request: what they ask, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from planner.domain.fact import FactKind
from planner.gui.steps.cloud_page import CloudPage
from planner.gui.steps.facts_page import FactsPage
from planner.gui.steps.feature_row import UNANSWERED
from planner.gui.steps.features_page import FeaturesPage
from planner.gui.steps.question import YesNo
from planner.gui.steps.request_page import RequestPage
from planner.gui.widgets.fields import LineField, addresses_in
from planner.gui.window import Window
from planner.session.problem import Step
from tests.gui.windows import EDIT, answer_typical, open_window, session_of


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        opened.commands.new()
        yield opened


def _cloud(window: Window) -> CloudPage:
    window.commands.workbench.go(Step.CLOUD)
    page = window.commands.workbench.page
    assert isinstance(page, CloudPage)
    return page


def _facts(window: Window) -> FactsPage:
    window.commands.workbench.go(Step.FACTS)
    page = window.commands.workbench.page
    assert isinstance(page, FactsPage)
    return page


def _features(window: Window) -> FeaturesPage:
    window.commands.workbench.go(Step.FEATURES)
    page = window.commands.workbench.page
    assert isinstance(page, FeaturesPage)
    return page


def _request(window: Window) -> RequestPage:
    window.commands.workbench.go(Step.REQUEST)
    page = window.commands.workbench.page
    assert isinstance(page, RequestPage)
    return page


def _type_region(page: CloudPage, text: str) -> None:
    page.region_field.setText(text)
    page.region_field.editingFinished.emit()


def _choose(box: QComboBox, data: str) -> None:
    index = box.findData(data)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def _switch(page: FactsPage, fact: str) -> YesNo:
    control = page.questions[fact].control
    assert isinstance(control, YesNo)
    return control


def _field(page: FactsPage, fact: str) -> LineField:
    control = page.questions[fact].control
    assert isinstance(control, LineField)
    return control


# --- step 1 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["West Europe", "westeurope", "WEST EUROPE", "West Europe (westeurope)", "西欧"]
)
def test_a_region_is_found_by_any_of_its_names(typed: str, window: Window) -> None:
    _type_region(_cloud(window), typed)
    assert session_of(window).cluster.region == "westeurope"


def test_an_unlisted_region_is_used_as_typed_and_warned_of(window: Window) -> None:
    page = _cloud(window)
    _type_region(page, "eastus9")
    assert session_of(window).cluster.region == "eastus9"
    assert session_of(window).plan is not None
    assert page.questions["region"].problem.text == (
        "eastus9 is not in the list of regions. It is used as typed; check the spelling."
    )


def test_an_irregular_service_tag_is_told_under_the_region(window: Window) -> None:
    page = _cloud(window)
    _type_region(page, "francecentral")
    assert (
        page.questions["region"].note.text == "The service tag of France Central is AzureCloud.centralfrance."
    )


def test_another_cloud_offers_its_own_regions_and_drops_the_old_one(window: Window) -> None:
    page = _cloud(window)
    _type_region(page, "westeurope")
    index = page.cloud.findData("AzureChinaCloud")
    page.cloud.setCurrentIndex(index)
    page.cloud.activated.emit(index)
    assert session_of(window).cluster.region == ""
    assert page.region.findData("chinanorth2") >= 0
    assert page.region.findData("westeurope") < 0


def test_a_new_plan_chooses_neither_cloud_nor_region_whatever_was_used_last(window: Window) -> None:
    _type_region(_cloud(window), "norwayeast")
    session_of(window).mark_saved(session_of(window).request)
    window.commands.new()
    assert (session_of(window).cluster.cloud, session_of(window).cluster.region) == ("", "")
    page = _cloud(window)
    assert page.cloud.currentText() == "Not chosen: the region decides"
    assert page.region_field.text() == ""
    assert page.questions["cloud"].assumed.isHidden()


def test_regions_of_all_clouds_are_offered_with_their_clouds_name_until_one_is_chosen(window: Window) -> None:
    page = _cloud(window)
    texts = [page.region.itemText(row) for row in range(page.region.count())]
    assert len(texts) == sum(len(cloud.open_regions) for cloud in session_of(window).catalog.clouds)
    assert not [text for text in texts if "usgoviowa" in text]  # it closed
    assert "West Europe (westeurope) • Azure public cloud" in texts
    assert "China North 2 (chinanorth2) • Azure China" in texts
    _choose(page.cloud, "AzureChinaCloud")
    china = session_of(window).catalog.cloud("AzureChinaCloud")
    assert china is not None
    texts = [page.region.itemText(row) for row in range(page.region.count())]
    assert len(texts) == len(china.regions)
    assert "China North 2 (chinanorth2)" in texts


def test_a_chosen_region_shows_which_cloud_that_means_and_chooses_none(window: Window) -> None:
    page = _cloud(window)
    _type_region(page, "China North 2 (chinanorth2) • Azure China")
    assert session_of(window).cluster.region == "chinanorth2"
    assert session_of(window).cluster.cloud == ""
    assert page.region_field.text() == "China North 2 (chinanorth2) • Azure China"
    mark = page.questions["cloud"].assumed
    assert (mark.isHidden(), mark.text()) == (False, "by the region: Azure China")
    _choose(page.cloud, "AzureChinaCloud")
    assert mark.isHidden()


def test_a_region_that_no_cloud_lists_says_which_cloud_is_assumed(window: Window) -> None:
    page = _cloud(window)
    _type_region(page, "eastus9")
    assert page.questions["cloud"].assumed.text() == "assumed: Azure public cloud"


def test_a_chosen_cloud_can_be_taken_back(window: Window) -> None:
    page = _cloud(window)
    _choose(page.cloud, "AzureUSGovernment")
    _choose(page.cloud, "")
    assert session_of(window).cluster.cloud == ""
    assert page.region.findData("westeurope") >= 0


def test_an_older_edition_says_that_it_is_not_the_newest(window: Window) -> None:
    page = _cloud(window)
    _choose(page.edition, "2020-03-10")
    assert page.questions["edition"].note.text == "Made with edition 2020-03-10. The newest is 2026-07-02."


# --- step 2 -----------------------------------------------------------------------------------


def test_a_feature_that_nobody_knows_of_shows_so_until_it_is_ticked_or_unticked(window: Window) -> None:
    session = session_of(window)
    session.answer(EDIT, unknown_features=("gpu", "windows"))
    page = _features(window)
    gpu, windows = page.rows["gpu"], page.rows["windows"]
    assert gpu.box.checkState() is Qt.CheckState.PartiallyChecked
    assert gpu.because.label.text().startswith("Not known")
    gpu.box.click()
    assert gpu.box.checkState() is Qt.CheckState.Checked
    assert ("gpu" in session.cluster.features, session.cluster.unknown_features) == (True, ("windows",))
    windows.box.click()
    windows.box.click()
    assert windows.box.checkState() is Qt.CheckState.Unchecked
    assert ("windows" in session.cluster.features, session.cluster.unknown_features) == (False, ())


def test_every_fact_that_the_table_asks_here_is_asked(window: Window) -> None:
    page = _facts(window)
    facts = session_of(window).catalog.facts
    assert list(page.questions) == [fact.id for fact in facts if fact.step in (Step.FACTS, "")]


def test_nothing_is_answered_before_somebody_does_and_each_assumption_gives_its_reason(
    window: Window,
) -> None:
    page = _facts(window)
    for fact in session_of(window).catalog.facts:
        if fact.step != Step.FACTS:
            continue
        assert session_of(window).known(fact.id) is None
        question = page.questions[fact.id]
        if fact.kind is FactKind.YES_NO:
            switch = _switch(page, fact.id)
            assert [button.isChecked() for button in (switch.yes, switch.no)] == [False, False]
            assert switch.unknown.isChecked()
        assert question.assumption.isHidden() is (not fact.assumptions)
        for assumption in fact.assumptions[-1:]:  # the one that stands while nothing else is known
            assert question.assumption.chip.text() == f"assumed: {fact.in_words(assumption.value).en}"
            assert question.assumption.because.text() == assumption.because.en


@pytest.mark.parametrize(("answer", "word"), [(True, "yes"), (False, "no"), (None, "not known")])
def test_a_fact_is_answered_by_yes_or_no_or_taken_back(
    answer: bool | None, word: str, window: Window
) -> None:
    page = _facts(window)
    switch = _switch(page, "private_cluster")
    # From the opposite, so that each of the three is a change.
    (switch.no if answer else switch.yes).click()
    {True: switch.yes, False: switch.no, None: switch.unknown}[answer].click()
    assert session_of(window).known("private_cluster") is answer
    assert page.questions["private_cluster"].assumption.isHidden() is (answer is not None)
    last, undo = session_of(window).last_answer, session_of(window).undo_label
    assert last is not None
    assert undo is not None
    assert last.title.en == undo.en == f"Private API server: {word}"
    session_of(window).undo()
    assert session_of(window).known("private_cluster") is (not answer)


def test_an_answer_that_is_what_would_be_assumed_is_an_answer_all_the_same(window: Window) -> None:
    page = _facts(window)
    _switch(page, "konnectivity").yes.click()
    assert session_of(window).known("konnectivity") is True
    assert page.questions["konnectivity"].assumption.isHidden()


def test_what_is_assumed_and_why_is_said_with_each_button(window: Window) -> None:
    switch = _switch(_facts(window), "konnectivity")
    for button in (switch.yes, switch.no, switch.unknown):
        said = button.accessibleDescription()
        assert said.startswith("assumed: yes. every supported Kubernetes version uses it")


def test_custom_dns_tells_none_from_not_known(qtbot: QtBot, window: Window) -> None:
    page, session = _facts(window), session_of(window)
    question, field = page.questions["custom_dns"], _field(page, "custom_dns")
    assert question.none is not None
    assert not question.none.isChecked()
    assert question.assumption.chip.text() == "assumed: none"
    question.none.click()
    assert session.known("custom_dns") == ()
    assert question.assumption.isHidden()
    assert field.placeholderText() == "none"
    assert session.last_answer is not None
    assert session.last_answer.title.en == "Custom DNS servers: none"
    qtbot.keyClicks(field, "10.0.0.4, 10.0.0.5")
    assert session.known("custom_dns") == ("10.0.0.4", "10.0.0.5")
    assert not question.none.isChecked()
    question.none.click()
    assert (session.known("custom_dns"), field.text()) == ((), "")
    session.undo()
    assert field.text() == "10.0.0.4, 10.0.0.5"
    field.clear()
    field.textEdited.emit("")
    assert session.known("custom_dns") is None
    assert not question.none.isChecked()


def test_only_lists_that_can_be_said_to_be_empty_offer_none(window: Window) -> None:
    page = _facts(window)
    offered = [name for name, question in page.questions.items() if question.none is not None]
    assert offered == ["custom_dns", "authorized_ranges"]


def test_a_bad_address_is_explained_under_its_field_once_typing_rests(qtbot: QtBot, window: Window) -> None:
    page = _facts(window)
    field, question = _field(page, "api_server_ip"), page.questions["api_server_ip"]
    field.setFocus()
    qtbot.keyClicks(field, "10.0.1.400")
    assert question.problem.text == ""
    qtbot.waitUntil(lambda: question.problem.text != "")
    assert question.problem.text.startswith("10.0.1.400 is not an IPv4 address.")
    assert "10.0.1.400 is not an IPv4 address." in field.accessibleDescription()


def test_a_mended_address_loses_its_complaint_and_an_emptied_one_is_not_known(
    qtbot: QtBot, window: Window
) -> None:
    page = _facts(window)
    field, question = _field(page, "api_server_ip"), page.questions["api_server_ip"]
    window.commands.session.answer(EDIT, api_server_ip="10.0.1.400")
    assert question.problem.text
    field.clear()
    qtbot.keyClicks(field, "10.0.1.4")
    assert question.problem.text == ""
    assert session_of(window).known("api_server_ip") == "10.0.1.4"
    for _ in "10.0.1.4":
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert session_of(window).known("api_server_ip") is None


def test_several_subnets_are_typed_in_one_line(qtbot: QtBot, window: Window) -> None:
    page = _facts(window)
    field = _field(page, "node_subnets")
    qtbot.keyClicks(field, "10.42.0.0/22, 10.42.4.0/24")
    assert session_of(window).known("node_subnets") == ("10.42.0.0/22", "10.42.4.0/24")
    assert field.text() == "10.42.0.0/22, 10.42.4.0/24"


@pytest.mark.parametrize(
    "text", ["10.0.0.4,10.0.0.5", "10.0.0.4\n10.0.0.5", "10.0.0.4；10.0.0.5", " 10.0.0.4  10.0.0.5 10.0.0.4"]
)
def test_addresses_may_be_separated_as_people_paste_them(text: str) -> None:
    assert addresses_in(text) == ("10.0.0.4", "10.0.0.5")


def test_what_a_cloud_makes_of_an_answer_stays_visible(window: Window) -> None:
    window.commands.session.answer(EDIT, cloud="AzureChinaCloud", region="chinanorth2")
    note = _facts(window).questions["konnectivity"].note
    assert note.text == (
        "Azure China: the page asks for the tunnel rules without an exemption for konnectivity. "
        "A cluster with konnectivity most likely does not use them here either."
    )
    assert not note.isHidden()


# --- step 3 -----------------------------------------------------------------------------------


def test_a_feature_shows_what_it_would_cost_and_then_what_it_brings(window: Window) -> None:
    answer_typical(window.commands)
    page = _features(window)
    row = page.rows["gpu"]
    before = session_of(window).plan
    assert before is not None
    assert row.cost.text().startswith("+3")
    row.box.click()
    after = session_of(window).plan
    assert after is not None
    assert after.counts().required - before.counts().required == 3
    assert row.cost.text().startswith("3")


def test_a_feature_whose_hosts_are_in_the_plan_says_so(window: Window) -> None:
    answer_typical(window.commands)
    row = _features(window).rows["cost-analysis"]
    assert row.cost.text().startswith("+0")
    assert row.summary.text() == "Its two hosts are already in this plan."


def test_what_every_cluster_needs_is_ticked_and_locked(window: Window) -> None:
    row = _features(window).rows["core"]
    assert row.box.isChecked()
    assert not row.box.isEnabled()


def test_certificates_in_key_vault_switch_its_provider_on_and_say_why(window: Window) -> None:
    answer_typical(window.commands)
    page = _features(window)
    page.rows["istio"].box.click()
    assert not page.rows["istio"].vault.isHidden()
    page.rows["istio"].vault.yes.click()
    vault = page.rows["key-vault"]
    assert vault.box.isChecked()
    assert not vault.box.isEnabled()
    assert vault.because.text == "On, because Istio takes its CA or gateway certificates from a vault."
    assert "key-vault" in getattr(session_of(window).plan, "features", ())


def test_a_provider_that_only_an_assumption_switches_on_does_not_say_that_somebody_answered(
    window: Window,
) -> None:
    answer_typical(window.commands)
    page = _features(window)
    page.rows["istio"].box.click()
    row, vault = page.rows["istio"], page.rows["key-vault"]
    assert row.vault.unknown.isChecked()
    assert row.vault_assumed.chip.text() == "assumed: yes"
    assert vault.because.text == (
        "On, because nobody answered. It is assumed that Istio takes its CA or gateway certificates from a vault."
    )
    row.vault.no.click()
    assert row.vault_assumed.isHidden()
    assert not vault.box.isChecked()


def test_how_azure_monitor_is_let_through_is_not_known_until_somebody_chooses(window: Window) -> None:
    answer_typical(window.commands)
    row = _features(window).rows["azure-monitor"]
    assert [name for name, button in row.choices.items() if button.isChecked()] == [UNANSWERED]
    assert row.choice_assumed.chip.text() == "assumed: host names"
    assert row.choice_assumed.because.text() == "host names open less than the service tag"
    row.choices["hosts"].click()
    assert session_of(window).known("azure_monitor_by") == "hosts"
    assert row.choice_assumed.isHidden()
    row.choices[UNANSWERED].click()
    assert session_of(window).known("azure_monitor_by") is None
    last = session_of(window).last_answer
    assert last is not None
    assert last.title.zh == "Azure Monitor 放行方式：未知"


def test_switching_a_feature_off_forgets_where_its_certificates_live(window: Window) -> None:
    answer_typical(window.commands)
    page = _features(window)
    page.rows["istio"].box.click()
    page.rows["istio"].vault.yes.click()
    page.rows["istio"].box.click()
    assert session_of(window).known("istio.vault_certificates") is None
    assert not page.rows["key-vault"].box.isChecked()


def test_azure_monitor_asks_how_it_is_let_through_only_while_it_is_on(window: Window) -> None:
    answer_typical(window.commands)
    row = _features(window).rows["azure-monitor"]
    assert not row.choice_question.isHidden()
    row.choices["tag"].click()
    assert session_of(window).known("azure_monitor_by") == "tag"
    row.box.click()
    assert row.choice_question.isHidden()


def test_a_feature_that_is_not_offered_stands_below_with_the_reason(window: Window) -> None:
    page = _features(window)
    assert page.rows["dev-spaces"].isHidden()
    texts = [page.offers.itemAt(index).widget().line.text for index in range(page.offers.count())]  # type: ignore[union-attr]
    assert any("This edition does not list Dev Spaces. It left on 2021-05-06." in text for text in texts)


def test_a_ticked_feature_that_the_cloud_lacks_can_be_taken_off(window: Window) -> None:
    window.commands.session.answer(
        EDIT, cloud="AzureChinaCloud", region="chinanorth2", features=("key-vault",)
    )
    page = _features(window)
    lines = [page.offers.itemAt(index).widget() for index in range(page.offers.count())]
    [button] = [line.off for line in lines if not line.off.isHidden()]  # type: ignore[union-attr]
    button.click()
    assert session_of(window).cluster.features == ()


# --- step 6 -----------------------------------------------------------------------------------


def test_the_request_is_suggested_from_the_plan_until_somebody_writes_it(
    qtbot: QtBot, window: Window
) -> None:
    answer_typical(window.commands)
    page = _request(window)
    title = page.fields["title"]
    assert title.text() == "Egress rules for AKS cluster shop-prod"  # type: ignore[union-attr]
    assert not page.questions["title"].assumed.isHidden()
    assert session_of(window).request.change_request.title == ""
    title.clear()  # type: ignore[union-attr]
    qtbot.keyClicks(title, "Mine")
    assert session_of(window).request.change_request.title == "Mine"
    assert page.questions["title"].assumed.isHidden()


def test_empty_fields_of_the_request_are_counted(qtbot: QtBot, window: Window) -> None:
    answer_typical(window.commands)
    page = _request(window)
    assert page.summary.text() == "7 of 11 fields empty"
    qtbot.keyClicks(page.fields["ticket"], "CHG0041872")
    assert page.summary.text() == "6 of 11 fields empty"


def test_the_requester_is_remembered_for_the_next_plan(qtbot: QtBot, window: Window) -> None:
    page = _request(window)
    qtbot.keyClicks(page.fields["requester"], "Ada")
    session_of(window).mark_saved(session_of(window).request)
    window.commands.new()
    assert session_of(window).request.change_request.requester == "Ada"


def test_a_region_that_closed_can_be_typed_and_says_so(window: Window) -> None:
    page = _cloud(window)
    _choose(page.cloud, "AzureUSGovernment")
    _type_region(page, "usgoviowa")
    assert session_of(window).cluster.region == "usgoviowa"
    assert "closed on 2020-04-30" in page.questions["region"].note.text


def test_a_version_that_is_none_is_an_open_point_although_no_question_asks_it(window: Window) -> None:
    page = _facts(window)
    session_of(window).answer(EDIT, region="westeurope", kubernetes_version="abc")
    (problem,) = [entry for entry in session_of(window).problems if entry.field == "kubernetes_version"]
    assert not problem.blocks
    page.focus_problem(problem)
