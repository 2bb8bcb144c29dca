"""Benchmarks behind the figures in README and docs."""
