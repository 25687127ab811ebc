"""The pane that explains a line says what a left-out line is still open through."""

from __future__ import annotations

from planner.domain.omission import Omission
from planner.gui.models.explaining import Explainer
from planner.gui.models.rule_rows import line_rows
from tests.plans import catalog, planned


def test_the_pane_of_a_left_out_line_names_the_wider_line() -> None:
    left_out = Omission("core-api-server", "a proxy <does> it")
    made = planned(left_out, cloud="AzureChinaCloud", region="chinaeast2")
    row = next(row for row in line_rows(made, catalog(), "en") if row.key == "core-api-server")
    first = Explainer(made, catalog(), "en", str).sections(row)[0]
    assert first.heading == "Left out"
    assert first.body == "a proxy &lt;does&gt; it<br>but still open through line 10 (HTTPS:443)"
