"""Numbers in their units: ``28-point`` -> 28 points, ``$1.2 million`` -> 1,200,000 USD.

Ordinals, dates, years, clock times and numbers that are names ("Flight 370") are none. Words,
signs and units are data (``packs/<language>/quantities.toml``). One look at each token.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.document import Document
from claims.extraction.making import made
from claims.extraction.quantitywords import Words, words_for
from claims.models import DateMention, Quantity, Span

YEARS = range(1900, 2101)
NOUN_REACH = 4
"""How many words after a number are searched for the noun that it counts."""
DIGITS = frozenset("0123456789")
LARGEST = 1e18
"""Nothing in the news is counted beyond; "million million million" is a game."""
HUNDRED, THOUSAND = 100.0, 1000.0
YEAR_DIGITS = 4
SHORTEST_NOUN = 3
LONGEST_BOUND = 3
LONGEST_JOINT = 3
LONGEST_FIGURE = 24
"""A token of more characters is no figure; it keeps values within what a float holds."""


class Number(NamedTuple):
    """A number read from tokens: its value, the token after it, its unit so far, its upper end."""

    value: float
    stop: int
    unit: str = ""
    upper: float | None = None
    bare: bool = False
    """Whether it is a figure and nothing else, which may be a year, a label or an age."""


def find(document: Document, start: int, end: int, dates: Sequence[DateMention] = ()) -> tuple[Quantity, ...]:
    """Return the quantities between the characters ``start`` and ``end``, in order.

    What lies in one of ``dates`` (in text order) is no quantity.
    """
    tokens = document.tokens
    words = words_for(document.language)
    first, stop = bisect_left(tokens.start, start), bisect_left(tokens.start, end)
    candidates = words.candidates
    reader = _Reader(document, words, stop)
    dated = [d.span.start for d in dates]
    out: list[Quantity] = []
    reached = first
    low = tokens.low
    for i in range(first, stop):
        w = low[i]
        if not (w[0] in DIGITS or w in candidates or ("-" in w and w.partition("-")[0] in candidates)):
            continue
        if i < reached:
            continue
        at = bisect_left(dated, tokens.end[i]) - 1
        if at >= 0 and dates[at].span.end > tokens.start[i]:
            continue
        found = reader.quantity(i)
        if found is not None:
            quantity, after = found
            if out and not out[-1].unit and reader.shares_unit(reached, i):
                out[-1] = out[-1].model_copy(update={"unit": quantity.unit})
            out.append(quantity)
            reached = after
    return tuple(out)


class _Reader:
    """Reads the quantities of one document; nothing behind token ``stop`` belongs to one."""

    def __init__(self, document: Document, words: Words, stop: int) -> None:
        self.document = document
        self.words = words
        self.stop = stop
        self.word = document.tokens.word
        self.low = document.tokens.low

    def quantity(self, i: int) -> tuple[Quantity, int] | None:
        """Return the quantity whose number begins at token ``i`` and the token after it, or None."""
        number = self._number(i)
        if number is None:
            return None
        first, currency = self._currency_before(i)
        if currency:
            number = number._replace(unit=currency, bare=False)
        number = self._ranged(self._scaled(number), i)
        number = self._with_unit(number)
        if number.bare and self._is_no_count(i, number):
            return None
        if max(number.value, number.upper or 0.0) > LARGEST:
            return None
        bound, stop = self._bound(first, number.stop)
        tokens = self.document.tokens
        span = Span(tokens.start[first], tokens.end[number.stop - 1])
        quantity = made(
            Quantity, span=span, value=number.value, upper=number.upper, unit=number.unit, bound=bound
        )
        return quantity, max(stop, number.stop)

    def shares_unit(self, first: int, stop: int) -> bool:
        """Whether the words between two numbers give both one unit: "41 of 160 seats", "from 10 to 15 %"."""
        between = self.low[first:stop]
        lists = self.words.lists
        return 0 < len(between) <= LONGEST_JOINT and all(w in lists["sharing"] for w in between)

    def _number(self, i: int) -> Number | None:
        """Read the figure or the number words at token ``i``."""
        if self.word[i][0] in DIGITS:
            return self._figure(i)
        return self._fraction(i) or self._spelled(i)

    def _figure(self, i: int) -> Number | None:
        word, words = self.word[i], self.words
        match = words.figure.match(word) if len(word) <= LONGEST_FIGURE else None
        if match is None:
            return None
        whole, decimals, second, suffix, hanging = match.groups()
        value = self._value(whole, decimals)
        if suffix:
            suffix = suffix.lower()
            # "5m" is metres, "$5m" and "5m crowns" are millions.
            money = suffix not in words.money_scales or self._currency_before(i)[1] or self._counted_at(i + 1)
            if suffix in words.scales and money:
                return Number(value * words.scales[suffix], i + 1)
            unit = words.units.get(suffix)
            return Number(value, i + 1, unit) if unit and suffix not in words.ordinals else None
        if hanging:
            return self._hung(Number(value, i + 1), hanging.lower())
        if second:
            upper = self._value(*_parted(second, words.decimal))
            return Number(value, i + 1, "", upper) if upper > value else None
        return Number(value, i + 1, bare=True)

    def _value(self, whole: str, decimals: str | None) -> float:
        figure = whole.replace(self.words.thousands, "")
        return float(f"{figure}.{decimals[1:]}" if decimals else figure)

    def _hung(self, number: Number, hanging: str) -> Number:
        """Take what hangs on by a hyphen: a scale, then a unit ("1.2-million-dollar", "28-point")."""
        head, _, rest = hanging.partition("-")
        if head in self.words.scales and head not in self.words.money_scales:
            number = number._replace(value=number.value * self.words.scales[head])
            head = rest.partition("-")[0]
        return number._replace(unit=self._unit(head) or head)

    def _spelled(self, i: int) -> Number | None:
        """Read number words: "twenty-five", "two hundred and fifty thousand", "a dozen"."""
        low, words = self.low, self.words
        total, current, unit = 0.0, 0.0, ""
        start = i
        while i < self.stop:
            head, _, rest = low[i].partition("-")
            if head in words.numbers:
                current += words.numbers[head]
                if rest in words.numbers:
                    current += words.numbers[rest]
                elif rest:
                    return self._hung(Number(total + current, i + 1), rest)
            elif low[i] in words.scales and low[i] not in words.money_scales:
                if i == start and not self._after_article(i):
                    return None
                if words.scales[low[i]] < THOUSAND:
                    current = (current or 1.0) * words.scales[low[i]]
                else:
                    total, current = total + (current or 1.0) * words.scales[low[i]], 0.0
            elif not (
                low[i] in words.lists["and"]
                and current >= HUNDRED
                and low[i + 1 : i + 2]
                and low[i + 1] in words.numbers
            ):
                break
            i += 1
        value = total + current
        if i == start or (value == 1 and i == start + 1 and not self._counts_one(i)):
            return None
        return Number(value, i, unit)

    def _after_article(self, i: int) -> bool:
        return i > 0 and self.low[i - 1] in self.words.lists["articles"]

    def _counts_one(self, i: int) -> bool:
        return i < self.stop and (
            self.low[i] in self.words.lists["counted_by_one"] or self.low[i] in self.words.lists["percent"]
        )

    def _fraction(self, i: int) -> Number | None:
        """Read "two thirds", "one-third", "a quarter of", "half of", "half a million"."""
        low, words = self.low, self.words
        fractions = words.fractions
        head, _, rest = low[i].partition("-")
        after = low[i + 1] if i + 1 < self.stop else ""
        if head in words.numbers:
            if rest in fractions:
                return Number(words.numbers[head] * fractions[rest], i + 1)
            return (
                Number(words.numbers[head] * fractions[after], i + 2)
                if not rest and after in fractions
                else None
            )
        if low[i] not in fractions:
            return None
        if after in words.lists["articles"] and i + 2 < self.stop and low[i + 2] in words.scales:
            return Number(fractions[low[i]] * words.scales[low[i + 2]], i + 3)
        before = low[i - 1] if i else ""
        alone = before in words.lists["stops"] or (before,) in words.bounds or not before.isalnum()
        return Number(fractions[low[i]], i + 1) if after in words.lists["of"] and alone else None

    def _currency_before(self, i: int) -> tuple[int, str]:
        """Return the token at which a currency sign before ``i`` begins, and the currency."""
        word, words = self.word, self.words
        if not i or word[i - 1] not in words.signs:
            return i, ""
        prefix = self.low[i - 2].rstrip(".").replace(".", "") if i > 1 else ""
        tokens = self.document.tokens
        if prefix in words.sign_prefixes and tokens.end[i - 2] == tokens.start[i - 1]:
            return i - 2, words.sign_prefixes[prefix]
        return i - 1, words.signs[word[i - 1]]

    def _scaled(self, number: Number) -> Number:
        """Multiply by the scale word behind a figure: "1.2 million"."""
        i, words = number.stop, self.words
        scale = self.low[i] if i < self.stop else ""
        if scale not in words.scales or (scale in words.money_scales and not number.unit):
            return number
        upper = number.upper * words.scales[scale] if number.upper is not None else None
        return number._replace(value=number.value * words.scales[scale], upper=upper, stop=i + 1, bare=False)

    def _ranged(self, number: Number, i: int) -> Number:
        """Take the second number of "10 to 15", "between 10 and 15"; "from 10 to 15" is a change."""
        low, lists = self.low, self.words.lists
        j = number.stop
        before = low[i - 1] if i else ""
        if j + 1 >= self.stop or before in lists["change"] or number.upper is not None:
            return number
        joined = low[j] in lists["range"] or (low[j] in lists["range_between"] and before in lists["between"])
        second = self._second(j + 1) if joined else None
        if second is None or second.value <= number.value:
            return number
        # "10 to 15 million": the scale holds for both.
        scale = second.value / self._unscaled(j + 1) if number.value < THOUSAND else 1.0
        value = number.value * scale if number.value * scale < second.value else number.value
        return Number(value, second.stop, number.unit or second.unit, second.value, bare=False)

    def _second(self, i: int) -> Number | None:
        if self.word[i] in self.words.signs and i + 1 < self.stop:
            i += 1
        readable = self.word[i][0] in DIGITS or self.low[i].partition("-")[0] in self.words.numbers
        number = self._number(i) if readable else None
        return self._scaled(number) if number else None

    def _unscaled(self, i: int) -> float:
        if self.word[i] in self.words.signs:
            i += 1
        number = self._number(i)
        return number.value if number and number.value else 1.0

    def _with_unit(self, number: Number) -> Number:
        """Find what the number counts: a unit beside it, else the plural noun that follows."""
        i, words, low = number.stop, self.words, self.low
        if number.unit or i >= self.stop:
            return number
        phrase = words.unit_phrases.get(tuple(low[i : i + 2]))
        if phrase:
            return number._replace(unit=phrase, stop=i + 2, bare=False)
        for j in range(i, min(self.stop, i + NOUN_REACH)):
            word = low[j]
            if word in words.lists["stops"] or not (word[0].isalpha() or word in words.units):
                break
            known = words.units.get(word) or words.currencies.get(word)
            if known and (j == i or len(word) > SHORTEST_NOUN):
                return number._replace(unit=known, stop=j + 1, bare=False)
            unit = self._singular(word)
            noun = self.word[j][0].isupper() or not words.nouns_capitalised
            if unit != word and noun:
                return number._replace(unit=unit, stop=j + 1)
        return number

    def _counted_at(self, i: int) -> bool:
        """Whether a plural noun or a currency stands at token ``i``."""
        return i < self.stop and (
            self.low[i] in self.words.currencies or self._singular(self.low[i]) != self.low[i]
        )

    def _unit(self, word: str) -> str:
        return self.words.currencies.get(word) or self.words.units.get(word) or self._singular(word)

    def _singular(self, word: str) -> str:
        if len(word) <= SHORTEST_NOUN:
            return word
        for ending, singular in self.words.endings:
            if word.endswith(ending):
                return word[: len(word) - len(ending)] + singular
        return word

    def _is_no_count(self, i: int, number: Number) -> bool:
        """Whether a bare figure is a year, a clock time, a label or an age rather than a quantity."""
        lists, low = self.words.lists, self.low
        before = low[i - 1] if i else ""
        if before == "." and i > 1:
            before = low[i - 2] + "."
        after = low[i + 1] if i + 1 < self.stop else ""
        if len(self.word[i]) == YEAR_DIGITS and number.value in YEARS:
            return True
        if before in lists["labels"] or after in lists["clock"]:
            return True
        if number.unit:
            return False
        opens = self.document.sentences[self.document.sentence_of[i]][0]
        named = i - 1 > opens and self.word[i - 1][0].isupper()
        return named or (before == "," and after in ",)")

    def _bound(self, first: int, stop: int) -> tuple[str, int]:
        """Return what bounds the quantity in tokens ``[first, stop)``, and the token after all of it."""
        low = self.low
        begin = first - 1 if first and low[first - 1] in self.words.lists["articles"] else first
        for end in (first, begin):
            for length in range(LONGEST_BOUND, 0, -1):
                bound = self.words.bounds.get(tuple(low[max(0, end - length) : end]))
                if bound:
                    return bound, stop
        for length in (2, 1):
            bound = self.words.bounds_after.get(tuple(low[stop : min(self.stop, stop + length)]))
            if bound:
                return bound, stop + length
        return "", stop


def _parted(figure: str, decimal: str) -> tuple[str, str | None]:
    """Return a figure's whole part and its decimals with their mark."""
    whole, mark, decimals = figure.partition(decimal)
    return whole, mark + decimals if mark else None
