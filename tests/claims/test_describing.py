"""A claim that a reviewer made, told by the rules."""

from __future__ import annotations

import pytest

from claims.describing import describe
from claims.extraction import extract
from claims.models import ActorKind, ClaimKind, Edit, Modality, Span, Speaker
from claims.reading import article as make_article

TEXT = """Bridge shut, says mayor

Mayor Ada Brook said that the bridge is shut. He is Tom Reed, her deputy, and he laughed.

“It is not safe,” Brook said on Monday.

The works cost $3 million, she promised in a letter, and "nobody" pays.

The council meets in May.
"""
ARTICLE = make_article(TEXT, name="bridge", title="Bridge shut, says mayor", outlet="Harbour Courier")
CLAIMS = extract(ARTICLE)


def spans(*words: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(one), TEXT.index(one) + len(one)) for one in words if one)


def wanted(content: str, source: str = "", cue: str = "", speaker: Speaker | None = None) -> Edit:
    return Edit(
        content=spans(content), source=spans(source), cue=spans(cue), content_words="", speaker=speaker
    )


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (wanted("“It is not safe,”", "Brook"), ClaimKind.DIRECT),
        (wanted('and "nobody" pays', "she"), ClaimKind.MIXED),
        (wanted("The works cost $3 million", "she", "promised"), ClaimKind.INDIRECT),
        (wanted("The council meets in May"), ClaimKind.ASSERTION),
        (wanted("Bridge shut", "mayor", "says"), ClaimKind.HEADLINE),
    ],
)
def test_the_kind_is_told_from_how_the_words_stand(edit: Edit, kind: ClaimKind) -> None:
    claim = describe(ARTICLE, edit, CLAIMS)
    assert claim.kind is kind
    assert claim.rule == "reviewer"
    assert claim.content_words == TEXT[edit.content[0].start : edit.content[0].end]


def test_speaker_chain_modality_and_features_are_those_of_the_rules() -> None:
    claim = describe(ARTICLE, wanted("The works cost $3 million", "she", "promised"), CLAIMS)
    assert claim.speaker is not None
    assert claim.speaker.name == "Ada Brook", "the pronoun is whom the claims before it name"
    assert [hop.name for hop in claim.chain] == ["Harbour Courier", "Ada Brook"]
    assert claim.modality is Modality.INTENTION, "the class of the cue says so"
    assert [quantity.value for quantity in claim.features.quantities] == [3_000_000]
    assert claim.features.priority_reasons


def test_a_speaker_that_is_given_goes_before_the_rules() -> None:
    tom = Speaker(name="Tom Reed", key="tom reed", kind=ActorKind.PERSON)
    claim = describe(ARTICLE, wanted("The works cost $3 million", "she", "promised", tom), CLAIMS)
    assert claim.speaker == tom
    assert [hop.name for hop in claim.chain] == ["Harbour Courier", "Tom Reed"]


def test_what_stands_in_the_content_of_another_is_nested_in_it() -> None:
    outer = describe(ARTICLE, wanted("The works cost $3 million, she promised in a letter", "Brook"), CLAIMS)
    inner = describe(ARTICLE, wanted("The works cost $3 million", "she", "promised"), [*CLAIMS, outer])
    assert inner.parent == outer.id
    assert describe(ARTICLE, wanted("The council meets in May"), [*CLAIMS, outer]).parent is None


def test_the_extractors_own_words_come_to_the_extractors_id() -> None:
    for claim in CLAIMS:
        if claim.source and claim.kind is not ClaimKind.HEADLINE:
            assert describe(ARTICLE, Edit.of(claim), CLAIMS[:0]).id == claim.id
