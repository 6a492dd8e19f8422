"""Counting on a toy corpus of the project's own words, and the model that comes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from itertools import cycle, islice

import pytest

from claims.extraction.constructions import CONSTRUCTIONS
from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.heads import GoldFrame
from claims.extraction.learning import SMALLEST, Counted, Labelled, construction_of, files_of, learn
from claims.extraction.lexicon import entries
from claims.extraction.model import PARTS, Model, counted_model
from claims.extraction.proposing import propose
from claims.extraction.reliability import Weights
from claims.extraction.view import Counts, Cue, View, forms_of
from claims.models import Span
from claims.reading import article

PEOPLE = ["Ada Brook", "the mayor", "Per Holm", "she", "two engineers"]
THINGS = ["the bridge is safe", "it will rain on Friday", "the bank has no cash", "nine stations will close"]
AFTER, BEFORE, IDLE = "{s} said that {t}.", "“{T},” {s} said.", "{S} walked to the old mill. The rain fell."


def labelled(number: int) -> Labelled:
    """Return an article of ten sentences of three kinds, with its attributions."""
    people, things = (islice(cycle(items), number, None) for items in (PEOPLE, THINGS))
    text = f"Day {number}\n\n"
    attributions = []
    for n in range(10):
        person, thing = next(people), next(things)
        form = (AFTER, IDLE, BEFORE)[n % 3]
        values = {"s": person, "t": thing, "S": person.capitalize(), "T": thing.capitalize()}
        sentence = form.format(**values)
        if form is not IDLE:
            content = f"that {thing}" if form is AFTER else sentence[: sentence.index("”") + 1]
            spans = [sentence.index(part) for part in (person, " said", content)]
            lengths = (len(person), 5, len(content))
            s, c, t = (
                [Span(len(text) + at, len(text) + at + length)]
                for at, length in zip(spans, lengths, strict=True)
            )
            attributions.append((s, [Span(c[0].start + 1, c[0].end)], t))
        text += sentence + " "
    return Labelled(article(text, name=f"toy-{number}"), attributions)


@cache
def counted() -> Counted:
    return learn([labelled(number) for number in range(12)], "en")


def model_of(counted: Counted) -> Model:
    return Model(counted.parts, counted.construction)


def frames(counted: Counted, text: str) -> list[Frame]:
    forms = forms_of("en", counted.counts, entries("en"))
    view = View(Document.of(article(text, name="new")), forms, counted.verbs)
    return propose(model_of(counted), view)


def words(frame: Frame, *ranges: tuple[int, int]) -> str:
    return " ".join(frame.cue.view.word[i] for s, e in ranges for i in range(s, e))


def test_the_toy_is_labelled_rightly() -> None:
    toy = labelled(0)
    for source, cue, content in toy.attributions:
        assert [toy.article.text[s:e] for s, e in cue] == ["said"]
        assert all(toy.article.text[s:e] in PEOPLE for s, e in source)
        assert all(toy.article.text[s:e].startswith(("that ", "“")) for s, e in content)


def test_the_cue_of_the_toy_is_counted() -> None:
    counts = counted().counts
    assert counts.cue["said"] == 12 * 7
    assert counts.share("said") > 0.9
    assert counts.share("walked") == counts.share("fell") == 0.0


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Olga Prell said that the well has no bottom.", "Olga Prell", "that the well has no bottom"),
        ("“The well has no bottom,” Olga Prell said.", "Olga Prell", "“ The well has no bottom"),
    ],
)
def test_what_was_learned_finds_it_in_a_new_sentence(text: str, source: str, content: str) -> None:
    (frame,) = frames(counted(), text)
    assert frame.cue.word == "said"
    assert frame.source is not None
    assert words(frame, frame.source) == source
    assert words(frame, *frame.content).startswith(content)


def test_the_same_corpus_gives_the_same_files() -> None:
    corpus = [labelled(number) for number in range(4)]
    once, again = (files_of(learn(corpus, "en"), "en", {"corpus": "toy"}) for _ in range(2))
    assert once == again


def test_the_steps_are_told() -> None:
    told: list[str] = []
    learn([labelled(number) for number in range(3)], "en", told.append)
    assert told
    assert len(set(told)) == len(told)


def large(weights: Mapping[str, float]) -> dict[str, float]:
    return {feature: w for feature, w in weights.items() if abs(w) > SMALLEST}


def test_files_are_what_a_model_is_read_from() -> None:
    files = files_of(counted(), "en", {"corpus": "toy", "licence": "none"})
    assert set(files) == {f"{part}.json" for part in (*PARTS, "construction", "forms", "places", "verbs")}
    loaded = {name: json.loads(text) for name, text in files.items()}
    assert all(file["about"] == {"corpus": "toy", "licence": "none"} for file in loaded.values())
    for part in PARTS:
        weights = Weights.from_nested(loaded[f"{part}.json"]["weights"]).weights
        assert weights == large(counted().parts[part].weights)
    construction: dict[str, dict[str, float]] = {}
    for name, values in loaded["construction.json"]["weights"].items():
        for value, row in values.items():
            for code, weight in row.items():
                construction.setdefault(code, {})[f"{name}={value}"] = weight
    assert construction == {c: large(w) for c, w in counted().construction.items() if large(w)}
    forms = loaded["forms.json"]["weights"]
    assert Counts(forms["cue"], forms["total"]).share("said") == counted().counts.share("said")


def test_every_construction_is_told_from_its_gold_frame() -> None:
    document = Document.of(article("a b c said d e f", name="example"))
    forms = forms_of("en", Counts({}, {}), entries("en"))
    cue = Cue(View(document, forms, {}), 3)
    for construction in CONSTRUCTIONS:
        content = (0,) * construction.before + (6,) * construction.after
        source = {"L": (2,), "R": (4,), "0": ()}[construction.source]
        assert construction_of(cue, GoldFrame(source, (3,), content)) is construction


def test_weights_of_the_pack_are_a_whole_model() -> None:
    model = counted_model("en")
    assert counted_model("en") is model
    assert model.codes == [c.code for c in CONSTRUCTIONS]
    for part in PARTS:
        assert getattr(model, part).weights, part
    assert {number for rows in model.construction.values() for number, _ in rows} == set(
        range(len(model.codes))
    )


def test_a_model_without_weights_finds_nothing_likely() -> None:
    empty = Model({part: Weights({}) for part in PARTS}, {})
    view = View(
        Document.of(article("Brook said no.", name="x")), forms_of("en", Counts({}, {}), entries("en")), {}
    )
    assert [f.cue_weight for f in propose(empty, view)] == [0.5]
