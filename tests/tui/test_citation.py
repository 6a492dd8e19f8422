from __future__ import annotations

import webbrowser
from typing import Any

import pytest

from tui.citation import citation, is_web_address, takes_over_terminal


def test_cites_exact_words_speaker_and_where(build: Any) -> None:
    article = build.article("Brandt said the sea\nrose.", title="The sea", url="https://courier.example/sea")
    claim = build.claim(article, "the sea\nrose", source="Brandt", cue="said")
    assert citation(claim, article) == (
        "“the sea rose” — Brandt, in: Harbour Courier, “The sea”, 2026-03-14, "
        f"https://courier.example/sea, claim {claim.id}"
    )


def test_leaves_out_what_is_not_known(build: Any) -> None:
    article = build.article("The sea rose.", outlet="")
    claim = build.claim(article, "The sea rose")
    assert citation(claim, article) == f"“The sea rose”, in: article, 2026-03-14, claim {claim.id}"


@pytest.mark.parametrize("url", ["http://a.example/", "https://a.example/b?c=d"])
def test_addresses_of_the_web_may_be_opened(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url", [None, "", "file:///etc/passwd", "javascript:alert(1)", "a.example", "https:", "http://[::1", "-x"]
)
def test_nothing_else_may_be_opened(url: str | None) -> None:
    assert not is_web_address(url)


def test_knows_the_browsers_that_need_the_terminal() -> None:
    assert takes_over_terminal(webbrowser.GenericBrowser("w3m"))
    assert not takes_over_terminal(webbrowser.BackgroundBrowser("xdg-open"))
