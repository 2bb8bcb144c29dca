"""Duels: a challenge, the same few questions for two people, each in their own time, and the result."""
