"""Pure functions from a request and the catalog to an `EgressPlan`."""
