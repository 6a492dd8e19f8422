"""What is reached and who can read it: no socket unless asked for, loopback only, the user's files only."""

from __future__ import annotations

import os
import socket
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal, in_this_image, run
from tricks import HOSTILE

from claims.cli import serving

DEMO = HOSTILE.parent / "articles"
ENVIRONMENT = {"CLAIMS_CONFIG": "/dev/null"}
REACHING = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname")
RUNNING = ("os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "os.startfile", "webbrowser.open")


def watched(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Start so that whoever reaches out or runs a program ends the process, with what it was."""
    os.dup2(1, 9)

    def watch(event: str, given: tuple[Any, ...]) -> None:
        local = event in ("socket.connect", "socket.bind") and isinstance(given[1], (str, bytes))
        if (event in REACHING and not local) or event in RUNNING:
            os.write(9, f"\nREACHED {event} {given!r}\n".encode())
            os._exit(99)

    sys.addaudithook(watch)
    in_this_image(arguments, environment)


def test_it_would_be_seen(tmp_path: Path) -> None:
    def connecting(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        from claims.cli import printing

        def connect(*_: object) -> None:
            socket.create_connection(("127.0.0.1", 9))

        printing.line = connect  # type: ignore[assignment]
        watched(arguments, environment)

    code, output = run(
        ["add", DEMO / "audit-today.txt", "--db", tmp_path / "a.sqlite"], connecting, **ENVIRONMENT
    )
    assert code == 99
    assert "REACHED socket." in output


@pytest.mark.parametrize("command", ["add", "match", "list", "export", "backup", "extract", "feed"])
def test_no_command_reaches_out(command: str, hostile: Path, tmp_path: Path) -> None:
    articles = [HOSTILE / "page.html", DEMO / "audit-today.txt"]
    arguments = {
        "add": ["add", *articles, "--db", tmp_path / "claims.sqlite"],
        "match": ["match", "--all", "--db", hostile],
        "list": ["list", "--db", hostile],
        "export": [
            "export",
            "--to",
            "html",
            "--status",
            "unverifiable",
            "-o",
            tmp_path / "a",
            "--db",
            hostile,
        ],
        "backup": ["backup", tmp_path / "copy", "--db", hostile],
        "extract": ["extract", *articles],
        "feed": ["extract", HOSTILE / "feed.xml"],
    }[command]
    code, output = run(arguments, watched, **ENVIRONMENT)
    assert "REACHED" not in output
    assert code in (0, 1), output


def test_the_review_screen_does_not(tmp_path: Path) -> None:
    store = tmp_path / "claims.sqlite"
    run(["add", DEMO / "audit-today.txt", DEMO / "audit-standard.txt", "--db", store], **ENVIRONMENT)
    screen = Terminal(["review", "--db", store], watched, **ENVIRONMENT)
    try:
        screen.until(" decided")
        screen.rest()
        for keys in ("\x1b", "4", "fjh\x1b", "m\t", "u", "?\x1b"):
            screen.press(keys)
            screen.rest(0.05)
        assert screen.alive()
        assert b"REACHED" not in screen.painted
    finally:
        screen.kill()


def test_the_screen_is_served_on_loopback() -> None:
    assert serving.address("", None) == ("127.0.0.1", 8000)
    assert serving.address("8080", None) == ("127.0.0.1", 8080)
    for refused in ("0.0.0.0:80", "192.168.1.5:80", ":::80", "example.org:80"):
        with pytest.raises(Exception, match=r"others could reach|give a port"):
            serving.address(refused, None)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_are_the_users_own(tmp_path: Path, run: Any) -> None:
    folder = tmp_path / "made" / "by" / "claims"
    store = folder / "claims.sqlite"
    with umask(0):
        assert run("add", DEMO / "audit-today.txt", "--db", store).code == 0
        assert run("backup", "--db", store).code == 0
        assert run("backup", folder / "copy.sqlite", "--db", store).code == 0
        for to in ("csv", "html", "workbench"):
            assert run("export", "--to", to, "-o", folder / f"a.{to}", "--db", store).code == 0
        assert run("export", "--to", "csv", "--to", "jsonl", "-o", folder / "out", "--db", store).code == 0
    for made in folder.rglob("*"):
        assert mode(made) & 0o077 == 0, made
    for made in (folder, folder.parent, folder.parent.parent):
        assert mode(made) & 0o077 == 0, made


def test_files_beside_the_store_are_too(tmp_path: Path) -> None:
    from claims.store import Store

    with umask(0), Store.open(tmp_path / "claims.sqlite") as store:
        store.set_meta("a", "b")
        names = {one.name: mode(one) & 0o077 for one in tmp_path.iterdir()}
    assert names == {"claims.sqlite": 0, "claims.sqlite-shm": 0, "claims.sqlite-wal": 0}
