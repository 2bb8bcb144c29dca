"""Adapters carry the core to a platform: they read its events and render its replies."""
