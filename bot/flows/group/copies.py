"""Two copies of one message in a group: the newer one gets later edits, so the older one loses its buttons.

If a process ends after sending a message but before storing its id, the message is sent again. The platform never
reveals the id of the first copy; a press on it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import Card
from bot.words import group as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext


def retired(context: LearnerContext, slot: str, chat: str, *, is_open: bool) -> list[Reply]:
    """Replace the pressed message in `chat` if the slot's is another one; if none is known, adopt it for the slot."""
    if not context.pressed or context.address.chat != chat:
        return []
    posted = context.store.posts.message(slot)
    if is_open and not posted:
        context.store.posts.keep([(slot, context.pressed)], context.now)
    return [Card(words.posted_twice(), replace=True, open=True)] if posted not in ("", context.pressed) else []
