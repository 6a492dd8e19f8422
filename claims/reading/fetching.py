"""Pages and feeds by http and https: politely, within a size and a time, from public machines only."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from claims.errors import ReadingError
from claims.reading.connecting import Answer, Connections

if TYPE_CHECKING:
    from claims.reading.robots import Rules

AGENT = "claims-workbench"
"""The name that sites know this program by, in robots.txt too."""

MOST_REDIRECTS = 5

TIMEOUT = 30.0
"""Seconds for one answer, all of it."""

PAUSE = 1.0
"""Seconds between two requests to one site; more where its robots.txt asks for it."""

_OK = 200
_UNCHANGED = 304
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 402, 403, 451})
_LATER = frozenset({429, 503})
_NOTHING = 204

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:.\-]{2,40})""", re.IGNORECASE)
_NO_ARTICLE = ("image/", "audio/", "video/", "font/")


class TryLater(ReadingError):
    """A server asks to come back; ``seconds`` from now, when it says."""

    seconds: float | None = None


@dataclass(frozen=True)
class Fetched:
    """What a server answered: the bytes, decompressed, and what it said of them."""

    data: bytes
    address: str
    """Where it was found in the end, after redirections."""
    media: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


def is_address(source: object) -> bool:
    """Tell whether ``source`` names something on the web."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


class Web:
    """What fetches; remembers what it was told by each site, and when it last asked there."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        ignore_robots: bool = False,
        timeout: float = TIMEOUT,
        pause: float = PAUSE,
    ) -> None:
        """``allow_private``: also from machines of a private network; the rest as the constants say."""
        self._robots = not ignore_robots
        self._timeout = timeout
        self._pause = pause
        self._connections = Connections(AGENT, allow_private=allow_private)
        self._rules: dict[str, Rules] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, address: str, max_size: int) -> Fetched:
        """Return what is at ``address``.

        Raises `ReadingError` with what went wrong: `TooLarge` above ``max_size`` bytes, `TryLater` when
        the server says so.
        """
        return _fetched(*self._followed(address, max_size, {}, robots=self._robots))

    def fetch_changed(
        self, address: str, max_size: int, *, etag: str | None, modified: str | None
    ) -> Fetched | None:
        """Do the same; return None when it is unchanged since the ``etag`` or the time ``modified``."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        where, answer = self._followed(address, max_size, headers, robots=self._robots)
        return None if headers and answer.status == _UNCHANGED else _fetched(where, answer)

    def _followed(
        self, address: str, max_size: int, headers: dict[str, str], *, robots: bool
    ) -> tuple[str, Answer]:
        """Return the answer at the end of the redirections from ``address``, and where that is."""
        where = _cleaned(address)
        for _ in range(MOST_REDIRECTS + 1):
            if robots:
                self._ask_for_permission(where)
            self._wait_for(_site(where))
            answer = self._connections.ask(where, max_size, self._timeout, headers)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTED or not location:
                return where, answer
            where = _cleaned(urljoin(where, location))
        raise ReadingError(f"it leads elsewhere more than {MOST_REDIRECTS} times; open it in a browser")

    def _ask_for_permission(self, address: str) -> None:
        """Raise `ReadingError` when the site of ``address`` doesn't want it read."""
        from claims.reading.robots import LONGEST, Rules

        site = _site(address)
        if site not in self._rules:
            _, answer = self._followed(f"{site}/robots.txt", LONGEST, {}, robots=False)
            self._rules[site] = Rules(AGENT, answer.status, answer.data)
            self._asked.pop(site, None)  # its first page may follow at once
        if not self._rules[site].allow(address):
            raise ReadingError("its site lets no program read it (robots.txt); --ignore-robots if you may")

    def _wait_for(self, site: str) -> None:
        """Wait until ``site`` may be asked again, and note that it is."""
        rules = self._rules.get(site)
        pause = max(self._pause, rules.pause if rules else 0.0)
        if site in self._asked:
            time.sleep(max(0.0, self._asked[site] + pause - time.monotonic()))
        self._asked[site] = time.monotonic()


def _site(address: str) -> str:
    """Return scheme and machine of an address: whose rules hold for it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _cleaned(address: str) -> str:
    """Return an address as it is asked for; `ReadingError` when it is none of the web."""
    try:
        parts = urlsplit(address.strip())
        port = f":{parts.port}" if parts.port else ""
        name = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        raise ReadingError("no address of the web; check it") from None
    if parts.scheme.lower() not in ("http", "https") or not name:
        raise ReadingError("no address of the web (http or https); check it")
    host = f"[{name}]" if ":" in name else name
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme.lower(), f"{host}{port}", path, query, ""))


def _fetched(where: str, answer: Answer) -> Fetched:
    """Return what was fetched; `ReadingError` when the server had nothing to give."""
    if answer.status != _OK:
        raise _refused(answer)
    if not answer.data:
        raise ReadingError("there is nothing at this address; check it")
    kind = answer.headers.get("content-type", "")
    media = kind.partition(";")[0].strip().lower()
    if media.startswith(_NO_ARTICLE):
        raise ReadingError(f"no article but {media}; give the address of the page it is on")
    charset = _CHARSET.search(kind)
    return Fetched(
        answer.data,
        where,
        media,
        charset[1] if charset else None,
        answer.headers.get("etag"),
        answer.headers.get("last-modified"),
    )


def _refused(answer: Answer) -> ReadingError:
    """Return what a server's status means."""
    status = answer.status
    if status in _LATER:
        after = answer.headers.get("retry-after", "")
        when = f"in {after} seconds" if after.isdecimal() else f"after {after[:40]}" if after else "later"
        later = TryLater(f"the server is busy ({status}); try again {when}")
        later.seconds = float(after[:9]) if after.isdecimal() else None
        return later
    if status in _GONE or status == _NOTHING:
        return ReadingError(f"there is no such page ({status}); check the address")
    if status in _REFUSED:
        return ReadingError(f"the server refuses it ({status}); save the page from a browser and read that")
    return ReadingError(f"the server can't give it ({status}); try later")
