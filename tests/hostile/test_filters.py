"""A filter with the syntax of SQL, FTS5, LIKE or GLOB finds those very words, or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.store import ClaimFilter, Store

NOTHING = (
    "zzz OR bridge",
    "bridge AND zzz",
    "NEAR(bridge zzz)",
    "NOT zzz",
    "zzz*",
    "content:zzz",
    "^zzz",
    '"zzz',
    "zzz')--",
    "zzz\x00",
    "\ud800zzz",
    "zzz\u202e",
    "{zzz}",
    "-zzz",
)
LITERAL = ("DROP TABLE claims", "NEAR(a b, 2)", "x' OR '1'='1'", '"content"', "^col:x")


@pytest.mark.parametrize("words", NOTHING)
@pytest.mark.parametrize("option", ["--query", "--outlet", "--speaker"])
def test_what_is_not_there_is_not_found(option: str, words: str, hostile: Path, run: Any) -> None:
    done = run("list", option, words, "--json", "--db", hostile)
    assert (done.code, done.out) == (0, ""), done


@pytest.mark.parametrize("words", ["%", "_____", "*", "' OR '1'='1", "?", "[a-z]*"])
def test_no_outlet_is_a_pattern(words: str, hostile: Path, run: Any) -> None:
    done = run("list", "--outlet", words, "--json", "--db", hostile)
    assert (done.code, done.out) == (0, ""), done


@pytest.mark.parametrize("words", LITERAL)
def test_what_is_there_is_found(words: str, hostile: Path, run: Any) -> None:
    done = run("list", "--query", words, "--json", "--db", hostile)
    found = [json.loads(line) for line in done.out.splitlines()]
    assert found
    wanted = "sql" if "x'" in words or "DROP" in words else "fts"
    with Store.open(hostile) as store:
        names = {store.article_row(one["article_id"]).name for one in found}
    assert all(f"/{wanted}/" in name for name in names)


@pytest.fixture(scope="module")
def store(hostile: Path) -> Any:
    with Store.open(hostile) as opened:
        yield opened


@given(words=st.text(max_size=40), key=st.sampled_from(["query", "outlet", "speaker", "origin"]))
@settings(max_examples=50, deadline=None)
def test_no_filter_fails(store: Store, words: str, key: str) -> None:
    rows = store.rows(store.claim_ids(ClaimFilter.model_validate({key: words})))
    assert store.count(ClaimFilter.model_validate({key: words})) == len(rows)
    store.search_articles(words)


@given(words=st.text(alphabet="\"'*^:(){}+-ANDORNEAT x%_\\;", max_size=30))
@settings(max_examples=50, deadline=None)
def test_no_syntax_is_one(store: Store, words: str) -> None:
    store.claim_ids(ClaimFilter(query=words, speaker=words, outlet=words))
    store.search_articles(words)
    store.names("speaker", words)
