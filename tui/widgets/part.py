"""The style of a part of a widget, as the style sheet gives it."""

from __future__ import annotations

from dataclasses import replace

from textual.style import Style
from textual.widget import Widget


def part_style(widget: Widget, name: str) -> Style:
    """Return the style of the component class ``name`` of ``widget``, to be laid over its own.

    ``Widget.get_visual_style`` leaves out ``reverse`` (Textual 8.2), which the style sheet uses where
    there is no colour, and makes the more of a background transparent the less of it should be; so
    the one is added here, and the other taken from the style sheet.
    """
    style = widget.get_visual_style(name, partial=True)
    given = widget.get_component_styles(name)
    if given.has_rule("background"):
        style = replace(style, background=given.background)
    if widget.app.no_color and given.text_style.reverse:
        return style + Style(reverse=True)
    return style
