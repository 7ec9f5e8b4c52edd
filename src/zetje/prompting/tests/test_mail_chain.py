"""Tests of the chain in the weekly mail."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.prompting.testing import make_digest
from zetje.prompting.tests.mails import NOW, mail_of, three_stories
from zetje.recognition.operations import take_rest_week
from zetje.recognition.testing import make_shared_weeks

pytestmark = pytest.mark.django_db

Preferences: Any = apps.get_model("people", "Preferences")


def weeks_of(html: str) -> list[tuple[str, str]]:
    return re.findall(r'class="(w[a-z ]+)" align="center"[^>]*>(\d+)</td>', html)


def test_the_chain_shows_its_weeks_and_what_keeps_it(sanne: Any) -> None:
    weeks = [NOW - timedelta(days=7 * back) for back in (1, 2, 4)]
    make_shared_weeks(sanne, make_story(sanne.organisation), *weeks)
    make_shared_weeks(sanne, make_story(sanne.organisation), weeks[1])

    mail = mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW))

    assert weeks_of(mail.html) == [
        ("wr wg", "33"),
        ("wd", "34"),
        ("wr", "35"),
        ("wd", "36"),
        ("wd", "37"),
        ("wn", "38"),
    ]
    sentence = "Deel voor zondagnacht één bericht en het zijn er vier."
    assert f"<b>Drie weken op rij.</b> {sentence}" in mail.html
    assert f"Drie weken op rij. {sentence}" in mail.text
    assert "?choice=rest" in mail.html


def seat(member: Any, *weeks_ago: int) -> None:
    moments = [NOW - timedelta(days=7 * back) for back in weeks_ago]
    make_shared_weeks(member, make_story(member.organisation), *moments)


def rest(member: Any) -> None:
    seat(member, 1)
    take_rest_week(member=member, today=NOW.date(), now=NOW)


@pytest.mark.parametrize(
    ("happened", "words", "may_rest"),
    [
        (lambda member: None, "Deel voor zondagnacht één bericht en je ketting begint.", False),
        (lambda member: seat(member, 1), "Eén week tot nu toe.", True),
        (lambda member: seat(member, 2), "Deel voor zondagnacht twee berichten", True),
        (lambda member: seat(member, 4), "Je langste is één.", False),
        (lambda member: seat(member, 0, 1), "Deze week zit er al in.", False),
        (rest, "Deze week rust, en je ketting blijft heel.", False),
    ],
)
def test_the_sentence_of_the_chain_says_what_keeps_it(
    sanne: Any, happened: Callable[[Any], None], words: str, may_rest: bool
) -> None:
    happened(sanne)

    html = mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW)).html

    assert words in html
    assert ("choice=rest" in html) is may_rest
    assert not re.search(r"verlies|kwijt|laatste kans|nog maar|verbrok", html)


def test_who_does_not_want_to_see_the_chain_does_not(sanne: Any) -> None:
    seat(sanne, 1, 2)
    with tenant(sanne.organisation_id):
        Preferences.objects.filter(member=sanne).update(chain_shown=False)

    mail = mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW))

    assert weeks_of(mail.html) == []
    assert "op rij" not in mail.html + mail.text
