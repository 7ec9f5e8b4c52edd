"""A list to choose from that is hundreds of lines long."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """A select that is written at once: a template for each of its lines takes most of a page."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The list as HTML, with what was chosen selected; it knows no groups."""
        shown = self.get_context(name, value, attrs)["widget"]
        lines = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (option["value"], flatatt({"selected": option["selected"]}), option["label"])
                for _, options, _ in shown["optgroups"]
                for option in options
            ),
        )
        attributes = flatatt({"name": shown["name"], **shown["attrs"]})
        return format_html("<select{}>\n{}\n</select>", attributes, lines)
