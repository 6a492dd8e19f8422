"""The rules, as values: which class of cue in which construction, and why that is an attribution.

A rule proposes; the counted reliabilities (see ``reliability.py``) choose. Each has examples that
hit and that miss in ``fixtures/rules/<id>.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to attribute: an id, the reason it holds, the cue classes and constructions it covers."""

    id: str
    reason: str
    classes: tuple[str, ...] = ()
    constructions: tuple[str, ...] = ()


SPEAKING = ("say", "claim", "confirm", "deny", "predict", "suggest")
LEFT = ("source-cue-content",)
BEFORE = ("content-source-cue", "content-cue-source", "content-cue")
SPLIT = ("split-source-cue", "split-cue-source", "split-cue")
BARE = ("cue-content",)
AHEAD = ("cue-source-content",)

RULES = (
    Rule("say-that", "A verb of saying between its subject and what was said.", SPEAKING, LEFT),
    Rule("said-after", "What was said, then speaker and verb, or verb and speaker.", SPEAKING, BEFORE),
    Rule("said-between", "What was said goes on after its speaker and verb interrupt it.", SPEAKING, SPLIT),
    Rule("said-unnamed", "A verb of saying whose speaker is left out.", SPEAKING, BARE),
    Rule("said-ahead", "The verb of saying comes before its speaker and what was said.", SPEAKING, AHEAD),
    Rule("according-to", "According to its source, what was said.", ("according",), AHEAD + LEFT + BARE),
    Rule("according-after", "What was said, according to its source.", ("according",), BEFORE + SPLIT),
    Rule(
        "publish-what",
        "Who publishes, issues or unveils what: a statement, a report, a plan.",
        ("issue",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "show-that",
        "A poll, study or document shows what it found.",
        ("show",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "think-that", "A verb of thinking or feeling with what is thought.", ("think",), LEFT + BARE + AHEAD
    ),
    Rule("thought-after", "What is thought, then who thinks it.", ("think",), BEFORE + SPLIT),
    Rule(
        "want-to",
        "A verb of wanting or planning with what is intended.",
        ("want",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "ask-to",
        "A verb of asking or urging with what is asked for.",
        ("ask",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "praise-for",
        "A verb of praise or support with what is praised.",
        ("praise",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "blame-for",
        "A verb of blame or opposition with what is blamed.",
        ("blame",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "call-so",
        "Who calls or describes somebody or something as what.",
        ("call",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "seem-so",
        "How something seems, without saying to whom.",
        ("seem",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "noun-of",
        "A noun of saying (claim, report, warning) with what it says.",
        ("noun",),
        LEFT + BARE + AHEAD,
    ),
    Rule("noun-after", "What is said stands before the noun that attributes it.", ("noun",), BEFORE + SPLIT),
    Rule(
        "adjective-that",
        "A state of mind (confident, worried) with what it is about.",
        ("adjective",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "colon",
        "A speaker, a colon and what was said: headlines, transcripts, introduced quotations.",
        ("mark",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule(
        "counted-word",
        "A word of no class that the corpus counted as a cue in this place.",
        ("-",),
        LEFT + BEFORE + SPLIT + BARE + AHEAD,
    ),
    Rule("reports-citing", "What an outlet reports with reference to another: both are hops of the chain."),
    Rule("headline-dash", "A headline that ends in a dash and its source."),
    Rule("quote-dash", "A quotation followed by a dash and its speaker."),
    Rule("floating-quote", "A quotation that stands alone after its speaker was quoted."),
    Rule("reports-on", "A sentence in the mood of reported speech, right after a claim: its source goes on."),
    Rule("introduced-quote", "A quotation behind a colon, given to whom the words before it name."),
    Rule("quoted-part", "Words in quotation marks inside a claim: the part that is its source's own words."),
)

ASSERTIONS = (
    Rule("assertion-sentence", "A sentence of the outlet's own with a number, date or name to check."),
    Rule("assertion-clause", "A main clause of the outlet's own beside an attribution, likewise checkable."),
    Rule("assertion-act", "That somebody published or signed a thing is the outlet's own statement."),
)
"""How the outlet's own statements are found; see ``assertions.py``. They have no cue."""


@cache
def rule_for() -> Mapping[tuple[str, str], Rule]:
    """Return (cue class, construction id) -> rule."""
    return {(k, c): rule for rule in RULES for k in rule.classes for c in rule.constructions}


def by_id(rule_id: str) -> Rule | None:
    """Return the rule with this id, or None."""
    return next((r for r in (*RULES, *ASSERTIONS) if r.id == rule_id), None)
