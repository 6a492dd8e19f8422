"""A real scheduler with worker processes on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.spreading import cluster
from claims.spreading.running import spread

Corpus = Callable[[int], Path]
Contents = Callable[[Path], dict[str, bytes]]

pytestmark = pytest.mark.usefixtures("small_pieces")


@contextmanager
def started(log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give a process of the cluster, and end it in the end."""
    quiet = {**os.environ, "DASK_LOGGING__DISTRIBUTED": "info"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], stdout=out, stderr=out, env=quiet, cwd=log.parent
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def address() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{found.getsockname()[1]}"


def scheduler(address: str) -> tuple[str, ...]:
    port = address.rpartition(":")[2]
    return ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")


def worker(address: str) -> tuple[str, ...]:
    return ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")


def test_a_worker_that_is_killed_changes_nothing(
    corpus: Corpus, contents: Contents, tmp_path: Path, address: str
) -> None:
    path, out = corpus(120), tmp_path / "out"
    expected = spread([path], tmp_path / "alone")
    with ExitStack() as running:
        running.enter_context(started(tmp_path / "scheduler.log", *scheduler(address)))
        first, _ = (running.enter_context(started(tmp_path / f"{n}.log", *worker(address))) for n in range(2))
        killer = threading.Thread(target=kill_at_work, args=(first, out))
        killer.start()
        assert spread([path], out, cluster=address) == expected
        killer.join()
        assert first.poll() == -signal.SIGKILL
    assert contents(out) == contents(tmp_path / "alone")
    logs = b"".join((tmp_path / f"{name}.log").read_bytes() for name in ("scheduler", "0", "1"))
    assert b"Registered to" in logs and b"Ada" not in logs


def kill_at_work(process: subprocess.Popen[bytes], out: Path) -> None:
    """Kill a worker as soon as two of them have shards under way that are not whole."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if len([*out.glob("articles/.*.part")]) > 1:
            process.kill()
            return
        time.sleep(0.001)


def test_without_a_scheduler_it_is_told_which_address_is_wrong(
    corpus: Corpus, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ANSWERED_WITHIN", 0.5)
    for wrong in (address, "nowhere", "tcp://"):
        with pytest.raises(ClaimsError, match="no Dask scheduler answers there"):
            spread([corpus(3)], tmp_path / "out", cluster=wrong)


def test_shards_that_fail_are_told_and_the_others_are_made(
    corpus: Corpus, contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out, make = corpus(30), tmp_path / "out", cluster.make
    spread([path], tmp_path / "alone")

    def failing(job: cluster.Job, number: int, piece: cluster.Piece) -> cluster.Shard:
        if number == 1:
            raise OSError(28, "No space left on device", str(tmp_path / "disk"))
        return make(job, number, piece)

    with in_this_process() as at:
        monkeypatch.setattr(cluster, "make", failing)
        with pytest.raises(
            ClaimsError, match=r"No space left on device.*; the rest is done; the same command"
        ):
            spread([path], out, cluster=at)
        assert not (out / "manifest.json").exists()
        assert sorted(path.name for path in (out / "claims").iterdir()) == ["00000.parquet", "00002.parquet"]
        monkeypatch.setattr(cluster, "make", make)
        spread([path], out, cluster=at)
    assert contents(out) == contents(tmp_path / "alone")


@contextmanager
def in_this_process() -> Iterator[str]:
    """Give the address of a cluster whose worker is a thread of this process."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as found:
        yield found.scheduler_address


def test_without_workers_it_does_not_wait_for_ever(
    corpus: Corpus, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with (
        started(tmp_path / "scheduler.log", *scheduler(address)),
        pytest.raises(ClaimsError, match="no worker for"),
    ):
        spread([corpus(3)], tmp_path / "out", cluster=address)


def test_a_worker_of_another_version_is_refused(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claims.spreading import running

    build = running.this_build()
    other = build.model_copy(update={"libraries": {**build.libraries, "pyarrow": "1.0"}})
    monkeypatch.setattr(running, "this_build", lambda: other)
    with pytest.raises(ClaimsError, match=r"not the same version: pyarrow .*, not 1\.0"):
        spread([corpus(3)], tmp_path / "out")
    assert not [*(tmp_path / "out/claims").iterdir()]
