"""Tools of the repository itself, which are not installed with the tutor."""
