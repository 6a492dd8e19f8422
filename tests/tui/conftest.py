"""Real stores, built from articles and claims made by hand, and the review screen on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip

from claims.models import (
    ActorKind,
    Article,
    Certainty,
    Claim,
    ClaimKind,
    Conflict,
    Features,
    Furniture,
    FurnitureKind,
    Hop,
    Independence,
    Match,
    Modality,
    Relation,
    Span,
    Speaker,
    claim_id,
    digest,
    match_id,
)
from claims.store import Store
from claims.workbench import Workbench
from tui.app import ReviewApp

REVIEWER = "anna"


def make_article(
    text: str,
    outlet: str = "Harbour Courier",
    title: str | None = None,
    url: str | None = None,
    furniture: Sequence[str] = (),
) -> Article:
    """Return an article; ``furniture`` names the words of it that are no running text."""
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in furniture]
    return Article(
        id=digest(outlet, text),
        text=text,
        text_hash=digest(text, length=64),
        name="article",
        title=title,
        outlet=outlet,
        date=dt.date(2026, 3, 14),
        url=url,
        furniture=tuple(Furniture(span=span, kind=FurnitureKind.BYLINE) for span in spans),
    )


def make_claim(
    article: Article,
    content: str,
    source: str = "",
    cue: str = "",
    modality: Modality = Modality.FACT,
    priority: int = 50,
) -> Claim:
    """Return the claim of ``article`` with these words in its roles, each found in the text."""

    def spans(words: str) -> tuple[Span, ...]:
        at = article.text.index(words)
        return (Span(at, at + len(words)),) if words else ()

    kind = ClaimKind.INDIRECT if source else ClaimKind.ASSERTION
    speaker = (
        Speaker(
            name=source,
            key=source.casefold(),
            kind=ActorKind.PERSON,
            role="mayor",
            certainty=Certainty.LIKELY,
        )
        if source
        else None
    )
    hops = [Hop(name=article.outlet or "", key=(article.outlet or "").casefold(), kind=ActorKind.OUTLET)]
    if source:
        hops.append(Hop(name=source, key=source.casefold(), kind=ActorKind.PERSON))
    return Claim(
        id=claim_id(article.id, kind, spans(source), spans(cue), spans(content)),
        article_id=article.id,
        kind=kind,
        modality=modality,
        source=spans(source),
        cue=spans(cue),
        content=spans(content),
        source_words=source,
        cue_words=cue,
        content_words=content,
        speaker=speaker,
        chain=tuple(hops),
        rule="reporting.said",
        reliability=0.9,
        features=Features(priority=priority),
    )


def make_match(
    one: Claim, other: Claim, relation: Relation, conflicts: Sequence[tuple[str, str]] = ()
) -> Match:
    """Return a match; ``conflicts`` are (what ``one`` says, what ``other`` says)."""
    a, b = sorted((one, other), key=lambda claim: claim.id)
    turned = [values if a is one else values[::-1] for values in conflicts]
    return Match(
        id=match_id(one.id, other.id),
        a=a.id,
        b=b.id,
        relation=relation,
        score=0.8,
        reasons=("same words",),
        conflicts=tuple(Conflict(kind="number", a=here, b=there) for here, there in turned),
        independence=Independence.INDEPENDENT,
    )


def numbered_claims(count: int, outlet: str = "Harbour Courier") -> tuple[Article, list[Claim]]:
    """Return an article with ``count`` claims; the list shows them in the order of the text."""
    lines = [f"Mayor Ilse Brandt said the harbour lost {number + 100} crates." for number in range(count)]
    article = make_article("\n\n".join(lines), outlet=outlet, title="Crates lost in the harbour")
    claims = []
    for number, line in enumerate(lines):
        at = article.text.index(line)
        made = make_claim(article, f"the harbour lost {number + 100} crates", priority=99 - number)
        source, cue = Span(at, at + 17), Span(at + 18, at + 22)
        claims.append(
            made.model_copy(
                update={
                    "id": claim_id(article.id, ClaimKind.INDIRECT, (source,), (cue,), made.content),
                    "kind": ClaimKind.INDIRECT,
                    "source": (source,),
                    "cue": (cue,),
                    "source_words": "Mayor Ilse Brandt",
                    "cue_words": "said",
                }
            )
        )
    return article, claims


def fill(workbench: Workbench, count: int = 25) -> list[Claim]:
    """Add an article with ``count`` claims; return them in the order of the list."""
    article, claims = numbered_claims(count)
    workbench.store.add_article(article, claims)
    return claims


def with_matches(workbench: Workbench, claim: Claim) -> list[Match]:
    """Add a conflicting and a related match of ``claim``; return them as they are shown."""
    matches = []
    for outlet, crates, relation in (
        ("Quay Times", 99, Relation.CONFLICTING),
        ("Bay Wire", 100, Relation.RELATED),
    ):
        article = make_article(f"Pia Holm said the harbour lost {crates} crates.", outlet=outlet)
        other = make_claim(
            article, f"the harbour lost {crates} crates", source="Pia Holm", cue="said", priority=1
        )
        workbench.store.add_article(article, [other])
        differing = [("100 crates", "99 crates")] if relation is Relation.CONFLICTING else []
        matches.append(make_match(claim, other, relation, differing))
    workbench.store.add_matches(matches)
    return matches


class Build:
    """The builders above, for tests that cannot import them."""

    article = staticmethod(make_article)
    claim = staticmethod(make_claim)
    match = staticmethod(make_match)
    numbered = staticmethod(numbered_claims)
    fill = staticmethod(fill)
    with_matches = staticmethod(with_matches)


@pytest.fixture(scope="session")
def build() -> type[Build]:
    """Builders of articles, claims and matches."""
    return Build


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    """A workbench on an empty store, of a reviewer who has been told how it works."""
    with Workbench(Store.open(tmp_path / "review claims.sqlite"), REVIEWER) as opened:
        opened.store.set_meta(f"review.told.{REVIEWER}", "yes")
        yield opened


class Seat:
    """A reviewer in front of the screen: presses keys and reads what the terminal shows."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app = pilot.app

    async def settle(self) -> None:
        """Wait until everything that was asked for is loaded and shown."""
        idle = 0
        while idle < 2:  # what a message asks for may be asked for by another one that it leads to
            await self.pilot.pause()
            idle = 0 if len(self.app.workers) else idle + 1
            await self.app.workers.wait_for_complete()

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait until something has happened, for some seconds."""
        for _ in range(200):
            if happened():
                return
            await self.pilot.pause(0.05)
        raise AssertionError(f"it never happened; the screen shows:\n{self.text()}")

    async def press(self, *keys: str) -> None:
        """Press the keys as fast as a terminal can send them."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await self.settle()

    async def write(self, text: str) -> None:
        """Paste a line and send it off."""
        self.app.post_message(events.Paste(text))
        await self.press("enter")

    def strips(self) -> list[Strip]:
        """Return the lines of the terminal, with their styles."""
        return self.app.screen._compositor.render_strips()

    def lines(self) -> list[str]:
        """Return the lines of the terminal."""
        return [strip.text for strip in self.strips()]

    def text(self) -> str:
        """Return all that the terminal shows."""
        return "\n".join(self.lines())

    def told(self) -> str:
        """Return what the message line says."""
        return str(self.app.screen_stack[1].query_one("#message").content)

    def title(self) -> str:
        """Return the title of the list: where one is, how much is done, and the filter."""
        claims = self.app.screen_stack[1].query_one("#claims")
        below = str(claims._border_subtitle or "")
        return str(claims._border_title) + (f" · {below}" if self.app.size.width >= 100 and below else "")


Review = Callable[..., AbstractAsyncContextManager[Seat]]


@pytest.fixture
def review() -> Review:
    """``review(workbench, size=(120, 40), keys={}, second=None)``: sit down at the review screen, loaded.

    ``second`` gives the claims of a blind second pass.
    """

    @asynccontextmanager
    async def sitting(
        workbench: Workbench,
        size: tuple[int, int] = (120, 40),
        keys: dict[str, tuple[str, ...]] | None = None,
        second: Sequence[str] | None = None,
    ) -> AsyncIterator[Seat]:
        app = ReviewApp(workbench, keys or {}, second)
        async with app.run_test(size=size) as pilot:
            seat = Seat(pilot)
            await seat.settle()
            yield seat

    return sitting
