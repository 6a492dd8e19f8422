from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.export import ExportRecord, Settings
from claims.export.claimreview import write
from claims.house import House
from claims.models import MatchState, Relation

VOCABULARY = json.loads((Path(__file__).parent / "schemaorg.json").read_text(encoding="utf-8"))
TYPES = VOCABULARY["types"]


def house(**ratings: object) -> House:
    given = {"author": "Desk", "author_url": "https://desk.example", "url": "https://desk.example/{claim}"}
    return House.model_validate({**given, "ratings": ratings, "worst": 1, "best": 5})


SCALED = house(disputed={"text": "Half true", "value": 3})


def reviews(*records: ExportRecord, by: House = SCALED) -> list[dict[str, Any]]:
    document = json.loads("".join(write(records, Settings(house=by))))
    assert document["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = document["@graph"]
    return found


def lineage(name: str) -> set[str]:
    return {name}.union(*(lineage(parent) for parent in TYPES[name]["of"]))


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def fits(value: object, ranges: list[str]) -> bool:
    """Return whether a value may stand where the vocabulary wants one of ``ranges``."""
    if isinstance(value, list):
        return all(fits(one, ranges) for one in value)
    if isinstance(value, dict):
        return bool(lineage(value["@type"]) & set(ranges))
    if isinstance(value, int | float):
        return "Number" in ranges
    checks = {
        "Text": lambda text: bool(text),
        "URL": lambda text: text.startswith(("http://", "https://")),
        "Date": lambda text: bool(dt.date.fromisoformat(text)),
    }
    return any(checks[name](value) for name in ranges if name in checks)


def test_every_property_is_one_of_its_type_and_has_a_value_that_may_stand_there(full: ExportRecord) -> None:
    [found] = reviews(full)
    for node in nodes(found):
        known = {}
        for name in lineage(node["@type"]):
            known |= TYPES[name]["properties"]
        for name, value in node.items():
            assert name.startswith("@") or fits(value, known[name]), (node["@type"], name, value)


@pytest.mark.parametrize("wanted", ["required", "recommended"])
def test_what_is_required_and_recommended_is_there(full: ExportRecord, wanted: str) -> None:
    [found] = reviews(full)
    for kind, names in VOCABULARY[wanted].items():
        [node] = [one for one in nodes(found) if one["@type"] == kind]
        assert set(names) <= set(node), kind


def test_the_verdict_is_called_what_the_house_calls_it_and_no_number_is_made_up(full: ExportRecord) -> None:
    [found] = reviews(full, by=house(disputed="The desk found: {reason}."))
    rating = found["reviewRating"]
    assert rating["alternateName"] == "The desk found: two figures are about."
    assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)


def test_what_the_house_has_no_words_for_is_no_review(full: ExportRecord, bare: ExportRecord) -> None:
    assert reviews(full, bare, by=house(verified="Correct")) == []
    without = full.model_copy(update={"reason": ""})
    assert reviews(without, by=house(disputed="{reason}")) == []


def test_the_first_appearance_is_the_earliest_of_those_decided_to_be_the_same(full: ExportRecord) -> None:
    early, proposed, _ = full.matches
    same = early.model_copy(update={"state": MatchState(relation=Relation.SAME)})
    [found] = reviews(full.model_copy(update={"matches": (same, proposed)}))
    claim = found["itemReviewed"]
    assert [one["url"] for one in claim["appearance"]] == [full.article.url, early.url]
    assert claim["firstAppearance"]["datePublished"] == "2025-11-24"


@pytest.mark.parametrize(
    "given",
    [
        {"url": "https://desk.example/same-for-all"},
        {"url": "javascript:{claim}"},
        {"ratings": {"verified": {"text": "True", "value": 9}}},
        {"ratings": {"verified": {"text": "True", "value": 1}}, "worst": None},
        {"ratings": {"verified": ""}},
        {"ratings": {"true": "True"}},
    ],
)
def test_a_house_that_would_publish_nonsense_is_refused(given: dict[str, object]) -> None:
    fine = {"author": "Desk", "url": "https://desk.example/{claim}", "worst": 1, "best": 5}
    House.model_validate(fine)
    with pytest.raises(ValueError, match="validation error"):
        House.model_validate({**fine, **given})
