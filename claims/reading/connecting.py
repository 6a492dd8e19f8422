"""One exchange with a web server: its answer, whole, within a size and a time."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claims.errors import ReadingError, TooLarge
from claims.reading.deadline import Deadline
from claims.reading.encodings import ACCEPTED, undone
from claims.reading.peers import check

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

_SILENCE = 10.0
"""Seconds without a byte after which a server is given up."""

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Answer:
    """What a server answered. ``data`` is empty unless ``status`` is 200."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    data: bytes = b""


_OK = 200


class Connections:
    """Asks servers, one question a connection; of the public internet, or of private networks too."""

    def __init__(self, agent: str, *, allow_private: bool) -> None:
        """Ask in the name of ``agent``."""
        self._agent = agent
        self._allow_private = allow_private

    def ask(self, address: str, max_size: int, seconds: float, conditions: Mapping[str, str]) -> Answer:
        """Return what the server of ``address`` answers, decompressed; redirections are answers.

        ``conditions`` are headers that make the answer depend on something. Raises `ReadingError` with
        what went wrong, `TooLarge` above ``max_size`` bytes.
        """
        from urllib3.exceptions import HTTPError

        headers = {
            "User-Agent": self._agent,
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",  # each answer has a deadline of its own
            **conditions,
        }
        with Deadline(seconds) as deadline:
            try:
                answer = self._exchange(address, max_size, min(seconds, _SILENCE), headers, deadline)
            except (HTTPError, OSError, ValueError) as problem:
                if not deadline.passed:
                    raise ReadingError(_told(problem, urlsplit(address).hostname or address)) from None
            if not deadline.passed:  # else what was cut off may look whole
                return answer
        raise ReadingError(f"no whole answer within {seconds:g} seconds; try later")

    def _exchange(
        self, address: str, max_size: int, silence: float, headers: Mapping[str, str], deadline: Deadline
    ) -> Answer:
        """Return what the server answers; raises what the library raises, and `ReadingError`."""
        with self._pools(deadline) as pools:
            response = pools.request(
                "GET",
                address,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
                timeout=silence,
            )
            with closing(response):
                return _answer(response, max_size)

    def _pools(self, deadline: Deadline) -> PoolManager:
        """Return what connects: only to machines that are allowed, and not beyond the deadline."""
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
        from urllib3.connection import HTTPConnection, HTTPSConnection

        def admitted(connection: socket.socket, host: str) -> socket.socket:
            # The peer itself is looked at, before a byte is sent: a name may resolve differently each time.
            try:
                if not self._allow_private:
                    check(host, connection.getpeername()[0])
                deadline.watch(connection)
            except BaseException:
                connection.close()
                raise
            return connection

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return admitted(super()._new_conn(), self.host)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return admitted(super()._new_conn(), self.host)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        pools = PoolManager(num_pools=1)
        pools.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
        return pools


def _answer(response: BaseHTTPResponse, max_size: int) -> Answer:
    """Return the answer of a server; what comes with another status than 200 is not read."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.status != _OK:
        return Answer(response.status, headers)
    data = _body(response, max_size)
    return Answer(response.status, headers, undone(data, headers.get("content-encoding"), max_size))


def _body(response: BaseHTTPResponse, max_size: int) -> bytes:
    """Return the bytes of an answer as they were sent; `TooLarge` as soon as they are too many."""
    announced = response.headers.get("Content-Length", "")
    pieces: list[bytes] = []
    left = max_size
    if announced.isdecimal() and len(announced) < len(str(max_size)) + 1 and int(announced) > max_size:
        left = -1
    for piece in response.stream(_CHUNK, decode_content=False) if left >= 0 else ():
        left -= len(piece)
        if left < 0:
            break
        pieces.append(piece)
    if left < 0:
        raise TooLarge(f"larger than {max_size:,} bytes; raise the limit (--max-size)")
    return b"".join(pieces)


def _told(problem: Exception, host: str) -> str:
    """Return what went wrong between here and a server, in words that help."""
    from urllib3 import exceptions as wrong

    kinds: Mapping[type[Exception], str] = {
        wrong.NameResolutionError: f"there is no machine called {host}; check the address and the network",
        wrong.ReadTimeoutError: f"{host} fell silent; try later",
        wrong.SSLError: f"no secure connection with {host} ({problem}); check the address, or try later",
        wrong.NewConnectionError: f"{host} takes no connection; check the address, or try later",
        wrong.ConnectTimeoutError: f"{host} does not answer; try later",
        wrong.IncompleteRead: f"{host} sent less than it announced; try again",
        wrong.ProtocolError: f"{host} broke off its answer; try again",
        wrong.LocationValueError: f"no address that can be asked for ({problem})",
    }
    return next(
        (words for kind, words in kinds.items() if isinstance(problem, kind)),
        f"{host} could not be asked ({problem}); check the address, or try later",
    )
