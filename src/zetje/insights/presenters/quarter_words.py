"""Weeks in words."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.behaviour.weeks import monday_of


def weeks_in_words(first: int, last: int) -> str:
    """From the Monday of the first week to the Sunday of the last one."""
    return _("%(first)s to %(last)s") % {
        "first": date_format(monday_of(first), "j F"),
        "last": date_format(monday_of(last) + timedelta(days=6), "j F Y"),
    }
