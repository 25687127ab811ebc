"""Problems with omissions: lines that somebody wanted to leave out and that stay in the plan, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.catalog.model import Catalog
from planner.domain.omission import Omission
from planner.domain.plan import EgressPlan
from planner.domain.rule import Rule
from planner.domain.text import Text
from planner.planning.path import INBOUND
from planner.session.problem import Problem, Step


def omission_problems(
    omissions: tuple[Omission, ...], plan: EgressPlan | None, catalog: Catalog
) -> tuple[Problem, ...]:
    """Return a problem for each omission that does not take effect; the line is in the plan all the same.

    An omission of a line of a feature that is off, or of a service that was removed, waits in silence.
    """
    if plan is None:
        return ()
    return tuple(_problems(omissions, plan, catalog)) if omissions else ()


def _problems(omissions: tuple[Omission, ...], plan: EgressPlan, catalog: Catalog) -> Iterator[Problem]:
    by_id = {line_id: rule for rule in plan.rules for line_id in rule.line_ids}
    demands = {demand.id for feature in catalog.features for demand in feature.demands}
    honoured = set(plan.omissions)
    for omission in omissions:
        if omission in honoured:
            continue
        rule = by_id.get(omission.rule_id)
        if rule is not None:
            yield Problem(Step.RULES, omission.rule_id, _why_not(omission, rule))
        elif not _may_exist(omission.rule_id, demands):
            yield Problem(Step.RULES, omission.rule_id, _no_such_line(omission.rule_id))


def _may_exist(rule_id: str, demands: Collection[str]) -> bool:
    """Whether a line of this id stands in some plan: a demand's id, perhaps with what tells its lines apart."""
    if rule_id.startswith(f"{INBOUND}-"):
        return True
    return any(rule_id == demand or rule_id.startswith(f"{demand}-") for demand in demands)


def _no_such_line(rule_id: str) -> Text:
    shown = rule_id[:60]
    return Text(
        f'"{shown}" was left out, but no plan has such a line. Check its spelling in the plan file.',
        f"已排除“{shown}”，但没有这样的行。请检查方案文件中的拼写。",
    )


def _why_not(omission: Omission, rule: Rule) -> Text:
    name = rule.destination
    if omission.destination and omission.destination != name.value:
        return Text(
            f"{name.value} is in the plan: {omission.destination} was left out, and the line leads elsewhere now. "
            "Decide again.",
            f"{name.shown('zh')} 保留在方案中：当时排除的是 {omission.destination}，该行的目标已改变。请重新决定。",
        )
    return Text(
        f"{name.value} is required and stays in the plan. Leave it out again, with a written reason.",
        f"{name.shown('zh')} 为必需项，保留在方案中。如需排除，请填写原因后重新排除。",
    )
