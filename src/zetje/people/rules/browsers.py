"""Names a browser well enough for its owner to recognise it, and no better."""

from __future__ import annotations

from collections.abc import Sequence

# The first that fits wins: most browsers also name the ones they descend from.
_BROWSERS: Sequence[tuple[str, str]] = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Sequence[tuple[str, str]] = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Family and system, "Firefox, Linux"; empty parts are left out. The rest is not kept."""
    return ", ".join(
        name for name in (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)) if name
    )


def _first(table: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((name for sign, name in table if sign in user_agent), "")
