"""Whatever somebody typed, the plan file gives it back."""

from __future__ import annotations

import contextlib
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import Decision, Verdict
from planner.domain.problem import FileProblem
from planner.domain.profile import ClusterProfile, Exposure, InboundService, MonitorBy, OutboundType
from planner.domain.request import ChangeRequest, PlanDocument
from planner.domain.service import Protocol
from planner.session.plan_file import read_plan, write_plan

# Whatever a text field can hold; a lone surrogate is no text.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = st.sampled_from([field.name for kind in (ClusterProfile, ChangeRequest) for field in fields(kind)])

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
ANSWERS = dict(
    name=TYPED,
    cloud=TYPED,
    region=TYPED,
    edition=TYPED,
    features=st.lists(TYPED, max_size=3).map(tuple),
    vault_certificates=st.lists(TYPED, max_size=2).map(tuple),
    private_cluster=st.booleans(),
    konnectivity=st.booleans(),
    nodes_before_march_2021=st.booleans(),
    pods_call_api_server=st.booleans(),
    api_server_ip=TYPED,
    custom_dns=st.lists(TYPED, max_size=3).map(tuple),
    node_subnets=st.lists(TYPED, max_size=3).map(tuple),
    azure_monitor_by=st.sampled_from(MonitorBy),
    outbound_type=st.sampled_from(OutboundType),
    default_route_to_firewall=st.none() | st.booleans(),
    firewall_private_ip=TYPED,
    firewall_public_ip=TYPED,
    firewall_nat_gateway_ip=TYPED,
    inbound=st.lists(services, max_size=3).map(tuple),
)
profiles = st.builds(ClusterProfile, **ANSWERS)
decisions = st.builds(Decision, TYPED, st.sampled_from(Verdict), TYPED, TYPED)
documents = st.builds(
    PlanDocument,
    profile=profiles,
    answered=st.frozensets(NAMES),
    decisions=st.lists(decisions, max_size=3).map(tuple),
    request=st.builds(ChangeRequest, *[TYPED] * len(fields(ChangeRequest))),
)


def test_every_field_of_a_profile_an_inbound_service_and_a_decision_is_tried() -> None:
    assert set(ANSWERS) == {field.name for field in fields(ClusterProfile)}
    assert len(fields(InboundService)) == 7  # as many as `services` gives
    assert len(fields(Decision)) == 4  # as many as `decisions` gives


@given(documents)
def test_a_plan_file_read_back_is_the_same_document(document: PlanDocument) -> None:
    assert read_plan(write_plan(document), "plan.yaml") == document


@given(documents)
def test_equal_documents_give_equal_bytes(document: PlanDocument) -> None:
    content = write_plan(document)
    assert write_plan(read_plan(content, "plan.yaml")) == content


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
    document = PlanDocument(ClusterProfile(name=name), request=ChangeRequest(ticket=name))
    assert read_plan(write_plan(document), "plan.yaml") == document


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_document_or_a_file_problem(content: bytes) -> None:
    with contextlib.suppress(FileProblem):
        assert isinstance(read_plan(b"format: 1\n" + content, "plan.yaml"), PlanDocument)


def test_half_a_surrogate_pair_from_a_command_line_does_not_break_the_file() -> None:
    document = PlanDocument(ClusterProfile(name="a\udc80b"), request=ChangeRequest(ticket="\ud800"))
    assert read_plan(write_plan(document), "plan.yaml").profile.name == "a?b"
