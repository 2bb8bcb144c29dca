"""Hostile inputs: what makes them, what they must not do, and the ones that once did."""
