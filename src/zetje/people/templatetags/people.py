"""What pages of other capabilities show of people's own rules."""

from __future__ import annotations

from typing import Any

from django import template

from zetje.people.presenters.privacy import reader_names, who_sees_what

register = template.Library()


@register.inclusion_tag("people/_who_sees_what.html")
def who_sees_what_table() -> dict[str, Any]:
    """Usage: `{% load people %}{% who_sees_what_table %}`."""
    return {"rows": who_sees_what(), "readers": reader_names()}
