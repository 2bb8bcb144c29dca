"""Ports that strangers may reach: what the webhook and the health port share."""

from listening.listener import Listener, Port

__all__ = ["Listener", "Port"]
