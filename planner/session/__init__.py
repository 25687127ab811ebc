"""The work in progress, without Qt: answers, problems, undo, the current plan and the plan file."""
