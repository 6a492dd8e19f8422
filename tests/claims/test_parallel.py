"""Work on one core or several: the same, in order, no further ahead than the processes need."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from claims.parallel import AHEAD, ProcessKilled, in_order


def square(number: int) -> int:
    return number * number


def failing(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def dying(number: int) -> int:
    os._exit(1)


@pytest.mark.parametrize("processes", [1, 2])
def test_it_comes_in_the_order_it_was_given_from_pieces_read_as_needed(processes: int) -> None:
    read = []

    def pieces() -> Iterator[tuple[str, int]]:
        for number in range(50):
            read.append(number)
            yield str(number), number

    found = in_order(square, pieces(), processes)
    assert next(found) == ("0", 0)
    assert len(read) <= AHEAD * processes
    assert list(found) == [(str(number), number * number) for number in range(1, 50)]


def test_what_the_work_raises_is_raised_in_its_place() -> None:
    found = in_order(failing, ((number, number) for number in range(6)), 2)
    assert [next(found) for _ in range(3)] == [(0, 0), (1, 1), (2, 2)]
    with pytest.raises(ValueError, match="three"):
        next(found)


def test_a_process_that_is_gone_is_told() -> None:
    with pytest.raises(ProcessKilled, match="goes on from there"):
        list(in_order(dying, ((number, number) for number in range(6)), 2))
