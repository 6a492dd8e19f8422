"""The review screen: a terminal interface over ``claims.workbench``."""
