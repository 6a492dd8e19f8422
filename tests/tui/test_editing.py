from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.correcting import divided
from claims.models import ActorKind, Edit, Span, Speaker
from tui.editing import ROLES, Draft, Outline, cuts, first_word, likely_cut, named_speaker

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


def test_a_role_has_parts_of_which_the_last_is_moved() -> None:
    made = draft("the sea")
    made.add_part()
    assert words(made, "content") == "the sea … ,", "a word behind the next one"
    made.shift(2)
    made.move_end(100)
    assert words(made, "content") == "the sea … fell."
    made.shift(-100)
    assert words(made, "content").startswith("the sea … "), "it stays behind the part before it"
    made.drop_part()
    made.drop_part()
    assert words(made, "content") == "the sea"
    made.move_end(100)
    made.add_part()
    assert words(made, "content") == "the sea rose, and fell.", "there is no word left for another"


def test_a_role_of_one_word_is_bare_and_goes_anywhere() -> None:
    made = draft("the")
    assert made.is_bare
    made.go_to(TEXT.index("fell"))
    assert (words(made, "content"), made.place) == ("fell", Span(46, 50))
    made.move_start(-1)
    assert not made.is_bare
    made.next_role()
    assert not made.is_bare, "a source of two words"
    made.next_role()
    assert made.is_bare, "no cue"


def test_an_outline_leads_from_sentence_to_sentence() -> None:
    text = "One came. Two came.\n\nThree left. Four."
    outline = Outline(text)
    assert outline.sentences == [0, 10, 21, 33]
    assert outline.paragraphs == [0, 21]
    assert Outline.beside(outline.sentences, 12, 1) == 21
    assert Outline.beside(outline.sentences, 12, -1) == 10, "first to where this one begins"
    assert Outline.beside(outline.sentences, 10, -1) == 0
    assert Outline.beside(outline.sentences, 0, -5) == 0
    assert Outline.beside(outline.sentences, 5, 9) == 33
    assert first_word(text, 3) == Span(4, 8)
    assert first_word(text, 999) == Span(37, 38)
    assert first_word("", 0) == Span(0, 0)


def test_a_content_is_cut_at_its_words_rather_behind_a_mark() -> None:
    text = "He says the sea rose, and it fell again now."
    places = cuts(text, [Span(8, 21), Span(26, 44)])
    assert [text[at:].split()[0] for at in places] == ["sea", "rose,", "it", "fell", "again", "now."]
    assert likely_cut(text, places) in range(len(places))
    places = cuts(text, [Span(8, 44)])
    assert text[places[likely_cut(text, places)] :].startswith("and it")
    assert cuts(text, [Span(0, 2)]) == []
    assert likely_cut(text, []) == 0


@settings(deadline=None)
@given(st.text('ab "“”,.-\n', max_size=30), st.lists(st.integers(0, 30), min_size=2, max_size=4, unique=True))
def test_at_every_cut_there_is_a_word_on_either_side(text: str, borders: list[int]) -> None:
    ordered = sorted(min(border, len(text)) for border in borders)
    content = [Span(s, e) for s, e in zip(ordered[::2], ordered[1::2], strict=False) if s < e]
    for place in cuts(text, content):
        assert all(divided(text, content, place))


MOVES = st.sampled_from(["move_end", "move_start", "shift"])
PLAIN = ("next_role", "add_part", "drop_part", "clear")


@settings(deadline=None)
@given(st.lists(st.tuples(st.one_of(MOVES, st.sampled_from(PLAIN)), st.integers(-9, 9))))
def test_whatever_is_moved_every_span_is_whole_words_of_the_text(moves: list[tuple[str, int]]) -> None:
    made = draft()
    for move, step in moves:
        getattr(made, move)(*([] if move in PLAIN else [step]))
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
