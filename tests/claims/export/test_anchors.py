from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.errors import ImportRefused
from claims.export.anchors import Anchor, anchored, find, timed
from claims.models import Span

TEXT = "He said no. She said no. They said maybe."


def test_words_are_found_where_they_were_or_by_what_is_around_them() -> None:
    assert find(TEXT, Anchor("said maybe")) == Span(30, 40)
    assert find(TEXT, Anchor("said no")) is None, "two places, nothing tells which"
    assert find(TEXT, Anchor("said no", prefix="She ")) == Span(16, 23)
    assert find(TEXT, Anchor("said no", suffix=". She")) == Span(3, 10)
    assert find(TEXT, Anchor("said no", span=Span(16, 23))) == Span(16, 23)
    assert find(TEXT, Anchor("said no", prefix="He ", span=Span(0, 7))) == Span(3, 10)
    assert find(TEXT, Anchor("", span=Span(0, 7))) == Span(0, 7)
    assert find(TEXT, Anchor("", span=Span(5, 999))) is None
    assert find(TEXT, Anchor("", span=Span(9, 3))) is None
    assert find(TEXT, Anchor("nothing")) is None


NAMES = ["target", "items", "first", "source", "selector", "body", "type", "exact", "start"]
DOCUMENTS = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES), inner),
)


@given(DOCUMENTS)
def test_any_document_is_read_or_refused(document: object) -> None:
    try:
        found = list(anchored(document, "here"))
    except ImportRefused:
        return
    assert all(one.anchors for one in found)


def test_times_have_a_zone() -> None:
    found = timed("2026-03-12T09:00:00")
    assert found is not None
    assert found.isoformat() == "2026-03-12T09:00:00+00:00"
    assert timed("yesterday") is timed(None) is timed(7) is None
