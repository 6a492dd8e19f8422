"""The screens as a terminal shows them, compared with pictures that were looked at.

A picture is the characters, then one sign a cell for its attributes (no colour: everything must be
told apart without); those of the themes have the colours too. `make pictures` draws all anew.
"""

from __future__ import annotations

import datetime as dt
import os
import string
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from claims.models import Modality, Relation, Verdict
from claims.store import Change, Extracted, ReadBy, Store, Why, packed
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

FOREIGN = (
    ("新华社", "洪水损坏了二十八栋房屋"),
    ("الجزيرة", "الفيضان دمّر ٢٨ منزلا"),
    ("Le Cafe\u0301", "les de\u0301ga\u0302ts sont e\u0301normes"),
)
"""Wide characters, right-to-left text, and combining marks."""

SIZES = {"80x24": (80, 24), "140x45": (140, 45)}
SCREENS: dict[str, tuple[str, ...]] = {
    "review": (),
    "article": ("enter", "J", "J"),
    "matches": ("m", "!", "enter"),
    "decided": ("t", "c", "f", "k", "space", "space"),
    "paced": ("x", "3", "4"),
    "said": ("t",),
    "reject": ("i",),
    "confirm": ("j", "v"),
    "jump": ("ctrl+o",),
    "note": ("a",),
    "evidence": ("E",),
    "filter": ("/",),
    "completed": ("/", *"status:un", "tab"),
    "misspelt": ("/", *"statu:un", "enter"),
    "none-fits": ("/", *"status:rejected", "enter"),
    "search": ("s", *"houses", "enter"),
    "not-found": ("s", *"zeppelin", "enter"),
    "edit": ("e", "h", "r"),
    "add": ("+", "j", "l", "l", "l", "r"),
    "split": ("|",),
    "merge": ("space", "space", "&"),
    "history": ("j", "h"),
    "story": ("S",),
    "origins": ("O",),
    "help": ("?",),
    "palette": (":",),
    "differing": ("/", *"is:disagreement", "enter"),
    "changed": ("/", *"has:changed", "enter"),
    "settle": ("/", *"is:disagreement", "enter", "A"),
}
"""Each screen, and the keys that lead to it."""
OTHER_STORES = ("empty", "first-run", "second-pass", "second-decided")
"""Screens of a store, or a reviewer, that is not the one of the others."""
THEMES = ("textual-light", "textual-dark")
CASES = [
    *(f"{screen}-{size}" for screen in (*SCREENS, *OTHER_STORES) for size in SIZES),
    *(f"{theme}-{size}" for theme in THEMES for size in SIZES),
]
FIRST_DECISION = dt.datetime(2026, 3, 15, 9, 0, tzinfo=dt.UTC)
BETWEEN = dt.timedelta(seconds=40)


def read_again(workbench: Workbench, build: Any) -> None:
    """Add a later version of the article, in which the claim that was decided on has another number."""
    [row] = [row for row in workbench.rows(workbench.claim_ids()) if "river" in row.content_words]
    earlier = workbench.article(row.article_id)
    later = build.article(FLOOD.replace("2.4", "2.6"), title=earlier.title, url=earlier.url)
    words = row.content_words.replace("2.4", "2.6")
    river = build.claim(later, words, source="the Lia Water Board", cue="According to", priority=80)
    others = [claim.id for claim in workbench.claims_of(earlier.id) if claim.id != row.id]
    workbench.store.editions.add(
        Extracted(later, [packed(river)], ReadBy("rules", 0.5)),
        earlier.id,
        Change([(row.id, river.id, True)], others, [], Why.GONE),
    )


def fill(workbench: Workbench, build: Any) -> list[str]:
    """Add the articles, and decide on some claims; return the ids of those."""
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
    for outlet, words in FOREIGN:
        article = build.article(f"{words}.", outlet=outlet)
        workbench.store.add_article(article, [build.claim(article, words, priority=60)])
    workbench.mark([river.id], Verdict.VERIFIED)
    ben = Workbench(workbench.store, "ben")
    workbench.mark([council.id], Verdict.VERIFIED)
    ben.mark([council.id], Verdict.REFUTED, reason="they meet on Monday")
    return [river.id, council.id]


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


def colours(seat: Any) -> str:
    """Return which colours each cell has, as a letter, and what the letters mean."""
    letters: dict[str, str] = {}
    lines = []
    for strip in seat.strips():
        line = ""
        for segment in strip:
            style = segment.style
            pair = f"{style.color.name} on {style.bgcolor.name}" if style and style.color else "none"
            letter = letters.setdefault(pair, (string.ascii_letters + string.digits)[len(letters)])
            line += letter * cell_len(segment.text)
        lines.append(line)
    return "\n".join([*lines, *(f"{letter} {pair}" for pair, letter in letters.items()), ""])


@pytest.fixture
def paced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    """A workbench on an empty store, whose decisions lie a fixed time apart, in the same zone everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    ticks = count()
    clock = lambda: FIRST_DECISION + next(ticks) * BETWEEN  # noqa: E731
    with Workbench(Store.open(tmp_path / "claims.sqlite", clock=clock), "anna") as opened:
        opened.store.set_meta("review.told.anna", "yes")
        yield opened
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", CASES)
async def test_screen_is_as_it_was_when_it_was_looked_at(
    paced: Workbench, build: Any, review: Any, name: str
) -> None:
    screen, size = name.rsplit("-", 1)
    decided = fill(paced, build) if screen != "empty" else []
    given: dict[str, Any] = {"size": SIZES[size]}
    if screen == "changed":
        read_again(paced, build)
    if screen == "first-run":
        paced.store.drop_meta("review.told.anna")
    if screen.startswith("second"):
        paced = Workbench(paced.store, "cleo")
        paced.store.set_meta("review.told.cleo", "yes")
        given["second"] = decided
    async with review(paced, **given) as seat:
        if screen in THEMES:
            seat.app.theme = screen
            await seat.settle()
        for key in SCREENS.get(screen, ("3",) if screen == "second-decided" else ()):
            await seat.press(key)
        drawn = picture(seat) + (colours(seat) if screen in THEMES else "")
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
