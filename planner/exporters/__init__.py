"""Files out: one module a target behind one small Protocol, each a view of the one `EgressPlan`."""
