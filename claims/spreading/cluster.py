"""Shards made by the workers of a Dask cluster: one on this machine, or one that runs already.

Only paths, counts and options go through the scheduler. A shard whose worker is lost goes to another,
as often as the scheduler allows (``distributed.scheduler.allowed-failures``, 3); one that fails is tried
again ``RETRIES`` times.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

from claims.errors import ClaimsError
from claims.parallel import cores
from claims.spreading.manifest import Shard
from claims.spreading.plan import Piece
from claims.spreading.shard import Job, make

if TYPE_CHECKING:
    from distributed import Client, Future

    Waiting = dict[Future[Shard], int]

LOCAL = "local"
"""What stands for an address: workers of this machine's own, one a core."""
AHEAD = 4
"""Shards that wait for each worker."""
RETRIES = 2
ANSWERED_WITHIN = 10
"""Seconds in which a scheduler answers."""
PATIENCE = 60
"""Seconds without any worker after which the work is given up until it is begun again."""
_LOOK = 5
"""Seconds after which, when nothing has come, it is looked whether there are workers."""
_TOLD = 3
"""Failed shards that a message names."""


def on_cluster(job: Job, todo: Sequence[tuple[int, Piece]], address: str) -> Generator[Shard]:
    """Yield the shards of ``todo`` as workers finish them.

    Raises ``ClaimsError`` without the extra, when no scheduler or worker is there (any more), and, once
    all others are made, when some can't be. Shards that wait are taken back when it is closed early.
    """
    if not todo:
        return
    with _connected(address) as client:
        from distributed import CancelledError

        waiting: Waiting = {}
        problems: list[str] = []
        left = iter(todo)
        try:
            while _filled(client, job, waiting, left):
                for future in _finished(client, waiting):
                    number = waiting.pop(future)
                    try:
                        yield future.result()
                    except (ClaimsError, OSError) as problem:
                        problems.append(str(problem))
                    except CancelledError:
                        raise ClaimsError(f"{address}: the scheduler is lost; {_AGAIN}") from None
                    except Exception as problem:  # what the scheduler says of a task
                        problems.append(f"shard {number}: {type(problem).__name__}; its workers were lost")
        finally:
            client.cancel([*waiting])
    if problems:
        more = f" and {len(problems) - _TOLD} more" if len(problems) > _TOLD else ""
        raise ClaimsError(f"{'; '.join(dict.fromkeys(problems[:_TOLD]))}{more}; the rest is done; {_AGAIN}")


_AGAIN = "the same command goes on from there"


def _filled(
    client: Client, job: Job, waiting: dict[Future[Shard], int], left: Iterator[tuple[int, Piece]]
) -> bool:
    """Submit what is left until each worker has enough; tell whether anything is under way."""
    room = max(1, len(_workers(client))) * AHEAD - len(waiting)
    for number, piece in islice(left, max(0, room)):
        key = f"claims-{job.key}-{number:05}"
        future = client.submit(make, job, number, piece, key=key, retries=RETRIES, pure=False)
        waiting[future] = number
    return bool(waiting)


def _finished(client: Client, waiting: Waiting) -> list[Future[Shard]]:
    """Return what of ``waiting`` is finished, once something is; ``ClaimsError`` when no worker is left."""
    from distributed import wait

    alone = time.monotonic()
    while True:
        try:
            return [*wait([*waiting], timeout=_LOOK, return_when="FIRST_COMPLETED").done]
        except TimeoutError:
            if _workers(client):
                alone = time.monotonic()
            elif time.monotonic() - alone > PATIENCE:
                raise ClaimsError(f"no worker for {PATIENCE} seconds; start some, and {_AGAIN}") from None


def _workers(client: Client) -> dict[str, object]:
    """Return the workers that the scheduler has, by address."""
    found: dict[str, object] = client.scheduler_info(n_workers=-1)["workers"]
    return found


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Give a client of the cluster at ``address``, with a worker there."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise ClaimsError("a cluster needs an extra: pip install 'claims-workbench[dask]'") from None
    if address == LOCAL:
        with _interrupts_held():
            cluster = LocalCluster(
                n_workers=cores(), threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
        with cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout=ANSWERED_WITHIN)
    except (OSError, ValueError, TypeError) as problem:
        told = f"{address}: no Dask scheduler answers there; give tcp://HOST:PORT or local"
        raise ClaimsError(told) from problem
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            told = f"{address}: no worker for {PATIENCE} seconds; start some with `dask worker {address}`"
            raise ClaimsError(told) from None
        yield client


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let an interrupt wait, and keep it from processes that threads begun inside ever start.

    Those leave it to this process, which ends them.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which would let interrupts through again if it began inside
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
