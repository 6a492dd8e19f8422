"""The weights of the constructions, added up as one number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.constructions import CONSTRUCTIONS
from claims.extraction.model import packed, unpacked

CODES = [c.code for c in CONSTRUCTIONS]
ROWS = st.lists(
    st.dictionaries(st.sampled_from(CODES), st.floats(-9, 9).map(lambda w: round(w, 2))), max_size=60
)


@given(ROWS)
def test_packed_weights_add_up_for_each_construction(rows: list[dict[str, float]]) -> None:
    totals = unpacked(sum(packed(row) for row in rows))
    expected = [sum(round(100 * row.get(code, 0.0)) for row in rows) for code in CODES]
    assert [total - 2**31 for total in totals] == expected
