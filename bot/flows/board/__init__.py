"""A group's weekly board: joining it, a member's own place, and what everyone sees."""
