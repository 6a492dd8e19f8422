"""In which order source, cue and content stand: the constructions, and the features that tell them.

Each construction says on which side of the cue the content stands (after, before, or both: a
content interrupted by its cue) and on which side the source does, if there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.reliability import Context, Template, named
from claims.extraction.view import Cue, bucket

BREAKS = ",'\";:-."
REACH = 12


@dataclass(frozen=True, slots=True)
class Construction:
    """One order of source, cue and content; ``before``/``after`` say where content stands."""

    id: str
    before: bool
    after: bool
    source: str
    """``L`` left of the cue, ``R`` right of it, ``0`` none."""
    code: str
    """Short form that stands in feature values."""


CONSTRUCTIONS = tuple(
    Construction(
        name, "C" in name_code[:1] or name_code[0] == "B", name_code[0] != "C", name_code[1], name_code
    )
    for name, name_code in (
        ("source-cue-content", "AL"),
        ("cue-content", "A0"),
        ("cue-source-content", "AR"),
        ("content-source-cue", "CL"),
        ("content-cue", "C0"),
        ("content-cue-source", "CR"),
        ("split-source-cue", "BL"),
        ("split-cue", "B0"),
        ("split-cue-source", "BR"),
    )
)
BY_CODE = {c.code: c for c in CONSTRUCTIONS}


UNTOLD = frozenset(
    {
        "capital",
        "class+two tags after",
        "kind+subject tag",
        "kind+tag after",
        "lemma+auxiliaries",
        "sentence begin tag",
        "share",
        "subject ending",
        "that follows",
        "two after",
        "word+after",
        "words after",
    }
)
"""Features of a clause that say whether a word is a cue, but add nothing to what tells its construction."""


def construction_features(cue: Cue, clause_features: Sequence[str]) -> list[str]:
    """Return the features that tell the construction: those of the clause and of its sentence's shape."""
    telling = [f for f in clause_features if f.partition("=")[0] not in UNTOLD]
    return [*telling, *named(shape_templates(cue.cue_class, cue.form.form), shape_contexts(cue))]


def shape_templates(k: str, form: str) -> tuple[Template, ...]:
    """Return the templates of the shape of a sentence around a cue of class ``k``."""
    return (
        ("around+marks", "", ""),
        ("head", "", k + form),
        ("tail tags", "", form),
        ("break before", "", ""),
        ("break after", "", ""),
        ("breaks after", "", ""),
    )


def shape_contexts(cue: Cue) -> list[Context]:
    """Return the contexts for ``shape_templates``."""
    view, a, b, i = cue.view, cue.first, cue.stop, cue.at
    tag = view.tag
    left = i - 1
    while left > a and tag[left] not in BREAKS and i - left < REACH:
        left -= 1
    right = i + 1
    while right < b and tag[right] not in BREAKS and right - i < REACH:
        right += 1
    at_left, at_right = tag[left] if left >= a else "^", tag[right] if right < b else "$"
    to_right = bucket(right - i)
    before, after = tag[i - 1] if i > a else "^", tag[i + 1] if i + 1 < b else "$"
    marks = (tag.find(",", a, i) >= 0, tag.find("'", a, i) >= 0, tag.find('"', i, b) >= 0)
    return [
        before + after + "".join(["1" if mark else "0" for mark in marks]),
        str(min(i - a, 6)),
        tag[i + 1 : min(b, i + 4)] + ("1" if b - i < 7 else "0"),
        at_left + bucket(i - left),
        at_right + to_right,
        at_right + (tag[right + 1] if right + 1 < b else "$") + to_right,
    ]
