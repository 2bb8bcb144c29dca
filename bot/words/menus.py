"""Texts above a choice of what to do."""

from __future__ import annotations

from bot.chat import Text, text
from bot.learning.engine import ANSWERS_TO_BE_WEAK
from bot.words.progress import too_early


def practice() -> Text:
    return text("What do you want to practice? Pick one, or send a topic such as /practice scheduling.")


def no_weak_spots() -> Text:
    return text(f"{too_early()} They'll show up here after a few more.")


def weakest_first(topic: str) -> str:
    """Name the weakest topic, with how many of its answers are known."""
    return f"Your weakest topic with at least {ANSWERS_TO_BE_WEAK} answers is {topic}."


def missed_first(topic: str) -> str:
    return f"{too_early()} So this starts with one you missed: {topic}."


def learn() -> Text:
    return text("Pick a domain to see its topics, or one of the topics below.")


def topics(domain: str, page: int, pages: int) -> Text:
    place = f" (page {page} of {pages})" if pages > 1 else ""
    return text(f"{domain}: pick a topic{place}.")
