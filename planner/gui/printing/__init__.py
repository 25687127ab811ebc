"""The change request on paper: composed into pages of measured blocks, then painted as vectors."""
