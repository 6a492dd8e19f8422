from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from claims.matching import prepare
from claims.matching.keys import ASKED, MOST, keys, query_keys
from claims.models import Claim, DateMention, Features, Quantity, Span


def test_what_a_claim_is_about_is_typed(make: Callable[..., Claim]) -> None:
    words = "up to 28 dockworkers left Port Halvard on Tuesday"
    features = Features(
        quantities=(Quantity(span=Span(6, 8), value=28, upper=30, unit="dockworker"),),
        dates=(DateMention(span=Span(42, 49), start=dt.date(2026, 5, 5), end=dt.date(2026, 5, 5)),),
    )
    found = keys(prepare(make(words, speaker="Josef Hadley", start=0, features=features)))
    assert {"speaker:hadley", "number:28:dockwork", "number:28", "number:30", "day:2026-05-05"} <= {
        key.replace("dockworker", "dockwork") for key in found
    }
    assert {"name:port_halvard", "begins:dock"} <= set(found)
    assert all(":" in key and " " not in key for key in found)
    assert len(set(found)) == len(found)


def test_compounds_share_a_beginning_or_an_end(make: Callable[..., Claim]) -> None:
    one, other, third = (
        set(keys(prepare(make(words)))) for words in ("dockworkers rest", "dockers rest", "harbourworkers")
    )
    assert one & other and one & third and not other & third


def test_a_table_of_figures_has_no_more_than_is_kept(make: Callable[..., Claim]) -> None:
    prepared = prepare(make(" ".join(f"{number} houses" for number in range(10, 99))))
    assert len(keys(prepared)) == MOST


def test_the_rarest_are_asked_for_first(make: Callable[..., Claim]) -> None:
    prepared = prepare(
        make("Port Halvard lost 28 cranes, 19 harbourmasters and 17 lighthouses", speaker="Al Bo")
    )
    frequencies = {key: number for number, key in enumerate(sorted(keys(prepared)), start=1)}
    unknown = next(iter(frequencies))
    frequencies[unknown] = 0
    asked = query_keys(prepared, frequencies)
    assert len(asked) == ASKED
    assert [frequencies[key] for key in asked] == sorted(frequencies.values())[1 : ASKED + 1]
    assert query_keys(prepared, {}) == ()
