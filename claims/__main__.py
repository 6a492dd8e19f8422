"""``python -m claims`` is the command ``claims``."""

from __future__ import annotations

from claims.cli import main

main()
