"""A learner walks through the product for three days, against the real process, which may be killed at any time."""
