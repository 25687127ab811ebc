"""The knowledge: ``catalog/*.yaml`` read into a `Catalog`, every mistake named with file and line."""
