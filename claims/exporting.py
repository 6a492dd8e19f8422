"""From claims in a store to what leaves: records, the gate before them, files, folders with a manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from claims import config
from claims.errors import ClaimsError, ConfigError
from claims.export import FORMATS as OF_RECORDS
from claims.export import ExportedArticle, ExportedMatch, ExportRecord, Format, Settings, Unit, database, gold
from claims.export.manifest import (
    NAME,
    Manifest,
    ManifestArticle,
    ManifestFile,
    ManifestGate,
    described,
    load,
)
from claims.gating import Objection, Reason, concerns, objections, refuse
from claims.models import TRUTH, Action, ClaimState, Decision, Verdict
from claims.provenance import producer
from claims.status import edited, standing
from claims.store import ClaimFilter, Order, Standing, Store, Why
from claims.store.export import one_state, write_database
from claims.writing import fill, folder, write_whole

CHUNK = 500
"""Claims looked up in the store at once."""

Progress = Callable[[int, int], None]


def _save_database(records: Iterable[ExportRecord], path: Path, _: Settings) -> None:
    write_database(path, database.TABLES, database.rows(records), ("claims", database.SEARCHED))


FORMATS: Mapping[str, Format] = {
    **OF_RECORDS,
    "sqlite": Format(
        "sqlite",
        ".sqlite",
        "application/vnd.sqlite3",
        save=_save_database,
        beside={".metadata.json": database.datasette},
    ),
}
"""Every format that there is."""


class Output(Protocol):
    """What an export can be written to: a text stream, or what stands before one."""

    def write(self, text: str, /) -> object:
        """Take the next part."""


def named(names: Iterable[str]) -> list[Format]:
    """Return the formats of these names; ``ClaimsError`` when there is no such one."""
    for name in names:
        if name not in FORMATS:
            raise ClaimsError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    return [FORMATS[name] for name in dict.fromkeys(names)]


class Exports:
    """What leaves one store."""

    def __init__(self, store: Store) -> None:
        """Export from ``store``."""
        self._store = store

    def export(
        self,
        target_format: str,
        claim_filter: ClaimFilter,
        out: Output | Path,
        progress: Progress | None = None,
        *,
        allowed: Collection[Reason] = (),
        bom: bool = False,
    ) -> int:
        """Write the claims that the filter lets through in one of ``FORMATS``; return how many.

        Gold has whole articles: every claim of each that is wholly reviewed, and that the filter lets one
        claim through of. The order does not depend on the store, so that the same claims give the same
        bytes. A file at ``out`` appears whole or not at all. ``progress`` is told with each claim: claims
        done, claims in all; ``allowed`` is what the gate lets through all the same.

        Raises ``ClaimsError`` for an unknown format or a file that can't be written, ``ExportRefused``
        for claims that are not fit to leave.
        """
        [form] = named([target_format])
        settings = _settings(bom)
        with one_state(self._store):
            rowids = chosen(self._store, claim_filter, form.unit)
            if concerns(claim_filter.status, published=form.published):
                against = self._objections(claim_filter, rowids, [form], settings, progress)
                refuse(against, allowed)
            found = records(self._store, rowids, progress, with_text=form.with_text)
            if isinstance(out, Path):
                _write(form, found, out, settings)
            elif form.write is None:
                raise ClaimsError(f"{form.name} is no text: give a file to write it to")
            else:
                for part in form.write(found, settings):
                    out.write(part)
            return len(rowids)

    def objections(self, claim_filter: ClaimFilter, formats: Sequence[str] = ("jsonl",)) -> list[Objection]:
        """Return what the gate has against the claims that the filter lets through, whatever it asks for."""
        forms = named(formats)
        with one_state(self._store):
            rowids = chosen(self._store, claim_filter, Unit.CLAIM)
            return self._objections(claim_filter, rowids, forms, _settings(False))

    def _objections(
        self,
        claim_filter: ClaimFilter,
        rowids: Sequence[int],
        forms: Sequence[Format],
        settings: Settings,
        progress: Progress | None = None,
    ) -> list[Objection]:
        rated = _rated(forms, settings)
        among = (
            one
            for record in records(self._store, rowids, progress)
            for one in objections(record, settings.house, rated=rated)
        )
        return [*among, *self._disputed(claim_filter)]

    def _disputed(self, claim_filter: ClaimFilter) -> Iterator[Objection]:
        """Yield the claims that one reviewer gives the verdict that is asked for, and another does not.

        They have no verdict until somebody adjudicates, so the filter leaves them out; that is told.
        """
        if claim_filter.status in TRUTH:
            wanted = claim_filter.model_copy(update={"status": Verdict.UNREVIEWED, "disagreement": True})
            for record in records(self._store, self._store.claim_ids(wanted, Order.ARTICLE)):
                given = standing(record.history).verdicts.by.values()
                if any(one.after == claim_filter.status for one in given):
                    yield from (one for one in objections(record) if one.reason is Reason.DISAGREEMENT)

    def deliver(
        self,
        formats: Sequence[str],
        claim_filter: ClaimFilter,
        out: Path,
        progress: Progress | None = None,
        *,
        allowed: Collection[Reason] = (),
        bom: bool = False,
    ) -> Manifest:
        """Write the claims in several formats into the folder ``out``, with a manifest; return that.

        The folder appears whole or not at all: it is new, empty, or an earlier export that this one takes
        the place of. Raises as ``export`` does, and ``ClaimsError`` for a folder with anything else in it.
        """
        forms, settings = named(formats), _settings(bom)
        with one_state(self._store), folder(out, _earlier(out)) as place:
            rowids = chosen(self._store, claim_filter, Unit.CLAIM)
            applied = concerns(claim_filter.status, published=any(form.published for form in forms))
            against = self._objections(claim_filter, rowids, forms, settings, progress) if applied else []
            refuse(against, allowed)
            files: list[ManifestFile] = []
            for form in forms:
                own = chosen(self._store, claim_filter, form.unit)
                found = records(self._store, own, progress, with_text=form.with_text)
                paths = _write(form, found, place / f"claims{form.suffix}", settings)
                files += [described(one, form.name, _media_type(form, one)) for one in paths]
            manifest = self._manifest(claim_filter, rowids, files, settings)
            gate = _gate(applied, against, allowed)
            manifest = manifest.model_copy(update={"gate": gate})
            fill(place / NAME, [manifest.dump()])
        return manifest

    def _manifest(
        self,
        claim_filter: ClaimFilter,
        rowids: Sequence[int],
        files: Sequence[ManifestFile],
        settings: Settings,
    ) -> Manifest:
        found = list(records(self._store, rowids))
        articles = {one.article.id: one.article for one in found}
        options = settings.model_dump(mode="json", exclude_defaults=True)
        return Manifest(
            made_by=producer(),
            filter=claim_filter.model_dump(mode="json", exclude_none=True),
            options=options,
            gate=ManifestGate(applied=False),
            claims=len(found),
            verdicts=Counter(one.state.verdict.value for one in found),
            attributions=Counter(one.state.attribution.value for one in found),
            found_by=Counter(one.claim.rule for one in found),
            articles=tuple(
                ManifestArticle.model_validate(articles[id].model_dump(), strict=True)
                for id in sorted(articles)
            ),
            files=tuple(sorted(files, key=lambda one: one.name)),
        )


def _media_type(form: Format, path: Path) -> str:
    return form.media_type if path.name.endswith(form.suffix) else "application/json"


def _earlier(out: Path) -> tuple[str, ...]:
    """Return the files of the export that stands at ``out``, none where there is none."""
    if not (out / NAME).is_file():
        return ()
    return NAME, *(one.name for one in load(out).files)


def _rated(forms: Iterable[Format], settings: Settings) -> bool:
    """Return whether a format words verdicts as the house does; raise when it doesn't say how."""
    rated = any(form.published for form in forms)
    if rated and settings.house is None:
        raise ConfigError(
            f"nobody says how verdicts are worded: give [claimreview] in {config.path()}, with author, url"
            " and [claimreview.ratings]"
        )
    return rated


