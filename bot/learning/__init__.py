"""Pure arithmetic of learning: no storage, no clock, no dice of its own; `now` and `rng` are arguments."""
