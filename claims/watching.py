"""Watching feeds: asking each what is new, adding that, and remembering it, once or again and again."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from claims.errors import ConfigError, ReadingError
from claims.finding import MAX_SIZE, in_its_language, with_pack
from claims.models import Article, Frozen
from claims.reading import ReadFailure, TryLater, Web, named, poll, read_entry
from claims.store.feeds import Feeds, Polled

MOST_TRIES = 3
"""Polls in which an entry is tried that can't be read; then it is given up."""

SOONEST = 60.0
"""Seconds between two polls of one feed, at the least."""

LATEST = 86_400.0
"""Seconds that a server can ask to be left alone for."""

_EVERY = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


class Feed(Frozen):
    """A feed to watch. ``outlet`` and ``language``, where given, go before what feed and pages say."""

    url: str
    outlet: str | None = None
    language: str | None = None

    @field_validator("url")
    @classmethod
    def _of_the_web(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("is no address; begin it with https://")
        return url

    @property
    def name(self) -> str:
        """What the feed is called."""
        return self.outlet or self.url


class Watch(Frozen):
    """What a file of feeds says: which, and how many seconds lie between two polls (None: once)."""

    feed: tuple[Feed, ...] = Field(min_length=1)
    every: float | None = None

    @field_validator("every", mode="before")
    @classmethod
    def _in_seconds(cls, every: object) -> object:
        return interval(every) if isinstance(every, str) else every


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of polling a feed once."""

    feed: Feed
    new: tuple[Article, ...] = ()
    known: int = 0
    failures: tuple[ReadFailure, ...] = ()
    unchanged: bool = False
    """The server said so; nothing was read."""
    wait: float = 0.0
    """Seconds that the server asks to be left alone for."""


Add = Callable[[Article], object]
"""Adds an article to a store; knows for itself whether the store has it."""


def interval(words: str) -> float:
    """Return the seconds of ``15m`` (s, m, h or d); ``ValueError`` when it is none, or below a minute."""
    found = _EVERY.fullmatch(words.strip().lower())
    if not found:
        raise ValueError(f"{words!r} is no interval; write it as 15m, 2h or 1d")
    seconds = float(int(found[1]) * _SECONDS[found[2]])
    if seconds < SOONEST:
        raise ValueError(f"{words!r} is too often; a feed is asked once a minute at the most")
    return seconds


def load(path: Path) -> Watch:
    """Return what the file of feeds at ``path`` says; ``ConfigError`` with what is wrong in it."""
    try:
        watch = Watch.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML ({error}); mend it") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {_first_fault(error)}") from error
    urls = [feed.url for feed in watch.feed]
    if twice := next((url for url in urls if urls.count(url) > 1), None):
        raise ConfigError(f"{path}: {twice} stands there twice; remove one")
    for feed in watch.feed:
        if feed.language is not None:
            with_pack(feed.language)
    return watch


def _first_fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with a file of feeds."""
    fault = error.errors(include_url=False)[0]
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in fault["loc"])
    return f"{place}: {fault['msg'].removeprefix('Value error, ')}; see `claims watch --help`"


def watch(
    feeds: Sequence[Feed],
    memory: Feeds,
    add: Add,
    web: Web,
    *,
    every: float | None = None,
    max_size: int = MAX_SIZE,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Outcome]:
    """Yield what comes of polling each of ``feeds``: once, or again ``every`` so many seconds, for ever.

    Articles go to ``add``; ``memory`` keeps what was seen. What goes wrong with a feed is a failure of
    its outcome, and the others go on. One whose server asks for it is left alone for as long. May be
    broken off at any moment: what was added is remembered, and nothing else.
    """
    due = dict.fromkeys(feeds, clock())
    while True:
        for feed in feeds:
            if due[feed] <= clock():
                outcome = _polled(feed, memory, add, web, max_size)
                due[feed] = clock() + max(every or 0.0, outcome.wait)
                yield outcome
        if every is None:
            return
        sleep(max(0.0, min(due.values()) - clock()))


def _polled(feed: Feed, memory: Feeds, add: Add, web: Web, max_size: int) -> Outcome:
    """Return what comes of polling ``feed`` now."""
    said = memory.polled(feed.url)
    try:
        found = poll(feed.url, web, max_size, etag=said.etag, modified=said.modified)
    except ReadingError as problem:
        failure = ReadFailure(feed.url, named(problem, feed.url))
        return Outcome(feed, failures=(failure,), wait=_wait(problem))
    if found is None:
        return Outcome(feed, unchanged=True)
    tries = memory.tried(feed.url, (entry.id for entry in found.entries))
    new: list[Article] = []
    failures: list[ReadFailure] = []
    again, wait = False, 0.0
    for entry in found.entries:
        if tries.get(entry.id, MOST_TRIES) >= MOST_TRIES:
            continue
        articles, failed = _sorted_out(feed, read_entry(entry, web, max_size, feed.outlet))
        for article in articles:
            add(article)
        new += articles
        failures += failed
        if any(isinstance(one.error, TryLater) for one in failed):
            again, wait = True, max(_wait(one.error) for one in failed)
            break
        memory.note(feed.url, entry.id, done=not failed)
        again = again or bool(failed and tries[entry.id] + 1 < MOST_TRIES)
    # Of a feed that is unchanged its server sends nothing; what is to be tried again has to be sent.
    memory.keep(feed.url, Polled() if again else Polled(found.etag, found.modified))
    known = len(found.entries) - len(new) - len(failures)
    return Outcome(feed, tuple(new), max(0, known), tuple(failures), wait=wait)


def _sorted_out(
    feed: Feed, found: Sequence[Article | ReadFailure]
) -> tuple[list[Article], list[ReadFailure]]:
    """Return the articles of an entry in their languages, and what failed."""
    language = with_pack(feed.language) if feed.language else None
    told = [in_its_language(one, language) if isinstance(one, Article) else one for one in found]
    articles = [one for one in told if isinstance(one, Article)]
    return articles, [one for one in told if isinstance(one, ReadFailure)]


def _wait(problem: ReadingError) -> float:
    """Return how long a server asks to be left alone."""
    seconds = problem.seconds if isinstance(problem, TryLater) else None
    return min(seconds or 0.0, LATEST)
