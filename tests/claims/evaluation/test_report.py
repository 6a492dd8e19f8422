"""The table and the plain values of an evaluation."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from claims.evaluation import Evaluation, GoldDocument, evaluate
from claims.models import Claim

TABLE = """\
1 documents, 2 gold and 2 predicted attributions

claim                    P  50.0  R  50.0  F1  50.0
claim exact              P  50.0  R  50.0  F1  50.0
content                  P  50.0  R  50.0  F1  50.0
content exact            P  50.0  R  50.0  F1  50.0
source                   P  50.0  R  50.0  F1  50.0
cue                      P  50.0  R  50.0  F1  50.0
content words            P  85.7  R  60.0  F1  70.6
quoted                   P     -  R     -  F1     -
unquoted                 P  50.0  R  50.0  F1  50.0

claim by publisher
here                     P  50.0  R  50.0  F1  50.0       1 of 2           1 of 2      P 9-91

claim by construction
source cue content       P 100.0  R 100.0  F1 100.0       1 of 1           1 of 1      P 21-100
cue source content       P     -  R   0.0  F1     -       0 of 1           0 of 0
content                  P   0.0  R     -  F1     -       0 of 0           0 of 1      P 0-79

claim by kind
indirect                 P  50.0  R     -  F1     -       0 of 0           1 of 2      P 9-91

claim by rule
said                     P 100.0  R     -  F1     -       0 of 0           1 of 1      P 21-100
told                     P   0.0  R     -  F1     -       0 of 0           0 of 1      P 0-79

claim by reliability
0.2-0.3                  P   0.0  R     -  F1     -       0 of 0           0 of 1      P 0-79
0.9-1.0                  P 100.0  R     -  F1     -       0 of 0           1 of 1      P 21-100

mistakes
false                         1
missed                        1
"""


@pytest.fixture
def evaluation(text: str, predicted: Callable[..., Claim], roles: Callable[..., Any]) -> Evaluation:
    attributions = [
        roles("Mayor Ada Brook", "said", "the bridge would close on Friday"),
        roles("the harbour office", "According to", "two ferries were cancelled"),
    ]
    gold = GoldDocument.model_validate(
        {"id": "1", "text": text, "attributions": attributions, "publisher": "here"}
    )
    found = [
        predicted("Mayor Ada Brook", "said", "the bridge would close on Friday", rule="said"),
        predicted("", "", "reporters", rule="told", reliability=0.25),
    ]
    return evaluate([gold], lambda _: found)


def test_the_table(evaluation: Evaluation) -> None:
    assert evaluation.as_table() == TABLE


def test_the_plain_values_survive_json(evaluation: Evaluation) -> None:
    plain = json.loads(json.dumps(evaluation.as_dict()))
    assert plain["documents"] == 1
    assert plain["figures"]["claim"] == {
        "P": 0.5,
        "R": 0.5,
        "F1": 0.5,
        "right": 1,
        "predicted": 2,
        "found": 1,
        "gold": 2,
        "interval": pytest.approx([0.0945, 0.9055], abs=1e-4),
    }
    assert plain["breakdowns"]["rule"]["told"]["predicted"] == 1
    assert plain["mistakes"] == {"false": 1, "missed": 1}


def test_an_evaluation_of_nothing_has_a_table() -> None:
    table = evaluate([], lambda _: []).as_table()
    assert table.startswith("0 documents, 0 gold and 0 predicted attributions")
    assert "mistakes" not in table
