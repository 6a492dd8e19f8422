"""Nothing in an article is ever interpreted, and nothing of it breaks the columns."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from rich.cells import cell_len

from claims.models import ActorKind, Certainty, Relation, Speaker, Verdict
from claims.workbench import Workbench

MARKUP = "[@click=app.quit]click[/] [/] [PA] [b]bold[/b] [red]x {{y}} $z"
CONTROLS = "\x1b[31mred\x1b]0;title\x07 bell\x9b2J"
HIDDEN = "a\u202etxt.exe\u2066 z\u200bero \ufeffbom"
WIDE = "漢字かな交じり文 e\u0301a\u0308 👩\u200d🚀 مرحبا שלום"
TRICKS = {"markup": MARKUP, "controls": CONTROLS, "hidden": HIDDEN, "wide": WIDE}
KEYS = (("m", "enter", "="), ("escape", "escape", "h"), ("escape", "y"), ("t", "c", "v", "v"))
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def add(workbench: Workbench, build: Any, trick: str) -> Any:
    """Add a claim with ``trick`` in every field that is shown, and a match of it; return the claim."""
    text = f"{trick} source said {trick} content, and went on. {trick}"
    article = build.article(text, outlet=trick, title=trick, url=f"https://{trick}", furniture=[])
    article = article.model_copy(update={"author": trick})
    speaker = Speaker(name=trick, key="x", kind=ActorKind.PERSON, role=trick, certainty=Certainty.LIKELY)
    claim = build.claim(article, f"{trick} content", source=f"{trick} source", cue="said")
    claim = claim.model_copy(update={"speaker": speaker, "rule": trick})
    second = build.article(f"{trick} other", outlet=f"{trick} 2")
    other = build.claim(second, f"{trick} other", priority=1)
    workbench.store.add_article(article, [claim])
    workbench.store.add_article(second, [other])
    match = build.match(claim, other, Relation.CONFLICTING, [(trick, trick)])
    workbench.store.add_matches([match.model_copy(update={"reasons": (trick,), "shared_origin": trick})])
    return claim


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
async def test_an_article_is_shown_literally(
    workbench: Workbench, build: Any, review: Any, trick: str, size: tuple[int, int]
) -> None:
    claim = add(workbench, build, trick)
    workbench.note(claim.id, trick)
    async with review(workbench, size=size) as seat:
        for keys in KEYS:
            await seat.press(*keys)
            width, height = size
            assert len(seat.strips()) == height
            for strip in seat.strips():
                assert sum(cell_len(segment.text) for segment in strip) == width
                for segment in strip:
                    assert "quit" not in str(segment.style.meta if segment.style else "")
                    assert not {unicodedata.category(c) for c in segment.text} & FORBIDDEN, segment.text
        assert workbench.claim_state(claim.id).verdict is Verdict.VERIFIED


async def test_markup_is_text_where_it_stands(workbench: Workbench, build: Any, review: Any) -> None:
    add(workbench, build, MARKUP)
    async with review(workbench, size=(160, 40)) as seat:
        text = seat.text()
        assert f"│▌ {MARKUP} source said {MARKUP}"[:70] in text
        assert f"╭─ {MARKUP} " in text
        assert f"speaker {MARKUP}, {MARKUP} (likely)" in text
        for number, line in enumerate(seat.lines()):
            if "click[/]" in line:
                await seat.pilot.click(offset=(line.index("click[/]"), number))
        await seat.settle()
        assert seat.app.is_running
        assert "[@click=app.quit]" in seat.text()


async def test_a_filter_with_markup_is_shown_literally(workbench: Workbench, build: Any, review: Any) -> None:
    add(workbench, build, MARKUP)
    async with review(workbench, size=(200, 24)) as seat:
        await seat.press("/")
        await seat.write("[@click=app.quit]zzz[/]")
        assert "/ [@click=app.quit]zzz[/]" in seat.text()
        await seat.press("/")
        await seat.write("[b]key:[/b]")
        assert "[b]key:[/b]" in seat.text()
