"""Live rounds: a few questions in a row in a group's channel, for anyone who is there."""
