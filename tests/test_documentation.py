"""What the documentation shows is what happens: its Python runs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

import claims

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
DOCSTRING = re.findall(r"(?:^    .*\n|^\n)+", claims.__doc__ or "", re.MULTILINE)
SHOWN = {
    "README.md": [block for block in BLOCKS if "import" in block],
    "claims/__init__.py": list(map(dedent, DOCSTRING)),
}
"""The Python of each page, block by block, from top to bottom; a value alone is no program."""


@pytest.mark.parametrize("page", SHOWN)
def test_what_is_shown_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("article.html", "story.html"):
        shutil.copy(ROOT / "fixtures" / "articles" / "flood-vbc.html", name)
    code = "\n".join(SHOWN[page])
    assert "import claims" in code
    exec(compile(code, page, "exec"), {"__name__": "__main__"})
    assert "→" in capsys.readouterr().out
