"""Limits of one group: refused before writing, with the first line beyond by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.problem import FileProblem
from planner.domain.rule import Rule
from planner.exporters.azure.arm import ArmTarget
from planner.exporters.azure.limits import LimitExceeded, Limits
from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from tests.exporters import builders as b
from tests.exporters.azure.cases import TARGETS


def hosts(count: int) -> list[Rule]:
    return [b.rule(f"line-{n}", b.fqdn(f"h{n}.contoso.com")) for n in range(1, count + 1)]


def addresses(count: int, *sources: str) -> list[Rule]:
    return [
        b.network(f"line-{n}", b.address(f"198.51.{n // 250}.{n % 250}"), "TCP:443", sources=sources)
        for n in range(1, count + 1)
    ]


def refused(rules: list[Rule], target: ArmTarget, **more: object) -> LimitExceeded:
    context = replace(b.context(b.plan(*rules)), **more)  # type: ignore[arg-type]
    with pytest.raises(LimitExceeded) as caught:
        target.export(context)
    return caught.value


@pytest.mark.long
def test_group_larger_than_two_megabytes_is_refused_with_the_first_line_beyond() -> None:
    found = refused(hosts(12_000), ArmTarget())
    number = int(found.excess.rule_id.removeprefix("line-"))
    assert 5_000 < number < 12_000
    assert str(found) == (
        f"Line {number}, h{number}.contoso.com, is the first beyond the 2 MB of one rule collection group. "
        "Nothing was written. Leave lines out, or split the plan in two."
    )


def test_20000_pairs_of_source_and_destination_fit_and_one_more_does_not() -> None:
    target = ArmTarget(limits=Limits(network_pairs=6))
    two = ("10.1.0.0/16", "10.2.0.0/16")
    target.export(b.context(b.plan(*addresses(3, *two))))
    assert refused(addresses(4, *two), target).excess.rule_id == "line-4"
    assert Limits().network_pairs == 20_000


def test_same_pair_counts_once_however_many_ports_it_has() -> None:
    target = ArmTarget(limits=Limits(network_pairs=1))
    made = b.network("tunnel", b.address("198.51.100.24"), "TCP:22", "UDP:1194")
    assert target.export(b.context(b.plan(made))).files


def test_251st_nat_rule_is_refused_by_name() -> None:
    nat = [replace(b.nat(f"nat-{n}"), services=b.nat().services) for n in range(1, 252)]
    found = refused(nat, ArmTarget())
    assert found.excess.rule_id == "nat-251"
    assert "the 250 NAT rules" in str(found)


@pytest.mark.parametrize("priority", [99, 65001, -1])
def test_priority_outside_100_to_65000_is_refused(priority: int) -> None:
    found = refused(hosts(1), ArmTarget(), options=TargetOptions(priority=priority))
    assert str(found) == (
        f"The priority {priority} is not between 100 and 65000. Nothing was written. Choose another priority."
    )


@pytest.mark.parametrize("priority", [100, 65000])
def test_lowest_and_highest_priority_are_written(priority: int) -> None:
    context = replace(b.context(b.plan()), options=TargetOptions(priority=priority))
    assert ArmTarget().export(context).files


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_every_target_refuses_and_names_the_line_among_its_notices_beforehand(target: ArmTarget) -> None:
    tight = replace(target, limits=Limits(network_pairs=1))
    context: ExportContext = b.context(b.plan(*addresses(2, "*")))
    with pytest.raises(FileProblem):
        tight.export(context)
    first = tight.notices(context)[0]
    assert (first.target, first.rule_id) == (target.id, "line-2")


def test_limit_speaks_chinese_too() -> None:
    found = refused(hosts(2), ArmTarget(limits=Limits(group_bytes=300)))
    assert found.in_language("zh").startswith(
        "从第 2 行“h2.contoso.com”起，超出了单个规则集合组的上限（2 MB）。"
    )
