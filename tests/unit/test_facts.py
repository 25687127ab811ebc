"""Every fact has three states: yes (or a value), no (or none), and not known, by file, by option and in a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.cli.__main__ import main
from planner.domain.condition import Combine, Condition, FactIs, Group
from planner.domain.fact import UNKNOWN, Fact, FactKind, Facts, Known, Settled, SettledFacts
from planner.domain.path import Egress
from planner.domain.text import Text
from planner.planning.conditions import judge
from planner.planning.facts import settled_facts
from planner.planning.planner import plan
from planner.session.plan_file import read_plan, write_plan
from tests.cli.running import refusal, run_json
from tests.plans import ANSWERED, catalog, changed, request, unanswered

FACTS = catalog().facts
ASSUMED = [fact for fact in FACTS if fact.assumptions]
HERE = {"region": "westeurope", "edition": "2026-07-02"}
EVERYWHERE = ("azure-monitor", "istio", "app-routing")


def answer_to(fact: Fact) -> Known:
    """Return an answer that is not what is assumed: *no* to a yes, a value where there is none."""
    if fact.id == "firewall_nat_gateway":
        return ("203.0.113.32/31",)
    if fact.kind is FactKind.YES_NO:
        return not (fact.assumptions and fact.assumptions[-1].value)
    if fact.kind is FactKind.CHOICE:
        return sorted(fact.answers)[-1]
    return {
        FactKind.ADDRESS: "10.0.0.9",
        FactKind.TEXT: "words",
        FactKind.ADDRESSES: ("10.0.0.9",),
        FactKind.PREFIXES: ("10.9.0.0/24",),
    }[fact.kind]


def options_for(fact: Fact, value: Known) -> list[str]:
    """Return the words with which a terminal is given an answer."""
    if fact.id.endswith(".vault_certificates"):
        return ["--vault-certificates" if value else "--no-vault-certificates", fact.feature]
    if isinstance(value, bool):
        return [fact.options[0 if value else 1]]
    if not value:
        return [fact.options[1]]
    return [
        word for entry in ([value] if isinstance(value, str) else value) for word in (fact.options[0], entry)
    ]


def in_file(fact: Fact, value: object) -> bytes:
    data: dict[str, Any] = {"format": 2, "cluster": dict(HERE)}
    where = data
    for section in fact.place[:-1]:
        where = where.setdefault(section, {})
    where[fact.place[-1]] = value
    return yaml.safe_dump(data).encode()


by_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)


# --- not known, by every door -----------------------------------------------------------------------------------------


@by_fact
def test_fact_is_not_known_in_a_file_that_leaves_it_out_or_says_so(fact: Fact) -> None:
    for content in (b"format: 2\n", in_file(fact, UNKNOWN), in_file(fact, None)):
        assert read_plan(content, "shop.yaml", catalog()).known(fact) is None


@by_fact
def test_fact_is_known_in_a_file_that_answers_it_and_written_back_either_way(fact: Fact) -> None:
    value = answer_to(fact)
    given = read_plan(
        in_file(fact, list(value) if isinstance(value, tuple) else value), "shop.yaml", catalog()
    )
    assert given.known(fact) == value
    assert read_plan(write_plan(given, catalog()), "shop.yaml", catalog()).known(fact) == value
    taken_back = given.with_facts([(fact, None)])
    assert read_plan(write_plan(taken_back, catalog()), "shop.yaml", catalog()).known(fact) is None


@pytest.mark.long
@by_fact
def test_option_answers_a_fact_and_unknown_takes_the_files_answer_back(
    fact: Fact, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    value = answer_to(fact)
    shown = list(value) if isinstance(value, tuple) else value
    nothing = ["plan", "--region", "westeurope"]
    assert run_json(capsys, *nothing)["profile"][fact.id] is None
    assert run_json(capsys, *nothing, *options_for(fact, value))["profile"][fact.id] == shown
    path = tmp_path / "shop.yaml"
    path.write_bytes(in_file(fact, shown))
    assert run_json(capsys, "plan", str(path))["profile"][fact.id] == shown
    assert run_json(capsys, "plan", str(path), "--unknown", fact.id)["profile"][fact.id] is None
    assert run_json(capsys, "plan", str(path), *options_for(fact, value))["profile"][fact.id] == shown


@pytest.mark.long
@by_fact
def test_fact_is_not_given_and_said_to_be_unknown_at_once(
    fact: Fact, capsys: pytest.CaptureFixture[str]
) -> None:
    given = options_for(fact, answer_to(fact))
    said = refusal(capsys, "plan", "--region", "westeurope", *given, "--unknown", fact.id)
    assert f"{fact.id} is given and said to be unknown" in said


def test_unknown_fact_of_no_table_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "weather" in refusal(capsys, "plan", "--region", "westeurope", "--unknown", "weather")


def test_none_is_an_answer_and_not_the_same_as_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    none = run_json(capsys, "plan", "--region", "westeurope", "--no-custom-dns")["profile"]
    assert none["custom_dns"] == []
    assert "custom_dns" not in none["assumed"]
    open_one = run_json(capsys, "plan", "--region", "westeurope")["profile"]
    assert open_one["custom_dns"] is None
    assert "custom_dns" in open_one["assumed"]
    both = ["--custom-dns", "10.0.0.4", "--no-custom-dns"]
    assert "custom_dns" in refusal(capsys, "plan", "--region", "westeurope", *both)


def test_no_by_option_is_kept_in_the_file_as_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--region", "westeurope", "--public-cluster", "--format", "yaml"]) == 0
    written = capsys.readouterr().out.splitlines()
    assert "  private_cluster: false" in written
    assert "  konnectivity: unknown" in written


# --- what not known does ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("private_cluster", False),
        ("konnectivity", True),
        ("nodes_before_march_2021", False),
        ("pods_call_api_server", True),
        ("custom_dns", ()),
        ("azure_monitor_by", "hosts"),
        ("outbound_type", "userDefinedRouting"),
        ("default_route_to_firewall", True),
        ("istio.vault_certificates", True),
        ("app-routing.vault_certificates", True),
    ],
)
def test_side_that_keeps_the_cluster_alive_is_taken(fact: str, value: Known) -> None:
    settled = settled_facts(unanswered(**HERE), FACTS)[fact]
    assert (settled.value, settled.assumed) == (value, True)


def test_every_fact_that_is_assumed_says_why_in_both_languages() -> None:
    settled = settled_facts(unanswered(**HERE), FACTS)
    assert {fact.id for fact in ASSUMED} == set(settled)
    for name, entry in settled.items():
        assert entry.because.en, name
        assert entry.because.zh, name


@pytest.mark.parametrize("fact", ASSUMED, ids=lambda fact: fact.id)
def test_answer_is_never_an_assumption_whatever_it_says(fact: Fact) -> None:
    for value in (answer_to(fact), settled_facts(unanswered(**HERE), FACTS)[fact.id].value):
        settled = settled_facts(unanswered(**HERE).with_facts([(fact, value)]), FACTS)[fact.id]
        assert (settled.value, settled.assumed, settled.because) == (value, False, Text("", ""))


def test_fact_that_decides_nothing_stays_unknown() -> None:
    settled = settled_facts(unanswered(**HERE), FACTS)
    assert "api_server_ip" not in settled
    assert not settled.is_assumed("api_server_ip")
    assert settled.text("api_server_ip") == ""


@pytest.mark.parametrize(
    ("outbound", "assumed"), [("userDefinedRouting", True), ("loadBalancer", False), ("block", False)]
)
def test_assumption_follows_an_answer_that_stands_before_it(outbound: str, assumed: bool) -> None:
    settled = settled_facts(unanswered(**HERE, outbound_type=outbound), FACTS)["default_route_to_firewall"]
    assert (settled.value, settled.assumed) == (assumed, True)


def test_plan_is_the_same_whether_its_assumptions_are_answered_or_not_but_for_what_it_claims() -> None:
    open_one = plan(unanswered(**HERE, features=EVERYWHERE), catalog())
    taken = {name: entry.value for name, entry in open_one.facts.items()}
    answered = plan(changed(unanswered(**HERE, features=EVERYWHERE), **taken), catalog())
    assert answered.digest() == open_one.digest()
    assert [rule.id for rule in answered.rules] == [rule.id for rule in open_one.rules]
    assert any(rule.assumed for rule in open_one.rules)
    assert any(entry.assumed for entry in open_one.exclusions)
    assert not any(rule.assumed or rule.assumption.en for rule in answered.rules)
    assert not any(entry.assumed for entry in answered.exclusions)
    assert answered.path.egress is open_one.path.egress is Egress.FIREWALL
    deciding = ("outbound_type", "default_route_to_firewall")
    assert (answered.path.assumed, open_one.path.assumed) == ((), deciding)
    assert (answered.path.access_assumed, open_one.path.access_assumed) == (
        (),
        ("authorized_ranges", "http_proxy"),
    )


def test_request_of_the_tests_answers_everything_that_is_assumed() -> None:
    made = plan(request(**HERE, features=EVERYWHERE), catalog())
    open_ones = {name for name, entry in made.facts.items() if entry.assumed}
    assert open_ones <= {"default_route_to_firewall"}
    assert set(ANSWERED) <= set(made.facts)


def test_line_that_another_reason_holds_up_is_not_called_assumed() -> None:
    made = plan(unanswered(**HERE, features=("istio", "key-vault")), catalog())
    vault = next(rule for rule in made.rules if rule.destination.value == "vault.azure.net")
    assert not vault.assumed
    brought = plan(unanswered(**HERE, features=("istio",)), catalog())
    vault = next(rule for rule in brought.rules if rule.destination.value == "vault.azure.net")
    assert vault.assumed
    assert "certificates in Key Vault: yes" in vault.assumption.en


# --- which answer a reason names --------------------------------------------------------------------------------------

YES_A, YES_B = FactIs("a", True, Text("not a", "非甲")), FactIs("b", True, Text("not b", "非乙"))


def settled(a: tuple[bool, bool], b: tuple[bool, bool]) -> SettledFacts:
    """Return facts a and b, each as (value, assumed)."""
    return SettledFacts({"a": Settled(a[0], assumed=a[1]), "b": Settled(b[0], assumed=b[1])})


ASSUMED_NO, ASSUMED_YES, NO, YES = (False, True), (True, True), (False, False), (True, False)


@pytest.mark.parametrize(
    ("combine", "a", "b", "holds", "deciding"),
    [
        (Combine.ALL, ASSUMED_NO, NO, False, ("b",)),
        (Combine.ALL, NO, ASSUMED_NO, False, ("a",)),
        (Combine.ALL, ASSUMED_NO, ASSUMED_NO, False, ("a",)),
        (Combine.ALL, ASSUMED_NO, YES, False, ("a",)),
        (Combine.ALL, ASSUMED_YES, YES, True, ("a", "b")),
        (Combine.ANY, ASSUMED_YES, YES, True, ("b",)),
        (Combine.ANY, YES, ASSUMED_YES, True, ("a",)),
        (Combine.ANY, ASSUMED_YES, NO, True, ("a",)),
        (Combine.ANY, ASSUMED_NO, NO, False, ("a", "b")),
    ],
)
def test_answered_leaf_speaks_before_an_assumed_one(
    combine: Combine, a: tuple[bool, bool], b: tuple[bool, bool], holds: bool, deciding: tuple[str, ...]
) -> None:
    condition: Condition = Group(combine, (YES_A, YES_B))
    found = judge(condition, settled(a, b))
    assert (found.holds, found.deciding) == (holds, deciding)
    if not holds and combine is Combine.ALL:
        assert found.reason is not None
        assert found.reason.en == f"not {deciding[0]}"


def test_private_cluster_that_was_answered_is_the_reason_though_other_facts_are_open() -> None:
    made = plan(unanswered(**HERE, private_cluster=True), catalog())
    tunnel = next(entry for entry in made.exclusions if entry.demand_id == "core-tunnel-udp")
    assert not tunnel.assumed
    assert [answer.fact for answer in tunnel.answers] == ["private_cluster"]
    assert "ssumed" not in tunnel.reason_with_assumption.en


def test_what_is_not_needed_keeps_its_ground_and_what_it_assumes_apart_and_says_both_together() -> None:
    made = plan(unanswered(**HERE), catalog())
    assumed = [entry for entry in made.exclusions if entry.assumed]
    assert assumed
    for entry in assumed:
        assert entry.assumption.en.startswith("Assumed, nobody answered: ")
        assert "ssumed, nobody answered" not in entry.reason.en
        assert "未回答" not in entry.reason.zh
        both = entry.reason_with_assumption
        assert both.en == f"{entry.assumption.en} {entry.reason.en}"
        assert both.zh == entry.assumption.zh + entry.reason.zh
        assert both.claims == (*entry.assumption.claims, *entry.reason.claims)
    answered = [entry for entry in made.exclusions if not entry.assumed]
    assert all(entry.reason_with_assumption == entry.reason for entry in answered)


# --- the facts as data ------------------------------------------------------------------------------------------------


def test_facts_are_equal_by_what_is_known_and_forget_what_has_no_value() -> None:
    assert Facts({"a": True, "b": None, "c": ""}) == Facts({"a": True})
    assert hash(Facts({"a": True, "b": ("x",)})) == hash(Facts({"b": ("x",), "a": True}))
    assert Facts({"a": False}) != Facts()
    assert Facts({"a": ()})["a"] == ()
    assert Facts({"a": True}).with_answers({"a": None, "b": False}) == Facts({"b": False})


def test_unknown_leaf_holds_only_as_a_no() -> None:
    nothing = SettledFacts({})
    assert not nothing.holds(FactIs("a", True))
    assert nothing.holds(FactIs("a", False))
    listed = SettledFacts({"a": Settled(("10.0.0.4",)), "b": Settled(())})
    assert listed.holds(FactIs("a", True))
    assert listed.holds(FactIs("b", False))


@pytest.mark.parametrize(
    ("version", "assumed"),
    [(None, True), ("1.9.6", False), ("1.20.15", False), ("1.21.0", True), ("1.30", True), ("words", True)],
)
def test_a_version_that_is_too_old_for_konnectivity_keeps_the_tunnel_s_lines(
    version: str | None, assumed: bool
) -> None:
    made = plan(unanswered(region="westeurope", kubernetes_version=version), catalog())
    found = made.facts["konnectivity"]
    assert (found.value, found.assumed) == (assumed, True)
    lines = {rule.id: rule for rule in made.rules}
    assert ("core-tunnel-udp" in lines) is not assumed
    if not assumed:
        assert lines["core-tunnel-udp"].assumed
        assert "before 1.21" in lines["core-tunnel-udp"].assumption.en
        assert "every supported" not in lines["core-tunnel-udp"].assumption.en
