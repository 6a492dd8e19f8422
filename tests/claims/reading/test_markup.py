from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import markup, page
from claims.reading.markup import MOST_ATTRIBUTES, check

PAGES = sorted((Path(__file__).parents[3] / "fixtures" / "pages").glob("*.html"))
PROSE = (
    "<p>The council said on Monday that the bridge would stay closed until summer, perhaps longer.</p>" * 3
)


def attributes(number: int, form: str = "a{}=1") -> str:
    return " ".join(form.format(n) for n in range(number))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_pass(path: Path) -> None:
    check(path.read_text("utf-8", "replace"))


@pytest.mark.parametrize("form", ["a{}=1", "a{}", "a{} = 'x > y'", 'a{}="<"', "a{}/", "\na{0}\n=\n{0}"])
def test_as_many_attributes_as_a_tag_may_have(form: str) -> None:
    check(f"<div {attributes(MOST_ATTRIBUTES, form)}>{PROSE}")
    with pytest.raises(ReadingError, match="attributes"):
        check(f"{PROSE}<div {attributes(MOST_ATTRIBUTES + 1, form)}>")


@pytest.mark.parametrize(
    "cover",
    [
        "<a b='{}'>", '<a b="{}">', "<!-- <a b=' -->{}<!-- '> -->", "<!-->{}-->", "<a '>{}<b '>",
        "<a b=' c=\"{}\"'>", "<script>x = \"<a b='\"</script>{}<a '>", "<style></style>{}", "<textarea>{}",
        "<title>{}", "<p {}", "</p {}>",
    ],
)  # fmt: skip
def test_no_cover_hides_them(cover: str) -> None:
    with pytest.raises(ReadingError, match="attributes"):
        check(cover.format(f"<z {attributes(MOST_ATTRIBUTES * 2, 'a{}')}>"))


@pytest.mark.parametrize(
    "harmless",
    [
        f"<script>if (a<b {attributes(2_000, 'a{}')}) x()</script>",
        f"<div data-props='{attributes(5_000)}'>x</div>",
        f"<p>{attributes(5_000)}</p>",
        f"<p>1 < 2 and {attributes(5_000)}</p>",
    ],
    ids=["script", "value", "words", "less than"],
)
def test_many_words_are_no_attributes(harmless: str) -> None:
    check(harmless)


def test_a_page_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_tree", lambda page: 1 / 0)
    with pytest.raises(ReadingError, match="attributes"):
        page.read(f"<html><body><div {attributes(50_000)}>{PROSE}".encode(), "x")


def work(text: str) -> int:
    """Return how many times a pattern was tried while ``text`` was checked, and on how much of it."""
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, function: Any) -> None:
        if event == "c_call" and frame.f_code.co_filename == markup.__file__:
            calls[function.__name__] += 1

    sys.setprofile(count)
    try:
        check(text)
    except ReadingError:
        pass
    finally:
        sys.setprofile(None)
    return calls.total()


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        '<a b="',
        "<a b='<a b=\"",
        "<!--",
        "<script>",
        "<a b='<'>",
        "</",
        '<a"',
        "<p>x",
        "<a b='<a c=\"<a d>\">'>",
    ],
)
def test_work_grows_with_the_length(piece: str) -> None:
    once, thrice = work(piece * 2_000), work(piece * 6_000)
    assert thrice <= 3.3 * once + 50


def test_deep_elements_are_read_or_refused() -> None:
    for tag in ("div", "b", "ul><li", "table><tr><td"):
        try:
            article = page.read(f"<html><body><article>{f'<{tag}>' * 5_000}{PROSE}".encode(), "x")
        except ReadingError:
            continue
        assert isinstance(article, Article)
