"""In which order source, cue and content stand: the constructions, and the features that tell them.

Each construction says on which side of the cue the content stands (after, before, or both: a
content interrupted by its cue) and on which side the source does, if there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


def construction_features(cue: Cue, clause_features: Sequence[str]) -> list[str]:
    """Return the features that tell the construction: those of the clause and of its sentence's shape."""
    view, a, b, i = cue.view, cue.first, cue.stop, cue.at
    tag = view.tag
    k, form = cue.cue_class, cue.form.form
    left = i - 1
    while left > a and tag[left] not in BREAKS and i - left < REACH:
        left -= 1
    right = i + 1
    while right < b and tag[right] not in BREAKS and right - i < REACH:
        right += 1
    at_left, at_right = tag[left] if left >= a else "^", tag[right] if right < b else "$"
    to_left, to_right = bucket(i - left), bucket(right - i)
    tail = b - 1 - i
    before, after = tag[i - 1] if i > a else "^", tag[i + 1] if i + 1 < b else "$"
    out = [
        *clause_features,
        "always=1",
        "first tag=" + tag[a] + str(view.in_quote[a]) + k,
        f"around+marks={before}{after}{',' in tag[a:i]:d}{chr(39) in tag[a:i]:d}{chr(34) in tag[i:b]:d}",
        f"tail={min(tail, 6)}{k}{form}",
        f"head={min(i - a, 6)}{k}{form}",
        f"tail tags={tag[i + 1 : min(b, i + 4)]}{tail < 6:d}{form}",
        "break before=" + at_left + to_left,
        f"breaks before={at_left}{tag[left - 1] if left > a else '^'}{to_left}{tail < 4:d}",
        "break after=" + at_right + to_right,
        "breaks after=" + at_right + (tag[right + 1] if right + 1 < b else "$") + to_right,
        "breaks around=" + at_left + at_right + to_left + to_right,
        f"paragraph begins={a == view.document.paragraphs[view.paragraph_of[i]][0]:d}{view.in_quote[a]}",
    ]
    if b < len(tag):
        same = view.paragraph_of[b] == view.paragraph_of[i]
        out.append(f"next sentence={view.in_quote[b]}{same:d}{tag[b - 1]}{after}")
    return out
