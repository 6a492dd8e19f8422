"""The outlet's own statements of fact: sentences that nobody is quoted for and that can be checked.

Conservative: a sentence (or a main clause of it that no attribution covers) counts only with a
finite verb and a number, a date or a name, and never as a question, a heading, page furniture or a
repetition of the headline. The words are data (``packs/<language>/features.toml``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claims.extraction.attribution import Attribution
from claims.extraction.document import Document
from claims.extraction.features import scan
from claims.extraction.packs import table
from claims.models import ClaimKind, Modality, Span

MOST_SHARED = 0.6
"""A sentence that shares more of its words with the headline repeats it."""
LONGEST_HEADLINE = 40
TEASER_REACH = 8
"""In how many paragraphs a repetition of the headline is looked for."""
LABEL_REACH = 6
ENDS = frozenset(".!…")
CLOSING = frozenset("”\"»’')")
CUE_CLASS = "assertion"


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words about assertions, ready for membership tests; explained in the data."""

    finite: frozenset[str]
    finite_endings: tuple[str, ...]
    not_before_finite: frozenset[str]
    excluded: frozenset[str]
    pointing: frozenset[str]
    connectives: tuple[tuple[str, ...], ...]
    subordinators: frozenset[str]
    coordinators: frozenset[str]
    acts: frozenset[str]
    objects: frozenset[str]
    object_limits: frozenset[str]
    least_words: int
    reliability: Mapping[str, float]


@cache
def words_for(language: str) -> Words:
    """Return the assertion words of ``language``."""
    data: Mapping[str, str] = table(language, "features")["assertions"]
    given = table(language, "features")["assertions"]
    phrases = (tuple(p.split()) for p in data["connectives"].split("|"))
    return Words(
        **{
            name: frozenset(data[name].split())
            for name in (
                "finite",
                "not_before_finite",
                "excluded",
                "pointing",
                "subordinators",
                "coordinators",
                "acts",
                "objects",
                "object_limits",
            )
        },
        connectives=tuple(sorted(phrases, key=len, reverse=True)),
        finite_endings=tuple(given["finite_endings"]),
        least_words=given["least_words"],
        reliability=given["reliability"],
    )


