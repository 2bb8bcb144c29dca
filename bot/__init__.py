"""The tutor: makes every decision, knows no chat platform, and awaits nothing."""
