"""A long list is the list that Django would have written."""

from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html

from zetje.people.forms.long_select import LongSelect

CHOICES = [("Europe/Amsterdam", "Europe/Amsterdam"), ("a&b", '<b>"x"</b>'), ("", "None")]


@pytest.mark.parametrize("value", ["a&b", "", "Mars/Olympus", None])
@pytest.mark.parametrize("attrs", [{}, {"id": "zone", "required": True, "aria-invalid": "true"}])
def test_it_is_the_same_list(value: str | None, attrs: dict[str, str | bool]) -> None:
    long, plain = LongSelect(choices=CHOICES), forms.Select(choices=CHOICES)

    written = long.render("zone", value, attrs)

    assert parse_html(written) == parse_html(plain.render("zone", value, attrs))
    assert "<b>" not in written
