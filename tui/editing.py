"""Correcting the spans of a claim, border by border, in whole words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.models import ActorKind, Edit, Span, Speaker
from claims.text.tokens import tokenize

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
        """Move the role as a whole by ``words``, as one span."""
        spans = self._begin()
        first, last = self._word_at(spans[0].start), self._word_before(spans[-1].end)
        step = max(-first, min(words, len(self._starts) - 1 - last))
        self._spans[self.role] = (Span(self._starts[first + step], self._ends[last + step]),)

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


def named_speaker(name: str, known: Sequence[Speaker], before: Speaker | None) -> Speaker | None:
    """Return the speaker called ``name``, one of ``known`` if there is one; None for no name."""
    key = " ".join(name.casefold().split())
    if not key:
        return None
    same = [speaker for speaker in known if speaker.key == key or speaker.name.casefold() == key]
    if same:
        return same[0]
    return Speaker(name=" ".join(name.split()), key=key, kind=before.kind if before else ActorKind.PERSON)
