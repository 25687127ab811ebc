"""Pure functions from a profile and the catalog to an `EgressPlan`."""
