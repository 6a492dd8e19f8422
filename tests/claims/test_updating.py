"""Articles read again by other rules: what stands keeps its decisions, what is not found any more says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims import adding, updating
from claims.extraction import edition
from claims.models import Article, Claim, ClaimKind, Modality, Span, Verdict, claim_id, words_of
from claims.store import ClaimFilter, Why
from claims.updating import Update
from claims.workbench import Workbench

Rules = Callable[[list[Claim], Article], list[Claim]]


@pytest.fixture
def workbench(tmp_path: Path, articles: Path) -> Iterator[Workbench]:
    with Workbench.open(tmp_path / "store.sqlite", reviewer="ann") as opened:
        opened.add([articles])
        yield opened


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Rules], None]:
    """Have other rules: a name, and what they make of the claims that these find."""

    def become(name: str, change: Rules) -> None:
        monkeypatch.setattr(updating, "edition", lambda: name)
        monkeypatch.setattr(
            updating,
            "extract",
            lambda article, *, threshold: tuple(
                change(list(adding.extract(article, threshold=threshold)), article)
            ),
        )

    return become


def spanning(article: Article, words: str, kind: ClaimKind = ClaimKind.INDIRECT) -> Claim:
    start = article.text.index(words)
    content = (Span(start, start + len(words)),)
    return Claim(
        id=claim_id(article.id, kind, (), (), content),
        article_id=article.id,
        kind=kind,
        content=content,
        content_words=words_of(article.text, content),
        rule="new",
    )


def ferries(workbench: Workbench) -> list[str]:
    return [row.id for row in workbench.rows(workbench.claim_ids(ClaimFilter(query="ferries")))]


def test_what_these_rules_have_read_is_passed_over(workbench: Workbench) -> None:
    assert workbench.update() == Update()
    assert workbench.store.editions.read_by() == {edition.edition(): 2}


def test_an_article_of_an_earlier_version_is_read_again(workbench: Workbench, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        raw.execute("DELETE FROM article_rules")
    before = workbench.count()
    assert workbench.update(jobs=2) == Update(articles=2, same=before)
    assert workbench.update() == Update()
    assert workbench.store.bulk.waiting().matching == 0, "nothing changed, so nothing is to be matched"


def test_claims_that_are_not_found_any_more(
    workbench: Workbench, rules: Callable[[str, Rules], None]
) -> None:
    one, other = ferries(workbench)
    workbench.mark([one], Verdict.VERIFIED)
    rules("fewer", lambda claims, _: [claim for claim in claims if "ferries" not in claim.content_words])
    dry = workbench.update(dry_run=True)
    assert set(ferries(workbench)) == {one, other}
    came = workbench.update()
    assert came == dry and (came.articles, came.changed, came.retired, came.left) == (2, 2, 1, 1)
    assert ferries(workbench) == [one]
    assert workbench.store.editions.standing(one).left is Why.UNFOUND
    assert workbench.store.editions.standing(other).retired is Why.UNFOUND
    assert workbench.claim_state(one).verdict is Verdict.VERIFIED
    assert not workbench.matches_of(one), "a match with a claim that is in no list is none"
    assert workbench.update() == Update()


def test_rules_that_find_them_again_bring_them_back(
    workbench: Workbench, rules: Callable[[str, Rules], None]
) -> None:
    one, other = ferries(workbench)
    workbench.mark([one], Verdict.VERIFIED)
    rules("fewer", lambda claims, _: [claim for claim in claims if "ferries" not in claim.content_words])
    workbench.update()
    rules("as before", lambda claims, _: claims)
    workbench.update()
    assert set(ferries(workbench)) == {one, other}
    assert workbench.store.editions.standing(one).left is None
    workbench.catch_up()
    assert [match.a in (one, other) for match, _ in workbench.matches_of(one)] == [True]


def test_new_claims_are_added_and_matched(workbench: Workbench, rules: Callable[[str, Rules], None]) -> None:
    before = workbench.count()
    rules("more", lambda claims, article: [*claims, spanning(article, "28 ferries were cancelled")])
    came = workbench.update()
    assert (came.added, came.same) == (2, before)
    assert workbench.store.bulk.waiting() == (0, 2)
    assert workbench.catch_up() > 0
    [first, second] = [
        row.id
        for row in workbench.rows(workbench.claim_ids())
        if row.content_words == "28 ferries were cancelled"
    ]
    assert workbench.match_between(first, second)
    assert workbench.store.bulk.waiting() == (0, 0)


def test_the_same_words_as_another_kind_keep_their_decisions(
    workbench: Workbench, rules: Callable[[str, Rules], None]
) -> None:
    one, _ = ferries(workbench)
    workbench.mark([one], Verdict.REFUTED)

    def direct(claims: list[Claim], article: Article) -> list[Claim]:
        return [
            claim.model_copy(
                update={
                    "kind": ClaimKind.DIRECT,
                    "id": claim_id(article.id, ClaimKind.DIRECT, claim.source, claim.cue, claim.content),
                }
            )
            if "ferries" in claim.content_words
            else claim
            for claim in claims
        ]

    rules("kinds", direct)
    came = workbench.update()
    assert (came.told, came.added, came.retired, came.left) == (2, 0, 0, 0)
    [now] = workbench.rows(workbench.claim_ids(ClaimFilter(status=Verdict.REFUTED)))
    assert now.id != one and now.kind is ClaimKind.DIRECT
    assert workbench.count(ClaimFilter(changed=True)) == 0


def test_what_else_the_rules_tell_is_told_anew(
    workbench: Workbench, rules: Callable[[str, Rules], None]
) -> None:
    one, _ = ferries(workbench)
    workbench.flag([one], True)
    count = workbench.count()

    def opinions(claims: list[Claim], _: Article) -> list[Claim]:
        return [claim.model_copy(update={"modality": Modality.OPINION, "speaker": None}) for claim in claims]

    rules("opinions", opinions)
    came = workbench.update()
    assert (came.told, came.same, workbench.count()) == (count, 0, count)
    assert workbench.claim(one).modality is Modality.OPINION and workbench.claim_state(one).flagged
    assert workbench.count(ClaimFilter(modality=Modality.OPINION)) == count
    assert workbench.count(ClaimFilter(speaker="Brook")) == 0 or all(
        "Brook" in workbench.claim(row.id).source_words
        for row in workbench.rows(workbench.claim_ids(ClaimFilter(speaker="Brook")))
    )


def test_interrupted_it_goes_on(workbench: Workbench, rules: Callable[[str, Rules], None]) -> None:
    rules("others", lambda claims, _: claims)

    def interrupt(done: int, total: int) -> None:
        assert (done, total) == (1, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workbench.update(interrupt)
    assert updating.outdated(workbench.store) == 1
    assert workbench.update().articles == 1


def test_claims_made_by_hand_are_not_the_rules_to_find(
    workbench: Workbench, rules: Callable[[str, Rules], None]
) -> None:
    from claims.models import Edit

    article = workbench.claim(ferries(workbench)[0]).article_id
    start = workbench.article(article).text.index("28 ferries")
    [made] = workbench.add_claim(article, Edit(content=(Span(start, start + 10),), content_words="")).ids
    rules("none", lambda claims, _: [])
    workbench.update()
    assert [row.id for row in workbench.rows(workbench.claim_ids())] == [made]
    assert workbench.store.editions.standing(made).left is None
