"""A page that is read again with other words: the newest version is shown, decisions follow their words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.errors import StaleDecision
from claims.models import Action, AttributionCheck, Edit, Relation, Span, Verdict, words_of
from claims.store import ClaimFilter, Store, Why
from claims.workbench import Added, Workbench

FIRST = """\
Mayor Ada Brook said that the Harbour Bridge will stay closed until 12 March.

The port authority said that 28 ferries were cancelled on Monday because of the storm.

According to the police, nobody was hurt when the crane fell into the water.

The union warned that the strike would go on for another week.
"""
OTHER = """\
The Harbour Bridge will stay closed until 12 March, Mayor Ada Brook told reporters.

The port authority said that 28 ferries were cancelled on Monday because of the storm.
"""


def lines(
    path: Path, *texts: str, outlet: str = "Courier", url: str | None = "https://courier.example/bridge"
) -> Path:
    rows = ({"id": f"a{n}", "text": text, "outlet": outlet, "url": url} for n, text in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.open(tmp_path / "store.sqlite", reviewer="ann") as opened:
        opened.add(
            [lines(tmp_path / "other.jsonl", OTHER, outlet="Standard", url="https://standard.example/1")]
        )
        opened.add([lines(tmp_path / "first.jsonl", FIRST)])
        yield opened


def reread(workbench: Workbench, tmp_path: Path, text: str) -> Added:
    told: list[object] = []
    workbench.add([lines(tmp_path / "again.jsonl", text)], told.append)
    [added] = told
    assert isinstance(added, Added) and added.replaces
    return added


def claim_with(workbench: Workbench, words: str, outlet: str = "Courier") -> str:
    """Return the id of the claim of the lists that has ``words``."""
    rows = workbench.rows(workbench.claim_ids(ClaimFilter(outlet=outlet)))
    [found] = [row.id for row in rows if words in row.content_words]
    return found


def test_the_newest_is_in_the_lists_and_knows_what_it_replaces(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    before = workbench.count()
    added = reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    assert [row.outlet for row in workbench.articles()] == ["Standard", "Courier"]
    assert [row.id for row in workbench.store.editions.line(added.article.id)] == [
        added.replaces,
        added.article.id,
    ]
    assert workbench.stats().articles == 2
    assert claim_with(workbench, "28 ferries") != old
    assert not {row.article_id for row in workbench.rows(workbench.claim_ids())} & {added.replaces}
    assert workbench.count() == before + (workbench.count(ClaimFilter(query="Updated")))
    assert workbench.store.editions.standing(old).retired is Why.REPLACED
    assert [one.article_id for one in workbench.search_articles("crane water")] == [added.article.id]
    assert list(workbench.stories.copies()) == [] or all(
        added.replaces not in str(copy) for copy in workbench.stories.copies()
    )


def test_decisions_follow_words_that_moved(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    workbench.mark([old], Verdict.VERIFIED, reason="asked the port")
    workbench.check([old], AttributionCheck.CONFIRMED)
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    new = claim_with(workbench, "28 ferries")
    state = workbench.claim_state(new)
    assert (state.verdict, state.attribution) == (Verdict.VERIFIED, AttributionCheck.CONFIRMED)
    assert workbench.count(ClaimFilter(status=Verdict.VERIFIED)) == 1
    assert [one.action for one in workbench.history(new)] == [Action.VERDICT, Action.ATTRIBUTION]
    assert workbench.history(old) == workbench.history(new)
    assert workbench.count(ClaimFilter(changed=True)) == 0
    assert workbench.store.editions.standing(new).previous == old


def test_undo_and_redo_reach_what_was_decided_before(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    workbench.mark([old], Verdict.VERIFIED)
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    new = claim_with(workbench, "28 ferries")
    workbench.undo()
    assert workbench.claim_state(new).verdict is Verdict.UNREVIEWED
    assert workbench.count(ClaimFilter(status=Verdict.VERIFIED)) == 0
    workbench.redo()
    assert workbench.claim_state(new).verdict is Verdict.VERIFIED
    assert workbench.count(ClaimFilter(status=Verdict.VERIFIED)) == 1


def test_deciding_on_the_older_claim_decides_on_the_newer(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    [made] = workbench.mark([old], Verdict.REFUTED)
    assert made.target == claim_with(workbench, "28 ferries")
    assert workbench.count(ClaimFilter(status=Verdict.REFUTED)) == 1


def test_changed_words_are_marked_until_somebody_looks(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    workbench.mark([old], Verdict.VERIFIED)
    reread(workbench, tmp_path, FIRST.replace("28 ferries", "31 ferries"))
    new = claim_with(workbench, "31 ferries")
    assert workbench.claim_state(new).verdict is Verdict.VERIFIED
    assert [row.id for row in workbench.rows(workbench.claim_ids(ClaimFilter(changed=True)))] == [new]
    assert workbench.store.editions.standing(new).changed
    assert (
        "28 ferries" in workbench.claim(workbench.store.editions.standing(new).previous or "").content_words
    )
    workbench.mark([new], Verdict.DISPUTED)
    assert workbench.count(ClaimFilter(changed=True)) == 0
    assert workbench.store.editions.standing(new).reworded
    workbench.undo()
    assert workbench.count(ClaimFilter(changed=True)) == 1, "the look was taken back"


def test_the_mark_stays_over_a_further_version(workbench: Workbench, tmp_path: Path) -> None:
    workbench.mark([claim_with(workbench, "28 ferries")], Verdict.VERIFIED)
    again = FIRST.replace("28 ferries", "31 ferries")
    reread(workbench, tmp_path, again)
    reread(workbench, tmp_path, "Updated at noon.\n\n" + again)
    new = claim_with(workbench, "31 ferries")
    assert workbench.store.editions.standing(new).changed
    assert workbench.claim_state(new).verdict is Verdict.VERIFIED
    assert len(workbench.store.editions.line(workbench.claim(new).article_id)) == 3


def test_what_vanished_stays_where_it_was_decided_on_and_says_so(
    workbench: Workbench, tmp_path: Path
) -> None:
    decided, undecided = claim_with(workbench, "nobody was hurt"), claim_with(workbench, "strike")
    workbench.mark([decided], Verdict.VERIFIED)
    paragraphs = FIRST.split("\n\n")
    reread(workbench, tmp_path, "\n\n".join(paragraphs[:2]) + "\n")
    assert claim_with(workbench, "nobody was hurt") == decided
    assert workbench.store.editions.standing(decided).left is Why.GONE
    assert workbench.store.editions.standing(undecided).retired is Why.GONE
    assert [row.id for row in workbench.rows(workbench.claim_ids(ClaimFilter(left=True)))] == [decided]
    assert workbench.count(ClaimFilter(query="strike")) == 0


def test_a_note_alone_keeps_a_claim_too(workbench: Workbench, tmp_path: Path) -> None:
    noted = claim_with(workbench, "strike")
    workbench.note(noted, "ask the union")
    reread(workbench, tmp_path, "\n\n".join(FIRST.split("\n\n")[:2]) + "\n")
    assert workbench.claim_state(noted).notes == ("ask the union",)
    assert claim_with(workbench, "strike") == noted


def test_a_decided_match_is_carried_over(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    other = claim_with(workbench, "28 ferries", outlet="Standard")
    match, _ = workbench.match_between(old, other)
    workbench.decide_match(match.id, Relation.SAME, reason="word for word")
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    new = claim_with(workbench, "28 ferries")
    now, state = workbench.match_between(new, other)
    assert now.id != match.id and state.relation is Relation.SAME
    assert [one.id for one, _ in workbench.matches_of(other) if old in (one.a, one.b)] == []
    assert workbench.rows([workbench.rowid(other)])[0].match_count == len(workbench.matches_of(other))
    workbench.undo()
    assert workbench.match_between(new, other)[1].relation is None


def test_versions_of_one_article_are_no_two_sources(workbench: Workbench, tmp_path: Path) -> None:
    workbench.mark([claim_with(workbench, "nobody was hurt")], Verdict.VERIFIED)
    reread(
        workbench, tmp_path, FIRST.replace("nobody was hurt when", "two men were badly hurt on Tuesday as")
    )
    workbench.match_all()
    articles = {row.id: row.article_id for row in workbench.rows(workbench.claim_ids())}
    lines = [
        {articles[match.a], articles[match.b]}
        for row in workbench.rows(workbench.claim_ids(ClaimFilter(outlet="Courier")))
        for match, _ in workbench.matches_of(row.id)
    ]
    courier = {row.id for row in workbench.store.editions.line(list(workbench.articles())[-1].id)}
    assert lines and all(not pair <= courier for pair in lines)


def test_an_edit_is_shown_at_its_words_in_the_new_text(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    claim = workbench.claim(old)
    text = workbench.article(claim.article_id).text
    start = text.index("28 ferries")
    shorter = Span(start, start + len("28 ferries were cancelled"))
    workbench.edit(old, Edit.of(claim).model_copy(update={"content": (shorter,)}))
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    [new] = [row.id for row in workbench.rows(workbench.claim_ids(ClaimFilter(edited=True)))]
    edit = workbench.claim_state(new).edit
    assert edit is not None and edit.content != (shorter,)
    now = workbench.article(workbench.claim(new).article_id).text
    assert words_of(now, edit.content) == edit.content_words == "28 ferries were cancelled"


def test_a_claim_made_by_hand_moves_with_its_words(workbench: Workbench, tmp_path: Path) -> None:
    article = workbench.claim(claim_with(workbench, "28 ferries")).article_id
    start = FIRST.index("the crane fell")
    wanted = Edit(content=(Span(start, start + len("the crane fell")),), content_words="")
    [made] = workbench.add_claim(article, wanted).ids
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    [new] = [row.id for row in workbench.rows(workbench.claim_ids(ClaimFilter(added=True)))]
    assert new != made
    claim = workbench.claim(new)
    assert words_of(workbench.article(claim.article_id).text, claim.content) == "the crane fell"
    workbench.undo()
    assert workbench.count(ClaimFilter(added=True)) == 0


def test_another_text_at_the_address_is_another_article(workbench: Workbench, tmp_path: Path) -> None:
    told: list[object] = []
    text = (
        "The council elected a new chair on Thursday. Its members said that taxes would rise by 3 percent.\n"
    )
    workbench.add([lines(tmp_path / "again.jsonl", text)], told.append)
    assert [one.replaces for one in told if isinstance(one, Added)] == [None]
    assert len(list(workbench.articles())) == 3


def test_without_an_address_every_text_is_an_article(tmp_path: Path) -> None:
    with Workbench.open(tmp_path / "new.sqlite") as workbench:
        workbench.add([lines(tmp_path / "two.jsonl", FIRST, "Updated.\n\n" + FIRST, url=None)])
        assert len(list(workbench.articles())) == 2


def test_what_is_derived_can_be_derived_again(workbench: Workbench, tmp_path: Path) -> None:
    workbench.mark([claim_with(workbench, "28 ferries")], Verdict.VERIFIED)
    workbench.mark([claim_with(workbench, "nobody was hurt")], Verdict.VERIFIED)
    workbench.flag([claim_with(workbench, "strike")], True)
    reread(
        workbench, tmp_path, FIRST.replace("28 ferries", "31 ferries").replace("According to", "As told by")
    )
    workbench.mark([claim_with(workbench, "31 ferries")], Verdict.DISPUTED)
    before = derived(workbench.store)
    workbench.store.rebuild()
    assert derived(workbench.store) == before


def derived(store: Store) -> dict[str, object]:
    connection = store._connection
    tables = ("claim_state", "claim_edits", "claim_added", "steps", "carried", "matches")
    return {table: connection.all(f"SELECT * FROM {table} ORDER BY 1") for table in tables}


def test_several_versions_in_one_input_come_one_after_the_other(tmp_path: Path) -> None:
    texts = [FIRST, "Updated at noon.\n\n" + FIRST, "Updated at one.\n\n" + FIRST]
    path = lines(tmp_path / "three.jsonl", *texts)
    counts = {}
    for defer in (False, True):
        with Workbench.open(tmp_path / f"{defer}.sqlite") as workbench:
            summary = workbench.add([path], defer=defer)
            assert (summary.articles, summary.versions) == (3, 2)
            [row] = workbench.articles()
            assert len(workbench.store.editions.line(row.id)) == 3
            counts[defer] = workbench.count()
    assert counts[False] == counts[True]


def test_a_later_version_is_matched_at_once(workbench: Workbench, tmp_path: Path) -> None:
    added = reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    assert workbench.store.bulk.waiting() == (0, 0)
    new, other = claim_with(workbench, "28 ferries"), claim_with(workbench, "28 ferries", outlet="Standard")
    assert added.matches and workbench.match_between(new, other)


def test_adding_a_little_leaves_what_was_deferred(workbench: Workbench, tmp_path: Path) -> None:
    text = "The council said that taxes would rise by 3 percent.\n"
    deferred = lines(tmp_path / "deferred.jsonl", text, url="https://courier.example/2")
    assert workbench.add([deferred], defer=True).waiting == 1
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    assert workbench.store.bulk.waiting() == (1, 1)


def test_reviewers_are_known_to_have_answered_before(workbench: Workbench, tmp_path: Path) -> None:
    old = claim_with(workbench, "28 ferries")
    workbench.mark([old], Verdict.VERIFIED)
    workbench.store.decide([old], Action.VERDICT, "refuted", reviewer="bela")
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    new, store = claim_with(workbench, "28 ferries"), workbench.store
    assert store.shared() == [new]
    assert store.answered_by_others("ann") == [] and store.answered_by_others("cleo") == [new]
    assert store.versions([new], "cleo", store.last_decision()) == {new: 2}
    assert store.claim_state(new).disagreement
    workbench.mark([new], Verdict.DISPUTED, seen=store.versions([new], "ann", store.last_decision()))
    with pytest.raises(StaleDecision):
        workbench.mark([new], Verdict.VERIFIED, seen={new: 2})


def test_an_undo_is_refused_where_another_decided_on_the_later_version(
    workbench: Workbench, tmp_path: Path
) -> None:
    old = claim_with(workbench, "28 ferries")
    workbench.mark([old], Verdict.VERIFIED)
    reread(workbench, tmp_path, "Updated at noon.\n\n" + FIRST)
    new = claim_with(workbench, "28 ferries")
    workbench.store.decide([new], Action.VERDICT, "refuted", reviewer="bela")
    with pytest.raises(StaleDecision):
        workbench.undo()


def test_a_later_version_of_what_was_copied_is_no_copy_of_itself(tmp_path: Path) -> None:
    rest = "\n\n".join(
        f"Councillor Smith said that plan {n} for street {n * 7} costs {n * 13} crowns." for n in range(12)
    )
    with Workbench.open(tmp_path / "copies.sqlite", reviewer="ann") as workbench:
        for outlet, first in (
            ("Courier", "Nobody was hurt."),
            ("Standard", "Nobody was hurt."),
            ("Courier", "One was hurt."),
        ):
            page = lines(
                tmp_path / "a.jsonl", f"{first}\n\n{rest}", outlet=outlet, url=f"https://{outlet}.example/1"
            )
            workbench.add([page])
        by_outlet = {row.outlet: row.id for row in workbench.articles()}
        newest, copy = by_outlet["Courier"], by_outlet["Standard"]
        assert list(workbench.store.stories.copied()) == [newest]
        assert [row.id for row, _ in workbench.store.stories.same_text(newest)] == [copy]
