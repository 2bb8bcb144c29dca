"""The environment's settings: what surrounds a value by accident is dropped, and a bad value is a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import environment
from bot.errors import ConfigurationError
from bot.settings import Settings, secret

CHECKOUT = Path(__file__).parent.parent
GOOD = {
    "TELEGRAM_TOKEN": "1:abc",
    "TELEGRAM_API_URL": "http://127.0.0.1:9/bot",
    "TELEGRAM_FILE_URL": "http://127.0.0.1:9/file/bot",
    "TELEGRAM_WEBHOOK_URL": "https://tutor.example.org/telegram",
    "TELEGRAM_WEBHOOK_SECRET": "abc_1",
    "TELEGRAM_PUSH_RATE": "12.5",
    "DISCORD_TOKEN": "abc.def",
    "DISCORD_API_URL": "http://127.0.0.1:9/api",
    "DISCORD_GATEWAY_URL": "ws://127.0.0.1:9/",
    "DISCORD_SHARDS": "0-3/8",
    "DISCORD_PUSH_RATE": "12.5",
    "HOST": "0.0.0.0",  # noqa: S104 - nothing listens here
    "PORT": "9001",
    "ADMINS": "telegram:1",
    "HEALTH_HOST": "::1",
    "HEALTH_PORT": "9002",
    "DATABASE_URL": "sqlite:///here.db",
    "CONTENT_DIR": "somewhere",
    "LOG_FORMAT": "json",
    "LOG_LEVEL": "DEBUG",
}
ADDRESSES = [name for name in GOOD if name.endswith("_URL") and name != "DATABASE_URL"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, and none of the settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def read(name: str) -> object:
    value = getattr(environment.read(), name.lower())
    return secret(value) if hasattr(value, "get_secret_value") else value


@pytest.mark.parametrize("name", GOOD)
def test_what_surrounds_a_value_is_dropped(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, GOOD[name])
    wanted = read(name)
    for form in ("{}\n", "{}\r\n", "  {}\t", '"{}"', "'{}'", '"{}"\n'):
        monkeypatch.setenv(name, form.format(GOOD[name]))
        assert read(name) == wanted, form


@pytest.mark.parametrize("name", GOOD)
def test_a_blank_value_is_unset(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unset = read(name)
    for blank in ("", " ", "\t\r\n", '""', "' '"):
        monkeypatch.setenv(name, blank)
        assert read(name) == unset, repr(blank)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("odd", ["\udcff", "\u200b", "\n", "\x07"])
def test_what_no_editor_shows_is_refused(name: str, odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, f"{GOOD[name][:2]}{odd}{GOOD[name][2:]}")
    with pytest.raises(ConfigurationError, match=f"^{name} must be one line of text, without invisible characters.$"):
        read(name)


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("rest", ["", "[::1", "127.0.0.1:99999", "a b/bot", ":80", "127.0.0.1:x", "127.0.0.1:0"])
def test_an_address_that_is_none(name: str, rest: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begins = GOOD[name].partition("://")[0]
    for address in (f"{begins}://{rest}", "127.0.0.1/bot", "ftp://127.0.0.1", "nonsense"):
        monkeypatch.setenv(name, address)
        with pytest.raises(ConfigurationError, match=f"^{name} must be an address that begins with (https|wss)://"):
            read(name)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "65536", "PORT must be less than or equal to 65535."),
        ("PORT", "http", "PORT must be a valid integer."),
        ("HEALTH_PORT", "-1", "HEALTH_PORT must be greater than or equal to 0."),
        ("HEALTH_PORT", "9" * 400, "HEALTH_PORT must be less than or equal to 65535."),
        ("TELEGRAM_PUSH_RATE", "nan", "TELEGRAM_PUSH_RATE must be less than or equal to 30."),
        ("DISCORD_PUSH_RATE", "inf", "DISCORD_PUSH_RATE must be less than or equal to 50."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'."),
        ("ADMINS", "ann", "ADMINS must be a list of platforms and user ids, such as telegram:123,discord:456."),
    ],
)
def test_a_value_that_cannot_be_used(name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as refused:
        environment.read()
    assert str(refused.value) == said


def test_each_fault_has_a_line_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "swordfish")
    monkeypatch.setenv("TELEGRAM_TOKEN", "12:sword\u200bfish")
    with pytest.raises(ConfigurationError) as refused:
        environment.read()
    assert len(str(refused.value).splitlines()) == 2
    assert "fish" not in str(refused.value)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_env_file_from_windows(folder: Path, ending: str) -> None:
    lines = ["TELEGRAM_TOKEN=1:abc", "PORT=9001", 'HOST="0.0.0.0"', "", "# a remark", "LOG_LEVEL = DEBUG", ""]
    (folder / ".env").write_bytes(b"\xef\xbb\xbf" + ending.join(lines).encode())
    found = environment.read()
    assert (secret(found.telegram_token), found.port, found.log_level) == ("1:abc", 9001, "DEBUG")


def test_an_env_file_that_is_a_folder(folder: Path) -> None:
    (folder / ".env").mkdir()
    with pytest.raises(ConfigurationError, match=r"a folder named \.env"):
        environment.read()


def test_every_setting_is_on_both_pages() -> None:
    named = {name.upper() for name in Settings.model_fields}
    assert set(GOOD) == named
    assert set(re.findall(r"^([A-Z_]+)=$", (CHECKOUT / ".env.example").read_text(), re.MULTILINE)) == named
    reference = (CHECKOUT / "docs/reference.md").read_text()
    table = reference.partition("## Environment settings")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == named
