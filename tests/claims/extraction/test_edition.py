from __future__ import annotations

from pathlib import Path

import pytest

from claims.extraction.edition import DIGITS, edition
from claims.extraction.reliability import FOLDER


def test_the_edition_is_a_digest_that_ones_own_weights_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now() -> str:
        edition.cache_clear()
        return edition()

    monkeypatch.delenv(FOLDER, raising=False)
    ours = now()
    assert len(ours) == DIGITS and ours == now() and int(ours, 16)
    monkeypatch.setenv(FOLDER, str(tmp_path))
    (tmp_path / "en").mkdir()
    weights = tmp_path / "en" / "cues.json"
    weights.write_text("{}", encoding="utf-8")
    theirs = now()
    weights.write_text('{"say": 1}', encoding="utf-8")
    assert len({ours, theirs, now()}) == 3
    edition.cache_clear()
