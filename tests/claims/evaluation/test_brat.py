"""Reading brat standoff in the layout of the PolNeAR repository, and in brat's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import GoldError
from claims.evaluation import GoldDocument, read_gold
from claims.models import Span, words_of

NAME = "harbour-post_2016-09-08_bridge-to-close-s-mayor-says_"
TEXT = "“Close it,” said Mayor Brook. “Now,” she added, smiling.\nRead more here."
ANNOTATION = """T1\tContent 0 11;30 36\t“Close it,” “Now,”
T2\tCue 12 16\tsaid
T3\tSource 17 28\tMayor Brook
T4\tAttribution 12 16\tsaid
E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3
T5\tCue 41 46\tadded
T6\tContent 48 55\tsmiling
E2\tAttribution-no-source:T7 Cue:T5 Content:T6
T7\tAttribution-no-source 41 46\tadded
T8\tDiscard 57 72\tRead more here.
#1\tAnnotatorNotes E2\tunsure
A1\tNegation E1
"""


def compartment(folder: Path, annotations: dict[str, str], text: str = TEXT) -> Path:
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / f"{NAME}.txt").write_bytes(text.encode())
    for annotator, lines in annotations.items():
        (folder / "attributions" / f"{NAME}_{annotator}.ann").write_bytes(lines.encode())
    return folder


def only(folder: Path) -> GoldDocument:
    (document,) = read_gold(folder)
    return document


def test_reads_a_compartment(tmp_path: Path) -> None:
    document = only(compartment(tmp_path / "dev", {"4b22": ANNOTATION}))
    assert document.id == NAME
    assert document.publisher == "harbour-post"
    assert document.text == TEXT
    first, second = document.attributions
    assert words_of(TEXT, first.source) == "Mayor Brook"
    assert words_of(TEXT, first.cue) == "said"
    assert words_of(TEXT, first.content) == "“Close it,” … “Now,”"
    assert second.source == ()
    assert words_of(TEXT, second.content) == "smiling"


def test_the_first_annotator_is_taken(tmp_path: Path) -> None:
    document = only(compartment(tmp_path / "dev", {"ef2d": "", "4b22": ANNOTATION, "5fec": ""}))
    assert len(document.attributions) == 2


def test_further_spans_of_a_role_are_joined_in_the_order_of_the_text(tmp_path: Path) -> None:
    lines = "T1\tContent 30 36\tx\nT2\tContent 0 11\tx\nE1\tAttribution:T1 Content:T1 Content2:T2 \n"
    document = only(compartment(tmp_path / "dev", {"a": lines}))
    assert document.attributions[0].content == (Span(0, 11), Span(30, 36))


def test_reads_a_plain_brat_folder_and_keeps_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"Yes.\r\nBrook said no.")
    (tmp_path / "b.ann").write_bytes(b"T1\tContent 17 19\tno\r\nE1\tAttribution:T1 Content:T1\r\n")
    (tmp_path / "a.txt").write_bytes(b"Nothing.")
    (tmp_path / "a.ann").write_bytes(b"")
    first, second = read_gold(tmp_path)
    assert (first.id, second.id) == ("a", "b")
    assert first.attributions == ()
    assert words_of(second.text, second.attributions[0].content) == "no"
    assert second.publisher is None


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("T1\tCue 12 16\tsaid\nT2\tContent 0-11\tx\n", "line 2: 'T2\\tContent 0-11\\tx' is not of the form"),
        ("T1\tContent 0 11\tx\nE1\tAttribution:T1 Content\n", "line 2"),
        ("T1\tContent 0 11\tx\nE1\tAttribution:T1 Content:T9\n", "line 2: there is no T9"),
        ("T1\tContent 0 110\tx\nE1\tAttribution:T1 Content:T1\n", "a content span [0, 110) lies outside"),
    ],
)
def test_what_is_not_standoff_is_named(tmp_path: Path, lines: str, complaint: str) -> None:
    with pytest.raises(GoldError) as raised:
        only(compartment(tmp_path / "dev", {"4b22": lines}))
    assert complaint in str(raised.value)
    assert f"{NAME}_4b22.ann" in str(raised.value)


def test_a_folder_without_annotation_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="data/dev of PolNeAR"):
        list(read_gold(tmp_path))


def test_an_article_that_nobody_annotated_is_an_error(tmp_path: Path) -> None:
    folder = compartment(tmp_path / "dev", {"4b22": ANNOTATION})
    (folder / "text" / "other.txt").write_text("Hello.")
    with pytest.raises(GoldError, match=r"other\.txt: has no \.ann file"):
        list(read_gold(folder))


def test_what_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    folder = compartment(tmp_path / "dev", {"4b22": ANNOTATION})
    (folder / "text" / f"{NAME}.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(GoldError, match="not UTF-8"):
        list(read_gold(folder))
