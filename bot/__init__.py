"""The tutor: decides everything, knows no chat platform, awaits nothing."""
