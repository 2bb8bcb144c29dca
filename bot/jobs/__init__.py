"""Scheduled work: one table of jobs, and the pipeline that claims, builds and settles them."""
