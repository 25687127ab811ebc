"""Whatever somebody typed, the plan file gives it back."""

from __future__ import annotations

import contextlib
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cluster import Cluster, Exposure, InboundService
from planner.domain.fact import UNKNOWN, Fact, FactKind, Known
from planner.domain.omission import Omission
from planner.domain.problem import FileProblem
from planner.domain.request import CLUSTER_FIELDS, ChangeRequest, Request
from planner.domain.service import Protocol
from planner.session.plan_file import read_plan, write_plan
from tests.plans import catalog, changed, unanswered

# Whatever a text field can hold; a lone surrogate is no text.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LISTED = st.lists(TYPED, max_size=3).map(tuple)
WRITTEN = tuple(field.name for field in fields(ChangeRequest))

services = st.builds(
    InboundService,
    name=TYPED,
    exposure=st.sampled_from(Exposure),
    protocol=st.sampled_from([Protocol.TCP, Protocol.UDP]),
    port=st.integers(1, 65535),
    backend_ip=TYPED,
    internal_ip=TYPED,
    remedy=TYPED,
)
omissions = st.builds(Omission, TYPED, TYPED, TYPED)
CLUSTER = dict(
    name=TYPED,
    cloud=TYPED,
    region=TYPED,
    edition=TYPED,
    features=LISTED,
    unknown_features=LISTED,
    inbound=st.lists(services, max_size=3).map(tuple),
)


def answers_to(fact: Fact) -> st.SearchStrategy[Known | None]:
    """Return whatever may be known of a fact, or that it is not known."""
    if fact.kind is FactKind.YES_NO:
        return st.none() | st.booleans()
    if fact.kind is FactKind.CHOICE:
        return st.none() | st.sampled_from(sorted(fact.answers))
    # The word for "not known" is none that a person can mean otherwise, and a firewall without an address has none.
    return st.none() | (LISTED if fact.kind.is_list else TYPED.filter(lambda text: text != UNKNOWN))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Return a request with whatever somebody typed; what was written of the change request is marked so."""
    fields_given = draw(st.fixed_dictionaries(CLUSTER))
    # A cluster never holds a feature as on and as not known (`planner.domain.cluster.Cluster`).
    doubtful = (name for name in fields_given["unknown_features"] if name not in fields_given["features"])
    cluster = Cluster(**{**fields_given, "unknown_features": tuple(doubtful)})
    words = draw(st.dictionaries(st.sampled_from(WRITTEN), TYPED))
    request = Request(
        cluster=cluster,
        omissions=tuple(draw(st.lists(omissions, max_size=3))),
        change_request=ChangeRequest(**words),
        written=frozenset(words),
    )
    return request.with_facts((fact, draw(answers_to(fact))) for fact in catalog().facts)


def test_every_field_of_a_cluster_an_inbound_service_and_an_omission_is_tried() -> None:
    assert set(CLUSTER) == set(CLUSTER_FIELDS)
    assert len(fields(InboundService)) == 7  # as many as `services` gives
    assert len(fields(Omission)) == 3  # as many as `omissions` gives


@pytest.mark.long
@given(requests())
def test_a_plan_file_read_back_is_the_same_request(request: Request) -> None:
    assert read_plan(write_plan(request, catalog()), "plan.yaml", catalog()) == request


@pytest.mark.long
@given(requests())
def test_equal_requests_give_equal_bytes(request: Request) -> None:
    content = write_plan(request, catalog())
    assert write_plan(read_plan(content, "plan.yaml", catalog()), catalog()) == content


@given(
    st.sampled_from(
        [
            "=cmd|' /C calc'!A0",
            "a: b",
            "- x",
            "'",
            '"',
            "\n\n",
            "\u202e",
            "NO",
            "1e5",
            "#",
            "x" * 10_000,
            "\x85\u2028",
        ]
    )
)
def test_hostile_names_stay_text(name: str) -> None:
    typed = changed(
        Request(change_request=ChangeRequest(ticket=name), written=frozenset({"ticket"})),
        name=name,
        firewall_private_ip=name,
        custom_dns=(name,),
    )
    assert read_plan(write_plan(typed, catalog()), "plan.yaml", catalog()) == typed


@given(st.sampled_from([1, 2]), st.binary(max_size=200))
def test_any_bytes_end_in_a_request_or_a_file_problem(number: int, content: bytes) -> None:
    with contextlib.suppress(FileProblem):
        found = read_plan(f"format: {number}\n".encode() + content, "plan.yaml", catalog())
        assert isinstance(found, Request)


def test_half_a_surrogate_pair_from_a_command_line_does_not_break_the_file() -> None:
    typed = replace(unanswered(name="a\udc80b"), change_request=ChangeRequest(ticket="\ud800"))
    assert read_plan(write_plan(typed, catalog()), "plan.yaml", catalog()).cluster.name == "a?b"
