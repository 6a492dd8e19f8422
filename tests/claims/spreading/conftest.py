"""A corpus of made-up articles, and folders compared byte by byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.spreading import plan

ARTICLES = 60


def article(number: int) -> dict[str, str]:
    return {
        "id": f"bridge-{number}",
        "title": f"Bridge {number} stays closed",
        "outlet": f"Outlet {number % 7}",
        "date": "2026-03-10",
        "url": f"https://outlet-{number % 7}.example/{number}",
        "text": (
            f"Mayor Ada Brook said that Bridge {number} will stay closed until {number % 28 + 1} May.\n\n"
            f"“Pier {number} is not safe,” Brook said.\n\n"
            f"According to the port authority, {number + 2} ferries were cancelled on Monday.\n"
        ),
    }


Corpus = Callable[[int], Path]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """``corpus(n)``: a JSON Lines file of n articles, with a line that is no article and one in Klingon."""

    def made(articles: int = ARTICLES) -> Path:
        lines = [json.dumps(article(number)) for number in range(articles)]
        lines[articles // 2 : articles // 2] = ["", "{no JSON", json.dumps({**article(0), "language": "tlh"})]
        path = tmp_path / "given" / "corpus.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut after about nine articles, so that a small corpus makes several shards."""
    monkeypatch.setattr(plan, "PIECE", 4_096)


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """``contents(folder)``: every file below it, hidden ones too, by its path there."""

    def found(folder: Path) -> dict[str, bytes]:
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    return found
