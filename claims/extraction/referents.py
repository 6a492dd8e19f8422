"""The bearers of names in one article, and where each is named."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.mentions import Mention
from claims.extraction.namewords import NameKind, Words
from claims.models import Span

PERSONAL = frozenset({NameKind.PERSON, NameKind.NAME})
BODIES = frozenset({NameKind.ORGANISATION, NameKind.OUTLET, NameKind.AGENCY})


@dataclass(slots=True)
class Referent:
    """The bearer of a name in one article."""

    name: str
    """In full, as the article gives it."""
    key: str
    kind: NameKind
    mention: Span
    first: int
    """The token at which it is first named in full."""
    gender: str = ""
    """``m``, ``f`` or empty."""
    roles: list[str] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    """The words of its roles in lower case, titles in their long form."""
    count: int = 0

    @property
    def role(self) -> str | None:
        """The first role that the article gives it."""
        return self.roles[0] if self.roles else None


@dataclass(slots=True)
class Names:
    """The names of one document: mentions in text order, referents, and who is named at which token."""

    words: Words
    vocabulary: frozenset[str]
    """All the words of the document, lower case."""
    mentions: list[Mention] = field(default_factory=list)
    referents: list[Referent] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    """Token of a name or of the role before it -> the number of its mention."""
    forms: dict[str, list[int]] = field(default_factory=dict)
    """Folded full name, surname or acronym -> the referents that it can mean."""
    first_names: dict[str, list[int]] = field(default_factory=dict)
    apposed: dict[int, int] = field(default_factory=dict)
    """Last token of a role beside a name -> its bearer."""
    initials: dict[str, list[int]] = field(default_factory=dict)
    bodies: dict[str, list[int]] = field(default_factory=dict)
    """Common noun -> the named bodies that have it in their name: "ministry"."""
    outlets: list[int] = field(default_factory=list)
    bearers: dict[str, list[int]] = field(default_factory=dict)
    """Word of a role -> the referents that bear it."""
    own: dict[str, str] = field(default_factory=dict)
    """Folded forms of the article's own outlet -> its name."""

    def is_place(self, form: str) -> bool:
        """Whether the word for a people is made from the single name ``form``: "Lorvania", "Lorvanian"."""
        return any(form + ending in self.vocabulary for ending in self.words.people_endings)

    def named_at(self, token: int) -> Referent | None:
        """Return who is named at ``token``, or None."""
        number = self.at.get(token)
        if number is None or self.mentions[number].referent < 0:
            return None
        return self.referents[self.mentions[number].referent]
