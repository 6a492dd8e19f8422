"""In a real terminal nothing of an article steers: not one byte of its control sequences gets there."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from terminal import SEQUENCE, Terminal
from tricks import HOSTILE, TRICK

from claims.text.display import displayable
from claims.workbench import Workbench

OWN = {
    "command": re.compile(rb"\x1b\[(?:[0-9;]*m|\?25[lh]|2K|1A)"),  # colours; the last three of progress bars
    "screen": re.compile(
        rb"\x1b\[[0-9;?<>=]*(?:[mHhlJKABCDuptcrq]|\$p| q)|\x1b[=>78]|\x1b\(B"
        rb"|\x1b\]22;(?:default|pointer|text)\x07"  # the shape of the mouse pointer
    ),
}
"""The control sequences that the commands and the review screen write of their own."""
COPY = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
"""What `y` hands to the clipboard: the only such sequence, and what is in it is displayable."""
ENVIRONMENT = {"CLAIMS_CONFIG": "/dev/null"}


def articles() -> list[dict[str, str]]:
    lines = (HOSTILE / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def steering(painted: bytes, own: re.Pattern[bytes]) -> list[bytes]:
    """Return the control sequences, and other bytes that steer, that the program does not write itself."""
    found = [one[0] for one in SEQUENCE.finditer(painted)]
    foreign = [one for one in found if not own.fullmatch(one) or b"7777" in one or b"SENTINEL" in one]
    left = SEQUENCE.sub(b"", painted).decode("utf-8", "strict").replace("\r\n", "\n")
    kinds = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return foreign + [
        one.encode() for one in left if one not in "\n\r\t" and unicodedata.category(one) in kinds
    ]


@pytest.fixture(scope="module")
def ids(hostile: Path) -> list[str]:
    with Workbench.open(hostile) as workbench:
        rows = workbench.rows(workbench.claim_ids())
        assert len(rows) > 50
        return [row.id for row in rows]


def shown(arguments: Sequence[str | Path]) -> bytes:
    screen = Terminal(arguments, **ENVIRONMENT)
    code = screen.finish()
    assert code in (0, 1, 2), screen.painted
    assert b"Traceback" not in screen.painted
    return screen.painted


COMMANDS = {
    "list": ["list", "-n", "0", "--db", "STORE"],
    "articles": ["articles", "--db", "STORE"],
    "clusters": ["clusters", "--db", "STORE"],
    "stats --rules": ["stats", "--rules", "--db", "STORE"],
    "rules": ["rules", "--db", "STORE"],
    "extract": ["extract", str(HOSTILE / "articles.jsonl"), str(HOSTILE / "page.html")],
    "extract invalid": ["extract", str(HOSTILE / "invalid.txt")],
    "add": ["add", str(HOSTILE), "--db", "NEW"],
    "none such": ["show", TRICK.replace("\x00", ""), "--db", "STORE"],
    "no such file": ["add", f"/nowhere/{TRICK.replace('/', '')}.txt", "--db", "NEW"],
}
EXPORTS = ("jsonl", "csv", "markdown", "html")


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_lets_a_control_sequence_through(name: str, hostile: Path, tmp_path: Path) -> None:
    places = {"STORE": str(hostile), "NEW": str(tmp_path / "new.sqlite")}
    painted = shown([places.get(one, one) for one in COMMANDS[name]])
    assert len(painted) > 10
    assert steering(painted, OWN["command"]) == []


@pytest.mark.parametrize("to", EXPORTS)
def test_no_export_to_the_terminal_does(to: str, hostile: Path) -> None:
    painted = shown(["export", "--to", to, "--status", "unverifiable", "--db", hostile])
    assert b"SENTINEL" in painted
    assert steering(painted, OWN["command"]) == []


@pytest.mark.parametrize("command", ["show", "history", "origins"])
def test_nothing_of_a_claim_does(command: str, hostile: Path, ids: list[str]) -> None:
    told = b""
    for id in ids[:: 9 if command == "show" else 30]:
        painted = shown([command, id, "--db", hostile])
        assert steering(painted, OWN["command"]) == []
        told += painted
    assert b"SENTINEL" in told


def test_it_would_be_seen() -> None:
    for article in articles():
        text = article["text"].encode("utf-8", "replace")
        if any(unicodedata.category(one) in ("Cc", "Cf") and one != "\n" for one in article["text"]):
            assert steering(text, OWN["screen"]), article["id"]
    assert steering(b"\x1b[1;31mplain\x1b[0m\r\n", OWN["command"]) == []


def test_the_review_screen_shows_it_literally(hostile: Path) -> None:
    screen = Terminal(["review", "--db", hostile, "--reviewer", "anna"], **ENVIRONMENT)
    try:
        screen.until(" decided")
        screen.rest()
        screen.press("\x1b")
        screen.rest()
        seen = screen.screen.text()
        for key in "jjjjj\x04jj\x04jj\x04jj":
            screen.press(key)
            screen.read(0.5)
            screen.rest(0.05)
            seen += screen.screen.text()
        screen.press("h")
        screen.rest()
        screen.press("\x1b")
        screen.rest()
        screen.press("gy")
        screen.rest()
        screen.press("m")
        screen.rest()
        screen.press("?")
        screen.rest()
        assert screen.alive()
    finally:
        screen.kill()
    [copied] = COPY.findall(screen.painted)
    assert displayable(text := base64.b64decode(copied).decode()) == text
    assert "SENTINEL" in text
    assert steering(COPY.sub(b"", screen.painted), OWN["screen"]) == []
    for words in (
        "[@click=app.quit]click[/] [/] [PA]",
        "␛]0;SENTINEL␇after",
        "␛]52;c;U0VOVElORUw=␇",
        "� ",
        "<script>",
    ):
        assert displayable(words) == words
        assert words in seen, words


def test_a_name_in_letters_of_two_alphabets_is_told(hostile: Path, ids: list[str]) -> None:
    with Workbench.open(hostile) as workbench:
        rows = workbench.rows(workbench.claim_ids())
    told = {
        row.speaker: shown(["show", row.id, "--db", hostile]).decode() for row in rows if "Ad" in row.speaker
    }
    assert {name for name in told if "in letters of Latin and Cyrillic" in told[name]} == {
        "Ad\u0430 Br\u043eok"
    }
    assert "Ada Brook" in told
