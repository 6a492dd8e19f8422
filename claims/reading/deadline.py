"""A limit on how long a whole exchange with a server may take, however slowly it drips."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Deadline:
    """Shuts the connections that it watches down when its time is up; a context manager.

    A timeout of a socket counts from one byte to the next; this one counts from the beginning.
    """

    def __init__(self, seconds: float) -> None:
        """Count ``seconds`` from when it is entered."""
        self._twins: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self.passed = False

    def watch(self, connection: socket.socket) -> None:
        """Watch a connection, also when its socket is wrapped (TLS) later."""
        with self._lock:
            self._twins.append(connection.dup())
        if self.passed:
            self._expire()

    def _expire(self) -> None:
        with self._lock:
            self.passed = True
            for twin in self._twins:
                with suppress(OSError):
                    twin.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for twin in self._twins:
                twin.close()
            self._twins.clear()
