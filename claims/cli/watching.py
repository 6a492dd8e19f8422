"""The command that watches feeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import AllowPrivate, Db, IgnoreRobots, MaxSize, Strict, opened, threshold

if TYPE_CHECKING:
    from claims.models import Article
    from claims.watching import Outcome


def watch(
    feeds: Annotated[
        Path, typer.Argument(metavar="FILE", help="The feeds, in TOML (see below).", show_default=False)
    ],
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once, whatever the file says.")] = False,
    every: Annotated[
        str | None,
        typer.Option(
            "--every",
            metavar="TIME",
            help="Ask again and again: 15m, 2h, 1d. Ctrl-C ends.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One line of JSON for each poll of a feed.")
    ] = False,
    strict: Strict = False,
    max_size: MaxSize = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    db: Db = None,
) -> None:
    """Add what is new in feeds (RSS, Atom) to the store.

    What a feed only announces is fetched from its page. The store remembers what was seen: a second run
    adds nothing that the first did. What can't be read is tried three times; one bad feed does not stop
    the others.

    \b
      claims watch feeds.toml
      claims watch feeds.toml --every 15m

    The file: how often (without it: once), and the feeds. outlet and language go before what the feed says.

    \b
      every = "15m"
      [[feed]]
      url = "https://npa.example/rss"
      [[feed]]
      url = "https://tagblatt.example/atom.xml"
      outlet = "Calden Tagblatt"
      language = "de"
    """
    import sys

    from claims.cli import printing
    from claims.finding import MAX_SIZE, Web
    from claims.watching import interval, load
    from claims.watching import watch as outcomes

    if once and every is not None:
        raise typer.BadParameter("give either it or --every", param_hint="--once")
    wanted = load(feeds)
    try:
        seconds = None if once else interval(every) if every is not None else wanted.every
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--every") from None
    least = threshold(strict)
    web = Web(allow_private=allow_private, ignore_robots=ignore_robots)
    show = _json if as_json else _told
    failed = 0
    with opened(db, create=True) as workbench:

        def add(article: Article) -> None:
            added = workbench.add_read(article, threshold=least)
            if not as_json:
                printing.added(added)

        for outcome in outcomes(
            wanted.feed, workbench.store.feeds, add, web, every=seconds, max_size=max_size or MAX_SIZE
        ):
            show(outcome)
            sys.stdout.flush()  # the next may be hours away
            failed += len(outcome.failures)
    if failed:
        raise typer.Exit(1)


def _told(outcome: Outcome) -> None:
    """Say what came of polling a feed."""
    from claims.cli import printing

    for failure in outcome.failures:
        printing.failure(failure)
    unread = len(outcome.failures)
    parts = [f"{len(outcome.new)} new", f"{outcome.known} known"] + ([f"{unread} failed"] if unread else [])
    printing.line(f"{outcome.feed.name}: {'unchanged' if outcome.unchanged else ', '.join(parts)}")


def _json(outcome: Outcome) -> None:
    from claims.cli import printing

    printing.json_line(
        {
            "feed": outcome.feed.url,
            "unchanged": outcome.unchanged,
            "articles": [article.id for article in outcome.new],
            "known": outcome.known,
            "failures": [{"source": one.source, "error": str(one.error)} for one in outcome.failures],
        }
    )
