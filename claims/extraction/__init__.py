"""From an article to its claims, by rules that explain themselves."""

from claims.extraction.assembly import extract
from claims.extraction.extractor import attributions, outer_attributions

__all__ = ["attributions", "extract", "outer_attributions"]