def find(document: Document, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the outlet's own assertions beside ``attributions``, in text order.

    Their rules are ``assertion-sentence``, ``assertion-clause`` and ``assertion-act``.
    """
    words = words_for(document.language)
    finder = _Finder(document, words, _covered(document, attributions))
    out = [a for number in range(len(document.sentences)) for a in finder.sentence(number)]
    out.extend(a for attribution in attributions for a in finder.act(attribution))
    out.sort(key=lambda a: a.content)
    return out


def _covered(document: Document, attributions: Sequence[Attribution]) -> bytearray:
    """Return 1 for each token that belongs to an attribution."""
    starts, ends = document.tokens.start, document.tokens.end
    mask = bytearray(len(starts))
    for attribution in attributions:
        for spans in (attribution.source, attribution.cue, attribution.content):
            for span in spans:
                first, stop = bisect_right(ends, span.start), bisect_left(starts, span.end)
                mask[first:stop] = b"\x01" * max(0, stop - first)
    return mask


class _Finder:
    def __init__(self, document: Document, words: Words, covered: bytearray) -> None:
        self.document = document
        self.words = words
        self.covered = covered
        self.low = document.tokens.low
        self.word = document.tokens.word
        marks = scan(document)
        tokens = document.tokens
        self.counted = sorted(
            bisect_right(tokens.end, mark.span.start)
            for group in (marks.quantities, marks.dates)
            for mark in group
        )
        self.named = [bisect_right(tokens.end, mark.span.start) for mark in marks.entities]
        self.headline = self._headline()
        self.teaser = self._teaser()

    def _headline(self) -> frozenset[str]:
        """Return the words of the title, or of a first line without a full stop."""
        title = self.document.article.title
        if title:
            return frozenset(w.strip(".,:;!?\"'“”‘’()").lower() for w in title.split())
        if not self.document.sentences:
            return frozenset()
        first, stop = self.document.sentences[0]
        return frozenset(self.low[first:stop]) if self.word[stop - 1] not in ENDS else frozenset()

    def _teaser(self) -> int:
        """Return the token before which all is a summary: where the headline stands a second time, or 0."""
        low, paragraphs = self.low, self.document.paragraphs
        if not paragraphs or paragraphs[0][1] - paragraphs[0][0] > LONGEST_HEADLINE:
            return 0
        headline = low[slice(*paragraphs[0])]
        for first, stop in paragraphs[1:TEASER_REACH]:
            if low[first:stop] == headline:
                return stop
        return 0

    def _is_turn(self, paragraph: tuple[int, int]) -> bool:
        """Whether the paragraph is a turn of a conversation: "LA (laughs): My father …"."""
        first, stop = paragraph
        for i in range(first, min(stop, first + LABEL_REACH)):
            if self.word[i] == ":":
                return i > first
            if i == first and not self.word[i][0].isupper():
                return False
        return False

    def sentence(self, number: int) -> Iterator[Attribution]:
        """Yield the assertions of a sentence: the whole, or its main clauses that nothing covers."""
        first, stop = self.document.sentences[number]
        end = stop
        while end > first and self.word[end - 1] in CLOSING:
            end -= 1
        if end == first or self.word[end - 1] not in ENDS or self._is_aside(first, stop):
            return
        end -= 1
        if not any(self.covered[first:end]):
            yield from self._made(first, end, "assertion-sentence")
            return
        for begin, last in self._clauses(first, end):
            yield from self._made(begin, last, "assertion-clause")

    def _is_aside(self, first: int, stop: int) -> bool:
        """Whether the sentence is furniture, quoted, somebody's turn, or repeats the headline."""
        document = self.document
        if (
            document.furniture[first]
            or document.in_quote[first]
            or first < self.teaser
            or self.word[first] == "("
        ):
            return True
        if self._is_turn(document.paragraphs[document.paragraph_of[first]]):
            return True
        said = [w for w in self.low[first:stop] if w[0].isalnum()]
        shared = sum(1 for w in said if w in self.headline)
        return shared > MOST_SHARED * len(said)

    def _clauses(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the main clauses beside what is covered: they begin it, or follow ";" or ", and"."""
        i = first
        while i < end:
            if self.covered[i]:
                i += 1
                continue
            stop = i
            while stop < end and not self.covered[stop]:
                stop += 1
            begin = self._clause_begin(i, first)
            last = self._clause_end(begin, stop, end)
            if begin < last:
                yield begin, last
            i = stop

    def _clause_begin(self, i: int, first: int) -> int:
        """Return where a clause that stands alone begins from ``i`` on; far behind when there is none."""
        if i == first:
            return i
        if self.word[i] == ";":
            return i + 1
        if self.word[i] == "," and self.low[i + 1 : i + 2] and self.low[i + 1] in self.words.coordinators:
            return i + 2
        return len(self.low)

    def _clause_end(self, begin: int, stop: int, end: int) -> int:
        """Return where the clause ends: at ";" or ", and" before what is covered."""
        if stop == end:
            return stop
        last = stop - 1
        if last > begin and self.low[last] in self.words.coordinators | {";"}:
            return last - 1 if self.word[last - 1] == "," else last
        return begin

    def _made(self, first: int, end: int, rule: str) -> Iterator[Attribution]:
        """Yield the assertion in tokens ``[first, end)`` if it states something that can be checked."""
        while first < end and not self.word[first][0].isalnum() and not self.document.in_quote[first]:
            first += 1
        first = self._without_connective(first, end)
        while end > first and self.word[end - 1] in ",;:-–—":
            end -= 1
        low, words = self.low, self.words
        if sum(1 for w in low[first:end] if w[0].isalnum()) < words.least_words:
            return
        if low[first] in words.subordinators or self.document.in_quote[first]:
            return
        if any(low[i] in words.excluded and self._is_common(i, first) for i in range(first, end)):
            return
        counted = self._holds(self.counted, first, end)
        named = self._holds(self.named, first, end) and low[first] not in words.pointing
        if (counted or named) and self._has_verb(first, end):
            yield self._attribution(first, end, rule, words.reliability["counted" if counted else "named"])

    def _is_common(self, i: int, first: int) -> bool:
        """Whether the word at ``i`` is no name or acronym ("May", "US")."""
        word = self.word[i]
        return word.islower() or len(word) == 1 or (i == first and not word.isupper())

    def _holds(self, marks: Sequence[int], first: int, end: int) -> bool:
        """Whether one of ``marks`` (token numbers in order) lies in ``[first, end)``."""
        at = bisect_left(marks, first)
        return at < len(marks) and marks[at] < end

    def _without_connective(self, first: int, end: int) -> int:
        for phrase in self.words.connectives:
            after = first + len(phrase)
            if after < end and tuple(self.low[first:after]) == phrase:
                return after + (self.word[after] == ",")
        return first

    def _has_verb(self, first: int, end: int) -> bool:
        """Whether a finite verb stands behind the first word, outside of relative clauses."""
        low, words = self.low, self.words
        for i in range(first + 1, end):
            if low[i] in words.finite:
                return True
            if low[i].endswith(words.finite_endings) and low[i - 1] not in words.not_before_finite:
                return True
        return False

    def act(self, attribution: Attribution) -> Iterator[Attribution]:
        """Yield the act of publishing itself: "On November 20, Axios published a 28-point plan"."""
        tokens, words = self.document.tokens, self.words
        if not (attribution.cue and attribution.source and attribution.content):
            return
        cue = bisect_left(tokens.start, attribution.cue[0].start)
        head = bisect_left(tokens.start, attribution.content[0].start)
        if cue >= len(self.low) or self.low[cue] not in words.acts or head != cue + 1:
            return
        if head >= len(self.low) or self.low[head] not in words.objects:
            return
        sentence = self.document.sentences[self.document.sentence_of[cue]]
        stop = head + 1
        while (
            stop < sentence[1] and self.word[stop][0].isalnum() and self.low[stop] not in words.object_limits
        ):
            stop += 1
        if not self.document.furniture[cue] and not self.document.in_quote[cue]:
            yield from self._made(sentence[0], stop, "assertion-act")

    def _attribution(self, first: int, end: int, rule: str, reliability: float) -> Attribution:
        tokens = self.document.tokens
        return Attribution(
            source=(),
            cue=(),
            content=(Span(tokens.start[first], tokens.end[end - 1]),),
            kind=ClaimKind.ASSERTION,
            modality=Modality.FACT,
            rule=rule,
            cue_class=CUE_CLASS,
            reliability=reliability,
        )
