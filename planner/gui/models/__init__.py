"""Item models over a plan's lines."""
