"""What must hold of any input, on inputs that hypothesis makes; `tests/bench/fuzzing.py` makes more."""

from __future__ import annotations

import targets
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "said", "said that", "told reporters", "according to", "denied", "“", "”", "\"", "‘", "’",
        "'", ":", "—", "- ", "…", ".", "?", "!", ",", "\n", "\n\n", " ", "Mayor", "Ada Brook",
        "he", "she", "the NPA", "28 ferries", "on Monday", "$1.2 million", "not", "would", "By ",
        "> ", "# ", "* ", "(", ")", "[", "]", "is closed", "reported", "\u00a0", "\u202e",
        "\u001b[31m", "é", "漢字", "👩\u200d🚀", "é", "�",
    ]
)  # fmt: skip
NEWS = st.lists(WORDS | st.text(max_size=6), max_size=40).map(" ".join)
FIELDS = st.lists(
    st.text(max_size=20)
    | st.sampled_from(
        [
            "=1+1",
            "@SUM(1)",
            "<script>",
            "]]>",
            "-->",
            "](x)",
            "![a](b)",
            "</style>",
            "'\"",
            "&lt;",
            "\t=1",
            "```",
        ]
    ),
    min_size=1,
    max_size=21,
).map("\x00".join)


@given(st.text())
def test_display(text: str) -> None:
    targets.display(text)


@given(NEWS)
@settings(max_examples=60, deadline=None)
def test_extraction(text: str) -> None:
    targets.extraction(text)


@given(FIELDS)
@settings(max_examples=60, deadline=None)
def test_export(text: str) -> None:
    targets.export(text)


@given(st.binary(max_size=200) | st.binary(max_size=60).map(targets.spliced))
@settings(max_examples=100, deadline=None)
def test_import(data: bytes) -> None:
    targets.importing(data)


def test_a_sound_file_is_taken() -> None:
    targets.importing(targets.sound())
    path = targets.folder() / "sound.jsonl"
    path.write_bytes(targets.sound())
    assert len(targets.receive(path).records) == 1
