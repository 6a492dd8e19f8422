"""The review screen: a terminal interface over ``claims.workbench``."""

import os

# Textual reads it once, when it is imported: a change is painted within 8 ms, not within 17.
os.environ.setdefault("TEXTUAL_FPS", "120")
