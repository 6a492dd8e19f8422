"""Later versions of articles and of the rules: what takes the place of what, and what is in no list any more.

Nothing is deleted. A decision stays a row about the claim or match that it was made on; the lineage says
what it is a decision on now, and what is derived follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from claims import status
from claims.errors import NotFound
from claims.models import Action, Claim, Decision, Edit, Match, Span, match_id
from claims.store import articles, bulk, claims, decisions, matches, refreshing, targets
from claims.store.articles import CURRENT, LINE
from claims.store.bulk import Extracted, ReadBy
from claims.store.claims import packed
from claims.store.connection import Connection, bindable
from claims.store.rows import ArticleRow
from claims.text.places import place, plain


class Why(StrEnum):
    """Why a claim is in no list any more, or only its decisions keep it there."""

    REPLACED = "replaced"
    GONE = "gone from the text"
    UNFOUND = "not found by the rules"


class Standing(NamedTuple):
    """How a claim stands to other versions of its article, and to the rules."""

    previous: str | None = None
    """The id of the claim whose place it took."""
    changed: bool = False
    """It was decided on in other words, and nobody has decided since: another look is due."""
    reworded: bool = False
    """Its words are other ones than those of the claim whose place it took, looked at since or not."""
    left: Why | None = None
    """Why only its decisions keep it in the lists: the newest text, or the rules, do not have it."""
    retired: Why | None = None
    """Why it is in no list any more."""
    current: str | None = None
    """The id of the claim that took its place."""


class Change(NamedTuple):
    """What becomes of the claims of an article that is read again, by their ids."""

    carried: Sequence[tuple[str, str, bool]]
    """Of each: which claim, what takes its place, and whether its words are other ones."""
    retired: Sequence[str]
    left: Sequence[str]
    why: Why


class Versions:
    """The part of a store that knows which article and claim took the place of which."""

    def __init__(self, connection: Connection) -> None:
        """Work on ``connection``."""
        self._connection = connection

    # articles

    def at(self, outlet: str | None, url: str | None) -> str | None:
        """Return the id of the newest version of the article of an outlet at an address, if there is one."""
        found: str | None = url and self._connection.value(
            "SELECT id FROM articles WHERE url = ? AND outlet IS ?"
            f" AND {CURRENT} ORDER BY rowid DESC LIMIT 1",
            (bindable(url), outlet and bindable(outlet)),
        )
        return found

    def line(self, article_id: str) -> list[ArticleRow]:
        """Return every version of an article, itself too, the oldest first; NotFound when there is none."""
        articles.rowid(self._connection, article_id)
        found = self._connection.column(
            f"{LINE} SELECT id FROM articles WHERE rowid IN line", _named(article_id)
        )
        return [articles.row(self._connection, one) for one in found]

    def replaced(self, article_id: str) -> str | None:
        """Return the id of the article that an article is the next version of, if it is one."""
        found: str | None = self._connection.value(
            "SELECT id FROM articles WHERE rowid = (SELECT replaces FROM article_versions"
            " WHERE article = (SELECT rowid FROM articles WHERE id = ?))",
            (bindable(article_id),),
        )
        return found

    def resolve(self, prefix: str) -> str:
        """Return the id of the one article whose id starts so; NotFound when none or several do."""
        start = bindable(prefix).strip().lower()
        found: list[str] = self._connection.column(
            "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", (start, start + "g")
        )
        if start and (start in found or len(found) == 1):
            return found[0]
        several = "Several articles have" if found and start else "There is no article with"
        raise NotFound(f"{several} an id that starts with '{prefix}'; `claims articles` shows the ids.")

    def held(self, article_id: str) -> list[tuple[Claim, bool]]:
        """Return the claims that the lists have of an article and its earlier versions.

        Each with whether anybody ever decided on it or on one of its matches.
        """
        found = self._connection.all(
            f"{LINE} SELECT model, version > 0 OR EXISTS (SELECT 1 FROM matches JOIN decisions"
            "  ON target = matches.id WHERE a = claim OR b = claim)"
            " FROM claim_state JOIN claims ON claims.rowid = claim WHERE claim_state.article IN line"
            " ORDER BY claim_state.article DESC, position, claim",
            _named(article_id),
        )
        return [(Claim.model_validate_json(model), bool(decided)) for model, decided in found]

    def add(self, new: Extracted, replaces: str, change: Change) -> None:
        """Add an article, with its claims, as the next version of another; all of it or nothing.

        It waits to be indexed and matched. Its claims take the decisions of those that they carry on.
        """
        with self._connection.transaction():
            number, _ = bulk.write(self._connection, new)
            earlier = articles.rowid(self._connection, replaces)
            self._connection.execute("INSERT INTO article_versions VALUES (?, ?)", (number, earlier))
            for statement in _FORGOTTEN:
                self._connection.execute(statement, {"old": earlier, "new": number})
            _change(self._connection, change)

    # rules

    def outdated(self, by: str, after: int, limit: int) -> list[tuple[int, str, float | None]]:
        """Return the next articles, newest versions only, that other rules than ``by`` read.

        Number and id of each, and how sure a claim had to be; None: not known.
        """
        return self._connection.all(
            "SELECT articles.rowid, id, threshold FROM articles"
            " LEFT JOIN article_rules ON article = articles.rowid"
            f" WHERE articles.rowid > ? AND coalesce(rules, '') <> ? AND articles.{CURRENT}"
            " ORDER BY articles.rowid LIMIT ?",
            (after, by, limit),
        )

    def count_outdated(self, by: str) -> int:
        """Return how many articles ``outdated`` gives."""
        return int(
            self._connection.value(
                "SELECT count(*) FROM articles LEFT JOIN article_rules ON article = articles.rowid"
                f" WHERE coalesce(rules, '') <> ? AND articles.{CURRENT}",
                (by,),
            )
        )

    def read_by(self) -> dict[str, int]:
        """Return how many articles each edition of the rules read; those of unknown ones under no name."""
        return dict(
            self._connection.all(
                "SELECT coalesce(rules, ''), count(*) FROM articles"
                f" LEFT JOIN article_rules ON article = articles.rowid WHERE articles.{CURRENT}"
                " GROUP BY coalesce(rules, '') ORDER BY count(*) DESC, rules"
            )
        )

    def update(
        self,
        article_id: str,
        found: Sequence[Claim],
        terms: Mapping[str, Sequence[str]],
        by: ReadBy,
        change: Change,
    ) -> None:
        """Have the claims of an article be those ``found`` by the rules, as one transaction.

        Those that the store has get what the rules tell of them now, new ones are added; ``terms`` are
        those of the new ones, by id. What has changed waits to be matched.
        """
        with self._connection.transaction():
            number = articles.rowid(self._connection, article_id)
            article = articles.row(self._connection, article_id)
            old = [claim for claim in found if claim.id not in terms]
            new = [packed(claim) for claim in found if claim.id in terms]
            refreshed = [refreshing.refresh(self._connection, claim, number, article) for claim in old]
            claims.insert_packed(self._connection, article, number, new)
            _change(self._connection, change)
            bulk.read_by(self._connection, number, by)
            if new or any(refreshed):
                bulk.match_again(self._connection, number, terms)

    def unknown(self, claim_ids: Sequence[str]) -> set[str]:
        """Return those of the claims that the store does not have, in a list or not."""
        return set(claim_ids) - {id for id in claim_ids if claims.is_known(self._connection, id)}

    # claims

    def standing(self, claim_id: str) -> Standing:
        """Return how a claim stands to other versions; NotFound when there is no such claim."""
        rowid = claims.rowid(self._connection, claim_id)
        [(previous, changed, looked, left, retired, current)] = self._connection.all(
            "SELECT (SELECT id FROM claims WHERE rowid = previous), changed, looked, left_over.why,"
            " retired.why, (SELECT current FROM lineage WHERE id = :id)"
            " FROM (SELECT :claim AS claim) LEFT JOIN carried USING (claim)"
            " LEFT JOIN left_over USING (claim) LEFT JOIN retired USING (claim)",
            {"claim": rowid, "id": bindable(claim_id)},
        )
        return Standing(
            previous=previous,
            changed=bool(changed and not looked),
            reworded=bool(changed),
            left=Why(left) if left else None,
            retired=Why(retired) if retired else None,
            current=current,
        )


_FORGOTTEN = (
    # What was a copy of the earlier text is one of the later, and the earlier is no other article.
    "DELETE FROM copies WHERE article = :old",
    "UPDATE copies SET original = :new WHERE original = :old",
    "DELETE FROM fingerprints WHERE article = :old",
    "DELETE FROM unmatched WHERE article = :old",
)


def moved(connection: Connection, claim: Claim, history: Sequence[Decision], edit: Edit) -> Edit | None:
    """Return the reviewers' version of a claim with the places that its words have in the claim's article.

    It can have been made of an earlier version; None when its words do not stand in this one.
    """
    made = [one for one in status.live(history) if one.action is Action.EDIT][-1:]
    origin = claims.get(connection, made[0].target).article_id if made else claim.article_id
    if origin == claim.article_id:
        return edit
    was, now = (plain(articles.get(connection, id).text) for id in (origin, claim.article_id))
    every = [*edit.source, *edit.cue, *edit.content]
    start, end = min(span.start for span in every), max(span.end for span in every)
    at = place(now, was[start:end], start)
    if at is None:
        return None
    roles = {
        role: tuple(Span(s + at - start, e + at - start) for s, e in getattr(edit, role))
        for role in ("source", "cue", "content")
    }
    return edit.model_copy(update=roles)


def _named(article_id: str) -> dict[str, str]:
    return {"article": bindable(article_id)}


def _change(connection: Connection, change: Change) -> None:
    """Put claims in the place of others, take some out of the lists, and say of some that they stay."""
    pairs = [(claims.rowid(connection, old), claims.rowid(connection, new)) for old, new, _ in change.carried]
    last = decisions.latest(connection)
    for (was, now), (old, new, changed) in zip(pairs, change.carried, strict=True):
        decided = bool(decisions.history(connection, old))
        connection.execute(
            "INSERT OR REPLACE INTO carried (claim, previous, changed, since) VALUES (?, ?, ?, ?)",
            (now, was, decided and (changed or _due(connection, was)), last),
        )
        _follow(connection, old, new)
    matched = [id for was, now in pairs for id in _carry_matches(connection, was, now)]
    gone = [(was, Why.REPLACED) for was, _ in pairs]
    gone += [(claims.rowid(connection, id), change.why) for id in change.retired]
    near = {claim for rowid, _ in gone for claim in targets.matched(connection, rowid)}
    for rowid, why in gone:
        refreshing.retire(connection, rowid, why)
    connection.many(
        "INSERT OR REPLACE INTO left_over VALUES (?, ?)",
        ((claims.rowid(connection, id), change.why) for id in change.left),
    )
    for id in [*(new for _, new, _ in change.carried), *matched]:
        if past := decisions.history(connection, id):
            targets.find(connection, id).save(connection, past)
    targets.recount(connection, sorted(near | {now for _, now in pairs}))


def _due(connection: Connection, rowid: int) -> bool:
    """Return whether another look at a claim is due already."""
    return bool(connection.value("SELECT changed AND NOT looked FROM carried WHERE claim = ?", (rowid,)))


def _follow(connection: Connection, old: str, new: str) -> None:
    """Have every decision on ``old``, and on what it carried on, be one on ``new``."""
    connection.execute("UPDATE lineage SET current = ? WHERE current = ?", (new, old))
    connection.execute("INSERT OR REPLACE INTO lineage VALUES (?, ?)", (old, new))


def _carry_matches(connection: Connection, old: int, new: int) -> list[str]:
    """Propose for ``new`` the matches of ``old`` that were decided on; return their ids."""
    found = connection.column(
        "SELECT model FROM matches WHERE (a = :claim OR b = :claim)"
        " AND (EXISTS (SELECT 1 FROM decisions WHERE target = matches.id)"
        "  OR EXISTS (SELECT 1 FROM lineage WHERE current = matches.id))",
        {"claim": old},
    )
    [[was], [now]] = ([*claims.ids(connection, [rowid])] for rowid in (old, new))
    made = []
    for match in map(Match.model_validate_json, found):
        other = match.b if match.a == was else match.a
        a, b = sorted((now, other))
        turned = (a == now) != (match.a == was)
        conflicts = tuple(
            one.model_copy(update={"a": one.b, "b": one.a, "a_span": one.b_span, "b_span": one.a_span})
            if turned
            else one
            for one in match.conflicts
        )
        made.append(match.model_copy(update={"id": match_id(a, b), "a": a, "b": b, "conflicts": conflicts}))
        _follow(connection, match.id, made[-1].id)
    matches.write(connection, made)
    return [match.id for match in made]
