"""What is said where there is no claim to show: why, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from tui.commands import KeyNames, spell
from tui.filtering import parse_view


def empty_words(text: str, keys: Mapping[str, KeyNames]) -> str:
    """Return why the view of filter ``text`` has no claim, and what to do.

    ``keys`` gives the keys of each command, by id.
    """
    key = {id: spell(names[:1]) for id, names in keys.items()}
    if not text:
        return (
            "No claims yet.\n\nAdd articles:  claims add FILE…\nOr look at some that come along:  claims demo"
        )
    back = f"{key['back']} shows all claims, {key['filter']} changes the filter."
    chosen = parse_view(text).filter
    more = ""
    if chosen.disagreement:
        more = (
            "Reviewers differ on nothing. A second one, who does not see what the first decided:\n"
            "claims review --reviewer NAME --second\n\n"
        )
    elif chosen.changed:
        more = "Nothing that was decided has changed since; a page that is read again can:  claims add …\n\n"
    elif chosen.left:
        more = "Whatever was decided is still in the newest version of its article.\n\n"
    elif chosen.unsupported:
        more = "Every verdict has a reason, evidence, or a decided match of another origin.\n\n"
    elif chosen.unconfirmed:
        more = "Whoever is named in a claim with a verdict did say it.\n\n"
    elif chosen.flagged:
        more = f"{key['flag']} on a claim flags it, to come back to it.\n\n"
    elif chosen.has_conflict:
        more = "More articles bring matches:  claims add FILE…\n\n"
    return f"No claim fits the filter.\n\n{more}{back}"
