"""The commands that tell stories: who tells the same, who contradicts it, who said it first."""

from __future__ import annotations

from typing import Annotated

import typer

from claims.cli.options import Db, Id, Json, opened

MaybeId = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]", help="Any claim of a story, by the beginning of its id.", show_default=False
    ),
]


def clusters(
    id: MaybeId = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many at most; 0 for all.")] = 50,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Show the stories: claims that say the same, across articles.

    A line for each: id, when first seen, articles, independent origins, conflicting claims, words. Those
    of the most articles come first. With the id of any claim: how each outlet tells it, who contradicts
    it, and who said it first.

    What reviewers decided on matches goes before what the matcher proposes. A story has the id of its
    first claim, and new articles never move claims from one to another.

    \b
      claims clusters
      claims clusters 3f2a
      claims clusters --json --limit 0 > stories.jsonl
    """
    from claims.cli import printing, telling

    with opened(db) as workbench:
        if id is not None:
            cluster = workbench.stories.cluster_of(workbench.resolve(id))
            (telling.as_json if as_json else telling.side_by_side)(cluster)
            return
        found = workbench.stories.clusters()
        for rowids in found[:limit] if limit else found:
            (telling.as_json if as_json else telling.line)(workbench.stories.cluster(rowids))
    if not found:
        printing.aside("no two articles tell the same yet; `claims add` brings more")
    elif limit and limit < len(found):
        printing.aside(f"{limit} of {len(found)} stories; --limit 0 shows all")


def origins(id: Id, as_json: Json = False, db: Db = None) -> None:
    """Show who said a claim first, and who had it from whom.

    A tree for each origin of the claim and of those that say the same: whoever said it, then who passed
    it on, down to the outlets. Articles that are one text count as one. An origin that is not named, not
    told by the rules, or in a circle of outlets that cite one another is unknown, and never counts.

    \b
      claims origins 3f2a
      claims origins 3f2a --json | jq .confirmations
    """
    from claims.cli import telling

    with opened(db) as workbench:
        claim_id = workbench.resolve(id)
        cluster = workbench.stories.cluster_of(claim_id)
    (telling.origins_as_json if as_json else telling.origins)(cluster, claim_id)


def articles(
    duplicates: Annotated[
        bool,
        typer.Option("--duplicates", help="Those that are one text with another: syndicated, or rewritten."),
    ] = False,
    versions: Annotated[
        str | None,
        typer.Option("--versions", metavar="ID", help="Every version of an article, and what changed."),
    ] = None,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option("--diff", metavar="ID ID", help="How the words of two articles differ."),
    ] = None,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """List the articles, a line each: id, date, outlet, claims, title.

    With --duplicates: of which other each is a copy, and how much of the shorter text they share. Copies
    count as one origin. Of an article with several versions the newest is listed.

    With --diff and --versions what only the first or older one has is red and struck through, what only
    the other has green and underlined; where there is no colour, [-so-] and {+so+}.

    \b
      claims articles
      claims articles --duplicates
      claims articles --diff 3f2a 77b0
      claims articles --versions 3f2a
    """
    from claims.cli import printing, telling
    from claims.cli import versions as of_versions

    none = True
    with opened(db) as workbench:
        if diff is not None:
            of_versions.difference(workbench, *diff, as_json=as_json)
            return
        if versions is not None:
            of_versions.versions(workbench, versions, as_json=as_json)
            return
        if duplicates:
            for copy in workbench.stories.copies():
                none = False
                (telling.copy_as_json if as_json else telling.copy)(copy)
        else:
            for row in workbench.articles():
                none = False
                (telling.article_as_json if as_json else telling.article)(row)
    if none:
        printing.aside("no article is a copy of another" if duplicates else "the store is empty")
