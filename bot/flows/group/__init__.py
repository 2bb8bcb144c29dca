"""Study groups: a server's or chat's question of the day, from setup to reveal."""
