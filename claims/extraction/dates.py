"""Dates in words, resolved against the article's date: "Tuesday", "November 23 and 24", "last month".

Candidates are found by one membership test per token; each is read by one small function. The
words are data (``packs/<language>/dates.toml``). What cannot be resolved (no article date, no year)
keeps its span with open ends. A general date library costs milliseconds a sentence and takes "may"
and "5" for dates, so none is used.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from typing import NamedTuple

from claims.extraction.datewords import DAY, DAYS, Words, day_of, days_in, month_end, shifted, words_for
from claims.extraction.document import Document
from claims.extraction.making import made
from claims.models import DateMention, Span

YEARS = range(1900, 2101)
FIGURES = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})$")
YEAR = re.compile(r"(?:19|20)\d\d$")
DECADE = re.compile(r"(?:19|20)\d0s$")
SMALL = re.compile(r"\d{1,3}$", re.ASCII)
DIGITS = frozenset("0123456789")
CENTURY = 2000
HALF_A_YEAR = 183
MOST_UNITS = 200
"""A count of more days, months or years is no date."""

Days = tuple[dt.date | None, dt.date | None]


class Read(NamedTuple):
    """A date read from tokens: first and last day, and the token range."""

    start: dt.date | None
    end: dt.date | None
    first: int
    stop: int


def find(document: Document, start: int, end: int) -> tuple[DateMention, ...]:
    """Return the dates between the characters ``start`` and ``end``, in order and apart from each other."""
    tokens = document.tokens
    words = words_for(document.language)
    first, stop = bisect_left(tokens.start, start), bisect_left(tokens.start, end)
    reader = _Reader(document, words, first, stop)
    candidates = words.candidates
    low = tokens.low
    out: list[DateMention] = []
    reached = first
    for i in range(first, stop):
        word = low[i]
        if i < reached or not (word[0] in DIGITS or word.rstrip(".") in candidates):
            continue
        read = reader.read(i, reached)
        if read is not None:
            span = Span(tokens.start[read.first], tokens.end[read.stop - 1])
            out.append(made(DateMention, span=span, start=read.start, end=read.end))
            reached = read.stop
    return tuple(out)


class _Reader:
    """Reads the dates in tokens ``[first, stop)`` of one document."""

    def __init__(self, document: Document, words: Words, first: int, stop: int) -> None:
        self.document = document
        self.words = words
        self.first = first
        self.stop = stop
        self.word = document.tokens.word
        self.low = [w.rstrip(".") if len(w) > 1 else w for w in document.tokens.low[:stop]]
        self.today = document.article.date

    def read(self, i: int, reached: int) -> Read | None:
        """Return the date at token ``i``, which may begin before it but not before ``reached``."""
        word, words = self.low[i], self.words
        if word[0] in DIGITS:
            return self._figures(i, reached)
        if word in words.months:
            return self._month(i, reached)
        if word in words.weekdays:
            return self._weekday(i, reached)
        if word in words.days:
            return self._day(i)
        if word in words.lists["ago"] or word in words.lists["ago_first"]:
            return self._ago(i, reached)
        return self._relative(i)

    # Figures

    def _figures(self, i: int, reached: int) -> Read | None:
        """Read "25.11.25", "2025-11-25", "2024", "1990s", "23 November"."""
        word = self.low[i]
        match = FIGURES.match(word)
        if match:
            day = self._by_order(match)
            return Read(day, day, i, i + 1) if day else None
        if DAY.match(word) or DAYS.match(word):
            j = i + 1
            if j < self.stop and self.low[j] in self.words.lists["of"]:
                j += 1
            if j < self.stop and self.low[j] in self.words.months and self._is_month(j, counted=True):
                return self._month(j, reached)
            return None
        if DECADE.match(word):
            year = int(word[:4])
            return Read(dt.date(year, 1, 1), dt.date(year + 9, 12, 31), i, i + 1)
        return self._year(i) if YEAR.match(word) else None

    def _by_order(self, match: re.Match[str]) -> dt.date | None:
        parts = (match[1], match[3], match[4])
        order = "ymd" if len(match[1]) > 2 else self.words.orders[match[2]]
        values = dict(zip(order, (int(p) for p in parts), strict=True))
        year, month, day = values["y"], values["m"], values["d"]
        if month > 12:
            month, day = day, month
        return day_of(year if year > 99 else CENTURY + year, month, day)

    def _year(self, i: int) -> Read | None:
        """Read a year; a figure before a plural noun that it counts is none of ours to tell."""
        year = int(self.low[i])
        if year not in YEARS or (i and self.word[i - 1] in "$€£¥"):
            return None
        return Read(dt.date(year, 1, 1), dt.date(year, 12, 31), i, i + 1)

    # Months

    def _is_month(self, i: int, counted: bool = False) -> bool:
        """Whether the word at ``i`` is a month and not "may" or "march"."""
        if not self.word[i][0].isupper():
            return False
        if self.low[i] not in self.words.lists["ambiguous_months"] or counted:
            return True
        after = self.low[i + 1] if i + 1 < self.stop else ""
        before = self.low[i - 1] if i else ""
        return after[:1] in DIGITS if after else before in self.words.lists["before_month"]

    def _month(self, i: int, reached: int) -> Read | None:
        """Read "November 23 and 24", "Nov. 20, 2024", "23 November", "in March", "March 2024"."""
        lists, low = self.words.lists, self.low
        month = self.words.months[low[i]]
        days, first = self._days_before(i, reached)
        stop = i + 1
        if not days:
            days, stop = self._days_after(i + 1)
        if (
            not days
            and not self._is_month(i)
            and not (low[i - 1 : i] and low[i - 1] in lists["before_month"])
        ):
            return None
        if not self.word[i][0].isupper():
            return None
        year, stop = self._year_after(stop)
        first = self._weekday_before(first, reached)
        if not days:
            return self._whole_month(i, month, year, stop)
        start = self._dated(year, month, days[0])
        end = self._dated(year, month, days[-1])
        if start is None or end is None:
            known = year is not None or self.today is not None
            return None if known else Read(None, None, first, stop)
        return Read(start, end if end >= start else start, first, stop)

    def _days_before(self, i: int, reached: int) -> tuple[list[int], int]:
        """Return the days written before a month ("23 and 24 November"), and where they begin."""
        lists, low = self.words.lists, self.low
        j = i - 1
        if j >= reached and low[j] in lists["of"]:
            j -= 1
        if j < reached:
            return [], i
        last = days_in(low[j])
        if not last:
            return [], i
        joined = lists["and"] | lists["to"]
        if j - 2 >= reached and low[j - 1] in joined and len(last) == 1:
            before = days_in(low[j - 2])
            if len(before) == 1 and before[0] < last[0]:
                return before + last, j - 2
        return last, j

    def _days_after(self, i: int) -> tuple[list[int], int]:
        """Return the days written after a month ("November 23 and 24"), and the token after them."""
        lists, low = self.words.lists, self.low
        if i >= self.stop:
            return [], i
        days = days_in(low[i])
        if not days:
            return [], i
        i += 1
        if i + 1 < self.stop and low[i] in lists["and"] | lists["to"] and len(days) == 1:
            after = days_in(low[i + 1])
            counted = i + 2 < self.stop and low[i + 2] in self.words.months
            if len(after) == 1 and after[0] > days[0] and not counted:
                return days + after, i + 2
        return days, i

    def _year_after(self, i: int) -> tuple[int | None, int]:
        j = i + 1 if i < self.stop and self.low[i] == "," else i
        if j < self.stop and YEAR.match(self.low[j]):
            return int(self.low[j]), j + 1
        return None, i

    def _weekday_before(self, i: int, reached: int) -> int:
        """Return where "Tuesday, November 25" begins."""
        j = i - 1
        if j >= reached and self.low[j] == ",":
            j -= 1
        return j if j >= reached and self.low[j] in self.words.weekdays else i

    def _dated(self, year: int | None, month: int, day: int) -> dt.date | None:
        """Return the day; without a year, the one nearest to the article's date."""
        if year is not None:
            return day_of(year, month, day)
        if self.today is None:
            return None
        near = (day_of(self.today.year + shift, month, day) for shift in (-1, 0, 1))
        today = self.today
        return min((d for d in near if d), key=lambda d: abs((d - today).days), default=None)

    def _whole_month(self, i: int, month: int, year: int | None, stop: int) -> Read | None:
        first = i
        if year is None:
            if self.today is None:
                return Read(None, None, first, stop)
            before = self.low[i - 1] if i > self.first else ""
            year = self.today.year
            if before in self.words.lists["next"] or self._is_future(i):
                year += month < self.today.month
            else:
                year -= month > self.today.month
            if before in self.words.lists["next"] | self.words.lists["last"]:
                first = i - 1
        start = day_of(year, month, 1)
        return Read(start, month_end(year, month), first, stop) if start else None

    # Weekdays and relative dates

    def _weekday(self, i: int, reached: int) -> Read | None:
        """Read a weekday: the last one on or before the article's date, unless the future is spoken of."""
        low, lists = self.low, self.words.lists
        if not self.word[i][0].isupper() or (
            low[i] in lists["ambiguous_weekdays"] and self.word[i][-1] != "."
        ):
            return None
        following = i + 2 if low[i + 1 : i + 2] == [","] else i + 1
        if following < self.stop and low[following] in self.words.months:
            month = self._month(following, i + 1) if self._days_after(following + 1)[0] else None
            if month is not None:
                return month._replace(first=i)
        if following < self.stop and FIGURES.match(low[following]):
            figures = self._figures(following, following)
            if figures is not None:
                return figures._replace(first=i)
        before = low[i - 1] if i > reached else ""
        first = i - 1 if before in lists["last"] | lists["next"] | lists["this"] else i
        if self.today is None:
            return Read(None, None, first, i + 1)
        back = (self.today.weekday() - self.words.weekdays[low[i]]) % 7
        if before in lists["next"] or (before not in lists["last"] and self._is_future(i)):
            shift = 7 - back if back or before in lists["next"] else 0
        else:
            shift = -(back or (7 if before in lists["last"] else 0))
        day = shifted(self.today, shift)
        return Read(day, day, first, i + 1)

    def _is_future(self, i: int) -> bool:
        """Whether a deadline or a word of the future stands before token ``i``, in the same clause."""
        begin = self.document.sentences[self.document.sentence_of[i]][0]
        lists = self.words.lists
        j = i - 1
        while j > begin and self.low[j] in lists["deadline_fillers"]:
            j -= 1
        if j >= begin and self.low[j] in lists["deadline"]:
            return True
        for j in range(i - 1, max(begin, i - self.words.future_reach) - 1, -1):
            if self.low[j] in lists["future"]:
                return True
            if self.low[j] in ",;:":
                return False
        return False

    def _day(self, i: int) -> Read:
        """Read "yesterday", "tomorrow morning"."""
        stop = i + 1
        if stop < self.stop and self.words.units.get(self.low[stop]) in ("part", "night"):
            stop += 1
        if self.today is None:
            return Read(None, None, i, stop)
        day = shifted(self.today, self.words.days[self.low[i]])
        return Read(day, day, i, stop)

    def _ago(self, i: int, reached: int) -> Read | None:
        """Read "two weeks ago", or a language's order with the word for "ago" first."""
        first, stop = (i - 2, i + 1) if self.low[i] in self.words.lists["ago"] else (i, i + 3)
        if first < reached or stop > self.stop:
            return None
        number, unit = self.low[stop - 3 if first < i else i + 1], self.low[stop - 2 if first < i else i + 2]
        count = self.words.numbers.get(number) or (int(number) if SMALL.match(number) else 0)
        if unit not in self.words.units or not 0 < count <= MOST_UNITS:
            return None
        start, end = self._span_of(self.words.units[unit], -count)
        return Read(start, end, first, stop)

    def _relative(self, i: int) -> Read | None:
        """Read "last month", "this week", "next year"."""
        lists = self.words.lists
        unit = self.words.units.get(self.low[i + 1]) if i + 1 < self.stop else None
        if unit is None or self.low[i + 1] in lists["plurals"]:
            return None
        count = -1 if self.low[i] in lists["last"] else 1 if self.low[i] in lists["next"] else 0
        start, end = self._span_of(unit, count)
        return Read(start, end, i, i + 2)

    def _span_of(self, unit: str, count: int) -> Days:
        """Return the first and last day of the ``count``-th unit from the article's date."""
        today = self.today
        if today is None:
            return None, None
        if unit in ("day", "night", "part"):
            day = shifted(today, count)
            return day, day
        if unit in ("week", "weekend"):
            monday = shifted(today, 7 * count - today.weekday())
            if monday is None:
                return None, None
            return shifted(monday, 5 if unit == "weekend" else 0), shifted(monday, 6)
        if unit == "month":
            months = today.year * 12 + today.month - 1 + count
            return day_of(months // 12, months % 12 + 1, 1), month_end(months // 12, months % 12 + 1)
        year = today.year + count * (10 if unit == "decade" else 1)
        return day_of(year, 1, 1), day_of(year, 12, 31)