def _settings(bom: bool) -> Settings:
    return Settings(bom=bom, house=config.load().claimreview)


def _gate(applied: bool, against: Iterable[Objection], allowed: Collection[Reason]) -> ManifestGate:
    through: dict[str, list[str]] = {}
    for one in against:
        through.setdefault(one.reason.value, []).append(one.claim_id)
    return ManifestGate(
        applied=applied,
        allowed=tuple(sorted(reason.value for reason in allowed)) if applied else (),
        let_through={reason: tuple(sorted(set(ids))) for reason, ids in sorted(through.items())},
    )


def _write(form: Format, found: Iterable[ExportRecord], path: Path, settings: Settings) -> list[Path]:
    """Write a file, and those that go with it, each whole; return their paths."""
    if form.write is not None:
        write_whole(path, form.write(found, settings))
    elif form.save is not None:
        save = form.save
        fill_in = lambda place: save(found, place, settings)  # noqa: E731
        write_whole(path, fill_in)
    beside = [(path.with_suffix(suffix), made(path.stem)) for suffix, made in form.beside.items()]
    for other, text in beside:
        write_whole(other, [text])
    return [path, *(other for other, _ in beside)]


def chosen(store: Store, claim_filter: ClaimFilter, unit: Unit) -> list[int]:
    """Return the claims, by rowid, to be exported: by article and place in it.

    Of whole articles, all claims of the wholly reviewed ones in which the filter lets one through.
    """
    rowids = store.claim_ids(claim_filter, Order.ARTICLE)
    if unit is Unit.CLAIM:
        return rowids
    starts = range(0, len(rowids), CHUNK)
    let_through = {row.article_id for start in starts for row in store.rows(rowids[start : start + CHUNK])}
    whole = [id for id in store.reviewed_articles() if id in let_through]
    return [rowid for id in whole for rowid in store.claim_ids(ClaimFilter(article_id=id), Order.ARTICLE)]


