"""Correcting the spans of a claim, border by border, in whole words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.models import ActorKind, Edit, Span, Speaker
from claims.text.sentences import paragraph_ranges, sentence_ranges
from claims.text.tokens import tokenize

MARKS = frozenset(",;:.!?…–—")
"""Behind these a content is likely to fall in two."""
OPENING = frozenset("“„«‘\"'(")
ROLES = ("content", "source", "cue")


class Draft:
    """A claim's spans and speaker while they are being corrected; one role at a time is."""

    def __init__(self, text: str, edit: Edit) -> None:
        """Begin with ``edit``, on the article's ``text``."""
        tokens = tokenize(text)
        self._starts, self._ends = tokens.start, tokens.end
        self._spans: dict[str, tuple[Span, ...]] = {role: getattr(edit, role) for role in ROLES}
        self._begun = edit
        self.role = ROLES[0]
        self.speaker = edit.speaker

    @property
    def edit(self) -> Edit:
        """The correction as it stands; its words are those of the beginning."""
        return self._begun.model_copy(update={**self._spans, "speaker": self.speaker})

    def next_role(self) -> None:
        """Go on to the next role."""
        self.role = ROLES[(ROLES.index(self.role) + 1) % len(ROLES)]

    def move_end(self, words: int) -> None:
        """Move the last border of the role by ``words``; at least one word stays."""
        *others, last = self._begin()
        first_word = self._word_at(last.start)
        end = self._clamped(self._word_before(last.end) + words, first_word)
        self._spans[self.role] = (*others, Span(last.start, self._ends[end]))

    def move_start(self, words: int) -> None:
        """Move the first border of the role by ``words``; at least one word stays."""
        first, *others = self._begin()
        last_word = self._word_before(first.end)
        start = max(0, min(self._word_at(first.start) + words, last_word))
        self._spans[self.role] = (Span(self._starts[start], first.end), *others)

    def shift(self, words: int) -> None:
        """Move the role as a whole by ``words``; of one in parts, the last part, which stays the last."""
        *others, part = self._begin()
        least = self._word_before(others[-1].end) + 1 if others else 0
        first, last = self._word_at(part.start), self._word_before(part.end)
        step = max(least - first, min(words, len(self._starts) - 1 - last))
        self._spans[self.role] = (*others, Span(self._starts[first + step], self._ends[last + step]))

    def add_part(self) -> None:
        """Begin another part of the role: a word behind the next one after the last part."""
        spans = self._begin()
        word = min(self._word_before(spans[-1].end) + 2, len(self._starts) - 1)
        if self._starts[word] >= spans[-1].end:
            self._spans[self.role] = (*spans, Span(self._starts[word], self._ends[word]))

    def drop_part(self) -> None:
        """Leave out the last part of the role, unless it is the only one."""
        self._spans[self.role] = self._spans[self.role][:-1] or self._spans[self.role]

    @property
    def place(self) -> Span:
        """Where the last part of the role is, or would begin."""
        return self._begin()[-1]

    @property
    def is_bare(self) -> bool:
        """Whether the role has one word at most: then it can be moved far, and nothing is lost."""
        spans = self._spans[self.role]
        return len(spans) < 2 and all(self._word_at(s) == self._word_before(e) for s, e in spans)

    def go_to(self, offset: int) -> None:
        """Have the word at ``offset`` of the text, or the first after it, as the role's only one."""
        word = self._word_at(offset)
        self._spans[self.role] = (Span(self._starts[word], self._ends[word]),)

    def clear(self) -> None:
        """Leave the role without words; the content keeps its own."""
        if self.role != "content":
            self._spans[self.role] = ()

    def _begin(self) -> Sequence[Span]:
        """Return the spans of the role; of one without words, the word before the content, or its first."""
        if self._spans[self.role]:
            return self._spans[self.role]
        word = max(0, self._word_at(self._spans["content"][0].start) - 1)
        return (Span(self._starts[word], self._ends[word]),)

    def _word_at(self, offset: int) -> int:
        """Return the word that ``offset`` is in, else the first after it."""
        return min(bisect_right(self._ends, offset), len(self._ends) - 1)

    def _word_before(self, offset: int) -> int:
        """Return the word that ends at ``offset`` or is cut by it, else the last before it."""
        return max(0, bisect_left(self._starts, offset) - 1)

    def _clamped(self, word: int, least: int) -> int:
        return max(least, min(word, len(self._ends) - 1))


class Outline:
    """Where the sentences and paragraphs of a text begin."""

    def __init__(self, text: str) -> None:
        """Cut ``text``."""
        tokens = tokenize(text)
        paragraphs = paragraph_ranges(tokens)
        self.paragraphs = [tokens.start[first] for first, _ in paragraphs]
        self.sentences = [tokens.start[first] for first, _ in sentence_ranges(tokens, paragraphs)]

    @staticmethod
    def beside(places: Sequence[int], offset: int, steps: int) -> int:
        """Return the one of ``places`` that is ``steps`` further than the one that ``offset`` is in.

        The first step back goes to the beginning of that, unless ``offset`` is there.
        """
        at = bisect_right(places, offset) - 1
        if steps < 0 and at >= 0 and places[at] < offset:
            at += 1
        return places[max(0, min(at + steps, len(places) - 1))]


def first_word(text: str, offset: int) -> Span:
    """Return the first word of ``text`` that ends behind ``offset``, else the last; of no word, nothing."""
    tokens = tokenize(text)
    if not len(tokens):
        return Span(0, 0)
    word = min(bisect_right(tokens.end, offset), len(tokens) - 1)
    return Span(tokens.start[word], tokens.end[word])


def cuts(text: str, content: Sequence[Span]) -> list[int]:
    """Return the offsets at which ``content`` can be split: before each word or opening mark but the first.

    There is a word on either side.
    """
    within = [start for start in tokenize(text).start if any(s <= start < e for s, e in content)]
    words = [start for start in within if text[start].isalnum()]
    places = [start for start in within if text[start].isalnum() or text[start] in OPENING]
    return [start for start in places if words[0] < start <= words[-1]] if words else []


def likely_cut(text: str, places: Sequence[int]) -> int:
    """Return the number of the cut nearest the middle, one behind a mark before any other."""
    behind = [n for n, place in enumerate(places) if text[:place].rstrip()[-1:] in MARKS]
    middle = len(places) // 2
    return min(behind or range(len(places)), key=lambda n: (abs(n - middle), n), default=0)


def named_speaker(name: str, known: Sequence[Speaker], before: Speaker | None) -> Speaker | None:
    """Return the speaker called ``name``, one of ``known`` if there is one; None for no name."""
    key = " ".join(name.casefold().split())
    if not key:
        return None
    same = [speaker for speaker in known if speaker.key == key or speaker.name.casefold() == key]
    if same:
        return same[0]
    return Speaker(name=" ".join(name.split()), key=key, kind=before.kind if before else ActorKind.PERSON)
