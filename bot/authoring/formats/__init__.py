"""Formats for exporting and importing questions."""
