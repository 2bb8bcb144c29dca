"""The commands that keep a tutor running for years: backups and the health check."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path  # noqa: TC003 - typer reads it when the program runs
from typing import Annotated, Final

import typer

import environment
from bot.settings import secret
from main import now

ASK_SECONDS: Final = 10.0
cli: Final[typer.Typer] = typer.Typer()


@cli.command()
def backup(
    file: Annotated[Path, typer.Argument(help="A new file; or a folder, where the file is named by date and time.")],
    keep: Annotated[int, typer.Option(min=0, help="In a folder: how many to keep; 0 keeps all.")] = 0,
) -> None:
    """Back up the database, while the tutor runs or not: one file, whole and checked, that only its owner can read."""
    from bot.storage import backup as backups
    from bot.storage.database import Database

    with closing(Database(secret(environment.read().database_url))) as database:
        if keep or file.is_dir():
            file, gone = backups.back_up_into(database, file, now(), keep)
            typer.echo(f"Backed up to {file}." + f" Deleted {gone} older backups." * bool(gone))
        else:
            backups.back_up(database, file)
            typer.echo(f"Backed up to {file}.")


@cli.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that tutor backup wrote.")]) -> None:
    """Fill an empty database from a backup. The tutor must not be running."""
    from bot.storage import backup as backups
    from bot.storage.database import Database

    with closing(Database(secret(environment.read().database_url))) as database:
        backups.restore(database, file)
    typer.echo(
        f"Restored from {file}. It is migrated when the tutor starts. Anyone who used /forget "
        "after the backup was made is in the database again."
    )


@cli.command()
def health() -> None:
    """Ask the tutor that runs with these settings whether it does its work; exit with 1 if it does not."""
    import urllib.error
    import urllib.request

    from bot.errors import ConfigurationError
    from scheduler.health import READY

    settings = environment.read()
    if not settings.health_port:
        raise ConfigurationError("HEALTH_PORT is not set, so the tutor shows nothing of its health.")
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
