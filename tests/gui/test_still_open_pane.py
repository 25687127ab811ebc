"""The pane that explains a line says what a left-out line is still open through."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.plan import Decision, Verdict
from planner.gui.models.explaining import Explainer
from planner.gui.models.rule_rows import line_rows
from planner.planning.planner import plan
from tests.unit.plans import SHOP, catalog


def test_the_pane_of_a_left_out_line_names_the_wider_line() -> None:
    profile = replace(SHOP, cloud="AzureChinaCloud", region="chinaeast2")
    made = plan(profile, catalog(), [Decision("core-api-server", Verdict.LEAVE_OUT, "a proxy <does> it")])
    row = next(row for row in line_rows(made, catalog(), "en") if row.key == "core-api-server")
    first = Explainer(made, catalog(), "en", str).sections(row)[0]
    assert first.heading == "Left out"
    assert first.body == "a proxy &lt;does&gt; it<br>but still open through line 10 (HTTPS:443)"
