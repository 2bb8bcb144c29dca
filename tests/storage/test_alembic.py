"""Alembic's own command, with which an operator goes back to an older version."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import main

from bot.storage.database import Database

CHECKOUT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "DATABASE_URL is not set. Alembic reads it from the environment, not from .env."),
        ("nonsense", "DATABASE_URL is no database address."),
        ("postgresql://me:55w0rd@127.0.0.1:9/name", "The database does not answer."),
    ],
)
def test_what_it_cannot_use_is_a_sentence(
    address: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(SystemExit):
        main(["downgrade", "0017"])
    out, err = capsys.readouterr()
    assert said in out + err
    assert "55w0rd" not in out + err


def test_a_running_tutor_keeps_its_tables(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/tutor.db")
    with database.alone(), pytest.raises(SystemExit):
        main(["downgrade", "0017"])
    assert "Another tutor is running" in "".join(capsys.readouterr())
    assert database.is_current()
    main(["downgrade", "0017"])
    with closing(Database(f"sqlite:///{tmp_path}/tutor.db")) as opened:
        assert not opened.is_current()
        opened.migrate()
        assert opened.is_current()
