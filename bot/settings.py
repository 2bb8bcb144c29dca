"""Settings, from the environment or `.env`; an empty value counts as unset."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

HERE: Final = Path(__file__).resolve().parent.parent


def _accounts(given: object) -> object:
    """Parse "telegram:1,discord:2"."""
    if not isinstance(given, str):
        return given
    accounts = [each.strip().partition(":") for each in given.split(",") if each.strip()]
    if not all(name.isalpha() and user and not user.isspace() for name, _, user in accounts):
        raise ValueError("list accounts as platform and user id, such as telegram:123456789,discord:987654321")
    return frozenset((name.casefold(), user.strip()) for name, _, user in accounts)


class Settings(BaseSettings):
    """Every setting, by its name in the environment (in capitals there)."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org/bot"
    telegram_file_url: str = "https://api.telegram.org/file/bot"
    telegram_webhook_url: str = ""
    telegram_webhook_secret: SecretStr | None = None
    telegram_push_rate: float = Field(20.0, gt=0, le=30)
    """Pushes per second, for all processes together; Telegram allows about 30 messages a second in all."""

    discord_token: SecretStr | None = None
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str = "wss://gateway.discord.gg/"
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
