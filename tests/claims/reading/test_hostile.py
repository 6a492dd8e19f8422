"""Whatever an input holds: articles with spans inside of their text, or an error that a person may see."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import forms
from claims.reading.failure import ReadFailure
from claims.reading.forms import FORMS, Form, by_name
from claims.reading.input import Input
from claims.reading.streams import HEAD, opened

FIXTURES = Path(__file__).parents[3] / "fixtures" / "forms"
SEEDS = {
    form.name: [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if path.suffix in form.suffixes]
    for form in FORMS
}
PIECES = st.sampled_from(
    [b"\x00", b"\xff", b"\n", b"\r\n\r\n", b'"', b"<", b">", b"</p>", b"<!--", b"&", b"]]>", b"{", b"}", b",",
     b"9" * 20, b"-1", b"\x1f\x8b", b"From ", b"> ", b"--", b"=?", b"%PDF", b"endobj", b"<<", b"/", b"PAR1",
     b"WARC/1.0\r\n", b"Content-Length: 99999999\r\n", b"\xe2\x80\xae", b"\x1b[2J", "ä".encode(), b" " * 300,
     b"(" * 300]
)  # fmt: skip


def checked(form: Form, data: bytes, most: int = 100_000) -> int:
    """Read ``data`` as ``form``; return how many articles it held."""
    count = 0
    try:
        stream, head = opened(io.BytesIO(data))
    except ReadingError:
        return 0
    for found in forms.read(form, Input(stream, head, "in", "in", most)):
        if isinstance(found, ReadFailure):
            assert isinstance(found.error, ReadingError)
            assert str(found.error)
            continue
        assert isinstance(found, Article)
        count += 1
        end = 0
        for piece in found.furniture:
            assert end <= piece.span.start < piece.span.end <= len(found.text)
            end = piece.span.end
        assert found.text.strip()
        assert found.url is None or found.url.lower().startswith(("http://", "https://"))
        assert not any("\ud800" <= char <= "\udfff" or char == "\x00" for char in found.text)
    return count


@st.composite
def broken(draw: st.DrawFn, seed: bytes) -> bytes:
    """Draw a fixture with pieces cut out, repeated, put in and changed."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 1, 4, 40, 400]))
        data[at : at + draw(st.sampled_from([0, length]))] = (
            draw(PIECES) if length % 3 else data[at : at + length] * 2
        )
    return bytes(data)


def fuzz(name: str, examples: int) -> Callable[[], None]:
    form = next(form for form in FORMS if form.name == name)

    @settings(max_examples=examples, deadline=None, suppress_health_check=[*HealthCheck])
    @given(st.sampled_from(SEEDS[name]).flatmap(broken))
    def run(data: bytes) -> None:
        checked(form, data)

    return run


@pytest.mark.parametrize("name", [form.name for form in FORMS])
def test_broken_fixtures(name: str) -> None:
    fuzz(name, 12 if name in ("HTML", "WARC", "RSS and Atom") else 40)()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_any_form(data: bytes) -> None:
    for form in FORMS:
        checked(form, data)
    assert forms.by_head(data[:HEAD]) in FORMS


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"\x1f\x8b", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", gzip.compress(b"So.")]),
)
def test_any_bytes_as_compressed(data: bytes, start: bytes) -> None:
    form = by_name("a.txt")
    assert form is not None
    checked(form, start + data)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_seed_holds_articles(form: Form) -> None:
    assert all(checked(form, seed) for seed in SEEDS[form.name])
