"""What the tutor knows about learning, as pure arithmetic."""

from bot.learning.catalogue import Catalogue, Item, catalogue
from bot.learning.engine import Engine
from bot.learning.state import StaleStateError, State

__all__ = ["Catalogue", "Engine", "Item", "StaleStateError", "State", "catalogue"]
