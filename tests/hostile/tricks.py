"""The hostile articles, and what a reviewer who means harm, or pastes without looking, may write."""

from __future__ import annotations

from pathlib import Path

HOSTILE = Path(__file__).parents[2] / "fixtures" / "hostile"
TRICK = "\x1b]0;SENTINEL\x07\x1b[31;7777m[@click=app.quit]=1+1\u202e<script>"
