"""The screens as a terminal shows them, compared with pictures that were looked at.

A picture is the characters, then one sign a cell for its attributes (no colour: everything must be
told apart without). ``UPDATE_PICTURES=1`` draws them anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from claims.models import Modality, Relation, Verdict
from claims.workbench import Workbench

PICTURES = Path(__file__).parent / "pictures"
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse")
SIGNS = ".123456789abcdefghijklmnopqrstuv"
LEGEND = "Attributes: . none, else the sum, in base 32, of 1 bold, 2 dim, 4 italic, 8 underline, 16 reverse."

FLOOD = """PORT HALDEN, March 14 (Harbour News)
By Ann Doe

Mayor Ilse Brandt said the flood damaged 28 houses in the old town, and that repairs would take until \
summer. The council meets on Friday.

According to the Lia Water Board, the river rose by 2.4 metres in one night. Residents of Kai Street \
were told to leave. "We have never seen anything like it," said Pia Holm, who runs the ferry.

Read also: Flood of 1987
"""

CASES = {
    "review-80x24": ((80, 24), ()),
    "review-120x40": ((120, 40), ()),
    "matches-80x24": ((80, 24), ("m", "!", "enter")),
    "decided-120x40": ((120, 40), ("t", "c", "f", "k", "space", "space")),
    "reject-80x24": ((80, 24), ("i",)),
    "filter-80x24": ((80, 24), ("/",)),
    "search-80x24": ((80, 24), ("s", *"houses", "enter")),
    "edit-80x24": ((80, 24), ("e", "h", "r")),
    "confirm-80x24": ((80, 24), ("j", "v")),
    "help-80x24": ((80, 24), ("?",)),
}


def fill(workbench: Workbench, build: Any) -> None:
    article = build.article(
        FLOOD,
        title="Flood damages 28 houses in Port Halden",
        url="https://courier.example/flood",
        furniture=("PORT HALDEN, March 14 (Harbour News)", "By Ann Doe", "Read also: Flood of 1987"),
    )
    damage = build.claim(
        article,
        "the flood damaged 28 houses in the old town, and that repairs would take until summer",
        source="Mayor Ilse Brandt",
        cue="said",
        priority=90,
    )
    river = build.claim(
        article,
        "the river rose by 2.4 metres in one night",
        source="the Lia Water Board",
        cue="According to",
        priority=80,
    )
    seen = build.claim(
        article,
        "We have never seen anything like it",
        source="Pia Holm",
        cue="said Pia Holm"[:4],
        modality=Modality.OPINION,
        priority=30,
    )
    council = build.claim(article, "The council meets on Friday", priority=20)
    workbench.store.add_article(article, [damage, river, seen, council])
    matches = []
    for outlet, houses, relation, score in (
        ("Quay Times", 19, Relation.CONFLICTING, 0.9),
        ("Bay Wire", 28, Relation.SAME, 0.8),
    ):
        other = build.article(f"A spokesman said the flood damaged {houses} houses.", outlet=outlet)
        claim = build.claim(
            other, f"the flood damaged {houses} houses", source="A spokesman", cue="said", priority=70
        )
        workbench.store.add_article(other, [claim])
        differing = [("28 houses", "19 houses")] if relation is Relation.CONFLICTING else []
        matches.append(build.match(damage, claim, relation, differing).model_copy(update={"score": score}))
    workbench.store.add_matches(matches)
    workbench.mark([river.id], Verdict.VERIFIED)


def picture(seat: Any) -> str:
    """Return what the terminal shows: characters, then attributes."""
    signs = []
    for strip in seat.strips():
        line = ""
        for segment in strip:
            number = sum(
                1 << place
                for place, name in enumerate(ATTRIBUTES)
                if segment.style and getattr(segment.style, name)
            )
            line += SIGNS[number] * cell_len(segment.text)
        signs.append(line)
    return "\n".join([*(line.rstrip() for line in seat.lines()), LEGEND, *signs, ""])


@pytest.mark.parametrize("name", CASES)
async def test_screen_is_as_it_was_when_it_was_looked_at(
    workbench: Workbench, build: Any, review: Any, name: str
) -> None:
    fill(workbench, build)
    size, keys = CASES[name]
    async with review(workbench, size=size) as seat:
        await seat.press(*keys)
        drawn = picture(seat)
    file = PICTURES / f"{name}.txt"
    if os.environ.get("UPDATE_PICTURES"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert drawn.split("\n") == file.read_text(encoding="utf-8").split("\n")


def test_there_is_no_picture_without_its_case() -> None:
    assert {file.stem for file in PICTURES.iterdir()} == set(CASES)


async def test_roles_differ_without_colour(
    workbench: Workbench, build: Any, review: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    fill(workbench, build)
    async with review(workbench) as seat:
        assert seat.app.no_color
        looks = {}
        for segment in (segment for strip in seat.strips() for segment in strip if segment.style):
            attributes = tuple(name for name in ATTRIBUTES if getattr(segment.style, name))
            looks.setdefault(segment.text.strip(), attributes)
        assert looks["Mayor Ilse Brandt"] == ("bold", "underline")
        assert looks["said"] == ("reverse",)
        content = next(
            look for text, look in looks.items() if text.startswith("the flood damaged 28 houses in the")
        )
        assert content == ("bold",)
