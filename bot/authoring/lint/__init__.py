"""The checks that `tutor check` runs on the bank."""
