from __future__ import annotations

import json
from importlib.resources import files

import pytest

from claims.matching import inverse_document_frequency, learn, prepare_words, weights
from claims.matching.features import NAMES, figures
from claims.matching.lexicon import lexicon

IDF = inverse_document_frequency({}, 0)
PAIRS = [
    ("peace talks began in Geneva", "in Geneva peace talks began", 1.0),
    ("the ferry sank off the coast", "a ferry sank off the coast", 1.0),
    ("rain fell along the coast", "the ferry sank off the coast", 0.0),
    ("peace talks began in Geneva", "shares fell in London", 0.0),
]


def test_learning_tells_the_pairs_apart_and_is_deterministic() -> None:
    pairs = [(prepare_words(a, "a"), prepare_words(b, "b"), target) for a, b, target in PAIRS]
    learned = learn(pairs, IDF, {"made up": 4})
    scores = [learned.score(figures(a, b, IDF)) for a, b, _ in pairs]
    assert min(scores[:2]) > 0.5 > max(scores[2:])
    assert learned == learn(pairs, IDF, {"made up": 4})
    assert learned.corpora == {"made up": 4}


@pytest.mark.parametrize("name", ["topic", "same"])
def test_weights_are_of_these_figures_and_say_what_they_come_from(name: str) -> None:
    assert tuple(weights()[name].by_name) == NAMES
    assert all(count > 0 for count in weights()[name].corpora.values())


def test_frequencies_say_what_they_come_from() -> None:
    data = json.loads(files("claims.matching").joinpath("data/frequencies.json").read_text("utf-8"))
    assert data["corpora"]
    assert all(0 < share <= 1000 for share in data["per_thousand"].values())


def test_what_every_claim_has_weighs_less_than_what_few_have() -> None:
    idf = inverse_document_frequency({"ferri": 500, "cormor": 1}, 500)
    assert 0 < idf("ferri") < idf("cormor") < idf("never seen")


def test_no_word_stands_for_both_sides_of_an_opposite() -> None:
    for opposite in lexicon().opposites:
        assert opposite.one.isdisjoint(opposite.other)
        assert opposite.one
        assert opposite.other
