"""HTTP for python-telegram-bot via aiohttp, in one session: a call takes a third of the CPU time it takes via httpx."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
import yarl
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest

from adapters.telegram.read import PLATFORM
from bot import metrics
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl
    from typing import TypeAlias

    from telegram._utils.defaultvalue import DefaultValue
    from telegram.request import RequestData

    Wait: TypeAlias = DefaultValue[float] | float | DefaultValue[None] | None

CONNECTIONS: Final = 256
NOT_TELEGRAMS: Final = "not a response of Telegram"
LONGEST_WAIT: Final = 3600.0
"""Seconds after which a request that was refused with a 429 is tried again, even if it named more."""
UPLOAD: Final = 20.0
"""Seconds a file transfer may take, besides the wait for the response."""
_FORM: Final = {"User-Agent": BaseRequest.USER_AGENT, "Content-Type": "application/x-www-form-urlencoded"}
_FILES: Final = {"User-Agent": BaseRequest.USER_AGENT}
_PROXIES: Final = "The proxy settings in HTTPS_PROXY, HTTP_PROXY, or ALL_PROXY"


class Session:
    """Connections to one server, shared by all requests; can be opened and closed repeatedly."""

    def __init__(self, url: str) -> None:
        """Read the proxies and certificates named by the environment.

        Raises:
            ConfigurationError: a proxy or the certificates cannot be used.
        """
        self.proxy: Final = proxy(url)
        self._certificates = _certificates() if url.startswith("https:") else True
        self._client: aiohttp.ClientSession | None = None

    @property
    def client(self) -> aiohttp.ClientSession:
        """The open session.

        Raises:
            RuntimeError: it is not open.
        """
        if self._client is None:
            raise RuntimeError("the session is not open")
        return self._client

    async def open(self) -> None:
        """Open the session if it is not open."""
        if self._client is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, ssl=self._certificates)
            self._client = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Close all connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()


class Transport(BaseRequest):
    """Sends the library's requests; connecting, and any silence of the server, may take `wait` seconds.

    The library trusts every response. One that Telegram would not give, such as a proxy's, is a failure here.
    """

    __slots__ = ("_session", "_wait")

    def __init__(self, session: Session, wait: float) -> None:
        self._session = session
        self._wait = wait

    @property
    def read_timeout(self) -> float:
        """Seconds for which the server may be silent; the library adds the time it holds a poll."""
        return self._wait

    async def initialize(self) -> None:
        """Open the session."""
        await self._session.open()

    async def shutdown(self) -> None:
        """Close the session."""
        await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Wait = BaseRequest.DEFAULT_NONE,
        write_timeout: Wait = BaseRequest.DEFAULT_NONE,
        connect_timeout: Wait = BaseRequest.DEFAULT_NONE,
        pool_timeout: Wait = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and body of the response.

        Raises:
            TimedOut: the server was silent for too long.
            NetworkError: it could not be reached, or the connection was lost.
        """
        files = request_data is not None and request_data.contains_files
        connect, wait = self._given(connect_timeout), self._given(read_timeout)
        if wait is not None and files:
            wait += self._given(write_timeout, UPLOAD) or 0.0
        timeout = aiohttp.ClientTimeout(connect=self._given(pool_timeout), sock_connect=connect, sock_read=wait)
        try:
            async with self._session.client.request(
                method,
                yarl.URL(url),
                data=_body(request_data) if request_data else None,
                headers=_FILES if files else _FORM,
                timeout=timeout,
                proxy=self._session.proxy,
            ) as response:
                if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                    metrics.RATE_LIMITED.labels(PLATFORM).inc()
                return response.status, _whole(response.status, await response.read())
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error  # its text may show an address

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return a response of the form that the library relies on.

        Raises:
            NetworkError: it is none.
        """
        try:
            answer: object = BaseRequest.parse_json_payload(payload)
        except (TelegramError, RecursionError):
            raise NetworkError(NOT_TELEGRAMS) from None
        if not isinstance(answer, dict):
            raise NetworkError(NOT_TELEGRAMS)
        if "parameters" in answer:
            answer["parameters"] = _parameters(answer["parameters"])
        if not isinstance(answer.get("description", ""), str):
            del answer["description"]
        return answer

    def _given(self, timeout: Wait, usual: float | None = None) -> float | None:
        """The seconds given with a call, otherwise the defaults."""
        if isinstance(timeout, int | float) or timeout is None:
            return timeout
        return self._wait if usual is None else usual


def _whole(status: int, body: bytes) -> bytes:
    """Return the body of a response.

    Raises:
        NetworkError: the call succeeded, but its result is missing.
    """
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES and b'"result"' not in body:
        raise NetworkError(NOT_TELEGRAMS)
    return body


def _parameters(given: object) -> dict[str, int | float]:
    """What a refusal says beside its text, if it can be so: a wait in seconds, or a group's new id."""
    found = given if isinstance(given, dict) else {}
    numbers = {name: value for name, value in found.items() if type(value) in {int, float} and math.isfinite(value)}
    wait = numbers.pop("retry_after", 0)
    return {**numbers, **({"retry_after": min(wait, LONGEST_WAIT)} if wait > 0 else {})}


def proxy(url: str) -> yarl.URL | None:
    """The environment's proxy for a URL; None for none.

    Raises:
        ConfigurationError: the environment's proxy is malformed, or of an unsupported kind.
    """
    known = {name: _proxy(value) for name, value in getproxies().items() if name in ("http", "https", "all") and value}
    where = urlsplit(url)
    if proxy_bypass(where.hostname or ""):
        return None
    return known.get(where.scheme) or known.get("all")


def _proxy(written: str) -> yarl.URL:
    try:
        found = yarl.URL(written if "://" in written else f"http://{written}")
        usable = found.scheme in ("http", "https") and found.host and found.port
    except ValueError:
        usable = None
    if not usable:
        raise ConfigurationError(f"{_PROXIES} cannot be used: an address is malformed, or of a kind not supported.")
    return found


def _certificates() -> ssl.SSLContext:
    try:
        return httpx.create_ssl_context()
    except OSError:
        raise ConfigurationError("SSL_CERT_FILE or SSL_CERT_DIR names certificates that cannot be read.") from None


def _body(data: RequestData) -> bytes | aiohttp.FormData:
    if not data.contains_files:
        return urlencode(data.json_parameters).encode()
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)  # names as they are, not percent-encoded
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
