"""What authors of the bank need, and the running tutor does not."""
