"""Settings, from the environment or `.env`; an empty value is unset."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

HERE: Final = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting, by the name that it has in the environment (in capitals)."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org/bot"
    telegram_file_url: str = "https://api.telegram.org/file/bot"
    telegram_webhook_url: str = ""
    telegram_webhook_secret: SecretStr | None = None
    telegram_push_rate: float = Field(20.0, gt=0, le=30)
    """Pushes a second, all processes together; Telegram allows about 30 messages a second in all."""

    discord_token: SecretStr | None = None
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str = "wss://gateway.discord.gg/"
    discord_push_rate: float = Field(25.0, gt=0, le=50)
    """Likewise; Discord allows 50 requests a second in all."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    """Where the webhook listens."""
    database_url: SecretStr = SecretStr("sqlite:///data/tutor.db")
    """Secret because it may hold a password."""
    content_dir: Path = HERE / "content"
    log_format: Literal["auto", "json", "text"] = "auto"
    """"auto" is text in a terminal and JSON elsewhere."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


def secret(value: SecretStr | None) -> str:
    """Return a secret's text, "" if it is not set."""
    return value.get_secret_value() if value else ""
