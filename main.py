"""Composition root: assemble settings, database, core, adapters and scheduler."""

from __future__ import annotations

import functools
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.settings import Settings, secret
from bot.zones import use_locked_data

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from bot.chat import Adapter, Ask, Clock, Handler
    from listening import Port
    from scheduler.host import App


use_locked_data()


def build(settings: Settings, clock: Clock, rng: random.Random) -> App:
    """Assemble the tutor on a migrated database.

    Raises:
        ConfigurationError: the content or the database address is unusable, or the database is away
            (`AwayError`).
    """
    from bot.bank.career import load_career
    from bot.bank.corrections import load_corrections
    from bot.bank.facts import load_facts
    from bot.bank.faq import load_faq
    from bot.bank.library import Library
    from bot.bank.loader import load
    from bot.bank.parsed import kept_in
    from bot.storage.database import Database
    from bot.tutor import Tutor
    from scheduler.host import App

    with kept_in(_cache()):
        bank, facts = load(settings.content_dir), load_facts(settings.content_dir)
        library = Library(
            bank,
            facts.about,
            facts,
            corrections=load_corrections(settings.content_dir),
            faq=load_faq(settings.content_dir, facts),
            career=load_career(settings.content_dir),
        )
    database = Database(secret(settings.database_url))
    database.migrate()
    tutor = Tutor(database, library, clock, rng, settings.admins)
    tutor.start()
    adapters = {name: functools.partial(adapter, settings) for name, adapter in ADAPTERS.items()}
    rates = {name: getattr(settings, f"{name}_push_rate") for name in PLATFORMS}
    return App(database, tutor, clock, adapters, rates, _health(settings))


def _health(settings: Settings) -> Port | None:
    if settings.health_port is None:
        return None
    from listening import Port

    return Port(settings.health_host, settings.health_port, "HEALTH_PORT")


def _telegram(s: Settings, tutor: Handler, ask: Ask) -> Adapter:
    from adapters.telegram import Telegram

    webhook = None
    if s.telegram_webhook_url:
        from adapters.telegram.webhook import Webhook

        webhook = Webhook(s.telegram_webhook_url, secret(s.telegram_webhook_secret), s.host, s.port)
    return Telegram(
        tutor,
        ask,
        token=secret(s.telegram_token),
        api_url=s.telegram_api_url,
        file_url=s.telegram_file_url,
        webhook=webhook,
    )


def _discord(s: Settings, tutor: Handler, ask: Ask) -> Adapter:
    from adapters.discord import Discord

    token = secret(s.discord_token)
    where = {"api_url": s.discord_api_url, "gateway_url": s.discord_gateway_url}
    return Discord(tutor, ask, token=token, **where, shards=s.discord_shards)


ADAPTERS: Final[dict[str, Callable[[Settings, Handler, Ask], Adapter]]] = {"telegram": _telegram, "discord": _discord}
PLATFORMS: Final = tuple(ADAPTERS)


def _cache() -> Path | None:
    """Where parsed content is cached between starts; None if this user has no such place."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return folder / "cehrs-tutor" / "content.json" if folder.is_absolute() else None


def now() -> datetime:
    """Wall-clock time, aware, in UTC."""
    return datetime.now(UTC)


if __name__ == "__main__":
    from cli import app

    app()
