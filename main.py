"""Composition root and command line: the only place that reads settings and puts the parts together."""

from __future__ import annotations

import asyncio
import functools
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, ParamSpec, TypeVar

import typer
from pydantic import SecretStr, ValidationError

from bot import logs
from bot.errors import ConfigurationError
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from bot.chat import Adapter, Ask, Clock, Courier, Handler
    from bot.storage.database import Database
    from bot.tutor import Tutor
    from scheduler.pushes import Pushes

P = ParamSpec("P")
T = TypeVar("T")

UNUSABLE: Final = 2
"""Exit code where a setting, a token or the content cannot be used."""

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="The CEHRS tutor.")
content = typer.Typer(no_args_is_help=True, help="The question bank as files.")
cli.add_typer(content, name="content")


class App:
    """The parts, put together. One executor owns the database: a single thread on SQLite, which has one writer."""

    def __init__(self, settings: Settings, database: Database, tutor: Tutor, clock: Clock) -> None:
        self.settings = settings
        self.database = database
        self.tutor = tutor
        self._clock = clock
        self._executor = ThreadPoolExecutor(database.workers, thread_name_prefix="core")

    async def ask(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a blocking function of the core on the executor that owns the database."""
        call = functools.partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._executor, call)

    async def chat(self) -> None:
        """Talk in the terminal."""
        from adapters.terminal import Terminal

        await Terminal(self.tutor, self.ask).serve()

    async def serve(self, *, listen: Sequence[str], push: Sequence[str]) -> None:
        """Listen on some platforms, push to some, until SIGTERM, SIGINT, or until one of them fails."""
        from scheduler import clock, process

        async with AsyncExitStack() as stack:
            chats = {name: await stack.enter_async_context(self._open(name)) for name in {*listen, *push}}
            parts: list[Callable[[asyncio.Event], Awaitable[None]]] = [chats[name].serve for name in listen]
            if push:
                out = [self._pushes(chats[name]) for name in push]
                parts.append(functools.partial(clock.serve, self.tutor, self.ask, out, push))
            await process.until_stopped(parts)

    def close(self) -> None:
        """Close the database."""
        self._executor.shutdown()
        self.database.close()

    def _pushes(self, courier: Courier) -> Pushes:
        from scheduler.pushes import Pushes

        rate = getattr(self.settings, f"{courier.platform}_push_rate")
        return Pushes(self.tutor, self.ask, courier, self._clock, rate=rate)

    def _open(self, platform: str) -> Adapter:
        return _ADAPTERS[platform](self.settings, self.tutor, self.ask)


def build(settings: Settings, clock: Clock, rng: random.Random) -> App:
    """Put the tutor together on a migrated database.

    Raises:
        ConfigurationError: the content or the database address cannot be used.
    """
    from bot.bank.facts import load_facts
    from bot.bank.loader import load
    from bot.flows.turn import Library
    from bot.storage.database import Database
    from bot.tutor import Tutor

    library = Library(load(settings.content_dir), load_facts(settings.content_dir).about)
    database = Database(settings.database_url)
    database.migrate()
    tutor = Tutor(database, library, clock, rng)
    tutor.waiting(())  # clears away what expired while nobody ran
    return App(settings, database, tutor, clock)


def _telegram(s: Settings, tutor: Handler, ask: Ask) -> Adapter:
    from adapters.telegram import Telegram, Webhook

    webhook = None
    if s.telegram_webhook_url:
        webhook = Webhook(s.telegram_webhook_url, _shown(s.telegram_webhook_secret), s.host, s.port)
    return Telegram(
        tutor,
        ask,
        token=_shown(s.telegram_token),
        api_url=s.telegram_api_url,
        file_url=s.telegram_file_url,
        webhook=webhook,
    )


def _discord(s: Settings, tutor: Handler, ask: Ask) -> Adapter:
    from adapters.discord import Discord

    token = _shown(s.discord_token)
    return Discord(tutor, ask, token=token, api_url=s.discord_api_url, gateway_url=s.discord_gateway_url)


_ADAPTERS: Final[dict[str, Callable[[Settings, Handler, Ask], Adapter]]] = {"telegram": _telegram, "discord": _discord}
PLATFORMS: Final = tuple(_ADAPTERS)


def now() -> datetime:
    """Return the wall clock's time, aware, in UTC."""
    return datetime.now(UTC)


@cli.command()
def run() -> None:
    """Serve every platform that has a token, and what falls due; without a token, chat in the terminal."""
    with _app() as app:
        served = [name for name in PLATFORMS if getattr(app.settings, f"{name}_token")]
        asyncio.run(app.serve(listen=served, push=served) if served else app.chat())


@cli.command()
def chat() -> None:
    """Chat in the terminal."""
    with _app() as app:
        asyncio.run(app.chat())


@cli.command()
def telegram() -> None:
    """Listen on Telegram: long polling, or a webhook where TELEGRAM_WEBHOOK_URL is set."""
    with _app("telegram") as app:
        asyncio.run(app.serve(listen=["telegram"], push=[]))


@cli.command()
def discord() -> None:
    """Listen on Discord."""
    with _app("discord") as app:
        asyncio.run(app.serve(listen=["discord"], push=[]))


@cli.command()
def scheduler() -> None:
    """Send what falls due on every platform that has a token."""
    with _app() as app:
        served = [name for name in PLATFORMS if getattr(app.settings, f"{name}_token")]
        if not served:
            raise ConfigurationError("The scheduler has nothing to serve: set TELEGRAM_TOKEN or DISCORD_TOKEN.")
        asyncio.run(app.serve(listen=[], push=served))


@cli.command()
def migrate() -> None:
    """Bring the database to the newest version."""
    from bot.storage.database import Database

    with _sentences():
        database = Database(_settings().database_url)
        database.migrate()
        database.close()
        typer.echo("The database is up to date.")


@cli.command()
def check(
    *,
    goals: Annotated[bool, typer.Option(help="Fail also when the whole bank falls short of a goal.")] = False,
    deep: Annotated[bool, typer.Option(help="Add the slow parts: cue classifier and near-duplicates.")] = False,
) -> None:
    """Check the question bank and the notes, all faults at once."""
    from bot.bank.check import run_check

    said, code = run_check(_settings().content_dir, goals=goals, deep=deep, today=now().date())
    typer.echo(said)
    raise typer.Exit(code)


@cli.command()
def reports() -> None:
    """List what learners reported on questions, newest first."""
    from bot.storage.database import Database

    with _sentences():
        database = Database(_settings().database_url)
        database.migrate()
        with database.transaction() as store:
            for row in store.learners.reports():
                typer.echo(f"{row.reported_at:%Y-%m-%d}  {row.question}  {row.kind}  {_printable(row.text)}".rstrip())
        database.close()


@cli.command()
def doctor() -> None:
    """Say what is configured, what is missing, and whether database and tokens work. Prints no secret."""
    from bot import doctor as examine

    with _sentences():
        settings = _settings()
        lines = [examine.content(settings.content_dir), examine.database(settings.database_url)]
        for name, adapter in _ADAPTERS.items():
            opened = functools.partial(adapter, settings, examine.Nobody(), asyncio.to_thread)
            lines.append(asyncio.run(examine.token(name, opened, given=bool(getattr(settings, f"{name}_token")))))
        typer.echo("\n".join(lines))
        raise typer.Exit(1 if any(line.startswith(examine.BAD) for line in lines) else 0)


@content.command()
def export(
    file_format: Annotated[Literal["jsonl", "csv", "gift", "anki"], typer.Option("--format")] = "jsonl",
    output: Annotated[Path | None, typer.Option(help="A file; standard output if none is named.")] = None,
) -> None:
    """Write the whole bank in another format."""
    from bot.bank import export as exporting
    from bot.bank.loader import load

    with _sentences():
        written = exporting.export(load(_settings().content_dir), file_format)
        if output:
            output.write_bytes(written)
        else:
            sys.stdout.buffer.write(written)


@content.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A file that ends in .gift, .csv or .jsonl.")],
    into: Annotated[Path, typer.Option(help="The folder for the draft files.")] = Path("drafts"),
) -> None:
    """Take questions from another format into draft YAML files, one for each topic."""
    from bot.bank.imports import write_drafts
    from bot.bank.loader import load

    with _sentences():
        typer.echo(write_drafts(file, into, taken=load(_settings().content_dir).questions.keys()))


