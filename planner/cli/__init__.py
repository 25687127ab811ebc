"""A thin door for terminals and pipelines: the same core as the window."""
