"""The commands for operators: migrating, backing up, checking health, and reading reports."""

from __future__ import annotations

import asyncio
import functools
import random
from contextlib import closing
from pathlib import Path  # noqa: TC003 - typer reads it when the program runs
from typing import Annotated, Final

import typer

import environment
from bot.settings import secret
from main import ADAPTERS, now

ASK_SECONDS: Final = 10.0
cli: Final[typer.Typer] = typer.Typer()
reports_cli: Final[typer.Typer] = typer.Typer(help="List learners' reports about questions, or close them.")
cli.add_typer(reports_cli, name="reports")


@cli.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A new file, or a folder for backups named by date and time.")],
    keep: Annotated[int, typer.Option(min=0, help="How many backups to keep in that folder; 0 keeps all.")] = 0,
) -> None:
    """Back up the database to one verified file that only its owner can read. The tutor may be running."""
    from bot.storage import backup as backups
    from bot.storage.database import Database

    with closing(Database(secret(environment.read().database_url))) as database:
        if keep or file.is_dir():
            file, gone = backups.back_up_into(database, file, now(), keep)
            typer.echo(f"Backed up to {file}." + f" Deleted {gone} older backup{'s' * (gone > 1)}." * bool(gone))
        else:
            backups.back_up(database, file)
            typer.echo(f"Backed up to {file}.")


@cli.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `tutor backup` wrote.")]) -> None:
    """Fill an empty database from a backup. The tutor must not be running."""
    from bot.storage import backup as backups
    from bot.storage.database import Database

    with closing(Database(secret(environment.read().database_url))) as database:
        backups.restore(database, file)
    typer.echo(
        f"Restored from {file}. The tutor migrates it when it starts. Anyone who used /forget "
        "after the backup was made is in the database again."
    )


@cli.command()
def health() -> None:
    """Ask the running tutor whether it is healthy. Exit with 1 if it is not."""
    import urllib.error
    import urllib.request

    from bot.errors import ConfigurationError
    from scheduler.health import READY

    settings = environment.read()
    if not settings.health_port:
        raise ConfigurationError("HEALTH_PORT is not set, so the tutor does not report its health.")
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.health_host, settings.health_host)  # noqa: S104
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with straight.open(f"http://{host}:{settings.health_port}{READY}", timeout=ASK_SECONDS) as answer:
            said, code = answer.read().decode(), 0
    except urllib.error.HTTPError as error:
        said, code = error.read().decode(), 1
    except OSError:
        said, code = f"Nothing answers on port {settings.health_port}.", 1
    typer.echo(said.strip())
    raise typer.Exit(code)


@cli.command()
def migrate() -> None:
    """Migrate the database to the newest version."""
    with environment.database():
        typer.echo("The database is up to date.")


@cli.command()
def doctor() -> None:
    """Show what is configured, what is missing, and whether the database and the tokens work. Prints no secrets."""
    import doctor as examine

    settings = environment.read()
    lines = [examine.content(settings.content_dir), examine.database(secret(settings.database_url))]
    for name, adapter in ADAPTERS.items():
        opened = functools.partial(adapter, settings, examine.Nobody(), asyncio.to_thread)
        lines.append(asyncio.run(examine.token(name, opened, given=bool(getattr(settings, f"{name}_token")))))
    typer.echo("\n".join(lines))
    raise typer.Exit(1 if any(line.startswith(examine.BAD) for line in lines) else 0)


@reports_cli.callback(invoke_without_command=True)
def reports(context: typer.Context) -> None:
    """List open learner reports by question, with each reporter's answer."""
    if context.invoked_subcommand:
        return
    from bot.authoring.reports import listed

    with environment.database() as database, database.transaction() as store:
        typer.echo(listed(store))


@reports_cli.command()
def close(
    question: Annotated[str, typer.Argument(help="The question, such as CLO-03-001.")],
    why: Annotated[str, typer.Option(help="What was done, in one sentence that everyone who reported it will read.")],
) -> None:
    """Close every open report on a question. Everyone who reported it is thanked at their daily hour."""
    from bot.bank.library import Library
    from bot.bank.loader import load
    from bot.context import Context
    from bot.flows.corrections import answer_reports

    library = Library(load(environment.read().content_dir))
    with environment.database() as database, database.transaction() as store:
        count = answer_reports(Context(store, library, now(), random.Random()), question, why)
    typer.echo(f"{question}: closed. People to thank: {count}." if count else f"{question} has no open reports.")


@cli.command()
def rebuild() -> None:
    """Discard all learner models. Each is rebuilt from its learner's answers at their next question."""
    with environment.database() as database, database.transaction() as store:
        count = len(store.models.learners())
        store.models.drop()
        typer.echo(f"Models discarded: {count}. Each is rebuilt at its learner's next question.")
