"""The traffic path of a plan as a model, as sentences and as an SVG picture. No Qt in here."""
