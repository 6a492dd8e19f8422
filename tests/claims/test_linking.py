"""Finding the matches of an article's claims in a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims import linking
from claims.linking import Linker, prepared_claims, terms_of
from claims.models import Article, Claim, ClaimKind, Span
from claims.store import ClaimFilter
from claims.workbench import Workbench


def test_what_is_kept_in_memory_changes_nothing(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workbench.open(tmp_path / "store.sqlite") as workbench:
        workbench.add([articles])
        whole = [
            (article, prepared_claims(article, workbench.claims_of(article.id)))
            for article in (workbench.article(row.id) for row in workbench.articles())
        ]
        plenty = Linker(workbench.store)
        expected = [plenty.matches(*one) for one in whole]
        monkeypatch.setattr(linking, "KEPT", 1)
        forgetful = Linker(workbench.store)
        assert [forgetful.matches(*one) for one in whole] == expected
        assert [plenty.matches(*one) for one in whole] == expected
    assert expected[0] == expected[1] != []


def test_only_the_latest_stay_whole_in_memory(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(linker: Linker) -> int:
        return sum("pieces" in vars(one) for _, one in linker._prepared.values())

    with Workbench.open(tmp_path / "store.sqlite") as workbench:
        workbench.add([articles])
        asked = [
            (article, prepared_claims(article, workbench.claims_of(article.id)))
            for article in (workbench.article(row.id) for row in workbench.articles())
        ]
        plenty, slim = Linker(workbench.store), Linker(workbench.store)
        expected = [plenty.matches(*one) for one in asked]
        monkeypatch.setattr(linking, "WHOLE", 1)
        assert [slim.matches(*one) for one in asked] == expected
        assert len(slim._prepared) == len(plenty._prepared) > 2
        assert slim.matches(*asked[0]) == expected[0]
        assert whole(slim) < whole(plenty)


def test_no_claim_is_matched_within_its_article(articles: Path, tmp_path: Path) -> None:
    with Workbench.open(tmp_path / "store.sqlite") as workbench:
        workbench.add([articles / "courier.md"])
        [row] = workbench.articles()
        article = workbench.article(row.id)
        prepared = prepared_claims(article, workbench.claims_of(article.id))
        assert Linker(workbench.store).matches(article, prepared) == []
        other = article.model_copy(update={"id": "another"})
        assert len(Linker(workbench.store).matches(other, prepared)) >= len(prepared)


def test_claims_without_a_word_have_no_candidates(tmp_path: Path, articles: Path) -> None:
    empty = Claim(
        id="c", article_id="a", kind=ClaimKind.ASSERTION, content=(Span(0, 1),), content_words="…", rule="r"
    )
    article = Article(id="a", text="…", text_hash="h", name="a")
    prepared = prepared_claims(article, [empty])
    assert terms_of(prepared) == {"c": ()}
    with Workbench.open(tmp_path / "store.sqlite") as workbench:
        workbench.add([articles])
        assert workbench.count(ClaimFilter()) > 0
        assert Linker(workbench.store).matches(article, prepared) == []
