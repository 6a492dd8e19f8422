"""What a site lets a program read: its robots.txt (RFC 9309), asked for once."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from claims.errors import ReadingError

LONGEST = 512_000
"""Bytes of a robots.txt that count."""

_REFUSED = range(400, 500)
_ANSWERED = range(200, 300)
_LONGEST_PAUSE = 60.0
"""Seconds between two requests that a site can ask for."""


class Rules:
    """The rules of one site for one agent."""

    def __init__(self, agent: str, status: int, data: bytes) -> None:
        """Read what a site answered when it was asked for its rules.

        A site without rules allows everything. Raises `ReadingError` when the site can't say (RFC 9309,
        2.3.1.4: then nothing is allowed).
        """
        self._agent = agent
        self._parser = RobotFileParser()
        if status in _ANSWERED:
            self._parser.parse(data[:LONGEST].decode("utf-8", "replace").splitlines())
        elif status in _REFUSED:
            self._parser.parse([])
        else:
            raise ReadingError(f"its robots.txt can't be had ({status}); try later, or --ignore-robots")

    def allow(self, address: str) -> bool:
        """Tell whether the page at ``address`` may be fetched."""
        return self._parser.can_fetch(self._agent, address)

    @property
    def pause(self) -> float:
        """Seconds to wait between two requests; 0 where the site doesn't say."""
        return min(float(self._parser.crawl_delay(self._agent) or 0), _LONGEST_PAUSE)
