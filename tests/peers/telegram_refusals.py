"""What the Telegram peer raises where Telegram refuses."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818 - the platform's answer, not a fault of ours
    """A response other than ok."""

    def __init__(
        self,
        code: int,
        description: str,
        retry_after: float | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or ({} if retry_after is None else {"retry_after": retry_after})


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")