@content.command()
def stats() -> None:
    """Count the bank by domain, topic, level, difficulty and status, and list what is due for a re-check."""
    from bot.bank.loader import load
    from bot.bank.stats import stats as counted

    with _sentences():
        typer.echo(counted(load(_settings().content_dir), now().date()))


def app() -> None:
    """Run the command line."""
    with _sentences():
        cli()


@contextmanager
def _app(*platforms: str) -> Iterator[App]:
    """Build from the environment, as the only process on an SQLite file; say what is unusable, and exit with 2."""
    with _sentences(), ExitStack() as stack:
        settings = _settings()
        for name in platforms:
            if not getattr(settings, f"{name}_token"):
                raise ConfigurationError(f"{name.upper()}_TOKEN is not set. README says how to get one.")
        chatting = not platforms and not any(getattr(settings, f"{name}_token") for name in PLATFORMS)
        _log(settings, quiet=chatting)
        built = build(settings, now, random.Random())
        stack.callback(built.close)
        stack.enter_context(built.database.alone())
        yield built


@contextmanager
def _sentences() -> Iterator[None]:
    """Say in one sentence what is unusable, and exit with 2."""
    try:
        yield
    except ConfigurationError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(UNUSABLE) from None


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors(include_input=False))
        raise ConfigurationError(f"A setting cannot be used: {faults}") from None


def _log(settings: Settings, *, quiet: bool) -> None:
    secrets = [value for _, value in settings if isinstance(value, SecretStr)]
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    level = "ERROR" if quiet else settings.log_level
    logs.configure(level=level, json=as_json, secrets=[_shown(secret) for secret in secrets])


def _printable(said: str) -> str:
    """Return what a learner wrote without anything that a terminal obeys."""
    return "".join(character if character.isprintable() else " " for character in said)


def _shown(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


if __name__ == "__main__":
    app()
