"""What a page must not have, since parsing it takes time that grows with the square of it.

A parser compares the attributes of a tag with one another. So the tags of a page are gone through once,
as the tokenizer of the HTML standard does (13.2.5), and none may have more than a set number of
attributes. How deep elements lie in one another the parser (libxml2) limits itself.
"""

from __future__ import annotations

import re

from claims.errors import ReadingError

MOST_ATTRIBUTES = 400
"""Of one tag; hardly any page has one with fifty."""

_ATTRIBUTE = (
    r"[\s/]*+[^\s/>][^\s/>=]*+"
    r"""(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+"""
)
_ONE_MORE = re.compile(_ATTRIBUTE)
_TAG = re.compile(
    rf"<(?:(?P<raw>script|style)(?=[\s/>])|[a-z/!?][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"""["][^"]*+|['][^']*+""")
_RAW_END = re.compile(r"</(?:script|style)", re.IGNORECASE)


def check(page: str) -> None:
    """Raise `ReadingError` when a tag of ``page`` has more attributes than a parser can be given.

    Parsers differ in where they take a quotation mark for the beginning of a value; so what stands
    between quotation marks is looked at as well. It has no mark of that sort in it, and so takes two
    rounds at the most.
    """
    position = 0
    while tag := _TAG.search(page, position):
        position = tag.end()
        if _ONE_MORE.match(page, position):
            raise ReadingError(
                f"a tag with more than {MOST_ATTRIBUTES} attributes; that is no page of news"
                " (save its text as .txt instead)"
            )
        if page.find("<", tag.start() + 1, position) >= 0:
            for value in _QUOTED.finditer(tag.group()):
                check(value.group()[1:])
        if tag["raw"]:
            end = _RAW_END.search(page, position)
            position = end.start() if end else len(page)
