"""Study groups: a server's or chat's question of the day, from setting it up to its reveal."""
