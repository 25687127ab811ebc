"""What a sentence names is answered where it is one place, and else only offered: nothing is claimed of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.planning.deny_log import parse_targets
from planner.planning.explain import Explanation, HostExplainer
from planner.planning.explain_words import READ_FROM_WORDS
from tests.plans import catalog, planned

MCR, PACKAGES = "mcr.microsoft.com", "packages.aks.azure.com"


def offered(text: str) -> list[tuple[str, int | None, str]]:
    return [
        (target.host, target.port, target.transport)
        for entry in parse_targets(text).not_understood
        for target in entry.named
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            f"Please open TCP 443 from 10.42.0.0/24 to {MCR} and {PACKAGES}.",
            [(MCR, 443, "tcp"), (PACKAGES, 443, "tcp")],
        ),
        (
            f"{MCR}:443 is served via mcr-0001.mcr-msedge.net",
            [(MCR, 443, ""), ("mcr-0001.mcr-msedge.net", None, "")],
        ),
        (f"{MCR}:443 通吗？{PACKAGES}:443 通吗？", [(MCR, 443, ""), (PACKAGES, 443, "")]),
        (f"请放行到 {MCR} 的 443 和 80 端口", [(MCR, 443, ""), (MCR, 80, "")]),
        (f"{MCR} was moved, now it is 20.9.9.9:3128", [(MCR, None, ""), ("20.9.9.9", 3128, "")]),
        (
            f"{MCR} or UDP 123 to ntp.ubuntu.com, see https://aka.ms/x",
            [(MCR, None, ""), ("ntp.ubuntu.com", None, "")],
        ),
    ],
)
def test_a_sentence_of_several_places_or_ports_is_offered(
    text: str, named: list[tuple[str, int | None, str]]
) -> None:
    assert parse_targets(text).targets == ()
    assert offered(text) == named


@pytest.mark.parametrize(
    "text",
    [
        f"the nodes can not pull from {MCR} on port 443",
        f"nc: connect to {MCR} (20.50.1.2) port 443 (tcp) failed: Connection timed out",
        f"请开放 TCP443 到 {MCR}，源 10.42.0.0/24",
    ],
)
def test_a_sentence_of_one_place_is_answered_and_says_that_it_is_words(text: str) -> None:
    (found,) = parse_targets(text).targets
    assert (found.host, found.port) == (MCR, 443)
    assert found.in_words
    answer = _explained(text)
    assert READ_FROM_WORDS in answer.notes


@pytest.mark.parametrize(
    "text",
    [
        MCR,
        f"{MCR}:443",
        f"tcp {MCR} 443",
        f"https://{MCR}/v2/",
        f"fqdns: [{MCR}]",
        f"HTTPS request from 10.42.0.5:51234 to {MCR}:443. Action: Deny",
        f"the nodes can not pull from {MCR}:443\n{MCR}:443",
    ],
)
def test_a_list_or_a_known_form_says_nothing_of_words(text: str) -> None:
    (found,) = parse_targets(text).targets
    assert not found.in_words
    assert READ_FROM_WORDS not in _explained(text).notes


def _explained(text: str) -> Explanation:
    return HostExplainer(planned(), catalog()).explain(parse_targets(text).targets[0])


def test_what_cannot_have_been_meant_is_not_offered() -> None:
    text = (
        "who is 10.42.0.5 and 168.63.129.16? See https://learn.microsoft.com/azure/aks and https://aka.ms/aks"
    )
    assert offered(text) == []


def test_a_line_of_many_hosts_offers_no_more_than_a_person_reads() -> None:
    text = "these are not: " + " nor ".join(f"host-{number}.contoso.com" for number in range(200))
    assert len(offered(text)) == 50


@given(
    st.lists(
        st.sampled_from((f"{MCR}:443", PACKAGES, "20.50.1.2:9000", "is", "via", "not", "of", "443")),
        min_size=3,
    )
)
def test_words_with_two_places_are_never_answered(words: list[str]) -> None:
    text = " ".join(["we", *words, "saw"])
    found = {target.host for target in parse_targets(text).targets}
    assert len(found) <= 1
