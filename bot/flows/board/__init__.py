"""The weekly board of a group: joining it, one's own place, and what everyone sees."""
