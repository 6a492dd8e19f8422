from __future__ import annotations

from tui.filtering import parse_view
from tui.views import STANDING, NamedView, beside, timeline


def test_the_next_and_previous_view_go_round() -> None:
    texts = [STANDING[0].text]
    for _ in STANDING:
        texts.append(beside(STANDING, texts[-1], 1).text)
    assert texts == [*(view.text for view in STANDING), STANDING[0].text]
    assert beside(STANDING, "", -1) == STANDING[-1]
    assert beside([*STANDING, NamedView("mine", "kind:direct")], "kind:direct", 1) == STANDING[0]


def test_from_a_view_without_a_name_the_first_one_follows() -> None:
    assert beside(STANDING, "zeppelin", 1) == beside(STANDING, "zeppelin", -1) == STANDING[0]


def test_every_standing_view_is_understood_and_different() -> None:
    assert len({parse_view(view.text) for view in STANDING}) == len(STANDING)


def test_a_timeline_is_of_one_speaker_oldest_first() -> None:
    view = parse_view(timeline('Ann "Nan" Doe'))
    assert (view.filter.speaker, view.order.value) == ("Ann  Nan  Doe", "oldest")
