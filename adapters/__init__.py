"""Adapters connect the core to a platform: they parse its events and render replies."""
