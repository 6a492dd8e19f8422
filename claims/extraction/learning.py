"""Counting the weights of a language on a gold corpus: what ``claims learn cues`` does.

Every decision of the extractor is counted on the places where the corpus made it. Whole frames are
counted on predictions for articles that the other weights had not seen (cross-fitting), or they
would trust those too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claims.extraction.boundaries import (
    end_candidates,
    end_features,
    end_pair,
    left_end_candidates,
    left_end_features,
    left_start_candidates,
    left_start_features,
    start_candidates,
    start_features,
)
from claims.extraction.choosing import density, frame_features, neighbours, overlap
from claims.extraction.constructions import CONSTRUCTIONS, Construction, construction_features
from claims.extraction.cues import clause_features, own_features, sentence_features
from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.heads import GoldFrame, counts_of, frames_without_cue, gold_frames
from claims.extraction.lexicon import APART, entries
from claims.extraction.model import PARTS, Model
from claims.extraction.proposing import propose
from claims.extraction.reliability import Choice, Example, Learner, Weights, dump_weights
from claims.extraction.shortcuts import PlaceCounts
from claims.extraction.sources import (
    far_candidates,
    far_features,
    far_pair,
    joined,
    near_candidates,
    near_features,
    near_pair,
)
from claims.extraction.verbs import count_verbs
from claims.extraction.view import Counts, Cue, View, candidates, forms_of
from claims.models import Article, Span

LASSO = {"cue": 2.5, "construction": 3.5, "frame": 1.5}
LASSO_BORDER = 2.0
EPOCHS_BORDER = 10
"""How hard weights are drawn to nought: what keeps the files small."""
CHOICES = ("source", "end", "left_end", "left_start")
FOLDS = 3
RARE_CUE = 3


class Labelled(NamedTuple):
    """A gold article: its attributions as (source, cue, content), each a list of character spans."""

    article: Article
    attributions: Sequence[tuple[Sequence[Span], Sequence[Span], Sequence[Span]]]


class Counted(NamedTuple):
    """All that was counted: the forms, the verbs and the weights."""

    counts: Counts
    verbs: Mapping[str, str]
    parts: Mapping[str, Weights]
    construction: Mapping[str, Mapping[str, float]]
    places: Mapping[str, list[str]]
    """Where borders seldom stand, as by ``PlaceCounts.seldom``."""


Report = Callable[[str], None]


def learn(corpus: Sequence[Labelled], language: str, report: Report = lambda _: None) -> Counted:
    """Return everything counted on ``corpus``; ``report`` is told each step as it begins."""
    documents = [(Document.of(c.article), c) for c in corpus]
    report("verbs by their company")
    verbs = count_verbs([d for d, _ in documents], language)
    gold = [(d, gold_frames(d, c.attributions) + frames_without_cue(d, c.attributions)) for d, c in documents]
    examples: list[Example] = []
    for fold in range(FOLDS):
        report(f"whole frames, part {fold + 1} of {FOLDS}")
        rest = [g for n, g in enumerate(gold) if n % FOLDS != fold]
        counts, parts, construction, _ = _borders(rest, language, verbs)
        model = Model({**parts, "frame": Weights({})}, construction)
        forms = forms_of(language, counts, entries(language))
        for document, truth in (g for n, g in enumerate(gold) if n % FOLDS == fold):
            examples.extend(_frame_examples(model, View(document, forms, verbs), truth))
    frame = Learner(LASSO["frame"]).learn_binary(examples)
    report("cues, constructions, sources and borders")
    counts, parts, construction, places = _borders(gold, language, verbs)
    return Counted(counts, verbs, {**parts, "frame": frame}, construction, places)


Gold = Sequence[tuple[Document, Sequence[GoldFrame]]]


def _borders(
    gold: Gold, language: str, verbs: Mapping[str, str]
) -> tuple[Counts, dict[str, Weights], dict[str, dict[str, float]], dict[str, list[str]]]:
    """Count every decision but the last on ``gold``."""
    counts, heads = counts_of(gold, verbs)
    forms = forms_of(language, counts, entries(language))
    kept = Kept()
    for (document, truth), at in zip(gold, heads, strict=True):
        _keep_decisions(kept, View(document, forms, verbs), truth, at)
    parts = {"cue": Learner(LASSO["cue"], RARE_CUE).learn_binary(kept.cue)}
    parts["start"] = Learner(LASSO_BORDER, epochs=EPOCHS_BORDER).learn_binary(kept.start)
    for name in CHOICES:
        parts[name] = Learner(LASSO_BORDER, epochs=EPOCHS_BORDER).learn_choice(kept.choices[name])
    weights = Learner(LASSO["construction"], 4, EPOCHS_BORDER).learn_choice(kept.constructions)
    construction: dict[str, dict[str, float]] = {}
    for feature, weight in weights.weights.items():
        code, _, name = feature.partition("|")
        construction.setdefault(code, {})[name] = weight
    return counts, parts, construction, kept.places.seldom()


class Kept:
    """The decisions of a corpus, as examples and choices."""

    def __init__(self) -> None:
        self.cue: list[Example] = []
        self.start: list[Example] = []
        self.constructions: list[Choice] = []
        self.choices: dict[str, list[Choice]] = {n: [] for n in CHOICES}
        self.places = PlaceCounts()


def _keep_decisions(kept: Kept, view: View, truth: Sequence[GoldFrame], heads: Sequence[int]) -> None:
    by_head = dict(zip(heads, truth, strict=True))
    for cue in candidates(view):
        clause = clause_features(cue, own_features(cue))
        frame = by_head.get(cue.at)
        kept.cue.append((clause + sentence_features(cue), float(frame is not None)))
        if frame is None:
            continue
        construction = construction_of(cue, frame)
        shape = construction_features(cue, clause)
        kept.constructions.append(
            ([[f"{c.code}|{f}" for f in shape] for c in CONSTRUCTIONS], CONSTRUCTIONS.index(construction))
        )
        _keep_source(kept, cue, frame, construction)
        if construction.after:
            _keep_right(kept, cue, frame, construction)
        if construction.before:
            _keep_left(kept, cue, frame, construction)


def construction_of(cue: Cue, frame: GoldFrame) -> Construction:
    """Return the construction of a gold frame around ``cue``."""
    before = any(cue.first <= i < cue.at for i in frame.content)
    after = any(cue.at < i < cue.stop for i in frame.content)
    if not before and not after:
        after = any(i > cue.at for i in frame.content)
        before = not after
    side = "0" if not frame.source else "L" if frame.source[-1] < cue.at else "R"
    return next(c for c in CONSTRUCTIONS if (c.before, c.after, c.source) == (before, after, side))


def _keep_source(kept: Kept, cue: Cue, frame: GoldFrame, construction: Construction) -> None:
    if not frame.source:
        return
    wanted = (frame.source[0], frame.source[-1] + 1)
    options: list[tuple[int, int]] = []
    features: list[list[str]] = []
    for edge in near_candidates(cue, construction):
        near = near_features(cue, edge, construction)
        for far in far_candidates(cue, edge, construction):
            options.append(joined(edge, far, construction))
            features.append(near + far_features(cue, options[-1], construction))
    if not options:
        return

    def likeness(option: tuple[int, int]) -> float:
        return 2 * overlap([option], [wanted]) / (option[1] - option[0] + wanted[1] - wanted[0])

    right = max(range(len(options)), key=lambda n: likeness(options[n]))
    if likeness(options[right]) > 0.5:
        kept.choices["source"].append((features, right))
    _count_places(kept, cue, wanted, construction)


def _count_places(kept: Kept, cue: Cue, wanted: tuple[int, int], construction: Construction) -> None:
    """Count where the source ``wanted`` begins and ends, and where it might."""
    kind = "right" if construction.source == "R" else "left"
    near, far = wanted if construction.source == "R" else wanted[::-1]
    for edge in near_candidates(cue, construction):
        kept.places.add(f"near_{kind}", near_pair(cue, edge), edge == near)
    for edge in far_candidates(cue, near, construction):
        kept.places.add(f"far_{kind}", far_pair(cue, edge, construction), edge == far)


def _keep_right(kept: Kept, cue: Cue, frame: GoldFrame, construction: Construction) -> None:
    view = cue.view
    after = [i for i in frame.content if i > cue.at]
    source = (frame.source[0], frame.source[-1] + 1) if frame.source else None
    options = start_candidates(cue, source)
    if after[0] not in options:
        return
    for j in options:
        kept.start.append((start_features(cue, j, construction), float(j == after[0])))
        if j == after[0]:
            break
    stop = view.sentences[view.sentence_of[after[0]]][1]
    end = max(i for i in after if i < stop) + 1
    if end == stop - 1 and view.tag[end] == ".":
        end = stop
    ends = end_candidates(cue, after[0])
    for j in ends[:-1]:
        kept.places.add("end", end_pair(view.tag, j), j == end)
    if end in ends:
        features = [end_features(cue, after[0], j, construction) for j in ends]
        kept.choices["end"].append((features, ends.index(end)))


def _keep_left(kept: Kept, cue: Cue, frame: GoldFrame, construction: Construction) -> None:
    before = [i for i in frame.content if cue.first <= i < cue.at]
    if not before:
        return
    source = (frame.source[0], frame.source[-1] + 1) if frame.source else None
    end = before[-1] + 1
    ends = left_end_candidates(cue, source, construction)
    if end in ends:
        features = [left_end_features(cue, j, source, construction) for j in ends]
        kept.choices["left_end"].append((features, ends.index(end)))
    starts = left_start_candidates(cue, end)
    if before[0] in starts:
        features = [left_start_features(cue, end, j, construction) for j in starts]
        kept.choices["left_start"].append((features, starts.index(before[0])))


def _frame_examples(model: Model, view: View, truth: Sequence[GoldFrame]) -> Iterator[Example]:
    """Yield each proposed frame's features, and whether gold has it: contents and sources overlap by half."""
    frames = propose(model, view)
    dense = density(frames, view)
    for number, frame in enumerate(frames):
        features = frame_features(frame, neighbours(frames, number), dense)
        yield features, float(any(_same(view, frame, g) for g in truth))


