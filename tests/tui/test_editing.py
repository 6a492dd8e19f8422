from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models import ActorKind, Edit, Span, Speaker
from tui.editing import ROLES, Draft, named_speaker

TEXT = "Mayor Brandt said on Monday the sea rose, and fell."


def draft(content: str = "the sea rose", source: str = "Mayor Brandt") -> Draft:
    def span(words: str) -> tuple[Span, ...]:
        at = TEXT.index(words)
        return (Span(at, at + len(words)),) if words else ()

    return Draft(TEXT, Edit(source=span(source), content=span(content), content_words=content))


def words(made: Draft, role: str) -> str:
    return " … ".join(TEXT[start:end] for start, end in getattr(made.edit, role))


def test_borders_move_by_word_and_one_word_stays() -> None:
    made = draft()
    made.move_end(1)
    assert words(made, "content") == "the sea rose,"
    made.move_end(2)
    assert words(made, "content") == "the sea rose, and fell"
    made.move_end(-100)
    assert words(made, "content") == "the"
    made.move_start(-2)
    assert words(made, "content") == "on Monday the"
    made.move_start(100)
    assert words(made, "content") == "the"
    made.move_start(-100)
    made.move_end(100)
    assert words(made, "content") == TEXT


def test_a_role_moves_as_a_whole_begins_beside_the_content_and_is_emptied() -> None:
    made = draft()
    made.next_role()
    made.shift(1)
    assert words(made, "source") == "Brandt said"
    made.clear()
    assert made.edit.source == ()
    made.next_role()
    assert made.role == "cue"
    made.move_start(0)
    assert words(made, "cue") == "Monday"
    made.next_role()
    made.clear()
    assert words(made, "content") == "the sea rose", "a claim always has content"


MOVES = st.sampled_from(["move_end", "move_start", "shift"])


@settings(deadline=None)
@given(st.lists(st.one_of(st.tuples(MOVES, st.integers(-9, 9)), st.just(("next_role", 0)))))
def test_whatever_is_moved_every_span_is_whole_words_of_the_text(moves: list[tuple[str, int]]) -> None:
    made = draft()
    for move, step in moves:
        made.next_role() if move == "next_role" else getattr(made, move)(step)
        for role in ROLES:
            for start, end in getattr(made.edit, role):
                assert 0 <= start < end <= len(TEXT)
                assert TEXT[start:end] == TEXT[start:end].strip()
                assert not (TEXT[start - 1 : start].isalnum() and TEXT[start].isalnum())
                assert not (TEXT[end - 1].isalnum() and TEXT[end : end + 1].isalnum())


def test_a_speaker_is_one_of_the_article_or_new_or_none() -> None:
    office = Speaker(name="Port Office", key="port office", kind=ActorKind.ORGANISATION)
    assert named_speaker(" port  OFFICE ", [office], None) is office
    assert named_speaker("  ", [office], office) is None
    made = named_speaker("Ann  Doe", [office], office)
    assert made == Speaker(name="Ann Doe", key="ann doe", kind=ActorKind.ORGANISATION)
    assert named_speaker("Ann", [], None) == Speaker(name="Ann", key="ann", kind=ActorKind.PERSON)
