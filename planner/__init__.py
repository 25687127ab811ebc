"""AKS Egress Planner: the egress rules an AKS cluster needs, explained line by line."""

__version__ = "0.1.0"
