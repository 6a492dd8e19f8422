"""What becomes of claims in a later text, and under later rules: by their words alone."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from claims.carrying import Carried, Held, later_rules, later_text
from claims.models import ActorKind, Article, Claim, ClaimKind, Span, Speaker, claim_id, digest, words_of
from claims.text.places import place, plain


def article(text: str) -> Article:
    return Article(id=digest(text), text=text, text_hash=digest(text, length=64), name="a")


def claim(
    of: Article, content: str, source: str = "", kind: ClaimKind = ClaimKind.INDIRECT, *, nth: int = 0
) -> Claim:
    def spans(words: str) -> tuple[Span, ...]:
        at = -1
        for _ in range(nth + 1):
            at = of.text.index(words, at + 1)
        return (Span(at, at + len(words)),) if words else ()

    roles = spans(source), (), spans(content)
    return Claim(
        id=claim_id(of.id, kind, *roles),
        article_id=of.id,
        kind=kind,
        source=roles[0],
        content=roles[2],
        source_words=source,
        content_words=words_of(of.text, roles[2]),
        speaker=Speaker(name=source, key=source.casefold(), kind=ActorKind.PERSON) if source else None,
        rule="said",
    )


def held(*claims: Claim, decided: bool = True) -> list[Held]:
    return [Held(one, decided) for one in claims]


def in_text(old: Article, claims: Sequence[Held], new: Article, found: Sequence[Claim]) -> tuple[object, ...]:
    plan = later_text(claims, {old.id: old.text}, found, new)
    return plan.made, list(plan.carried), list(plan.retired), list(plan.left)


OLD = article("Brook said the bridge is closed. The police said that nobody was hurt.")


def test_words_that_stand_are_carried_wherever_they_stand() -> None:
    new = article("Updated at noon.\n\n" + OLD.text)
    was, now = claim(OLD, "the bridge is closed", "Brook"), claim(new, "the bridge is closed", "Brook")
    assert in_text(OLD, held(was), new, [now]) == ((), [Carried(was.id, now.id, False)], [], [])


def test_other_quotation_marks_and_blanks_are_the_same_words() -> None:
    old, new = article("He said “we’re  closed” now."), article('He said "we\'re closed" now.')
    was, now = claim(old, "“we’re  closed”"), claim(new, '"we\'re closed"')
    assert in_text(old, held(was), new, [now])[1] == [Carried(was.id, now.id, False)]


def test_a_decided_claim_that_the_rules_miss_now_is_made_again_where_its_words_stand() -> None:
    new = article("Updated.\n\n" + OLD.text)
    was = claim(OLD, "nobody was hurt", "The police")
    [made], carried, retired, left = in_text(OLD, held(was), new, [])
    assert carried == [Carried(was.id, made.id, False)] and not retired and not left
    assert words_of(new.text, made.content) == "nobody was hurt"
    assert words_of(new.text, made.source) == "The police"
    assert made.id == claim(new, "nobody was hurt", "The police").id


def test_an_undecided_claim_that_is_not_found_again_is_retired() -> None:
    new = article("Updated.\n\n" + OLD.text)
    was = claim(OLD, "nobody was hurt", "The police")
    assert in_text(OLD, held(was, decided=False), new, []) == ((), [], [was.id], [])


def test_changed_words_of_the_same_source_are_a_changed_claim() -> None:
    new = article("Brook said the old bridge is closed. The police said that two men were injured in it.")
    bridge, hurt = claim(OLD, "the bridge is closed", "Brook"), claim(OLD, "nobody was hurt", "The police")
    found = [
        claim(new, "the old bridge is closed", "Brook"),
        claim(new, "two men were injured in it", "The police"),
    ]
    assert in_text(OLD, held(bridge, hurt), new, found) == (
        (),
        [Carried(bridge.id, found[0].id, True)],
        [],
        [hurt.id],
    )


def test_another_speaker_of_the_same_words_is_a_change() -> None:
    new = article("Lee said the bridge is closed.")
    was, now = claim(OLD, "the bridge is closed", "Brook"), claim(new, "the bridge is closed", "Lee")
    assert in_text(OLD, held(was), new, [now])[1] == [Carried(was.id, now.id, True)]


def test_what_stands_twice_is_carried_one_by_one_the_decided_first() -> None:
    old = article("It is closed. It is closed.")
    new = article("It is closed.")
    first, second = (claim(old, "It is closed", nth=n) for n in (0, 1))
    now = claim(new, "It is closed")
    assert in_text(old, [Held(first, False), Held(second, True)], new, [now]) == (
        (),
        [Carried(second.id, now.id, False)],
        [first.id],
        [],
    )


def test_later_rules_keep_ids_and_words_and_nothing_else() -> None:
    same, other, gone = (claim(OLD, words) for words in ("the bridge is closed", "nobody", "The police said"))
    direct = claim(OLD, "nobody", kind=ClaimKind.DIRECT)
    wider = claim(OLD, "The police said that")
    plan = later_rules([*held(same, other, gone)], [same, direct, wider])
    assert plan == ((), (Carried(other.id, direct.id, False),), (), (gone.id,))


@given(st.text(alphabet="ab c", max_size=30), st.text(alphabet="ab c", max_size=6), st.integers(0, 30))
def test_a_place_is_where_the_words_stand_alone(text: str, words: str, near: int) -> None:
    at = place(text, words, near)
    if at is None:
        return
    assert text[at : at + len(words)] == words
    if words[0].isalnum():
        assert at == 0 or not text[at - 1].isalnum()
    if words[-1].isalnum():
        assert at + len(words) == len(text) or not text[at + len(words)].isalnum()


@given(st.text())
def test_plain_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)
