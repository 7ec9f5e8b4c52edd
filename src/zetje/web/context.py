"""What every page knows: who looks, in which theme, and what the menu holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class MenuItem:
    """One entry of the main menu."""

    label: str
    address: str
    current: bool


def theme_of(request: HttpRequest) -> str:
    """The theme kept in the visitor's cookie; `auto` follows the device."""
    theme = request.COOKIES.get(settings.THEME_COOKIE, "auto")
    return theme if theme in THEMES else "auto"


def menu(request: HttpRequest) -> list[MenuItem]:
    """The main menu for whoever looks: everyone's page first, then what their roles open."""
    member = getattr(request, "member", None)
    if member is None:
        return []
    roles: frozenset[str] = getattr(request, "roles", frozenset())
    entries = [(_("This week"), "/week/", True)]
    entries.append((_("Growth"), "/growth/", True))
    entries.append((_("Recognition"), "/recognition/", True))
    entries.append((_("Tips"), "/tips/", True))
    entries.append((_("Hub"), "/hub/", bool(roles & {"editor", "administrator"})))
    entries.append((_("Wordings"), "/wordings/", bool(roles & {"editor", "administrator"})))
    entries.append((_("Experts"), "/experts/", "expert" in roles))
    entries.append((_("People"), "/people/", "administrator" in roles))
    counts = {"programme_manager", "team_lead", "works_council"}
    entries.append((_("Taking part"), "/teams/joined/", bool(roles & counts)))
    rules = {"programme_manager", "works_council", "administrator"}
    entries.append((_("Insight"), "/insight/", bool(roles & rules)))
    entries.append((_("Lab"), "/lab/", bool(roles & rules)))
    entries.append((_("Prompts"), "/prompts/", bool(roles & rules)))
    recognisers = {"programme_manager", "team_lead", "editor", "administrator"}
    entries.append((_("Recognise"), "/recognise/", bool(roles & recognisers)))
    entries.append((_("Invite"), "/people/invite/", "programme_manager" in roles))
    entries.append((_("Sending"), "/sending/", "administrator" in roles))
    entries.append((_("Reports"), "/feedback/reports/", "administrator" in roles))
    return [
        MenuItem(label, address, request.path.startswith(address))
        for label, address, shown in entries
        if shown
    ]


def page(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frame around every page."""
    return {
        "theme": theme_of(request),
        "menu": lambda: menu(request),
        "organisation": getattr(request, "organisation", None),
        "me": getattr(request, "member", None),
        "is_own_page": request.path.startswith("/me/"),
        "demo": settings.DEMO,
    }
