from __future__ import annotations

import json
import math
import random

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.reliability import (
    UNIT,
    Choice,
    Example,
    Learner,
    Tables,
    Template,
    Weights,
    dump_weights,
    named,
    probability,
    read_weights,
    total,
)

NAMES = st.text(st.characters(exclude_characters="=", exclude_categories=("Cs",)), min_size=1, max_size=6)
VALUES = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
WEIGHTS = st.dictionaries(
    st.builds("{}={}".format, NAMES, VALUES), st.floats(-9, 9).map(lambda w: round(w, 2)), max_size=20
)


def toy(size: int = 300) -> list[Example]:
    """Examples that ``word=said`` decides, with a feature that says nothing and one seen once."""
    chance = random.Random(7)
    out: list[Example] = []
    for n in range(size):
        taken = chance.random() < 0.5
        features = ["word=said" if taken else "word=sat", f"noise={chance.randrange(30)}", "always=1"]
        out.append(([*features, f"once={n}"], float(taken)))
    return out


def toy_choices(size: int = 200) -> list[Choice]:
    """Choices among three candidates whose right one has ``here=.``."""
    chance = random.Random(7)
    out: list[Choice] = []
    for _ in range(size):
        right = chance.randrange(3)
        candidates = [
            [f"here={'.' if n == right else ','}", f"noise={chance.randrange(2)}"] for n in range(3)
        ]
        out.append((candidates, right))
    return out


def test_a_separable_toy_is_learned_exactly() -> None:
    examples = toy()
    weights = Learner(lasso=1.0).learn_binary(examples)
    assert all((weights.score(features) > 0) == (taken == 1.0) for features, taken in examples)
    assert weights.weights["word=said"] > 1 > -1 > weights.weights["word=sat"]


def test_the_right_candidate_of_each_choice_scores_highest() -> None:
    choices = toy_choices()
    weights = Learner(lasso=1.0).learn_choice(choices)
    for candidates, right in choices:
        scores = [weights.score(features) for features in candidates]
        assert scores.index(max(scores)) == right


def test_rare_features_and_noise_get_no_weight() -> None:
    weights = Learner(lasso=10.0).learn_binary(toy()).weights
    assert set(weights) == {"word=said", "word=sat"}
    without = Learner(lasso=0.0).learn_binary(toy()).weights
    assert [f for f in without if f.startswith("noise=")], "or the toy would show nothing"
    assert not [f for f in without if f.startswith("once=")]


def test_a_feature_counts_from_as_many_uses_as_asked_for() -> None:
    examples: list[Example] = [(["word=said", "twice=1"], 1.0)] * 2 + [(["word=sat"], 0.0)] * 8
    assert "twice=1" not in Learner(0.0, rare=3).learn_binary(examples).weights
    assert "twice=1" in Learner(0.0, rare=2).learn_binary(examples).weights


def test_more_lasso_leaves_fewer_and_smaller_weights() -> None:
    chance = random.Random(3)
    examples: list[Example] = [
        ([f"a={chance.randrange(9)}", f"b={chance.randrange(9)}"], float(chance.random() < 0.7))
        for _ in range(400)
    ]
    sizes = [
        (len(w.weights), sum(map(abs, w.weights.values())))
        for w in (Learner(lasso).learn_binary(examples) for lasso in (0.0, 1.0, 20.0, 1e6))
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0][0] > sizes[2][0]
    assert sizes[3] == (0, 0)


def test_the_same_examples_give_the_same_weights_and_stay_as_they_are() -> None:
    examples, choices = toy(), toy_choices()
    assert Learner(1.0).learn_binary(examples).weights == Learner(1.0).learn_binary(toy()).weights
    assert Learner(1.0).learn_choice(choices).weights == Learner(1.0).learn_choice(toy_choices()).weights
    assert (examples, choices) == (toy(), toy_choices())


def test_nothing_to_learn_from_gives_no_weights() -> None:
    assert Learner(1.0).learn_binary([]).weights == {}
    assert Learner(1.0).learn_choice([]).weights == {}
    assert Learner(1.0).learn_choice([([["only=1"]], 0)] * 5).weights == {}


@given(WEIGHTS)
def test_weights_go_to_a_file_and_back(given_weights: dict[str, float]) -> None:
    weights = Weights(given_weights)
    assert Weights.from_nested(weights.nested()).weights == given_weights
    loaded = json.loads(dump_weights({"corpus": "toy"}, weights.nested()))
    assert loaded["about"] == {"corpus": "toy"}
    assert Weights.from_nested(loaded["weights"]).weights == given_weights


def test_a_weights_file_has_a_line_for_each_name_in_order() -> None:
    weights = Weights({"b=2": 1.0, "a=1": -0.5, "a==": 0.25})
    lines = dump_weights({"corpus": "toy"}, weights.nested()).splitlines()
    assert lines == [
        '{"about": {"corpus": "toy"},',
        '"weights": {',
        '"a": {"1":-0.5,"=":0.25},',
        '"b": {"2":1.0}',
        "}}",
    ]


def test_score_adds_up_known_features_and_explain_names_the_heaviest() -> None:
    weights = Weights({"a=1": 0.5, "b=1": -2.0, "c=1": 1.0})
    assert weights.score(["a=1", "b=1", "unknown=1"]) == -1.5
    assert weights.score([]) == 0
    assert weights.explain(["a=1", "c=1", "b=1", "unknown=1"], most=2) == [("b=1", -2.0), ("c=1", 1.0)]


@given(st.floats(-1e6, 1e6))
def test_a_probability_lies_between_nought_and_one(score: float) -> None:
    p = probability(score)
    assert 0 <= p <= 1
    assert (p > 0.5) == (score > 1e-15) or math.isclose(p, 0.5)


def test_the_files_that_ship_name_their_corpus_and_licence() -> None:
    for name in ("cue", "construction", "frame", "forms", "verbs"):
        loaded = read_weights("en", name)
        assert {"corpus", "licence"} <= set(loaded["about"])
        assert loaded["weights"]


def said_and_its_neighbour(word: str, letter: str) -> tuple[Template, ...]:
    return ("word", word, ""), ("after", "", letter), ("around", word, letter)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["word", "after", "around"]), st.text("abc", max_size=4)).map("=".join),
        st.floats(-9, 9).map(lambda w: round(w, 2)),
    ),
    st.text("abc", max_size=2),
    st.text("abc", max_size=1),
    st.lists(st.none() | st.text("abc", max_size=2), min_size=3, max_size=3),
)
def test_tables_add_up_what_the_named_features_do(
    flat: dict[str, float], word: str, letter: str, contexts: list[str | None]
) -> None:
    weights = Weights(flat)
    features = named(said_and_its_neighbour(word, letter), contexts)
    assert len(features) == sum(context is not None for context in contexts)
    tables = weights.tables[said_and_its_neighbour, (word, letter)]
    assert total(tables, contexts) == round(UNIT * weights.score(features))
    assert total(tables, contexts, 150) == total(tables, contexts) + 150
    assert tables is weights.tables[said_and_its_neighbour, (word, letter)], "made once"


def test_tables_hold_the_whole_number_that_stands_for_a_weight() -> None:
    tables = Tables({"word": {"said": (1, 0), "sat": (0, 2)}}, lambda weights: weights[0] + 1000 * weights[1])
    assert tables[said_and_its_neighbour, ("sa", "")] == [{"id": 1, "t": 2000}, {}, {}]
