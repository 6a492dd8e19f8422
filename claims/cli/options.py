"""What several commands take: the store, the reviewer, claims by id, filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from claims.workbench import ClaimFilter, Workbench

Names = TypeVar("Names", bound=StrEnum)


def completing(enum: str) -> Callable[[str], list[str]]:
    """Return the shell completion for the values of an enum of ``claims.models``."""

    def complete(incomplete: str) -> list[str]:
        names = getattr(import_module("claims.models"), enum)
        return [name.value for name in names if name.value.startswith(incomplete)]

    return complete


def one_of(names: type[Names], word: str) -> Names:
    """Return the member of an enum that ``word`` names; a usage error says which there are."""
    try:
        return names(word.strip().lower())
    except ValueError:
        raise typer.BadParameter(f"'{word}' is none of: {', '.join(names)}") from None


def one_of_or_none(names: type[Names], word: str | None) -> Names | None:
    """Return the member that ``word`` names, None for None."""
    return None if word is None else one_of(names, word)


Db = Annotated[
    Path | None,
    typer.Option(
        "--db",
        metavar="PATH",
        help="The store. Without it: $CLAIMS_DB, the configuration's, or the one in your data directory.",
    ),
]
Reviewer = Annotated[
    str | None,
    typer.Option(
        "--reviewer",
        metavar="NAME",
        help="Who decides. Without it: the configuration's, or your login name.",
    ),
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why; kept with the decision.")]
Json = Annotated[bool, typer.Option("--json", help="For a script: JSON.")]


def ids_before(enum: str) -> Any:
    """Return the argument for claims that stand before a word of ``enum``.

    The shell can't tell where the ids end, so what it completes there are the words.
    """
    return typer.Argument(metavar="ID", help=IDS_HELP, autocompletion=completing(enum), show_default=False)


def languages_completed(incomplete: str) -> list[str]:
    """Return the shell completion for the languages that have a pack."""
    from claims.finding import languages

    return [language for language in languages() if language.startswith(incomplete)]


Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="LANG",
        help="A language pack, such as en. Without it: what an article declares, else what its words tell.",
        autocompletion=languages_completed,
    ),
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Only claims that are rather sure: fewer of them, and fewer wrong ones."),
]
MaxSize = Annotated[
    int | None,
    typer.Option(
        "--max-size", metavar="BYTES", min=1, help="Refuse articles above this; 10,000,000 without it."
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from machines of a private network too.")
]
IgnoreRobots = Annotated[
    bool, typer.Option("--ignore-robots", help="Fetch also what a site's robots.txt asks to leave.")
]

Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, help="On how many cores.", show_default=True)
]
Errors = Annotated[
    Path | None,
    typer.Option("--errors", metavar="FILE", help="Write what failed there: JSON Lines of source and error."),
]

IDS_HELP = "Claims, each by the beginning of its id."
Ids = Annotated[list[str], typer.Argument(metavar="ID", help=IDS_HELP, show_default=False)]
Id = Annotated[
    str, typer.Argument(metavar="ID", help="A claim, by the beginning of its id.", show_default=False)
]

Status = Annotated[
    str | None,
    typer.Option("--status", metavar="VERDICT", help="Its verdict.", autocompletion=completing("Verdict")),
]
Attribution = Annotated[
    str | None,
    typer.Option(
        "--attribution",
        metavar="CHECK",
        help="Whether the source said it: confirmed, wrong, unknown or unchecked.",
        autocompletion=completing("AttributionCheck"),
    ),
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published the article.")]
Speaker = Annotated[
    str | None, typer.Option("--speaker", metavar="WORDS", help="Words of the speaker's name.")
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="direct, mixed, indirect, headline or assertion.",
        autocompletion=completing("ClaimKind"),
    ),
]
Query = Annotated[
    str | None, typer.Option("--query", "-q", metavar="WORDS", help="Words that must all occur in it.")
]
Flagged = Annotated[bool, typer.Option("--flagged", help="Only flagged ones.")]
Conflicts = Annotated[bool, typer.Option("--conflicts", help="Only those with a conflicting match.")]
Disagreements = Annotated[
    bool, typer.Option("--disagreements", help="Only those on which reviewers differ, until it is settled.")
]


def filter_of(
    status: str | None,
    attribution: str | None,
    outlet: str | None,
    speaker: str | None,
    kind: str | None,
    query: str | None,
    flagged: bool,
    conflicts: bool,
    disagreements: bool,
) -> ClaimFilter:
    """Return the filter that the options of a command come to."""
    from claims.models import AttributionCheck, ClaimKind, Verdict
    from claims.workbench import ClaimFilter

    return ClaimFilter(
        status=one_of_or_none(Verdict, status),
        attribution=one_of_or_none(AttributionCheck, attribution),
        outlet=outlet,
        speaker=speaker,
        kind=one_of_or_none(ClaimKind, kind),
        query=query,
        flagged=True if flagged else None,
        has_conflict=True if conflicts else None,
        disagreement=True if disagreements else None,
    )


@contextmanager
def opened(db: Path | None, reviewer: str | None = None, *, create: bool = False) -> Iterator[Workbench]:
    """Give the workbench on a store; without ``create`` it must be there."""
    from claims.workbench import Workbench

    with Workbench.open(db, reviewer=reviewer, create=create) as workbench:
        yield workbench


def pack(language: str | None) -> str | None:
    """Return the language pack that ``language`` names, None for None; ``ReadingError`` if there is none."""
    from claims.finding import with_pack

    return None if language is None else with_pack(language)


def threshold(strict: bool) -> float:
    """Return how reliable a claim must be at least, 0 to 1."""
    from claims.finding import STRICT, THRESHOLD

    return STRICT if strict else THRESHOLD


def resolved(workbench: Workbench, ids: Sequence[str]) -> list[str]:
    """Return the whole ids of claims, each once, in their order."""
    return list(dict.fromkeys(workbench.resolve(id) for id in ids))
