"""Which language packs there are."""

from __future__ import annotations

from claims.extraction.installed import languages, packs
from claims.extraction.model import counted_model
from claims.extraction.packs import table


def test_english_comes_first_and_every_pack_has_cues() -> None:
    assert packs()[0] == languages()[0] == "en"
    assert set(languages()) <= set(packs()) == {"en", "de"}
    assert all(table(language, "cues")["classes"] for language in packs())


def test_a_language_that_is_offered_has_its_weights() -> None:
    assert all(counted_model(language).codes for language in languages())
