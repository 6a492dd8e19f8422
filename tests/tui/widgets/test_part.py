from __future__ import annotations

from typing import Any

import pytest

from claims.workbench import Workbench
from tui.widgets.part import part_style

LEAST_CONTRAST = 4.5
"""Of text on its background (WCAG 2.2, 1.4.3)."""
PARTS = {
    "claims": ("cursor", "marked", "conflict", "outlet", "flag"),
    "article": ("title", "about", "content", "source", "cue", "other", "differs"),
    "matches": ("cursor", "relation", "outlet", "decided", "conflict", "reasons", "heading", "differs"),
}
CLASSES = {"claims": "claim", "article": "article", "matches": "match"}


def luminance(color: Any) -> float:
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_every_part_can_be_read_on_its_background(
    workbench: Workbench, build: Any, review: Any, theme: str
) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        seat.app.theme = theme
        await seat.settle()
        faint = []
        for pane, names in PARTS.items():
            widget = seat.app.screen.query_one(f"#{pane}")
            base = widget.visual_style
            for name in names:
                style = base + part_style(widget, f"{CLASSES[pane]}--{name}")
                text = style.background + style.foreground
                light, dark = sorted((luminance(text), luminance(style.background)), reverse=True)
                contrast = (light + 0.05) / (dark + 0.05)
                faint += [f"{pane} {name}: {contrast:.1f}"] if contrast < LEAST_CONTRAST else []
        assert not faint


async def test_an_opaque_background_is_opaque(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        article = seat.app.screen.query_one("#article")
        given = article.get_component_styles("article--differs").background
        assert part_style(article, "article--differs").background == given
        assert given.a == 1
