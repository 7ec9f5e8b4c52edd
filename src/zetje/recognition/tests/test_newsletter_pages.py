"""The newsletter's pages: changed by editors, read by colleagues, and by an intranet in secret."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from zetje.behaviour.weeks import week_number
from zetje.delivery.registry import family_for
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition.models import Edition, NewsletterFeed
from zetje.recognition.operations import set_game_switches
from zetje.recognition.operations.newsletter import send_edition
from zetje.recognition.queries.told import WeekTold
from zetje.recognition.registry import register_team_figures
from zetje.recognition.rules import newsletter as rules
from zetje.recognition.testing.figures import figures_of
from zetje.recognition.tests.newsletters import (
    LAST_WEEK,
    NOW,
    made_edition,
    make_shoutout,
    make_week,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def browser(member: Any, language: str = "en") -> Client:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def fields_of(page: str) -> dict[str, Any]:
    """What the form of an edition would send as it stands."""
    given = dict(re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', page))
    given |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    given |= dict.fromkeys(re.findall(r'name="([a-z]+_is_shown)" checked', page), "on")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S):
        given[name] = re.findall(r'value="(\d)" selected', options)[0]
    given["thanks"] = re.findall(r'name="thanks" value="([^"]+)" checked', page)
    return given


@time_machine.travel(NOW, tick=False)
def test_an_edition_is_made_changed_looked_at_and_sent_by_its_editors(
    cast: Cast, team_figures: None, django_capture_on_commit_callbacks: Any
) -> None:
    week = week_number(LAST_WEEK.date())
    register_team_figures(figures_of(week, weeks={week: WeekTold(sharers=48)}))
    make_week(cast, sharers=6)
    left, kept = make_shoutout(cast.anna, text="Anna!"), make_shoutout(cast.wil, text="Wil!")
    femke = browser(cast.femke)
    made = femke.post(reverse("newsletter_make"))
    with tenant(cast.organisation.pk):
        edition = Edition.objects.get()
    page = femke.get(made.headers["Location"]).content.decode()

    given = fields_of(page)
    assert set(given["thanks"]) == {left.token, kept.token}
    changes = {"thanks": [kept.token], "opening_heading_en": "Hello all", "numbers_place": "1"}
    assert femke.post(made.headers["Location"], given | changes).status_code == 302
    refused = femke.post(made.headers["Location"], given | {"next_text_en": ""})
    assert refused.status_code == 422
    assert "both languages" in refused.content.decode()

    mail = femke.get(reverse("newsletter_proof", args=[edition.token, "en"]))
    said, policy = mail.content.decode(), mail.headers["Content-Security-Policy"]
    sheets = re.findall(r"<style>(.*?)</style>", said, re.S)
    assert len(sheets) == 4
    for sheet in sheets:
        assert b64encode(hashlib.sha256(sheet.encode()).digest()).decode() in policy
    assert " style=" not in said
    assert re.search(r"Hello all.*In numbers.*Thank you.*Wil!", said, re.S)
    assert "Anna!" not in said

    assert femke.post(reverse("newsletter_send", args=[edition.token])).status_code == 302
    with tenant(cast.organisation.pk):
        assert Edition.objects.get().sent_at is None
    femke.post(reverse("newsletter_send", args=[edition.token]), {"looked": "yes"})
    with tenant(cast.organisation.pk):
        assert Edition.objects.get().sent_at == NOW
    assert femke.post(made.headers["Location"], given).status_code == 422
    assert (family_for("newsletter"), family_for("newsletter_test")) == ("uncapped", "uncapped")


@time_machine.travel(NOW, tick=False)
def test_a_name_is_gone_from_page_feed_and_paste_with_the_yes(cast: Cast) -> None:
    make_shoutout(cast.anna, text="Anna hielp de hele week.")
    edition = made_edition(cast.femke)
    femke, wil = browser(cast.femke), browser(cast.wil)
    read = reverse("newsletter_read", args=[edition.token])
    assert (femke.get(read).status_code, wil.get(read).status_code) == (200, 404)
    with tenant(cast.organisation.pk):
        send_edition(by=cast.femke, edition=edition, now=NOW)
    femke.post(reverse("newsletter_feed"), {"language": "nl"})
    page = femke.get(reverse("newsletter")).content.decode()
    places = [
        where[len(settings.SITE_ADDRESS) :] for where in re.findall(r'value="(http[^"]+)"', page)
    ]
    shown = [
        (wil, read),
        (femke, reverse("newsletter_paste", args=[edition.token, "nl"])),
        (femke, reverse("newsletter_plain", args=[edition.token, "en"])),
        *((Client(), place) for place in places),
    ]
    assert len(shown) == 5
    for client, place in shown:
        assert "Anna hielp" in client.get(place).content.decode(), place

    with tenant(cast.organisation.pk):
        people.set_switch(member=cast.anna, name="shoutouts", on=False, now=NOW)

    for client, place in shown:
        answer = client.get(place)
        assert answer.status_code == 200
        assert "Anna" not in answer.content.decode(), place


@time_machine.travel(NOW, tick=False)
def test_a_feed_is_whole_secret_and_dead_once_it_is_ended(cast: Cast) -> None:
    make_shoutout(cast.anna, text="Anna & <b>Bram</b>")
    edition = made_edition(cast.femke)
    with tenant(cast.organisation.pk):
        send_edition(by=cast.femke, edition=edition, now=NOW)
    femke = browser(cast.femke)

    def address() -> str:
        femke.post(reverse("newsletter_feed"), {"language": "en"})
        page = femke.get(reverse("newsletter")).content.decode()
        return re.findall(r'value="(http[^"]+)"', page)[0][len(settings.SITE_ADDRESS) :]

    old, new = address(), address()
    answer = Client().get(new)
    item = ET.fromstring(answer.content).find("channel/item")
    assert item is not None
    assert "Anna &amp; &lt;b&gt;Bram&lt;/b&gt;" in (item.findtext("description") or "")
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]

    with tenant(cast.organisation.pk):
        keys = NewsletterFeed.objects.values_list()
        assert new.split("/")[3] not in str(list(keys))
    femke_dead = [old, f"{new[:-3]}xx/", "/newsletter/feed/nothing/", f"{old}page/"]
    assert {Client().get(place).status_code for place in femke_dead} == {404}
    femke.post(reverse("newsletter_feed"), {"language": "en", "act": "end"})
    assert Client().get(new).status_code == 404


@time_machine.travel(NOW, tick=False)
def test_switched_off_there_is_no_newsletter_anywhere(cast: Cast) -> None:
    edition = made_edition(cast.femke)
    femke = browser(cast.femke)
    femke.post(reverse("newsletter_feed"), {"language": "nl"})
    page = femke.get(reverse("newsletter")).content.decode()
    feed = re.findall(r'value="(http[^"]+)"', page)[0][len(settings.SITE_ADDRESS) :]
    with tenant(cast.organisation.pk):
        set_game_switches(organisation=cast.organisation, by=cast.ad, now=NOW, newsletter=False)

    places = [
        reverse("newsletter"),
        reverse("newsletter_edition", args=[edition.token]),
        reverse("newsletter_read", args=[edition.token]),
        *(reverse("newsletter_proof", args=[edition.token, tongue]) for tongue in rules.LANGUAGES),
        feed,
        f"{feed}page/",
    ]
    assert {femke.get(place).status_code for place in places} == {404}
