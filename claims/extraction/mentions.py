"""Capitalised words of a document cut into mentions: a role, a name, and what kind of name it is.

Knows no language: which words join, open, end or title a name is data
(``packs/<language>/names.toml``, and the outlets of ``chains.toml``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.extraction.document import Document
from claims.extraction.namewords import NameKind, Words, fold

HEADING_SHARE = 0.5
"""A line of so many capitals is set in title case: its capitals mark no names."""
HEADING_SHARE_STOPPED = 0.7
"""The same for one that ends in a full stop, which may just be a short sentence of many names."""
HEADING_WORDS = 4
LONGEST_NAME = 12
"""A longer run of capitals is a heading or a list, not a name."""
LONGEST_KNOWN = 4
LONGEST_ACRONYM = 5
ROLE_REACH = 6
"""How many words before a name can belong to its role."""
OPENING = frozenset("“„‘\"'(«•-–—:[")
QUOTES = frozenset({"“", "”", "„", "‘", "’", '"', "'", "``", "''", "«", "»"})
LONGEST_NICKNAME = 3


@dataclass(slots=True)
class Mention:
    """A name where it stands, in token numbers: its role from ``first``, itself from ``core``."""

    first: int
    core: int
    stop: int
    kind: NameKind
    referent: int = -1


def find_mentions(document: Document, words: Words) -> list[Mention]:
    """Return the mentions of ``document`` in text order, not yet told whose they are.

    In a line set in title case only names are found that stand elsewhere too.
    """
    low = document.tokens.low
    caps = document.capitals
    headings = _headings(document, caps)
    written = set(document.tokens.word)
    out: list[Mention] = []
    doubtful: set[int] = set()
    known: dict[tuple[str, ...], NameKind] = {}
    for first, stop in _runs(document, words, caps, headings):
        mention = _parse(document, words, first, stop)
        if mention is None:
            continue
        out.append(mention)
        if mention.kind is NameKind.TITLE:
            continue
        unsure = mention.kind is NameKind.NAME and mention.core == first
        opens = unsure and (words.nouns_capitalised or _opens(document, first))
        if opens and (stop - first == 1 or low[first] in written):
            doubtful.add(first)
        else:
            known[tuple(low[mention.core : mention.stop])] = mention.kind
            known.setdefault((low[mention.stop - 1],), NameKind.NAME)
    if doubtful:
        counts = Counter(() if words.nouns_capitalised else (document.tokens.word[i] for i in caps))
        lasting = {w for w, n in counts.items() if n > 1 and not w.endswith(words.plural_endings)}
        lasting = {w for w in lasting if w.lower() not in written}
        out = [m for m in out if m.core not in doubtful or _is_name(document, m, known, lasting)]
    if headings and known:
        out.extend(_known_in_headings(document, caps, headings, known))
        out.sort(key=lambda m: m.core)
    return out


def _known_in_headings(
    document: Document, caps: Sequence[int], headings: set[int], known: Mapping[tuple[str, ...], NameKind]
) -> Iterator[Mention]:
    low = document.tokens.low
    reached = 0
    for i in caps:
        if i < reached or document.sentence_of[i] not in headings:
            continue
        stop = document.sentences[document.sentence_of[i]][1]
        for length in range(min(LONGEST_KNOWN, stop - i), 0, -1):
            kind = known.get(tuple(low[i : i + length]))
            if kind is not None:
                reached = i + length
                yield Mention(i, i, reached, kind)
                break


def _opens(document: Document, i: int) -> bool:
    """Whether a sentence or quotation begins at token ``i``, so that its capital tells nothing."""
    return document.sentences[document.sentence_of[i]][0] == i or document.tokens.word[i - 1] in OPENING


def _is_name(
    document: Document, mention: Mention, known: Mapping[tuple[str, ...], NameKind], lasting: set[str]
) -> bool:
    """Whether a doubtful mention is a name; one of several words loses a first word that is a common one.

    ``lasting`` are words that stand in the text more than once, and never in lower case.
    """
    form = tuple(document.tokens.low[mention.core : mention.stop])
    if form in known:
        return True
    if len(form) > 1:
        if form[1:] in known:
            mention.first = mention.core = mention.core + 1
        return True
    return document.tokens.word[mention.core] in lasting


def _runs(document: Document, words: Words, caps: Sequence[int], headings: set[int]) -> list[tuple[int, int]]:
    """Return the runs of capitalised words (with what links them) as token ranges, in order."""
    word, low = document.tokens.word, document.tokens.low
    sentences, sentence_of, not_names = document.sentences, document.sentence_of, words.not_names
    out: list[tuple[int, int]] = []
    reached = 0
    for i in caps:
        if i < reached or low[i] in not_names:
            continue
        sentence = sentence_of[i]
        if sentence in headings:
            continue
        reached = _run_stop(word, low, words, i + 1, sentences[sentence][1])
        out.append((i, reached))
    return out


def _headings(document: Document, caps: Sequence[int]) -> set[int]:
    """Return the sentences that are set in title case."""
    counts: dict[int, int] = {}
    sentence_of = document.sentence_of
    for i in caps:
        sentence = sentence_of[i]
        counts[sentence] = counts.get(sentence, 0) + 1
    out: set[int] = set()
    for sentence, count in counts.items():
        first, stop = document.sentences[sentence]
        stopped = document.tokens.word[stop - 1][-1] in '.!?”"'
        share = HEADING_SHARE_STOPPED if stopped else HEADING_SHARE
        if count >= HEADING_WORDS and count > share * (stop - first):
            out.add(sentence)
    return out


def _run_stop(word: list[str], low: list[str], words: Words, i: int, end: int) -> int:
    """Return the token at which the run ends whose first word stands before ``i``."""
    linked = False
    while i < end:
        if word[i][0].isupper():
            if low[i] in words.not_names and not _belongs(word, low, words, i, end):
                break
            i += 1
            continue
        after = _after_link(word, low, words, i, end, linked)
        if not i < after < end or not word[after][0].isupper() or low[after] in words.not_names:
            break
        linked = linked or low[i] in words.links or low[i] in words.for_links
        i = after + 1
    return i


def _belongs(word: list[str], low: list[str], words: Words, i: int, end: int) -> bool:
    """Whether a common word at ``i`` is part of a name: "Halvard Today", "Minister Per Holm"."""
    titled = low[i - 1].rstrip(".") in words.titles and i + 1 < end and word[i + 1][0].isupper()
    return low[i] in words.outlet_heads or titled


def _after_link(word: list[str], low: list[str], words: Words, i: int, end: int, linked: bool) -> int:
    """Return the token after what joins a name to its next word at ``i``; 0 if nothing does."""
    this, before = low[i], low[i - 1]
    if i + 1 >= end:
        return 0
    if (this in words.links and before in words.of_heads) or (
        this in words.for_links and before in words.for_heads
    ):
        return i + 2 if low[i + 1] in words.articles else i + 1
    if this in words.particles and (words.first_name(before) or not words.nouns_capitalised):
        # "Bill de Blasio", "Ursula von der Leyen"
        return i + 1 if low[i + 1] not in words.particles or i + 2 >= end else i + 2
    if word[i] == "&" or (linked and this in words.conjunctions and not word[i + 1].isupper()):
        return i + 1
    if this in words.possessive and low[i + 1] in words.organisation_heads:
        # "Harbour Workers' Union", "President's Office"; but "Ukraine's Ministry" is the ministry of Ukraine.
        return (
            i + 1
            if before in words.titles or (before.endswith(words.plural_endings) and this in QUOTES)
            else 0
        )
    if word[i] in QUOTES and word[i + 1][0].isupper():
        for closing in range(i + 2, min(end - 1, i + 2 + LONGEST_NICKNAME)):
            if word[closing] in QUOTES:
                return closing + 1
    return 0


def _parse(document: Document, words: Words, first: int, stop: int) -> Mention | None:
    """Return the mention in the run ``[first, stop)``: where its name begins and what kind it is."""
    word, low = document.tokens.word, document.tokens.low
    if stop - first > LONGEST_NAME:
        return None
    if (
        any(w in words.possessive for w in low[first + 1 : stop - 1])
        and low[stop - 1] in words.organisation_heads
    ):
        return Mention(first, first, stop, NameKind.ORGANISATION)
    if stop - first > 1 and (low[first] in words.outlet_nouns or low[first] in words.agency_nouns):
        first += 1
    core = _core(low, words, first, stop)
    if core is None:
        # "King" may be a surname: whoever gathers the names finds out.
        return Mention(first, first, stop, NameKind.TITLE) if stop - first == 1 else None
    titled = core > first
    if not titled and stop - first > 2 and low[first] in words.peoples and words.first_name(low[first + 1]):
        core += 1
    if not titled and core > 1 and low[core - 1] in words.leading_particles and word[core - 1].islower():
        core = first = core - 1
    kind = _kind(word, low, words, core, stop, titled)
    if kind is None or (kind is NameKind.NAME and words.nouns_capitalised and stop - core > 1):
        return None
    if kind is NameKind.PERSON:
        first = _role_start(document, words, first)
    return Mention(first, core, stop, kind)


def _core(low: list[str], words: Words, first: int, stop: int) -> int | None:
    """Return where the name begins behind its titles; None if the run is nothing but a title."""
    title = -1
    for i in range(stop - 2, first - 1, -1):
        if low[i].rstrip(".") in words.titles and (i > first or not words.first_name(low[i])):
            title = i
            break
    if title < 0:
        last = low[stop - 1].rstrip(".")
        if last in words.titles and not words.first_name(low[first]):
            return None
        return _core_by_first_name(low, words, first, stop)
    core = title + 1
    if low[core] not in words.links and low[core] not in words.for_links:
        return core
    core += 1
    if low[core] in words.articles:
        core += 1
    rest = stop - core
    if rest < 2:
        return None
    for i in range(core + 1, stop - 1):
        if words.first_name(low[i]):
            return i
    if f"{low[core]} {low[core + 1]}" in words.place_phrases:
        return core + 2 if rest > 2 else None
    return core + 1 if rest == 2 else stop - 2


def _core_by_first_name(low: list[str], words: Words, first: int, stop: int) -> int:
    """Return where a common first name begins the name behind an unknown title: "Ranger Sue Obel"."""
    if stop - first < 3 or words.first_name(low[first]):
        return first
    for i in range(first + 1, stop - 1):
        if not low[i][0].isalpha() or low[i] in words.links or low[i] in words.for_links:
            return first
        if words.first_name(low[i]) and low[stop - 1] not in words.organisation_heads:
            return i
    return first


def _kind(
    word: list[str], low: list[str], words: Words, core: int, stop: int, titled: bool
) -> NameKind | None:
    """Return what kind of name stands in ``[core, stop)``; None if it is none."""
    length = stop - core
    last = low[stop - 1]
    if last in words.groups:
        return None
    medium = words.media.get(fold(" ".join(word[core:stop])))
    if medium and not titled:
        return medium[1]
    if length == 1:
        return _kind_of_one(word[core], low[core], words, titled)
    if " ".join(low[core:stop]) in words.place_phrases:
        return NameKind.PLACE
    if low[core] in words.of_heads and any(low[i] in words.links for i in range(core, stop)):
        return NameKind.ORGANISATION
    if last in words.outlet_heads and last in words.organisation_heads and not words.first_name(low[core]):
        return NameKind.OUTLET
    if last in words.organisation_heads:
        return NameKind.ORGANISATION
    if titled or words.first_name(low[core]) or _has_initial(word, core, stop):
        return NameKind.PERSON
    if last in words.place_heads:
        return NameKind.PLACE
    if last in words.event_heads:
        return NameKind.EVENT
    if all(w in words.peoples or w in words.groups or w in words.places for w in low[core:stop]):
        return None
    adjective = low[core] in words.peoples or low[core] in words.places
    return NameKind.ORGANISATION if adjective else NameKind.NAME


def _kind_of_one(word: str, low: str, words: Words, titled: bool) -> NameKind | None:
    """Return what kind of name a single word is; one letter is none."""
    if len(word) == 1:
        return None
    if low in words.peoples or low in words.groups or low in words.suffixes:
        return None
    if low in words.places:
        return NameKind.PLACE
    if titled:
        return NameKind.PERSON
    if low in words.outlet_heads:
        return NameKind.OUTLET
    if low in words.organisation_heads or (1 < len(word) <= LONGEST_ACRONYM and word.isupper()):
        return NameKind.ORGANISATION
    return NameKind.NAME


def _has_initial(word: list[str], core: int, stop: int) -> bool:
    """Whether an initial stands between the first and the last word, as in "John F. Kennedy"."""
    return any(len(word[i]) == 2 and word[i][1] == "." for i in range(core, stop - 1))


def _role_start(document: Document, words: Words, first: int) -> int:
    """Return where the role begins that stands in lower case before a name, else ``first``."""
    low, word = document.tokens.low, document.tokens.word
    if not first or low[first - 1] not in words.titles:
        return first
    begin = document.sentences[document.sentence_of[first]][0]
    i = first - 1
    named = False
    while (
        i > max(begin, first - ROLE_REACH)
        and word[i - 1][0].isalpha()
        and low[i - 1] not in words.role_stops
        and not low[i - 1].endswith(words.role_stop_endings)
    ):
        if word[i - 1][0].isupper():
            named = True
        elif named and low[i - 1] not in words.role_modifiers:
            break
        i -= 1
    return i
