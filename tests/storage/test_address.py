"""DATABASE_URL: what is taken, what is refused, and that nothing of it is shown."""

from __future__ import annotations

import pytest

from bot.errors import ConfigurationError
from bot.storage import address


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///a.db", "sqlite"),
        ("sqlite+aiosqlite:///a.db", "sqlite"),
        ("sqlite:///a.db?check_same_thread=false&timeout=3", "sqlite"),
        ("postgres://host/name", "postgresql+psycopg"),
        ("postgresql+asyncpg://me@host/name", "postgresql+psycopg"),
        ("postgresql+psycopg2://me@host/name?sslmode=require", "postgresql+psycopg"),
        ("postgresql://me:p%40ss@host/name?target_session_attrs=read-write", "postgresql+psycopg"),
    ],
)
def test_addresses_of_other_drivers_are_taken(given: str, driver: str) -> None:
    assert address.parse(given).drivername == driver


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("postgresql://me:p@55:w0rd@host/name", "write @ as %40"),
        ("postgresql://me:p@55w0rd@host/name", "write @ as %40"),
        ("postgresql://me:55w0rd@host:port/name", "DATABASE_URL"),
        ("postgresql://me:55w0rd@host/name?pgbouncer=true", "does not know: pgbouncer"),
        ("postgresql+asyncpg://me:55w0rd@host/name?ssl=require&sslmode=allow", "does not know: ssl[.]"),
        ("sqlite+pysqlcipher://:55w0rd@/a.db", "driver"),
        ("sqlite:///a.db?55w0rd=1&mode=ro", "does not know"),
    ],
)
def test_a_refusal_names_the_mistake_and_no_password(given: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        address.parse(given)
    assert "55w0rd@" not in str(caught.value)
    assert "p@55" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "hidden"),
    [
        ("postgresql://me:p%40ss@host/name", {"p%40ss", "p@ss"}),
        ("postgresql://me:p@ss:w@host/name", {"p@ss:w"}),
        ("postgresql://me@host/name", set()),
        ("sqlite:///a:b.db", set()),
    ],
)
def test_the_address_and_its_password_are_secrets(given: str, hidden: set[str]) -> None:
    whole, *rest = address.secrets(given)
    assert whole == given
    assert set(rest) >= hidden
    assert bool(rest) == bool(hidden)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("-c search_path=tutor", {"search_path": "tutor"}),
        ("-csearch_path=a,b --work_mem=8MB", {"search_path": "a,b", "work_mem": "8MB"}),
        (r"-c search_path=a\ b -c x.y=1", {"search_path": r"a\ b", "x.y": "1"}),
        ("", {}),
    ],
)
def test_settings_of_a_session(given: str, found: dict[str, str]) -> None:
    assert address.startup_settings(given) == found
