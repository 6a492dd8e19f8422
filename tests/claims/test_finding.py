"""Reading and extraction without a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import finding
from claims.errors import GoldError, ReadingError
from claims.extraction.attribution import Attribution
from claims.finding import (
    STRICT,
    THRESHOLD,
    ReadFailure,
    as_given,
    attributed,
    evaluate,
    extract,
    languages,
    read,
    steps,
)
from claims.models import Article, ClaimKind, Modality, Span
from claims.reading import article

GERMAN = (
    "Die Ministerin sagte, dass die Brücke bis zum Frühling geschlossen bleibt, weil sie nicht sicher ist."
)
ENGLISH = "Mayor Ada Brook said on Monday that the bridge was not safe, and that it will be closed.\n"
DEMO = Path(__file__).parents[2] / "fixtures" / "articles"


def made(*spans: Span) -> Attribution:
    return Attribution((), (), spans, ClaimKind.INDIRECT, Modality.FACT, "r", "say", 0.9)


@pytest.fixture
def two_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let English and German have packs, whichever are whole so far."""
    monkeypatch.setattr(finding, "languages", lambda: ("en", "de"))


@given(st.text(alphabet="ab\r\n\x00é", min_size=1), st.data())
def test_spans_count_in_the_text_as_it_was_given(text: str, data: st.DataObject) -> None:
    read_as = article(text, name="x")
    if not read_as.text:
        return
    start = data.draw(st.integers(0, len(read_as.text) - 1))
    end = data.draw(st.integers(start + 1, len(read_as.text)))
    [moved] = as_given(read_as, [made(Span(start, end))])
    [(first, last)] = moved.content
    words = text[first:last].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    assert words in {read_as.text[start:end], read_as.text[start:end].rstrip("\n") + "\r"}


def test_attributions_are_the_claims_without_the_outlets_own_assertions() -> None:
    within = assertions = 0
    for one in read([DEMO]):
        assert isinstance(one, Article)
        claims = [claim for claim in extract(one) if claim.kind is not ClaimKind.ASSERTION]
        for nested in (False, True):
            wanted = [claim for claim in claims if nested or claim.parent is None]
            assert [(a.kind, a.source, a.cue, a.content) for a in attributed(one, nested=nested)] == [
                (claim.kind, claim.source, claim.cue, claim.content) for claim in wanted
            ]
        within += sum(claim.parent is not None for claim in claims)
        assertions += len(extract(one)) - len(claims)
    assert within
    assert assertions


def test_a_higher_threshold_finds_a_part(articles: Path) -> None:
    [one] = read([articles / "courier.md"])
    assert isinstance(one, Article)
    least = max(a.reliability for a in attributed(one))
    sure = attributed(one, threshold=least)
    assert {a.content for a in sure} < {a.content for a in attributed(one)}
    assert all(a.reliability >= least for a in sure)
    assert THRESHOLD < STRICT < 1


def test_each_attribution_is_explained_and_no_assertion(articles: Path) -> None:
    [one] = read([articles / "courier.md"])
    assert isinstance(one, Article)
    claims = {claim.id: claim for claim in extract(one)}
    why = steps(one)
    assert set(why) == {name for name, claim in claims.items() if claim.kind is not ClaimKind.ASSERTION}
    assert all(lines[0].startswith(f"rule {claims[name].rule}: ") for name, lines in why.items())
    assert any("cue “said” (saying; a cue in " in line for lines in why.values() for line in lines)


def test_what_has_no_weights_is_explained_by_its_rule() -> None:
    headline = article("Harbour Bridge will stay closed until spring - Brook\n\nIt is old.", name="x")
    [[line]] = [lines for lines in steps(headline).values() if "headline-dash" in lines[0]]
    assert line.endswith("a dash and its source.")


def test_reading_goes_on_past_what_cannot_be_read(articles: Path, tmp_path: Path) -> None:
    found = list(read([articles / "courier.md", tmp_path / "missing.txt", articles / "standard.md"]))
    assert [type(one) for one in found] == [Article, ReadFailure, Article]
    assert [
        claim.content_words for claim in extract(found[0]) if claim.source_words == "Mayor Ada Brook"
    ] == ["that the Harbour Bridge will stay closed until 12 March"]


def test_an_article_is_no_larger_than_is_said(articles: Path) -> None:
    [failure] = read([articles / "courier.md"], max_size=20)
    assert isinstance(failure, ReadFailure)
    assert "20 bytes" in str(failure.error)


@pytest.mark.usefixtures("two_packs")
def test_the_language_is_the_given_else_the_declared_else_what_the_words_tell(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN)
    (tmp_path / "b.txt").write_text(ENGLISH)
    (tmp_path / "c.txt").write_text(f"---\nlanguage: en-GB\n---\n{GERMAN}")
    (tmp_path / "d.txt").write_text("42")

    def languages_read(language: str | None) -> list[str]:
        return [one.language for one in read([tmp_path], language=language) if isinstance(one, Article)]

    assert languages_read(None) == ["de", "en", "en", "en"]
    assert languages_read("de-AT") == ["de"] * 4
    english, german = ([*read([tmp_path], language=name)] for name in ("en", "de"))
    assert [one.id for one in english if isinstance(one, Article)] == [
        one.id for one in german if isinstance(one, Article)
    ]


def test_a_language_without_a_pack_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\nlanguage: xx\n---\n{GERMAN}")
    (tmp_path / "b.txt").write_text(ENGLISH)
    bad, good = read([tmp_path])
    assert isinstance(bad, ReadFailure)
    assert isinstance(good, Article)
    assert f"no language pack for 'xx', only for {', '.join(languages())}" in str(bad.error)
    assert str(bad.error).startswith("a.txt: ")
    with pytest.raises(ReadingError, match="no language pack for 'tlh'"):
        next(read([tmp_path], language="tlh"))
    with pytest.raises(ReadingError, match="no language pack for 'tlh'"):
        evaluate(tmp_path / "gold.jsonl", language="tlh")


@pytest.mark.parametrize("language", languages())
def test_every_language_that_is_offered_extracts(language: str) -> None:
    one = article(GERMAN, name="x", language=language)
    assert all(claim.content_words in GERMAN for claim in extract(one))


def test_what_is_found_scores_against_itself(articles: Path, tmp_path: Path) -> None:
    text = "Officials said that the bridge is closed.\r\nThe mayor said that it will open on Monday.\r\n"
    gold = tmp_path / "gold.jsonl"
    spans = {
        name: [[text.index(words), text.index(words) + len(words)]]
        for name, words in {
            "source": "The mayor",
            "cue": "said that it",
            "content": "it will open on Monday",
        }.items()
    }
    gold.write_text(json.dumps({"id": "one", "text": text, "attributions": [spans]}))
    reported: list[tuple[str, int]] = []
    evaluation = evaluate(gold, lambda document, found: reported.append((document.id, len(found))))
    claim = evaluation.figures["claim"]
    assert (claim.gold, claim.found) == (1, 1)
    assert claim.predicted == reported[0][1] == 2
    assert evaluate(gold, threshold=1.0).figures["claim"].predicted == 0


def test_a_corpus_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(GoldError):
        evaluate(tmp_path / "missing.jsonl")
