from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import aiohttp
import pytest

from claims.errors import ClaimsError
from claims.models import Verdict
from claims.store import Store
from claims.workbench import Workbench
from tui.serving import PAGE, is_loopback, run

PATIENCE = 30


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path, build: Any) -> Iterator[tuple[str, Path, list[Any]]]:
    """The screen served on this machine: its address, the store, and the claims in it."""
    path = tmp_path / "a store.sqlite"
    with Workbench(Store.open(path), "anna") as workbench:
        claims = build.fill(workbench, 3)
        workbench.store.set_meta("review.told.anna", "yes")
    port = free_port()
    command = [sys.executable, "-m", "claims", "review", "--serve", str(port)]
    process = subprocess.Popen(
        [*command, "--db", str(path), "--reviewer", "anna"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "CLAIMS_CONFIG": os.devnull},
    )
    assert process.stderr
    told = process.stderr.readline() + process.stderr.readline()
    assert f"http://127.0.0.1:{port} " in told
    assert "no password" in told
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"127.0.0.1:{port}", path, claims
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


async def decide(address: str) -> str:
    """Open the screen as its page does, press a key, and return what was painted."""
    painted = b""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"ws://{address}/ws?width=80&height=24", origin=f"http://{address}") as socket,
    ):

        async def until(words: bytes) -> None:
            nonlocal painted
            while words not in painted:
                message = await asyncio.wait_for(socket.receive(), PATIENCE)
                painted += message.data if isinstance(message.data, bytes) else b""

        await until(b"Claims 1/3")
        await socket.send_json(["stdin", "x"])
        await until(b"disputed: ")
    return painted.decode(errors="replace")


def test_the_screen_works_in_a_browser_without_the_network(
    served: tuple[str, Path, list[Any]],
) -> None:
    address, path, claims = served
    with urlopen(f"http://{address}/", timeout=PATIENCE) as response:
        page = response.read().decode()
    assert not re.search(r"https?://", page)
    parts = re.findall(r"/static/[\w./-]+", page)
    assert len(parts) >= 4
    for part in parts:
        with urlopen(f"http://{address}{part}", timeout=PATIENCE) as response:
            assert response.read()
    assert "disputed" in asyncio.run(decide(address))
    with Store.open(path) as store:
        assert store.claim_state(claims[0].id).verdict is Verdict.DISPUTED
        assert store.history(claims[0].id)[0].reviewer == "anna"

    # Another page in the same browser is refused, and so is a name that leads here by another's doing.
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(f"http://{address}/ws", headers={**upgrade, **headers}), timeout=PATIENCE)
        assert refused.value.code == 403
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"http://{address}/", headers={"Host": "evil.example"}), timeout=PATIENCE)
    assert refused.value.code == 403


def test_a_port_in_use_is_said_before_anything_is_served() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(ClaimsError, match=f"127.0.0.1:{port}: .*another port"):
            run(["-c", "pass"], "127.0.0.1", port, print)


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("evil.example", False)],
)
def test_what_only_this_machine_reaches(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


def test_the_page_has_nothing_from_elsewhere() -> None:
    assert "//" not in re.sub(r'"//"', "", PAGE.read_text(encoding="utf-8"))
