"""The checks that `tutor check` runs over the bank."""
