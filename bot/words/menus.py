"""What stands above a choice of what to do."""

from __future__ import annotations

from bot.chat import Text, text


def practice() -> Text:
    return text("What do you want to practice? Tap, or send a topic such as /practice scheduling.")


def learn() -> Text:
    return text("Pick a domain to see its topics, or start where you have the most to gain.")


def topics(domain: str, page: int, pages: int) -> Text:
    place = f" ({page} of {pages})" if pages > 1 else ""
    return text(f"{domain}: pick a topic{place}.")
