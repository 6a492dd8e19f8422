from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.document import Document
from claims.extraction.extractor import view_of
from claims.extraction.lexicon import STRONG, Entry
from claims.extraction.view import COMMON, Counts, View, bucket, candidates, counted_forms, forms_of
from claims.models import Furniture, FurnitureKind, Span
from claims.reading import article

PIECES = [
    "“",
    "”",
    '"',
    "said",
    "Brook",
    ". ",
    "\n\n",
    " ",
    "told",
    "according to",
    ":",
    "that",
    "İ",
    "(",
    "fears",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def view(text: str, *furniture: tuple[int, int]) -> View:
    pieces = tuple(Furniture(span=Span(*s), kind=FurnitureKind.CAPTION) for s in furniture)
    read = article(text, name="example").model_copy(update={"furniture": pieces})
    return view_of(Document.of(read))


def test_a_share_is_smoothed_and_never_above_one() -> None:
    counts = Counts({"said": 99, "zog": 1, "odd": 5}, {"said": 110, "zog": 1, "odd": 2, "the": 1000})
    assert counts.share("said") == pytest.approx(99 / 111)
    assert counts.share("zog") == pytest.approx(0.5), "one use is no certainty"
    assert counts.share("odd") == pytest.approx(5 / 6)
    assert counts.share("the") == counts.share("unseen") == 0.0


def test_forms_are_those_of_the_lexicon_and_others_that_are_often_cues() -> None:
    lexicon = {"said": Entry("say", "say", "i")}
    counts = Counts({"zogged": 30, "rare": 1}, {"zogged": 40, "rare": 1000})
    forms = forms_of("en", counts, lexicon)
    assert set(forms) == {"said", "zogged"}
    assert (forms["said"].cue_class, forms["said"].share, forms["said"].class_form) == ("say", 0.0, "sayi")
    assert (forms["zogged"].lemma, forms["zogged"].cue_class, forms["zogged"].form) == ("zogg", "-", "d")
    assert counts.share("rare") < COMMON < forms["zogged"].share


def test_the_counted_forms_know_the_common_cues() -> None:
    forms = counted_forms("en")
    assert all(0 <= form.share <= 1 and form.tenth == int(10 * form.share) for form in forms.values())
    for word in ("said", "says", "told", "according", "warned"):
        assert forms[word].share > STRONG, word
    for word in ("comment", "show", "support"):
        assert forms[word].share < STRONG, word


@given(st.integers(0, 500), st.integers(0, 500))
def test_buckets_grow_with_the_length(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert int(bucket(low)) <= int(bucket(high)) <= 20
    assert int(bucket(a)) <= a or a > 3, "short lengths are told apart"


@given(TEXTS)
def test_candidates_are_known_forms_in_order_each_in_its_sentence(text: str) -> None:
    seen = view(text)
    found = candidates(seen)
    assert all(a.at < b.at for a, b in pairwise(found))
    for cue in found:
        assert cue.first <= cue.at < cue.stop
        assert (cue.first, cue.stop) == seen.sentences[seen.sentence_of[cue.at]]
        assert not seen.in_quote[cue.at]
        assert cue.word == seen.low[cue.at]
        assert cue.form is seen.forms[cue.word]
    others = set(range(len(seen.low))) - {cue.at for cue in found}
    assert not [i for i in others if seen.low[i] in seen.forms and not seen.in_quote[i]]


def test_no_candidate_stands_in_a_quotation_or_in_furniture() -> None:
    text = "Photo: Brook said. “He said no,” she told them."
    assert [c.word for c in candidates(view(text))] == [":", "said", "told"]
    assert [c.word for c in candidates(view(text, (0, 18)))] == ["told"]


def test_strong_words_are_marked_for_the_others() -> None:
    seen = view("Brook said they show support.")
    assert list(seen.strong) == [0, 1, 0, 0, 0, 0]
