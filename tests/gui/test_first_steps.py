"""Cloud and region, cluster facts, features and change request: what they ask, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from planner.gui.steps.cloud_page import CloudPage
from planner.gui.steps.facts_page import FactsPage
from planner.gui.steps.features_page import FeaturesPage
from planner.gui.steps.request_page import RequestPage
from planner.gui.widgets.fields import addresses_in
from planner.gui.window import Window
from planner.session.problems import Step
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


def test_a_new_plan_starts_with_the_region_used_last_and_says_so(window: Window) -> None:
    _type_region(_cloud(window), "norwayeast")
    session_of(window).mark_saved(session_of(window).request)
    window.commands.new()
    assert session_of(window).cluster.region == "norwayeast"
    assert not session_of(window).is_modified
    mark = _cloud(window).questions["region"].assumed
    assert not mark.isHidden()
    assert mark.text() == "last used"


def test_a_fact_that_is_not_the_default_is_not_assumed_whoever_wrote_the_file(window: Window) -> None:
    session = session_of(window)
    profile = replace(session.profile, private_cluster=True)
    session.start(replace(session.request, profile=profile, answered=frozenset()))
    questions = _facts(window).questions
    assert questions["private_cluster"].assumed.isHidden()
    assert not questions["konnectivity"].assumed.isHidden()


def test_an_answered_question_is_no_longer_assumed(window: Window) -> None:
    page = _cloud(window)
    assert not page.questions["edition"].assumed.isHidden()
    index = page.edition.findData("2020-03-10")
    page.edition.activated.emit(index)
    assert page.questions["edition"].assumed.isHidden()
    assert page.questions["edition"].note.text == "Made with edition 2020-03-10. The newest is 2026-07-02."


# --- step 2 -----------------------------------------------------------------------------------


def test_every_yes_no_fact_of_the_catalog_is_asked(window: Window) -> None:
    page = _facts(window)
    facts = [fact.id for fact in session_of(window).catalog.facts if fact.kind == "yes-no"]
    assert list(page.switches) == facts
    assert len(facts) == 4


def test_a_fact_answered_is_in_the_profile_and_named_in_the_last_answer(window: Window) -> None:
    page = _facts(window)
    page.switches["private_cluster"].yes.click()
    assert session_of(window).known("private_cluster")
    answer = session_of(window).last_answer
    assert answer is not None
    assert answer.title.en == "Private API server: yes"


def test_a_bad_address_is_explained_under_its_field_once_typing_rests(qtbot: QtBot, window: Window) -> None:
    page = _facts(window)
    page.api_server.setFocus()
    qtbot.keyClicks(page.api_server, "10.0.1.400")
    assert page.questions["api_server_ip"].problem.text == ""
    qtbot.waitUntil(lambda: page.questions["api_server_ip"].problem.text != "")
    assert page.questions["api_server_ip"].problem.text.startswith("10.0.1.400 is not an IPv4 address.")
    assert "10.0.1.400 is not an IPv4 address." in page.api_server.accessibleDescription()


def test_a_mended_address_loses_its_complaint(qtbot: QtBot, window: Window) -> None:
    page = _facts(window)
    window.commands.session.answer(EDIT, api_server_ip="10.0.1.400")
    assert page.questions["api_server_ip"].problem.text
    page.api_server.clear()
    qtbot.keyClicks(page.api_server, "10.0.1.4")
    assert page.questions["api_server_ip"].problem.text == ""
    assert session_of(window).known("api_server_ip") == "10.0.1.4"


def test_several_subnets_are_typed_in_one_line(qtbot: QtBot, window: Window) -> None:
    page = _facts(window)
    qtbot.keyClicks(page.subnets, "10.42.0.0/22, 10.42.4.0/24")
    assert session_of(window).known("node_subnets") == ("10.42.0.0/22", "10.42.4.0/24")
    assert page.subnets.text() == "10.42.0.0/22, 10.42.4.0/24"


@pytest.mark.parametrize(
    "text", ["10.0.0.4,10.0.0.5", "10.0.0.4\n10.0.0.5", "10.0.0.4；10.0.0.5", " 10.0.0.4  10.0.0.5 10.0.0.4"]
)
def test_addresses_may_be_separated_as_people_paste_them(text: str) -> None:
    assert addresses_in(text) == ("10.0.0.4", "10.0.0.5")


def test_what_a_cloud_makes_of_an_answer_stays_visible(window: Window) -> None:
    window.commands.session.answer(EDIT, cloud="AzureChinaCloud", region="chinanorth2")
    note = _facts(window).questions["konnectivity"].note
    assert note.text == "Azure China: the page keeps the tunnel rules in any case."
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
    assert vault.because.text == "On, because Istio keeps its CA in a vault."
    assert "key-vault" in getattr(session_of(window).plan, "features", ())


def test_switching_a_feature_off_forgets_where_its_certificates_live(window: Window) -> None:
    answer_typical(window.commands)
    page = _features(window)
    page.rows["istio"].box.click()
    page.rows["istio"].vault.yes.click()
    page.rows["istio"].box.click()
    assert session_of(window).cluster.vault_certificates == ()
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
    assert any("Dev Spaces left Microsoft's page on 2021-05-06" in text for text in texts)


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
