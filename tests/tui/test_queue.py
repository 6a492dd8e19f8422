from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.queue import Queue

VIEWS = st.lists(st.integers(1, 10**9), unique=True, max_size=30)


@settings(deadline=None)
@given(VIEWS, st.data())
def test_next_and_previous_open_are_what_a_naive_search_finds(rowids: list[int], data: st.DataObject) -> None:
    waiting = data.draw(st.lists(st.sampled_from(rowids), unique=True)) if rowids else []
    in_order = [rowid for rowid in rowids if rowid in waiting]
    queue = Queue(rowids, in_order)
    assert queue.decided == len(rowids) - len(waiting)
    for index in range(len(rowids)):
        around = [*range(index + 1, len(rowids)), *range(index)]
        open_around = [place for place in around if rowids[place] in waiting]
        assert queue.next_open(index) == (open_around[0] if open_around else None)
        assert queue.previous_open(index) == (open_around[-1] if open_around else None)
        assert queue.index(rowids[index]) == index
        assert queue.is_open(index) == (rowids[index] in waiting)


@settings(deadline=None)
@given(VIEWS, st.data())
def test_marks_toggle_one_by_one_and_all_together(rowids: list[int], data: st.DataObject) -> None:
    queue = Queue(rowids)
    chosen = data.draw(st.sets(st.integers(0, len(rowids) - 1))) if rowids else set()
    for index in chosen:
        queue.toggle(index)
    assert list(queue.marked_indices()) == sorted(chosen)
    queue.toggle_all()
    assert queue.marked == (0 if len(chosen) == len(rowids) else len(rowids))
    queue.clear_marks()
    assert queue.marked == 0


def test_places_of_row_ids_leave_out_what_is_not_in_the_view() -> None:
    assert Queue([30, 10, 20]).places([20, 99, 30]) == {30: 0, 20: 2}
    assert Queue([30]).index(99) is None


def test_a_million_claims_take_nine_bytes_each_and_are_searched_at_once() -> None:
    queue = Queue(range(1, 1_000_001), [999_999])
    assert len(queue.rowids) * queue.rowids.itemsize == 8_000_000
    assert queue.next_open(0) == 999_998
    queue.set_open(999_998, False)
    assert queue.next_open(0) is None


@settings(deadline=None)
@given(VIEWS, st.data())
def test_a_queue_without_the_settled_ones_is_that_of_the_others(
    rowids: list[int], data: st.DataObject
) -> None:
    numbers = [rowid % 1000 + 1 for rowid in dict.fromkeys(rowids)]
    numbers = list(dict.fromkeys(numbers))
    settled = data.draw(st.lists(st.integers(1, 1100), max_size=40))
    queue = Queue.without(settled, array("q", numbers))
    expected = Queue(numbers, [number for number in numbers if number not in settled])
    assert list(queue.rowids) == numbers
    assert queue.decided == expected.decided
    assert [queue.is_open(at) for at in range(len(numbers))] == [
        expected.is_open(at) for at in range(len(numbers))
    ]
    assert queue.marked == 0
    queue.toggle_all()
    assert queue.marked == len(numbers)


@settings(deadline=None)
@given(VIEWS, st.integers(0, 30), st.booleans())
def test_a_claim_put_in_and_taken_out_leaves_the_others_as_they_were(
    rowids: list[int], at: int, waiting: bool
) -> None:
    queue = Queue(rowids, rowids[::2])
    if rowids:
        queue.toggle(0)
    before = [(queue.is_open(n), queue.is_marked(n)) for n in range(len(queue))]
    place = min(at, len(rowids))
    queue.insert(place, 0, waiting)
    assert (queue.rowids[place], queue.is_open(place), queue.is_marked(place)) == (0, waiting, False)
    assert len(queue) == len(rowids) + 1
    queue.remove(place)
    assert list(queue.rowids) == rowids
    assert [(queue.is_open(n), queue.is_marked(n)) for n in range(len(queue))] == before
