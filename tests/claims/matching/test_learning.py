from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from claims.judging import learn_pairs
from claims.matching import Pair, inverse_document_frequency, prepare_words, train
from claims.matching.features import evidence, measures
from claims.matching.learning import Weights, dump, learn, weights
from claims.matching.lexicon import lexicon
from claims.matching.training import changed

DECISIONS = ("conflict", "headline", "headline_conflict", "likeness", "same", "topic")
CORPORA = Path(__file__).parents[4] / "shared/gold/matching/pairs"
IDF = inverse_document_frequency({}, 0)


def made_up(count: int) -> list[Pair]:
    """Return pairs of which every second says the same, in other words."""
    places = ["Geneva", "London", "Oslo", "Lima", "Cairo"]
    pairs = []
    for number in range(count):
        place, other = places[number % 5], places[(number + 1) % 5]
        told = f"The peace talks of {number + 20} ministers began in {place}."
        if number % 2:
            pairs.append(Pair(told, f"In {place} {number + 20} ministers began the peace talks.", "same"))
        else:
            pairs.append(Pair(told, f"A ferry with cars sank off the coast near {other}.", "different"))
    return pairs


def test_learning_tells_examples_apart_and_is_deterministic() -> None:
    examples = [({"near": n / 10, f"word={n % 2}": 1.0}, float(n > 5)) for n in range(11)] * 5
    learned = learn(examples, {"corpus": "made up"}, 0.1)
    assert min(learned.chance(figures) for figures, target in examples if target) > 0.5
    assert max(learned.chance(figures) for figures, target in examples if not target) < 0.5
    assert learned == learn(examples, {"corpus": "made up"}, 0.1)
    assert learned.about == {"corpus": "made up", "examples": "55"}


def test_a_rare_figure_and_one_that_is_always_the_same_count_nothing() -> None:
    examples = [({"near": n / 10, "always": 1.0}, float(n > 5)) for n in range(11)] * 5
    examples.append(({"near": 0.0, "always": 1.0, "once": 9.0}, 1.0))
    assert set(learn(examples, {}, 0.1).by_name) == {"near"}


def test_more_ridge_draws_weights_to_nought() -> None:
    examples = [({"near": n / 10}, float(n > 5)) for n in range(11)] * 5
    weak, strong = (learn(examples, {}, ridge).by_name["near"] for ridge in (1.0, 50.0))
    assert 0 < strong < weak


def test_reasons_are_the_figures_that_weigh_most() -> None:
    known = Weights({}, 0.0, {"a": 1.0, "b": -3.0, "c": 0.1})
    assert known.reasons({"a": 2.0, "b": 1.0, "c": 1.0, "unknown": 9.0}, 2) == [("b", -3.0), ("a", 2.0)]


def test_training_teaches_what_says_the_same() -> None:
    learned = train(made_up(60), {"corpus": "made up"})
    assert learned == train(made_up(60), {"corpus": "made up"})
    assert set(learned) >= {"same", "topic"}
    told, other, stranger = (
        prepare_words(text, text)
        for text in (
            "The talks began in Oslo on peace.",
            "In Oslo talks began on peace.",
            "A ferry with cars sank off the coast near Lima.",
        )
    )
    alike = evidence(told, other, measures(told, other, IDF))
    apart = evidence(told, stranger, measures(told, stranger, IDF))
    assert learned["same"].chance(alike) > learned["same"].chance(apart)


def test_a_changed_value_makes_a_true_pair_conflict() -> None:
    pair = Pair("The 28 points were agreed.", "All 28 points were agreed.", "same")
    assert [one.b for one in changed(pair)] == [
        "All 37 points were agreed.",
        "All 28 points were not agreed.",
        "A spokesman denied that all 28 points were agreed.",
    ]


@pytest.mark.parametrize("name", DECISIONS)
def test_weights_say_what_they_come_from_and_come_back_from_their_file(name: str) -> None:
    known = weights(name)
    assert known.about["corpus"]
    assert known.about["licence"]
    assert int(known.about["examples"]) > 1000
    text = files("claims.matching").joinpath(f"data/weights/{name}.json").read_text("utf-8")
    assert dump(known) == text
    assert all(weight for weight in known.by_name.values())


@pytest.mark.tools
def test_the_weights_that_ship_are_those_that_the_corpora_give(tmp_path: Path) -> None:
    names = ("mrpc", "stsb_news", "emergent")
    gold = [CORPORA / f"{name}-train.jsonl" for name in names]
    if not all(path.exists() for path in gold):
        pytest.skip(f"the annotated pairs are not at {CORPORA}")
    about = weights("same").about
    apart = [CORPORA / f"{name}-dev.jsonl" for name in (*names, "rte3_3way")]
    paths = learn_pairs(
        gold,
        tmp_path,
        without=apart,
        corpus=about["corpus"],
        licence=about["licence"],
        report=lambda _: None,
    )
    assert sorted(path.stem for path in paths) == sorted(DECISIONS)
    for path in paths:
        learned = Weights(**json.loads(path.read_text("utf-8")))
        # Other processors may round otherwise in the last digit.
        assert learned.by_name == pytest.approx(dict(weights(path.stem).by_name), abs=0.01)


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
