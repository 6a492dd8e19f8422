"""Export: verified claim sets in the forms that leave the desk, one module a format and a table of them."""

from __future__ import annotations

from claims.export.formats import FORMATS, Format, Unit
from claims.export.record import FORM, ExportedArticle, ExportedMatch, ExportRecord
from claims.export.settings import Settings

__all__ = [
    "FORM",
    "FORMATS",
    "ExportRecord",
    "ExportedArticle",
    "ExportedMatch",
    "Format",
    "Settings",
    "Unit",
]
