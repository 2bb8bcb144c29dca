"""Scheduled pushes: claim due jobs, deliver them, settle them."""
