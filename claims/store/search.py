"""Finding: claims that share rare terms, and passages of articles that answer a search."""

from __future__ import annotations

import heapq
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claims.models import Span
from claims.store import claims
from claims.store.articles import CURRENT, LINE, day
from claims.store.connection import Connection, bindable
from claims.store.filters import words_query
from claims.store.rows import Passage

MAX_POSTINGS = 50_000
"""Entries of the term index that one search for candidates may read: bounds its time in any store."""
PASSAGE = 240
"""Code points within which the words of a search should stand together."""
MARGIN = 80
"""Code points shown before and after them."""

_BLANK = re.compile(r"[\x00-\x20\x7f]")
_WORD = re.compile(r"[^\W_]+")


def index(connection: Connection, rowids: Mapping[str, int], terms: Mapping[str, Sequence[str]]) -> None:
    """Put the ``terms`` of new claims (by id) into the term index, and count them."""
    tokens = {rowids[claim_id]: sorted(set(map(_token, given))) for claim_id, given in terms.items()}
    connection.many(
        "INSERT INTO terms_fts (rowid, terms) VALUES (?, ?)",
        ((rowid, " ".join(own)) for rowid, own in tokens.items()),
    )
    connection.many(
        "INSERT INTO term_counts VALUES (?, ?) ON CONFLICT DO UPDATE SET claims = claims + excluded.claims",
        sorted(Counter(token for own in tokens.values() for token in own).items()),
    )


def _token(term: str) -> str:
    """Return ``term`` as one token of the index, whatever is in it."""
    return _BLANK.sub("\u00a0", bindable(term).lower())


def document_frequency(connection: Connection, terms: Sequence[str]) -> dict[str, int]:
    """Return in how many claims each of ``terms`` occurs, 0 for an unknown one."""
    tokens = {term: _token(term) for term in terms}
    counted: Mapping[str, int] = dict(
        connection.all(
            "SELECT term, claims FROM term_counts WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(list(tokens.values())),),
        )
    )
    return {term: counted.get(token, 0) for term, token in tokens.items()}


def candidates(connection: Connection, terms: Sequence[str], exclude_article: str, limit: int) -> list[str]:
    """Return the ids of up to ``limit`` claims of other articles that share the rarest ``terms``.

    Ranked by the sum of the shared terms' inverse document frequencies (Spärck Jones 1972), the
    older claim first among equals. Terms are looked up from the rarest on, until `MAX_POSTINGS`
    entries are read; of a term with more, the latest.
    """
    with connection.snapshot():
        frequency = {
            _token(term): count for term, count in document_frequency(connection, terms).items() if count
        }
        total = claims.total(connection)
        own = connection.column(
            f"{LINE} SELECT claim FROM claim_state WHERE article IN line"
            " UNION SELECT claim FROM claim_added CROSS JOIN claims ON claims.rowid = claim"
            "  WHERE claims.article IN line",
            {"article": bindable(exclude_article)},
        )
        scores: dict[int, float] = defaultdict(float)
        for token, rowids in _postings(connection, frequency):
            weight = math.log(1 + total / frequency[token])
            for rowid in rowids:
                scores[rowid] += weight
        for rowid in own:
            scores.pop(rowid, None)
        retired = "SELECT 1 FROM retired LIMIT 1"
        if connection.value(retired):
            for rowid in connection.column(
                "SELECT claim FROM retired WHERE claim IN (SELECT value FROM json_each(?))",
                (json.dumps(list(scores)),),
            ):
                del scores[rowid]
        best = heapq.nsmallest(limit, scores, key=lambda rowid: (-scores[rowid], rowid))
        return claims.ids(connection, best)


def _postings(connection: Connection, frequency: Mapping[str, int]) -> Iterator[tuple[str, list[int]]]:
    """Yield the claims that have each token, the rarest token first, within `MAX_POSTINGS`."""
    left = MAX_POSTINGS
    for token in sorted(frequency, key=lambda token: (frequency[token], token)):
        if left <= 0:
            return
        quoted = '"{}"'.format(token.replace('"', '""'))
        found = connection.column(
            "SELECT rowid FROM terms_fts WHERE terms_fts MATCH ? ORDER BY rowid DESC LIMIT ?", (quoted, left)
        )
        left -= len(found)
        yield token, found


def passages(connection: Connection, query: str, limit: int) -> list[Passage]:
    """Return the best passage of up to ``limit`` articles that hold every word of ``query``, best first."""
    expression = words_query(query)
    if not expression:
        return []
    wanted = frozenset(folded for folded, _ in _words(bindable(query)))
    with connection.snapshot():
        found = connection.column(
            "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
            f" AND {CURRENT} ORDER BY bm25(articles_fts), rowid LIMIT ?",
            (expression, limit),
        )
        return [_passage(connection, rowid, wanted) for rowid in found]


def _passage(connection: Connection, rowid: int, wanted: frozenset[str]) -> Passage:
    [(article_id, outlet, title, date, text)] = connection.all(
        "SELECT id, outlet, title, date, text FROM articles JOIN texts ON hash = text_hash"
        " WHERE articles.rowid = ?",
        (rowid,),
    )
    span = _best_span(text, wanted)
    return Passage(article_id, outlet or "", title or "", day(date), text[span.start : span.end], span)


def _best_span(text: str, wanted: frozenset[str]) -> Span:
    """Return where most of ``wanted`` stand together in one paragraph of ``text``, with some words around."""
    hits = [(word, span) for word, span in _words(text) if word in wanted]
    best, first, last = 0, 0, 0
    start = 0
    held: Counter[str] = Counter()
    for word, span in hits:
        held[word] += 1
        while span.end - hits[start][1].start > PASSAGE or "\n" in text[hits[start][1].start : span.start]:
            gone = hits[start][0]
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            start += 1
        if len(held) > best:
            best, first, last = len(held), hits[start][1].start, span.end
    return _widened(text, first, last)


def _widened(text: str, start: int, end: int) -> Span:
    """Return the span with up to `MARGIN` code points more at each side, ending at words of its paragraph."""
    before = text[max(0, start - MARGIN) : start]
    after = text[end : end + MARGIN]
    kept_before = before.rpartition("\n")[2]
    kept_after = after.partition("\n")[0]
    if len(kept_before) == MARGIN:
        kept_before = kept_before.partition(" ")[2]
    if len(kept_after) == MARGIN:
        kept_after = kept_after.rpartition(" ")[0]
    return Span(start - len(kept_before), end + len(kept_after))


def _words(text: str) -> Iterator[tuple[str, Span]]:
    """Yield each word of ``text`` as the index folds it, with where it stands."""
    for found in _WORD.finditer(text):
        plain = unicodedata.normalize("NFKD", found.group().casefold())
        yield "".join(c for c in plain if not unicodedata.combining(c)), Span(*found.span())
