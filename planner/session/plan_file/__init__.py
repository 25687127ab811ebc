"""The plan file: YAML, readable in a git diff, stable in order.

Written as format 2; files of format 1 are read. Unknown keys and newer formats are refused by name and line; the
file on disk stays as it is.
"""

from planner.session.plan_file.reading import PlanSource, read_plan, read_source
from planner.session.plan_file.writing import FORMAT, as_yaml, plan_content, write_plan

__all__ = ["FORMAT", "PlanSource", "as_yaml", "plan_content", "read_plan", "read_source", "write_plan"]
