from __future__ import annotations

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.models import Article
from claims.text.normalise import decode, kept_offset, normalise

ANYTHING = st.text(st.characters() | st.sampled_from("\r\n\x00\ufeff\ud800\udc00 a"))


@st.composite
def texts_with_cuts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(ANYTHING)
    edges = sorted(draw(st.sets(st.integers(0, len(text)))))
    return text, [*zip(edges[::2], edges[1::2], strict=False)]


def as_article(text: str, shifts: tuple[tuple[int, int], ...]) -> Article:
    return Article(id="", text=text, text_hash="", name="", shifts=shifts)


def same(kept: str, before: str) -> bool:
    """Whether a code point of the text is what became of one in the text as given."""
    return (
        kept == before or (kept == "\n" and before == "\r") or (kept == "\ufffd" and not before.strip("\x00"))
    )


@given(texts_with_cuts())
def test_every_offset_leads_back(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    text_as_given, cuts = drawn
    text, shifts = normalise(text_as_given, cuts)
    article = as_article(text, shifts)
    back = [article.given(offset) for offset in range(len(text) + 1)]
    assert all(a < b for a, b in pairwise(back))
    for offset, char in enumerate(text):
        before = text_as_given[back[offset]]
        assert same(char, before) or "\ud800" <= before <= "\udfff"
        assert kept_offset(shifts, back[offset]) == offset
    assert back[-1] <= len(text_as_given)


@given(texts_with_cuts())
def test_nothing_is_lost_but_what_was_cut(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    text_as_given, cuts = drawn
    text, shifts = normalise(text_as_given, cuts)
    cut = {offset for start, end in cuts for offset in range(start, end)}
    mark = len(text_as_given) - len(text_as_given.lstrip("\ufeff"))
    pairs = {i + 1 for i in range(len(text_as_given)) if text_as_given[i : i + 2] == "\r\n"}
    gone = cut | pairs | set(range(mark))
    assert len(text) == len(text_as_given) - len(gone)
    assert (shifts[-1][1] if shifts else 0) == len(gone)


@given(ANYTHING)
def test_normalising_again_changes_nothing(text_as_given: str) -> None:
    text, _ = normalise(text_as_given)
    assert normalise(text) == (text, ())
    assert not set(text) & {"\r", "\x00"}
    text.encode("utf-8")


@given(texts_with_cuts())
def test_shifts_rise_strictly(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    _, shifts = normalise(*drawn)
    for (offset, total), (next_offset, next_total) in pairwise(shifts):
        assert offset < next_offset
        assert total < next_total


def test_line_ends_and_invalid_code_points() -> None:
    text, shifts = normalise("\ufeffa\r\nb\rc\x00\ud800\u00a0“d”")
    assert text == "a\nb\nc\ufffd\ufffd\u00a0“d”"
    article = as_article(text, shifts)
    assert [article.given(offset) for offset in (0, 1, 2)] == [1, 2, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert decode("“Brücke” мост 🙂".encode(encoding)) == "“Brücke” мост 🙂"


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")]
)
def test_big_endian_marks(mark: bytes, encoding: str) -> None:
    assert decode(mark + "Brücke".encode(encoding)) == "Brücke"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Der Bürgermeister von Köln sagte, die Brücke müsse geschlossen bleiben.", "latin-1"),
        ("The “deal” is done – Jones said it’s “good”.", "cp1252"),
        ("Мэр сказал в понедельник, что мост закрыт из-за трещин.", "cp1251"),
        ("Мэр сказал в понедельник, что мост закрыт из-за трещин.", "koi8-r"),
        ("市長は月曜日、橋を閉鎖すると述べた。", "shift_jis"),
    ],
)
def test_undeclared_encodings_are_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_counts() -> None:
    assert decode("Żółć i źdźbło".encode("cp1250"), "windows-1250") == "Żółć i źdźbło"
    assert decode("Größe".encode("latin-1"), "ISO-8859-1") == "Größe"


@pytest.mark.parametrize(
    "name", ["unicode_escape", "utf-7", "punycode", "rot13", "zip", "no such", "\x00", ""]
)
def test_other_declared_encodings_are_not_taken_at_their_word(name: str) -> None:
    assert decode("\\u0041 Größe".encode("latin-1"), name) == "\\u0041 Größe"


def test_a_stray_byte_does_not_spoil_the_rest() -> None:
    assert decode("naïve café".encode() + b"\xff, ok") == "naïve café\ufffd, ok"


def test_a_replacement_character_in_valid_text_stays() -> None:
    assert decode("a\ufffdb".encode()) == "a\ufffdb"


@given(st.binary())
def test_decoding_never_fails(data: bytes) -> None:
    decode(data, "shift_jis").encode("utf-8")
