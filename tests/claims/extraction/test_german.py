"""German: what its pack says, and what becomes of it in the rules that know no language."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.extraction import reliability
from claims.extraction.attribution import Attribution
from claims.extraction.document import Document
from claims.extraction.examples import pack_examples, read_examples
from claims.extraction.extractor import attributions
from claims.extraction.learning import Labelled, files_of, learn
from claims.extraction.lexicon import APART, classes, entries, forms_beside
from claims.extraction.packs import table
from claims.extraction.reliability import FOLDER, read_weights
from claims.extraction.rules import RULES
from claims.extraction.tagging import reported_words
from claims.extraction.view import counted_forms
from claims.models import Claim, Modality, Span, words_of
from claims.reading import article

OPENING = """\
Falkenau bereitet sich auf den Winter vor

Die Stadt liegt am westlichen Ufer des Mohrsees und hat 41.000 Einwohner.

"""


@cache
def found(text: str) -> tuple[str, list[Attribution]]:
    """Return the text of an article that ends in ``text``, and its attributions."""
    read = article(OPENING + text, name="beispiel", language="de")
    return read.text, attributions(read)


def shown(text: str) -> set[tuple[str, str, str]]:
    """Return source, cue and content of each attribution of ``text``; a gap is `` … ``."""
    whole, all_found = found(text)

    def words(spans: tuple[Span, ...]) -> str:
        return words_of(whole, spans).strip("„“»«")

    return {(words(a.source), words(a.cue), words(a.content)) for a in all_found}


# The lexicon


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("betont", "betonen", "s"),
        ("betonte", "betonen", "d"),
        ("leugnet", "leugnen", "s"),
        ("leugneten", "leugnen", "d"),
        ("geäußert", "äußern", "p"),
        ("versicherte", "versichern", "d"),
        ("versichert", "versichern", "s"),
        ("kritisiert", "kritisieren", "s"),
        ("gesagt", "sagen", "p"),
        ("sprach", "sprechen", "i"),
        ("mitteilte", "mit|teilen", "d"),
        ("mitgeteilt", "mit|teilen", "p"),
        ("mitzuteilen", "mit|teilen", "g"),
        ("teilte mit", "mit|teilen", "d"),
        ("gab bekannt", "bekannt|geben", "i"),
        ("bekanntgegeben", "bekannt|geben", "i"),
        ("wies zurück", "zurück|weisen", "i"),
    ],
)
def test_a_verb_makes_its_forms(word: str, lemma: str, form: str) -> None:
    assert entries("de")[word][::2] == (lemma, form)


def test_a_particle_tells_separable_verbs_of_one_stem_apart() -> None:
    gab = counted_forms("de")["gab"]
    assert gab.joined["bekannt"].cue_class == "say"
    assert gab.joined["zu"].cue_class == "confirm"
    assert not counted_forms("de")["pflichtete"].alone


def test_english_has_no_separable_verbs_and_no_mood_of_report() -> None:
    assert not [word for word in entries("en") if APART in word]
    assert not any(form.joined for form in counted_forms("en").values())
    assert not reported_words("en")
    assert forms_beside("en") == {"introduced-quote"}


def test_the_classes_are_those_of_the_rules() -> None:
    assert set(classes("de")) == set(classes("en"))
    for name, cue_class in classes("de").items():
        assert cue_class.modality is classes("en")[name].modality
    assert forms_beside("de") <= {rule.id for rule in RULES}


def test_every_irregular_form_is_of_a_verb_that_the_lexicon_has() -> None:
    cues = table("de", "cues")
    verbs = [
        v
        for c in cues["classes"].values()
        for v in (c.get("verbs", "") + " " + c.get("separable", "")).split()
    ]
    stems = {verb.rpartition("|")[2] for verb in verbs}
    assert set(cues["irregular"].values()) <= stems


def test_no_verb_stands_twice_in_a_class() -> None:
    for name, data in table("de", "cues")["classes"].items():
        for kind in ("verbs", "separable", "nouns", "adjectives", "words"):
            words = data.get(kind, "").split()
            assert len(words) == len(set(words)), (name, kind)


# Sentences


@pytest.mark.parametrize(
    "text",
    [
        "Am 3. Oktober feiert das Land.",
        "Das 2. Halbjahr war gut.",
        "Dr. Eva Sommer kam um 9 Uhr.",
        "Der Schaden beträgt ca. 4 Mio. Euro.",
        "Die Firma, z. B. Rotex, baut um.",
    ],
)
def test_a_full_stop_of_an_abbreviation_or_ordinal_ends_no_sentence(text: str) -> None:
    assert len(Document.of(article(text, name="x", language="de")).sentences) == 1


# What is found

HITS = [
    (
        "Die Hafenbehörde teilte am Freitag mit, dass die Reparatur drei Tage dauern werde.",
        ("Die Hafenbehörde", "teilte … mit", "dass die Reparatur drei Tage dauern werde"),
    ),
    (
        "Die Polizei erklärte, der Fahrer sei eingeschlafen.",
        ("Die Polizei", "erklärte", "der Fahrer sei eingeschlafen"),
    ),
    (
        "„Wir warten auf den Gutachter“, sagte Hafenmeisterin Greta Lund.",
        ("Hafenmeisterin Greta Lund", "sagte", "Wir warten auf den Gutachter"),
    ),
    (
        "»Wir warten auf den Gutachter«, sagte Hafenmeisterin Greta Lund.",
        ("Hafenmeisterin Greta Lund", "sagte", "Wir warten auf den Gutachter"),
    ),
    (
        "Laut einem Bericht der „Küstenpost“ waren die Kräne seit Jahren nicht gewartet worden.",
        ("einem Bericht der „Küstenpost", "Laut", "waren die Kräne seit Jahren nicht gewartet worden"),
    ),
    (
        "Der Schaden beläuft sich nach Angaben der Behörde auf rund eine Million Euro.",
        ("Angaben der Behörde", "nach", "Der Schaden beläuft sich … auf rund eine Million Euro"),
    ),
    (
        "Zwei Menschen wurden ersten Erkenntnissen zufolge leicht verletzt.",
        ("ersten Erkenntnissen", "zufolge", "Zwei Menschen wurden … leicht verletzt"),
    ),
    (
        "Wie die Gewerkschaft mitteilte, stimmten 87 Prozent der Mitglieder zu.",
        ("die Gewerkschaft", "mitteilte", "stimmten 87 Prozent der Mitglieder zu"),
    ),
    (
        "Die Löhne steigen um vier Prozent, so ein Sprecher des Unternehmens.",
        ("ein Sprecher des Unternehmens", "so", "Die Löhne steigen um vier Prozent"),
    ),
    (
        "Am Abend sagte die Bürgermeisterin, dass niemand verletzt worden sei.",
        ("die Bürgermeisterin", "sagte", "dass niemand verletzt worden sei"),
    ),
    (
        "Der Minister hat angekündigt, die Steuern zu senken.",
        ("Der Minister", "hat angekündigt", "die Steuern zu senken"),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), HITS, ids=[text[:30] for text, _ in HITS])
def test_an_attribution_is_found(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nach dem Sturm fuhr die Fähre wieder.",
        "Der Wind war so stark, dass die Fähre im Hafen blieb.",
        "Bei dem Unfall gab es keine Verletzten.",
        "Die Ausstellung findet im Mai statt und zeigt 40 Bilder.",
        "Der Zug nach Rodenau hielt an drei Bahnhöfen.",
    ],
)
def test_what_says_nothing_is_none(text: str) -> None:
    assert shown(text) == set()


def test_a_verb_and_its_particle_are_one_cue_and_tell_the_class() -> None:
    text, all_found = found("Der Minister wies den Vorwurf zurück. Er räumte ein, dass es Fehler gab.")
    admitted = next(a for a in all_found if a.cue_class == "confirm")
    assert words_of(text, admitted.cue) == "räumte ein"
    denied = [a for a in all_found if words_of(text, a.cue).startswith("wies")]
    assert all(a.cue_class == "deny" and words_of(text, a.cue) == "wies … zurück" for a in denied)


def test_the_subjunctive_goes_on_with_the_last_source() -> None:
    text, all_found = found(
        "Die Polizei teilte mit, zwei Männer seien geflohen. Sie seien bewaffnet. Man suche sie. "
        "Die Straße ist gesperrt."
    )
    (going,) = [a for a in all_found if a.rule == "reports-on"]
    assert words_of(text, going.content) == "Sie seien bewaffnet. Man suche sie"
    assert words_of(text, going.source) == "Die Polizei"
    assert going.cue == ()


def test_the_subjunctive_alone_is_nobodys() -> None:
    assert not [a for a in found("Die Straße ist gesperrt. Sie sei zu schmal.")[1] if a.rule == "reports-on"]


def test_quoted_words_in_a_content_are_nested_in_it() -> None:
    text, all_found = found("Der Sprecher sagte, der Einsatz sei „ohne jedes Beispiel“ gewesen.")
    (part,) = [a for a in all_found if a.rule == "quoted-part"]
    assert part.parent is not None
    outer = all_found[part.parent]
    assert words_of(text, part.content) == "„ohne jedes Beispiel“"
    assert (part.source, part.cue) == (outer.source, outer.cue)
    assert outer.content[0].start < part.content[0].start < outer.content[-1].end


@pytest.mark.parametrize("words", ["„Abendecho“", "„Der Tag“", "„Gefahr“"])
def test_a_name_in_quotation_marks_is_no_part(words: str) -> None:
    all_found = found(f"Der Sprecher sagte, das Blatt heiße nun {words} und erscheine täglich.")[1]
    assert not [a for a in all_found if a.rule == "quoted-part"]


# Speakers and features


def claims_of(text: str) -> list[Claim]:
    from claims.extraction.assembly import extract

    read = article(
        OPENING + text, name="beispiel", language="de", date=dt.date(2026, 3, 18), outlet="Küstenpost"
    )
    return [claim for claim in extract(read) if claim.source]


def test_title_and_surname_are_one_speaker() -> None:
    claims = claims_of(
        "Ministerpräsidentin Karla Orth erklärte, die Brücke werde gesperrt. „Das ist bitter“, sagte Orth."
    )
    assert {claim.speaker.name for claim in claims if claim.speaker} == {"Karla Orth"}
    assert claims[0].speaker is not None
    assert claims[0].speaker.role == "Ministerpräsidentin"


def test_a_common_noun_is_no_name_though_it_has_a_capital() -> None:
    (claim,) = claims_of("Die Polizei erklärte, der Fahrer habe die Kontrolle verloren.")
    assert claim.features.entities == ()


def test_figures_and_days_are_read_as_german_writes_them() -> None:
    (claim,) = claims_of(
        "Die Polizei erklärte, am Dienstag seien rund 1.200 Menschen mit 3,5 Millionen Euro geflohen."
    )
    assert [(q.value, q.unit, q.bound) for q in claim.features.quantities] == [
        (1200.0, "person", "about"),
        (3_500_000.0, "EUR", ""),
    ]
    assert [d.start for d in claim.features.dates] == [dt.date(2026, 3, 17)]


def test_a_negation_is_marked() -> None:
    (claim,) = claims_of("Die Polizei erklärte, es habe keine Verletzten gegeben.")
    assert len(claim.features.negations) == 1


def test_intentions_are_no_facts() -> None:
    (claim,) = claims_of("Der Minister hat angekündigt, die Steuern zu senken.")
    assert claim.modality is Modality.INTENTION


# Weights


def test_the_weights_of_the_pack_are_those_that_its_examples_count() -> None:
    labelled = [
        Labelled(article(e.text, name="example", language="de"), e.attributions) for e in pack_examples("de")
    ]
    counted = files_of(learn(labelled, "de"), "de", read_weights("de", "cue")["about"])
    folder = Path(reliability.__file__).parent / "packs" / "de" / "weights"
    shipped = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    assert shipped == counted, "count them again: claims learn cues --language de"


def test_the_examples_are_many_and_each_has_cue_and_content() -> None:
    found = pack_examples("de")
    assert sum(len(example.attributions) for example in found) > 500
    for example in found:
        for source, cue, content in example.attributions:
            assert cue
            assert content
            for span in (*source, *cue, *content):
                assert example.text[span.start : span.end].strip()


def test_marks_of_a_line_belong_together_unless_a_digit_tells_them_apart() -> None:
    marked = (
        "# a comment\nHead\n{s A} {c said}, {t b}.\n{1s C} {1c says} {1t d}, {2s E} {2c says} {2t f}.\n\nNext"
    )
    first, second = read_examples(marked)
    assert first.text == "Head\nA said, b.\nC says d, E says f.\n"
    assert [[words_of(first.text, tuple(r)) for r in roles] for roles in first.attributions] == [
        ["A", "said", "b"],
        ["C", "says", "d"],
        ["E", "says", "f"],
    ]
    assert (second.text, second.attributions) == ("Next\n", [])


@pytest.mark.parametrize("marked", ["{s A {c said}", "A} said"])
def test_a_mark_that_is_not_closed_is_told(marked: str) -> None:
    with pytest.raises(ValueError, match="mark is"):
        list(read_examples(marked))


def test_weights_of_ones_own_stand_before_those_of_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "cue.json").write_text('{"about": {"corpus": "mine"}, "weights": {}}')
    monkeypatch.setenv(FOLDER, str(tmp_path))
    assert read_weights("de", "cue")["about"] == {"corpus": "mine"}
    assert read_weights("en", "cue")["about"] != {"corpus": "mine"}
    with pytest.raises(ClaimsError, match=r"frame\.json.*claims learn cues"):
        read_weights("de", "frame")
