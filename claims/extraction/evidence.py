"""What the words around a name tell of its bearer: what he is, and which role he has.

Roles stand before a name ("former judge Ruth Calloway"), beside it between commas ("Mark Rutte,
NATO's secretary general,") or before it with a comma ("NATO's secretary general, Mark Rutte,").
"""

from __future__ import annotations

from claims.extraction.document import Document
from claims.extraction.mentions import ROLE_REACH, Mention
from claims.extraction.namewords import NameKind, Words
from claims.extraction.referents import PERSONAL, Names

APPOSITION_REACH = 18
"""How many words an apposition may have."""
PRECEDING_REACH = 9
MOST_ROLES = 8
STATE_REACH = 4
"""How many words after "Lorvania's" tell that it is a state."""
CLOSERS = frozenset(",;.—–)?!:")


def take_evidence(document: Document, names: Names, mention: Mention) -> None:
    """Learn from the words around a mention what its bearer is, and which role he has."""
    referent = names.referents[mention.referent]
    low, words = document.tokens.low, names.words
    before = low[mention.first - 1] if mention.first else ""
    if mention.first == mention.core and referent.kind in (NameKind.NAME, NameKind.ORGANISATION):
        if before in words.outlet_nouns:
            referent.kind = NameKind.OUTLET
        elif before in words.agency_nouns:
            referent.kind = NameKind.AGENCY
    single = mention.stop - mention.core == 1
    if single and referent.kind is NameKind.NAME and _is_state(document, names, mention):
        referent.kind = NameKind.PLACE
    if referent.kind not in PERSONAL:
        return
    if mention.first < mention.core:
        _add_role(document, names, mention, mention.first, mention.core)
    begin, stop = _apposition(document, names, mention.stop)
    if begin == stop and mention.stop - mention.core > 1:
        begin, stop = _preceding(document, names, mention.first)
    if begin < stop:
        referent.kind = NameKind.PERSON
        _add_role(document, names, mention, begin, stop)
        names.apposed[stop - 1] = mention.referent
    elif referent.kind is NameKind.NAME and is_apposed_body(document, words, mention.stop):
        referent.kind = NameKind.ORGANISATION


def _is_state(document: Document, names: Names, mention: Mention) -> bool:
    """Whether a single name is a place: "in Lorvania", "Lorvanian", "Lorvania's prime minister"."""
    low, words = document.tokens.low, names.words
    if names.is_place(low[mention.core]):
        return True
    after = low[mention.stop] if mention.stop < len(low) else ""
    if after in words.possessive:
        return any(w in words.state_nouns for w in low[mention.stop + 1 : mention.stop + 1 + STATE_REACH])
    return mention.first > 0 and low[mention.first - 1] in words.place_prepositions


def is_apposed_body(document: Document, words: Words, i: int) -> bool:
    """Whether a noun for a body follows a name ending before ``i``: "Freshway, the supermarket chain,"."""
    low = document.tokens.low
    if i + 2 >= len(low) or low[i] != "," or low[i + 1] not in words.determiners:
        return False
    for j in range(i + 2, min(len(low), i + 2 + ROLE_REACH)):
        if low[j] in CLOSERS or low[j] in words.role_prepositions:
            return low[j - 1] in words.organisation_nouns
    return False


def _add_role(document: Document, names: Names, mention: Mention, first: int, stop: int) -> None:
    """Add the role in tokens ``[first, stop)`` to the bearer; a bare title of courtesy is none."""
    tokens, words = document.tokens, names.words
    referent = names.referents[mention.referent]
    plain = [w.rstrip(".") for w in tokens.low[first:stop]]
    for word in plain:
        referent.gender = referent.gender or (words.gender(word) if word in words.titles else "")
    if all(word in words.courtesy for word in plain):
        return
    role = " ".join(tokens.text[tokens.start[first] : tokens.end[stop - 1]].split())
    if role in referent.roles or len(referent.roles) >= MOST_ROLES:
        return
    referent.roles.append(role)
    for word in {words.abbreviations.get(word, word) for word in plain} - referent.role_words:
        referent.role_words.add(word)
        names.bearers.setdefault(word, []).append(mention.referent)


def _apposition(document: Document, names: Names, i: int) -> tuple[int, int]:
    """Return the role between commas after a name that ends before token ``i``, else an empty range.

    An age may stand between: ", 30, a county clerk,".
    """
    low, words = document.tokens.low, names.words
    end = document.sentences[document.sentence_of[i - 1]][1]
    if i >= end or low[i] != ",":
        return i, i
    i += 1
    if i + 1 < end and low[i].isdigit() and low[i + 1] == ",":
        i += 2
    begin = i + (i < end and low[i] in words.determiners)
    title = _title_from(document, names, begin, end)
    if title < 0:
        return begin, begin
    title += 1
    while title < end and (low[title] in words.titles or low[title] in words.kin):
        title += 1
    if (
        title < end
        and low[title] not in CLOSERS | words.role_prepositions | words.conjunctions | words.relatives
    ):
        return begin, begin
    stop = title
    while (
        stop < min(end, begin + APPOSITION_REACH)
        and low[stop] not in CLOSERS
        and low[stop] not in words.relatives
    ):
        stop += 1
    closed = stop == end or low[stop] in CLOSERS or low[stop] in words.relatives
    return (begin, stop) if closed else (begin, begin)


def _title_from(document: Document, names: Names, begin: int, end: int) -> int:
    """Return the first title or word of kinship from ``begin``; -1 if another phrase begins before it."""
    low, words = document.tokens.low, names.words
    for i in range(begin, min(end, begin + ROLE_REACH)):
        this = low[i]
        if this in words.titles or this in words.kin:
            number = names.at.get(i)
            return (
                -1 if number is not None and names.mentions[number].first < names.mentions[number].core else i
            )
        if this in words.role_prepositions or this in words.determiners or this in words.relatives:
            return -1
        if this in CLOSERS:
            return -1
        number = names.at.get(i)
        if number is not None and i == begin and names.mentions[number].kind is NameKind.PERSON:
            return -1
    return -1


def _preceding(document: Document, names: Names, i: int) -> tuple[int, int]:
    """Return the role with a comma before a name at ``i`` ("NATO's secretary general, Mark Rutte")."""
    low, word, words = document.tokens.low, document.tokens.word, names.words
    if i < 2 or low[i - 1] != "," or low[i - 2] not in words.titles:
        return i, i
    begin = document.sentences[document.sentence_of[i]][0]
    first = i - 2
    while first > max(begin, i - PRECEDING_REACH) and (
        word[first - 1][0].isalpha() or low[first - 1] == "'s"
    ):
        if low[first - 1] in words.role_stops and low[first - 1] not in words.role_prepositions:
            break
        first -= 1
    return first, i - 1
