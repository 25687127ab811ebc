"""How lines are painted."""
