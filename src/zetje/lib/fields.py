"""A field of a form that no form class reads, such as the name of a button."""

from __future__ import annotations

from django.http import HttpRequest


def posted(request: HttpRequest, name: str) -> str:
    """What was sent under a name, or ""; without zero bytes, for which no row can be asked."""
    return request.POST.get(name, "").replace("\0", "")
