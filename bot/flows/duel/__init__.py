"""Duels: a challenge, the same few questions for two people in their own time, and how it ended."""
