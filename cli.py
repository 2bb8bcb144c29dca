"""The command line: serving learners, and working on the content. The rest of it is in `upkeep`."""

from __future__ import annotations

import asyncio
import gc
import random
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

import environment
import upkeep
from bot.authoring.formats.table import FORMATS, READERS
from bot.errors import AwayError, ConfigurationError
from main import PLATFORMS, build, now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.host import App

UNUSABLE: Final = 2
"""Exit code for an unusable setting, token, content, or database."""
AWAY: Final = 3
"""Exit code if the database is unreachable at startup; a restart may help."""


def _format(name: str) -> str:
    if name not in FORMATS:
        raise typer.BadParameter(f"{name} is not a format. Use one of {', '.join(FORMATS)}.")
    return name


cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="The CEHRS tutor.")
content = typer.Typer(no_args_is_help=True, help="Work with the question bank's files.")
cli.add_typer(content, name="content")
learn = typer.Typer(no_args_is_help=True, help="What learners' answers say about the questions.")
cli.add_typer(learn, name="learn")
cli.add_typer(upkeep.cli)


@cli.command()
def run() -> None:
    """Serve every platform that has a token, and send scheduled messages. With no token, chat in the terminal."""
    served = _served()
    with _app() as app:
        asyncio.run(app.serve(listen=served, push=served) if served else _talk(app))


@cli.command()
def chat() -> None:
    """Chat in the terminal."""
    with _app() as app:
        asyncio.run(_talk(app))


@cli.command()
def telegram() -> None:
    """Listen on Telegram: through a webhook if TELEGRAM_WEBHOOK_URL is set, otherwise by long polling."""
    with _app("telegram") as app:
        asyncio.run(app.serve(listen=["telegram"], push=[]))


@cli.command()
def discord() -> None:
    """Listen on Discord."""
    with _app("discord") as app:
        asyncio.run(app.serve(listen=["discord"], push=[]))


@cli.command()
def scheduler() -> None:
    """Send scheduled messages on every platform that has a token."""
    served = _served()
    if not served:
        raise ConfigurationError("The scheduler has nothing to serve: set TELEGRAM_TOKEN or DISCORD_TOKEN.")
    with _app() as app:
        asyncio.run(app.serve(listen=[], push=served))


@cli.command()
def check(
    *,
    goals: Annotated[bool, typer.Option(help="Also fail if the bank as a whole falls short of a goal.")] = False,
    deep: Annotated[bool, typer.Option(help="Add the slow checks: cue classifier and near-duplicates.")] = False,
) -> None:
    """Check the question bank and the notes, and list every fault."""
    from bot.authoring.lint.check import run_check

    said, code = run_check(environment.read().content_dir, goals=goals, deep=deep, today=now().date())
    typer.echo(said)
    raise typer.Exit(code)


@cli.command()
def facts() -> None:
    """List every fact the tutor may state: how certain it is, its date, when to recheck its source, and its figures."""
    from bot.authoring.facts_table import table
    from bot.bank.career import load_career
    from bot.bank.facts import load_facts

    folder = environment.read().content_dir
    typer.echo(table(load_facts(folder), load_career(folder), now().date()))


@content.command()
def export(
    file_format: Annotated[
        str, typer.Option("--format", callback=_format, help=f"One of {', '.join(FORMATS)}.")
    ] = "jsonl",
    output: Annotated[Path | None, typer.Option(help="The file to write; by default, standard output.")] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Export the whole bank in another format."""
    from bot import files
    from bot.bank.loader import load

    written = FORMATS[file_format].write(load(environment.read().content_dir))
    if output:
        files.write(output, written, over=force)
    else:
        typer.echo(written, nl=False)


@content.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=f"A file whose name ends in {', '.join(READERS)}.")],
    into: Annotated[Path, typer.Option(help="The folder for the draft files.")] = Path("drafts"),
) -> None:
    """Import questions from another format as draft YAML files, one per topic. Exit with 1 if any can't be imported."""
    from bot.authoring.formats.drafts import add_drafts
    from bot.bank.loader import load

    said, is_whole = add_drafts(file, into, taken=load(environment.read().content_dir).questions.keys())
    typer.echo(said)
    raise typer.Exit(0 if is_whole else 1)


@content.command()
def accept() -> None:
    """Accept new and reworded questions into content/keys.json. A changed key needs an entry in corrections.yaml."""
    from bot.authoring.keys import accept as accepted
    from bot.bank.corrections import load_corrections
    from bot.bank.loader import read

    folder = environment.read().content_dir
    done, refused = accepted(folder, read(folder)[0], load_corrections(folder))
    typer.echo("\n".join([*done, *(f"REFUSED {each}" for each in refused), f"{len(done)} accepted."]))
    raise typer.Exit(1 if refused else 0)


@content.command()
def schema() -> None:
    """Write content/schema.json, which editors use to complete and validate question files."""
    from bot.authoring.formats.schema import schema as made

    (environment.read().content_dir / "schema.json").write_text(made(), encoding="utf-8")


@content.command()
def stats(
    *, items: Annotated[bool, typer.Option("--items", help="Show how learners answered each question instead.")] = False
) -> None:
    """Count the bank by domain, topic, level, difficulty and status, and list what is due for a recheck."""
    from bot.authoring import calibration
    from bot.authoring.bank_statistics import stats as counted
    from bot.bank.loader import load

    bank = load(environment.read().content_dir)
    if not items:
        typer.echo(counted(bank, now().date()))
        return
    with environment.database() as database:
        typer.echo(calibration.statistics(database, bank))


@learn.command("fit")
def fit_() -> None:
    """Estimate each question's difficulty from learners' first answers, starting from the author's estimate."""
    from bot.authoring import calibration
    from bot.bank.library import Library
    from bot.bank.loader import load

    bank = load(environment.read().content_dir)
    with environment.database() as database:
        typer.echo(calibration.fit(database, bank, Library(bank).authored, now()))


def app() -> None:
    """Run the command line. An unusable setting, file, content, or database is one sentence and exit code 2."""
    environment.prepare_streams()
    try:
        cli()
    except ConfigurationError as error:
        said = str(error)
    except OSError as error:
        said = environment.unusable(error)
        if not said:
            raise
        if not error.filename:
            environment.drop_output()
    except Exception as error:
        from bot.storage import outages

        said = outages.sentence(error)
        if not said:
            raise
    else:
        return
    typer.echo(said, err=True)
    raise SystemExit(UNUSABLE)


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except AwayError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(AWAY) from None


async def _talk(app: App) -> None:
    from adapters.terminal import Terminal

    app.tutor.unlimit()
    await Terminal(app.tutor, app.ask).serve()


def _served() -> list[str]:
    """Platforms that have a token."""
    settings = environment.read()
    return [name for name in PLATFORMS if getattr(settings, f"{name}_token")]


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Pause garbage collection, and exempt what startup creates: nearly all of it lives until the process ends."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


@contextmanager
def _app(*platforms: str) -> Iterator[App]:
    """Build the app from the environment, as the only process on an SQLite file; exit with 3 if its needs are away."""
    with ExitStack() as stack, _away():
        settings = environment.read()
        for name in platforms:
            if not getattr(settings, f"{name}_token"):
                raise ConfigurationError(f"{name.upper()}_TOKEN is not set. docs/operating.md says how to get one.")
        environment.log_to_standard_error(settings, quiet=not _served())
        with _nothing_collected():
            built = build(settings, now, random.Random())
        stack.callback(built.close)
        stack.enter_context(built.database.alone())
        yield built
