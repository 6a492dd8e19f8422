"""A hand-built set of records: one with everything, one hostile, one with next to nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from claims.export import ExportedArticle, ExportedMatch, ExportRecord
from claims.models import (
    Action,
    ActorKind,
    Article,
    AttributionCheck,
    Certainty,
    Claim,
    ClaimKind,
    ClaimState,
    Conflict,
    Decision,
    Evidence,
    Features,
    Hop,
    Independence,
    Match,
    MatchState,
    Modality,
    Quantity,
    Relation,
    Span,
    Speaker,
    Verdict,
)

HOSTILE = (
    '=HYPERLINK("http://evil.example")\n# heading\n- item\n1. item\n> quote\n```\n<script>alert(1)</script>'
    " [x](javascript:alert(2)) ![i](http://evil.example/i) www.evil.example *b* __b__ ~~s~~ `c` | a | $x$"
    " &lt; \\ \x1b[31mred\x1b[0m \u202etxet\u202c \x00 \u2028 \u200b end  \n\n    code\n---\n=== @here"
)


def text_of(id: str, text: str) -> Article:
    return Article(id=id, text=text, text_hash="cd" * 32, name="article")


def at(hour: int) -> dt.datetime:
    return dt.datetime(2025, 11, 26, hour, 30, tzinfo=dt.UTC)


@pytest.fixture
def full() -> ExportRecord:
    claim = Claim(
        id="c1full",
        article_id="a1unn",
        kind=ClaimKind.INDIRECT,
        source=(Span(713, 716),),
        cue=(Span(717, 724),),
        content=(Span(538, 590), Span(600, 620)),
        source_words="the minister",
        cue_words="announced",
        content_words="The plan was reduced to 19 points … after the talks",
        speaker=Speaker(
            name="Maria Okafor",
            key="maria okafor",
            kind=ActorKind.PERSON,
            role="foreign minister",
            certainty=Certainty.LIKELY,
        ),
        chain=(
            Hop(name="Northern Wire", key="northern wire", kind=ActorKind.OUTLET),
            Hop(name="Sky News", key="sky news", kind=ActorKind.OUTLET),
        ),
        rule="verb-said",
        reliability=0.83,
        parent="c0parent",
        features=Features(quantities=(Quantity(span=Span(562, 571), value=19, unit="point"),)),
    )
    history = (
        Decision(
            seq=1,
            step=1,
            time=at(8),
            reviewer="anna",
            target="c1full",
            action=Action.ATTRIBUTION,
            before="unchecked",
            after="confirmed",
        ),
        Decision(
            seq=2,
            step=2,
            time=at(9),
            reviewer="boris",
            target="c1full",
            action=Action.VERDICT,
            before="unreviewed",
            after="disputed",
            reason="two figures are about",
        ),
    )
    added = Decision(
        seq=3,
        step=3,
        time=at(7),
        reviewer="clara",
        target="c1full",
        action=Action.ADD,
        before="",
        after="selected words",
    )
    state = ClaimState(
        verdict=Verdict.DISPUTED,
        attribution=AttributionCheck.CONFIRMED,
        flagged=True,
        disagreement=True,
        notes=("ask the ministry", "second note"),
        evidence=(
            Evidence(quotation="19 points remain", article_id="a2coast", span=Span(4, 20)),
            Evidence(quotation="the text", url="https://ministry.example/text?a=1&b=2"),
        ),
        reject_reason="wrong words",
        reviewer="boris",
        decided_at=at(9),
        version=2,
        added=added,
    )
    conflicting = ExportedMatch(
        match=Match(
            id="m1",
            a="c0other",
            b="c1full",
            relation=Relation.RELATED,
            score=0.91,
            reasons=("number: 28 points ↔ 19 points",),
            conflicts=(Conflict(kind="number", a="28 points", b="19 points"),),
            independence=Independence.INDEPENDENT,
        ),
        state=MatchState(relation=Relation.CONFLICTING, reviewer="anna", decided_at=at(10), version=3),
        words="The plan has 28 points",
        outlet="Coast Radio",
        speaker="Press office",
        url="https://coast.example/plan",
        title="Plan of 28 points",
        date=dt.date(2025, 11, 24),
        history=(
            Decision(
                seq=3,
                step=3,
                time=at(10),
                reviewer="anna",
                target="m1",
                action=Action.MATCH,
                before="",
                after="conflicting",
            ),
        ),
    )
    same = ExportedMatch(
        match=Match(
            id="m2",
            a="c1full",
            b="c2same",
            relation=Relation.SAME,
            score=0.97,
            independence=Independence.SAME_ORIGIN,
            shared_origin="Sky News",
        ),
        words="It was cut to 19 points",
        outlet="Evening Post",
    )
    related = ExportedMatch(
        match=Match(id="m3", a="c1full", b="c3related", relation=Relation.RELATED, score=0.6),
        words="Talks went on",
    )
    return ExportRecord(
        article=ExportedArticle(
            id="a1unn",
            outlet="Northern Wire",
            title="Plan cut to 19 points",
            url="https://northern.example/plan_cut",
            date=dt.date(2025, 11, 25),
            text_hash="ab" * 32,
            whole=text_of("a1unn", f"{'x' * 500}\n{'The plan was cut. ' * 20}"),
        ),
        claim=claim,
        state=state,
        reason="two figures are about",
        history=history,
        matches=(conflicting, same, related),
        machine=claim.model_copy(update={"content_words": "The plan has 19", "source_words": "UNN reports"}),
    )


@pytest.fixture
def hostile() -> ExportRecord:
    claim = Claim(
        id="c9hostile",
        article_id="a0evil",
        kind=ClaimKind.DIRECT,
        modality=Modality.OPINION,
        source=(Span(0, 4),),
        content=(Span(5, 5 + len(HOSTILE)),),
        source_words="+1+1",
        cue_words="\t=2",
        content_words=HOSTILE,
        speaker=Speaker(name="@SUM(A1)", key="sum", kind=ActorKind.PERSON, role="**boss**"),
        chain=(
            Hop(name="<b>Outlet</b>", key="outlet", kind=ActorKind.OUTLET),
            Hop(name="-unnamed-", key="", kind=ActorKind.UNNAMED),
        ),
        rule="quote",
    )
    return ExportRecord(
        article=ExportedArticle(
            id="a0evil",
            outlet="-cmd|' /C calc'!A0",
            title='<img src=x onerror=alert(3)>\r\n# Title, "quoted"',
            url="javascript:alert(4)",
            text_hash="00" * 32,
            whole=text_of("a0evil", f"x y. {HOSTILE}"),
        ),
        claim=claim,
        state=ClaimState(notes=(" =NOTE()", "<i>")),
        matches=(
            ExportedMatch(
                match=Match(id="m9", a="c1full", b="c9hostile", relation=Relation.SAME, score=1.0),
                words="=EVIL()\n## Match",
                outlet="[o](http://evil.example)",
            ),
        ),
    )


@pytest.fixture
def bare() -> ExportRecord:
    claim = Claim(
        id="c5bare",
        article_id="a1unn",
        kind=ClaimKind.ASSERTION,
        content=(Span(10, 30),),
        content_words="Rain fell on Tuesday.",
        rule="assertion",
    )
    article = ExportedArticle(
        id="a1unn",
        date=dt.date(2025, 11, 25),
        text_hash="cd" * 32,
        whole=text_of("a1unn", "Rain.\u200b \x1b[31m Rain fell on Tuesday. Then the sun came."),
    )
    return ExportRecord(article=article, claim=claim)
