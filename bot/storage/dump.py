"""PostgreSQL's own backups, made with pg_dump and pg_restore."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from psycopg import conninfo

from bot.errors import ConfigurationError
from bot.storage import address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import URL

    from bot.storage.database import Database

_FORM: Final = ("--format=custom", "--no-owner", "--no-privileges", "--no-password")
_LOAD: Final = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password")
_OLDER: Final = "version mismatch"


def save(database: Database, file: Path) -> None:
    """Write the tables of the schema in use to a file, in pg_dump's own format.

    Raises:
        ConfigurationError: pg_dump is missing, is older than the server, or fails.
    """
    with database.engine.connect() as connection:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar()
    _run(
        "pg_dump",
        database.url,
        (f"--dbname={_without_password(database.url)}", *_FORM, f'--table="{schema}".*', f"--file={file}"),
    )


def load(database: Database, file: Path) -> None:
    """Restore such a file in one transaction.

    Raises:
        ConfigurationError: pg_restore is missing or fails.
    """
    _run("pg_restore", database.url, (f"--dbname={_without_password(database.url)}", *_LOAD, str(file)))


def version(database: Database, file: Path) -> str:
    """Return the schema version in such a file; "" if it names none.

    Raises:
        ConfigurationError: pg_restore is missing or fails.
    """
    said = _run("pg_restore", database.url, ("--data-only", "--table=alembic_version", "--file=-", str(file)))
    found = re.search(r"^COPY .*alembic_version.*\n(\S+)$", said, re.MULTILINE)
    return found[1] if found else ""


def _run(program: str, url: URL, words: Sequence[str]) -> str:
    found = shutil.which(program)
    if not found:
        raise ConfigurationError(
            f"{program} is not installed. It comes with PostgreSQL's client: on Debian and Ubuntu, apt install "
            "postgresql-client."
        )
    # The password is passed in the environment: every user of the machine can read a command's arguments.
    env = {**os.environ, "PGPASSWORD": url.password or os.environ.get("PGPASSWORD", "")}
    ended = subprocess.run(  # noqa: S603 - no shell, and the arguments are ours
        [found, *words], env=env, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise ConfigurationError(_why(program, url, ended.stderr))
    return ended.stdout


def _without_password(url: URL) -> str:
    """Return the address in libpq's own form. A dump qualifies all names, so it needs no search_path."""
    parts = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    given = {name: value for name, value in url.query.items() if name not in ("options", "password")}
    return conninfo.make_conninfo("", **{name: _text(value) for name, value in {**parts, **given}.items() if value})


def _text(value: str | int | tuple[str, ...]) -> str:
    """Return a part of the address; libpq takes the names of several servers joined."""
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _why(program: str, url: URL, said: str) -> str:
    if _OLDER in said:
        return f"{program} is older than the PostgreSQL server: install the client of the server's version."
    last = (said.strip().splitlines() or ["it gave no reason"])[-1]
    for secret in address.secrets(url.render_as_string(hide_password=False)):
        last = last.replace(secret, "***")
    return f"{program} failed, and nothing was kept: {last}"
