"""A job on this machine alone: what is in its folder, what is kept, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.errors import ClaimsError, ReadingError
from claims.finding import extract, read
from claims.models import Article, Claim
from claims.spreading import manifest, running, shard
from claims.spreading.manifest import verified
from claims.spreading.running import Progress, spread

Corpus = Callable[[int], Path]
Contents = Callable[[Path], dict[str, bytes]]

pytestmark = pytest.mark.usefixtures("small_pieces")


def rows(folder: Path, kind: str) -> list[dict[str, object]]:
    from pyarrow.parquet import read_table

    return [row for path in sorted((folder / kind).iterdir()) for row in read_table(path).to_pylist()]


def test_the_shards_hold_what_reading_and_extracting_gives(corpus: Corpus, tmp_path: Path) -> None:
    path, out = corpus(30), tmp_path / "out"
    made = spread([path], out)
    expected = [one for one in read([path]) if isinstance(one, Article)]
    claims = [claim for one in expected for claim in extract(one)]
    assert [Article.model_validate(row) for row in rows(out, "articles")] == expected
    assert [Claim.model_validate(row) for row in rows(out, "claims")] == claims
    assert (made.articles, made.claims, made.failures) == (30, len(claims), 2)
    assert len(made.shards) > 2
    assert verified(out) == made


def test_what_cant_be_read_is_in_one_file_with_its_line(corpus: Corpus, tmp_path: Path) -> None:
    spread([corpus(30)], tmp_path / "out")
    errors = [json.loads(line) for line in (tmp_path / "out/errors.jsonl").read_text().splitlines()]
    assert [error["input"] for error in errors] == ["corpus.jsonl", "corpus.jsonl"]
    assert errors[0]["source"] == "corpus.jsonl:17" and "not JSON" in errors[0]["message"]
    assert "no language pack for 'tlh'" in errors[1]["message"]


def test_neither_place_nor_time_nor_cut_of_a_run_is_in_it(
    corpus: Corpus, contents: Contents, tmp_path: Path
) -> None:
    path = corpus(30)
    spread([path], tmp_path / "one")
    moved = tmp_path / "elsewhere" / path.name
    moved.parent.mkdir()
    path.rename(moved)
    spread([moved], tmp_path / "other")
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    assert str(tmp_path).encode() not in b"".join(contents(tmp_path / "one").values())


def test_on_several_cores_it_is_the_same(corpus: Corpus, contents: Contents, tmp_path: Path) -> None:
    path = corpus(30)
    spread([path], tmp_path / "one")
    spread([path], tmp_path / "two", jobs=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_run_goes_on_where_another_stopped(
    corpus: Corpus, contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = corpus(30), tmp_path / "out"
    spread([path], tmp_path / "undisturbed")

    def stop(progress: Progress) -> None:
        if progress.doing == "extracting" and progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spread([path], out, told=stop)
    assert not (out / "manifest.json").exists()
    with pytest.raises(ClaimsError, match=r"no manifest\.json"):
        verified(out)
    (out / "claims" / ".00009.parquet.abc.part").write_bytes(b"left by a process that was killed")
    seen: list[Progress] = []
    spread([path], out, told=seen.append)
    extracting = [one for one in seen if one.doing == "extracting"]
    assert extracting[0].done == 2 and extracting[0].articles == 0
    assert contents(out) == contents(tmp_path / "undisturbed")


def test_only_what_is_damaged_is_made_again(
    corpus: Corpus, contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = corpus(30), tmp_path / "out"
    spread([path], out)
    before = contents(out)
    (out / "claims/00001.parquet").write_bytes(b"damaged")
    (out / "articles/00002.parquet").unlink()
    with pytest.raises(
        ClaimsError, match=r"claims/00001\.parquet is not what.*articles/00002\.parquet: No such"
    ):
        verified(out)
    made: list[int] = []
    make = shard.make

    def counted(job: shard.Job, number: int, piece: shard.Piece) -> manifest.Shard:
        made.append(number)
        return make(job, number, piece)

    monkeypatch.setattr(running, "make", counted)
    spread([path], out)
    assert made == [1, 2]
    assert contents(out) == before


def test_a_folder_of_another_job_is_refused(corpus: Corpus, contents: Contents, tmp_path: Path) -> None:
    path, out = corpus(30), tmp_path / "out"
    spread([path], out)
    before = contents(out)
    with pytest.raises(ClaimsError, match="other inputs, options or versions"):
        spread([path], out, threshold=0.9)
    path.write_text(path.read_text("utf-8").replace("Ada", "Eva"), encoding="utf-8")
    with pytest.raises(ClaimsError, match="other inputs, options or versions"):
        spread([path], out)
    assert contents(out) == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ClaimsError, match="is not empty"):
        spread([path], tmp_path / "mine")
    assert contents(tmp_path / "mine") == {"notes.txt": b"mine"}


def test_an_unfinished_folder_of_another_job_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.doing == "extracting":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spread([corpus(30)], tmp_path / "out", told=stop)
    with pytest.raises(ClaimsError, match="other inputs"):
        spread([corpus(31)], tmp_path / "out")


def test_options_count_and_are_told(corpus: Corpus, tmp_path: Path) -> None:
    strict = spread([corpus(30)], tmp_path / "strict", threshold=0.99, language="en-GB")
    assert strict.options.threshold == 0.99 and strict.options.language == "en"
    assert strict.claims < spread([corpus(30)], tmp_path / "all").claims
    with pytest.raises(ReadingError, match="no language pack"):
        spread([corpus(30)], tmp_path / "none", language="tlh")
    assert not (tmp_path / "none").exists()


def test_one_article_that_cant_be_extracted_does_not_stop_the_rest(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(article: Article, threshold: float) -> tuple[Claim, ...]:
        if article.name == "bridge-7":
            raise ValueError(f"in {article.text}")
        return extract(article, threshold=threshold)

    monkeypatch.setattr(shard, "extract", failing)
    made = spread([corpus(30)], tmp_path / "out")
    assert (made.articles, made.failures) == (29, 3)
    [told] = [one for one in manifest.failures(tmp_path / "out") if one.source == "bridge-7"]
    assert "ValueError" in told.message and "Bridge" not in told.message


def test_a_folder_that_cant_be_written_is_told(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ClaimsError, match="Not a directory"):
        spread([corpus(5)], tmp_path / "file")