def gold_lines(store: Store, language: str) -> Iterator[str]:
    """Yield the wholly reviewed articles of ``language`` as lines of gold JSON."""
    rows = (store.article_row(id) for id in store.reviewed_articles())
    wanted = [row.id for row in rows if row.language.partition("-")[0] == language]
    for id in wanted:
        rowids = store.claim_ids(ClaimFilter(article_id=id), Order.ARTICLE)
        yield from gold.write(records(store, rowids, with_text=True))


def records(
    store: Store,
    rowids: Sequence[int],
    progress: Progress | None = None,
    *,
    with_text: bool = False,
) -> Iterator[ExportRecord]:
    """Yield all that is known of each of the claims ``rowids``, in that order.

    ``progress`` is told with each: claims done, claims in all; ``with_text`` has the texts of the articles
    at hand.
    """
    exported = ExportedArticle.with_text if with_text else ExportedArticle.of
    article = lru_cache(maxsize=1)(lambda id: exported(store.article(id)))
    for start in range(0, len(rowids), CHUNK):
        for done, row in enumerate(store.rows(rowids[start : start + CHUNK]), start=start + 1):
            if progress:
                progress(done, len(rowids))
            claim, state = store.claim(row.id), store.claim_state(row.id)
            history = [_on(row.id, one, state) for one in store.history(row.id)]
            yield ExportRecord(
                article=article(row.article_id),
                claim=edited(claim, state.edit),
                state=state,
                reason=_reason(history, state),
                machine=claim if state.edit is not None else None,
                history=tuple(history),
                matches=tuple(_matches(store, row.id)),
                changed=_changed(store.editions.standing(row.id)),
            )


def _changed(now: Standing) -> bool:
    """Return whether the article has changed since a claim was decided on, and nobody has looked again."""
    return now.changed or now.left is Why.GONE


def _on(claim_id: str, one: Decision, state: ClaimState) -> Decision:
    """Return a decision as one on this claim, where it was made on an earlier version of it."""
    if one.target == claim_id:
        return one
    moved = state.edit.model_dump_json() if state.edit else ""
    after = moved if one.action is Action.EDIT and one.after else one.after
    return one.model_copy(update={"target": claim_id, "after": after})


def _reason(history: Sequence[Decision], state: ClaimState) -> str:
    """Return why the verdict was given: the latest reason of those who gave it, in their order."""
    if state.verdict is Verdict.UNREVIEWED:
        return ""
    given = [one.reason for one in standing(history).verdicts.by.values() if one.reason]
    return given[-1] if given else ""


def _matches(store: Store, claim_id: str) -> Iterator[ExportedMatch]:
    for match, state in store.matches_of(claim_id):
        other = store.claim(match.b if match.a == claim_id else match.a)
        article = store.article_row(other.article_id)
        yield ExportedMatch(
            match=match,
            state=state,
            words=other.content_words,
            outlet=article.outlet,
            speaker=other.speaker.name if other.speaker else None,
            url=article.url,
            title=article.title,
            date=article.date,
            history=tuple(one.model_copy(update={"target": match.id}) for one in store.history(match.id)),
        )
