"""Settings, from the environment or `.env`; an empty or blank value counts as unset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias
from unicodedata import category
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

HERE: Final = Path(__file__).resolve().parent.parent
ENV_FILE: Final = ".env"
_QUOTES: Final = "\"'"


def _tidy(value: str) -> str:
    bare = value.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in _QUOTES:
        bare = bare[1:-1].strip()
    return bare


def _address(*schemes: str) -> AfterValidator:
    def check(given: str) -> str:
        try:
            parts = urlsplit(given)
            is_one = parts.scheme in schemes and parts.hostname and parts.port != 0 and " " not in given
        except ValueError:
            is_one = False
        if given and not is_one:  # "" is a default: it means none
            raise ValueError(f"an address that begins with {' or '.join(f'{each}://' for each in schemes)}")
        return given

    return AfterValidator(check)


def _accounts(given: object) -> object:
    """Parse "telegram:1,discord:2"."""
    if not isinstance(given, str):
        return given
    accounts = [each.strip().partition(":") for each in given.split(",") if each.strip()]
    if not all(name.isalpha() and user and not user.isspace() for name, _, user in accounts):
        raise ValueError("a list of platforms and user ids, such as telegram:123,discord:456")
    return frozenset((name.casefold(), user.strip()) for name, _, user in accounts)


WebAddress: TypeAlias = Annotated[str, _address("https", "http")]


class Settings(BaseSettings):
    """Every setting, by its name in the environment (in capitals there)."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",  # Windows editors put a mark before the first name
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _tidied(cls, given: dict[str, object]) -> dict[str, object]:
        """Drop what surrounds a value by accident: a secret file's newline, the quotes that some tools pass on."""
        tidied = {name: _tidy(value) if isinstance(value, str) else value for name, value in given.items()}
        return {name: value for name, value in tidied.items() if value != ""}

    @field_validator("*", mode="before")
    @classmethod
    def _legible(cls, given: object) -> object:
        """Refuse what an editor doesn't show, such as a pasted zero-width space or a line break."""
        if isinstance(given, str) and any(category(each).startswith("C") for each in given):
            raise ValueError("one line of text, without invisible characters")
        return given

    telegram_token: SecretStr | None = None
    telegram_api_url: WebAddress = "https://api.telegram.org/bot"
    telegram_file_url: WebAddress = "https://api.telegram.org/file/bot"
    telegram_webhook_url: WebAddress = ""
    telegram_webhook_secret: SecretStr | None = None
    telegram_push_rate: float = Field(20.0, gt=0, le=30)
    """Pushes per second, for all processes together; Telegram allows about 30 messages a second in all."""

    discord_token: SecretStr | None = None
    discord_api_url: WebAddress = "https://discord.com/api/v10"
    discord_gateway_url: Annotated[str, _address("wss", "ws")] = "wss://gateway.discord.gg/"
    discord_shards: str = ""
    """This process's gateway connections, such as "0-3/8"; "" for all, as many as Discord recommends."""
    discord_push_rate: float = Field(25.0, gt=0, le=50)
    """Pushes per second, for all processes together; Discord allows 50 requests a second in all."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    """Where the webhook listens."""
    admins: Annotated[frozenset[tuple[str, str]], NoDecode, BeforeValidator(_accounts)] = frozenset()
    """Platform and user id of each account that runs the tutor."""

    health_host: str = "127.0.0.1"
    health_port: int | None = Field(None, ge=0, le=65535)
    """Where health and metrics are served; unset for nowhere."""
    database_url: SecretStr = SecretStr("sqlite:///data/tutor.db")
    """Secret because it may hold a password."""
    content_dir: Path = HERE / "content"
    log_format: Literal["auto", "json", "text"] = "auto"
    """"auto" is text in a terminal and JSON elsewhere."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


def secret(value: SecretStr | None) -> str:
    """Return a secret's text; "" if it is not set."""
    return value.get_secret_value() if value else ""
