"""The review screen in a browser: where it is served, and that only what was asked for is reached."""

from __future__ import annotations

import os
from pathlib import Path

from claims.cli.options import opened

LOOPBACK = "127.0.0.1"
PORT = 8000


def is_served() -> bool:
    """Return whether this process runs the screen for a browser, by the server's doing."""
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def address(given: str, host: str | None) -> tuple[str, int]:
    """Return the host and port that ``--serve`` (``""``, ``PORT``, ``HOST:PORT``) and ``--host`` name.

    Without ``--host`` it must be one of this machine alone; ``ClaimsError`` says so.
    """
    from claims.errors import ClaimsError

    named, _, port = given.rpartition(":")
    named = named.strip("[]")
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        raise ClaimsError(f"--serve {given}: give a port from 1 to 65535, or HOST:PORT")
    if named and host is None and not _is_loopback(named):
        raise ClaimsError(
            f"--serve {given}: others could reach {named} and decide in your name;"
            f" if they may, say --host {named}"
        )
    return host or named or LOOPBACK, int(port or PORT)


def _is_loopback(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(given: str, host: str | None, *, db: Path | None, reviewer: str | None, second: str | None) -> None:
    """Serve the review screen until interrupted, with the store, reviewer and second pass of the command."""
    from importlib.metadata import entry_points

    from claims.cli import printing
    from claims.errors import ClaimsError

    where, port = address(given, host)
    with opened(db, reviewer) as workbench:  # says what is wrong before anything is served
        if second is not None:
            workbench.second_pass(second or None)
        command = [
            "-m",
            "claims",
            "review",
            "--db",
            str(workbench.store.path),
            "--reviewer",
            workbench.reviewer,
        ]
    command += [] if second is None else ["--second", second]
    for found in entry_points(group="claims.review", name="serve"):
        try:
            run = found.load()
        except ImportError as error:
            raise ClaimsError("--serve needs textual-serve: pip install 'claims-workbench[serve]'") from error
        run(command, where, port, printing.aside)