def _same(view: View, frame: Frame, gold: GoldFrame) -> bool:
    def words(tokens: Sequence[int]) -> set[int]:
        return {i for i in tokens if view.word[i][0].isalnum()}

    content = words([i for s, e in frame.content for i in range(s, e)])
    if not _half(content, words(gold.content)):
        return False
    source = words(range(*frame.source)) if frame.source else set()
    return _half(source, words(gold.source))


def _half(a: set[int], b: set[int]) -> bool:
    """Whether the Dice coefficient of ``a`` and ``b`` is at least one half; two empty sets agree."""
    return 4 * len(a & b) >= len(a) + len(b)


SMALLEST = 0.035
"""Weights up to this are not written: a fifth of all, without which no figure on a held-back fifth falls."""


def _large(weights: Mapping[str, float]) -> Weights:
    return Weights({feature: w for feature, w in weights.items() if abs(w) > SMALLEST})


def files_of(counted: Counted, language: str, about: Mapping[str, str]) -> dict[str, str]:
    """Return file name -> text for everything counted; ``about`` names corpus and licence in each."""
    out = {
        f"{part}.json": dump_weights(about, _large(counted.parts[part].weights).nested()) for part in PARTS
    }
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for code in sorted(counted.construction):
        for feature, weight in sorted(_large(counted.construction[code]).weights.items()):
            name, _, value = feature.partition("=")
            rows.setdefault(name, {}).setdefault(value, {})[code] = weight
    out["construction.json"] = dump_weights(about, rows)
    counts = counted.counts
    listed = {words.partition(APART)[0] for words in entries(language)}
    shown = sorted(w for w in counts.total if counts.cue[w] > 1 or w in listed)
    cue = {w: counts.cue[w] for w in shown if counts.cue[w]}
    out["forms.json"] = dump_weights(about, {"cue": cue, "total": {w: counts.total[w] for w in shown}})
    by_company: dict[str, list[str]] = {}
    for word, company in sorted(counted.verbs.items()):
        by_company.setdefault(company, []).append(word)
    out["places.json"] = dump_weights(about, counted.places)
    out["verbs.json"] = dump_weights(about, by_company)
    return out
