"""Azure Firewall policy and routes in five spellings: one shared model, one module a target."""
