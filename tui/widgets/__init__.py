"""The panes: each is given data to show, and posts messages about what was chosen in it."""
