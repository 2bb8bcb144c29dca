"""Bare bots for comparison: they do the chat library's part of a press, and store nothing.

Run by `benchmarks.press` as `python -m benchmarks.bare PLATFORM`. The environment names the token and the addresses as
for the tutor, and in SCREENS the two screens that the tutor showed: the explanation and the next question.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import discord
    from telegram import Update

NEXT: Final = "Next"


def telegram() -> None:
    """Answer presses with python-telegram-bot and its default transport: edit after a letter, send after Next."""
    from telegram import InlineKeyboardMarkup
    from telegram.ext import Application, CallbackQueryHandler

    explained, asked = (
        {**screen, "reply_markup": InlineKeyboardMarkup.de_json(screen["reply_markup"], None)}
        for screen in json.loads(os.environ["SCREENS"])
    )

    async def press(update: Update, _context: Any) -> None:  # noqa: ANN401 - the library's generic context
        query = update.callback_query
        assert query  # noqa: S101 - the handler's filter
        await query.answer()
        if query.data == NEXT:
            await query.get_bot().send_message(query.from_user.id, **asked)
        else:
            await query.edit_message_text(**explained)

    built = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).base_url(os.environ["TELEGRAM_API_URL"]).build()
    built.add_handler(CallbackQueryHandler(press))
    built.run_polling()


def discord_() -> None:
    """Answer presses with discord.py: acknowledge, then edit after a letter, or send after Next."""
    import discord

    from adapters.discord.client import point_at

    point_at(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    explained, asked = ((screen["content"], screen["components"]) for screen in json.loads(os.environ["SCREENS"]))
    client = discord.Client(intents=discord.Intents(guilds=True, dm_messages=True))

    @client.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        assert interaction.data  # noqa: S101 - a press
        await interaction.response.defer()
        if interaction.data.get("custom_id") == NEXT:
            channel = client.get_partial_messageable(interaction.channel_id or 0)
            await channel.send(asked[0], view=_view(asked[1]))
        else:
            await interaction.edit_original_response(content=explained[0], view=_view(explained[1]))

    client.run(os.environ["DISCORD_TOKEN"], log_handler=None)


def _view(rows: list[Any]) -> discord.ui.View:
    """Buttons as discord.py has them; a view that is never dispatched costs no timer."""
    import discord

    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for each in row["components"]:
            style = discord.ButtonStyle(each["style"])
            view.add_item(discord.ui.Button(style=style, label=each["label"], custom_id=each["custom_id"], row=number))
    return view


if __name__ == "__main__":
    {"telegram": telegram, "discord": discord_}[sys.argv[1]]()
