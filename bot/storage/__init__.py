"""Persistence: tables, migrations, and one method per operation."""
