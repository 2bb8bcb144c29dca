"""Tools for authors of the bank, not needed by the running tutor."""
