"""The one list of what is plugged in: capabilities, networks, channels, renderers."""

from __future__ import annotations

APPS = [
    "zetje.lib.record",
    "zetje.people",
    "zetje.content",
    "zetje.voice",
    "zetje.sharing",
    "zetje.delivery",
    "zetje.recognition",
    "zetje.prompting",
    "zetje.insights",
    "zetje.web",
]


def plug_in() -> None:
    """Fill the registries of the capabilities. Called once, when Django is ready."""
