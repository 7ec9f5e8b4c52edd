"""One person in each phase, on a phone: what they do brings them on, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.journeys.conftest import check_accessibility, shoot
from zetje.behaviour.phases import Phase
from zetje.content.models import Story
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.models import Member
from zetje.people.testing import make_cast, signed_in
from zetje.prompting import operations as prompting
from zetje.prompting.operations import standing
from zetje.prompting.queries import standing_of
from zetje.prompting.testing import make_digest, make_past_shares, make_probe_weeks
from zetje.recognition import operations as recognition
from zetje.recognition.models import FeedbackRequest
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db(transaction=True)
# Ten o'clock on a Tuesday in Amsterdam.
TUESDAY = datetime(2026, 9, 15, 8, 0, tzinfo=UTC)
A_WEEK = timedelta(weeks=1)


class Journey:
    """Anna's way, on a page that she reaches signed in."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.cast = make_cast()
        self.anna: Member = self.cast.anna
        page.context.route("https://**", lambda route: route.fulfill(body="the network"))

    def story(self, title: str, kind: str = "news", text: str = "") -> Story:
        words = text or f"Woorden over {title.lower()}."
        return make_story(
            self.cast.organisation,
            title=title,
            kind=kind,
            url="",
            published_at=TUESDAY - timedelta(days=2),
            variants=[{"text": words}],
        )

    def opens_the_week(self) -> None:
        cookie = signed_in(Client(), self.anna).cookies[settings.SESSION_COOKIE_NAME].value
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": cookie, "url": self.site}])
        self.page.goto(f"{self.site}/week/")

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follows(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def reads(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def phase(self, now: datetime = TUESDAY) -> Phase:
        own = {"organisation_id": self.anna.organisation_id}
        with tenant(self.anna.organisation_id):
            return Phase(int(standing_of(**own, member_ids=[self.anna.pk], now=now).phase[0]))

    def writes_her_own(self, words: str) -> None:
        self.follows("Schrijf je eigen")
        self.page.get_by_role("textbox", name="Jouw woorden").fill(words)
        self.presses("Kopieer en post mijn woorden")
        self.presses("Ik heb het geplaatst")
        self.reads("Van jou, en het telt mee voor deze week.")


@pytest.fixture
def journey(phone: Page, live_server: Any) -> Iterator[Journey]:
    with time_machine.travel(TUESDAY, tick=True):
        yield Journey(phone, live_server.url)


def test_information_why_and_what_it_brought_a_colleague(journey: Journey) -> None:
    story = journey.story("Twee klanten door één post", kind="success_story")
    make_digest(journey.anna, [journey.story("De naaf"), story], now=TUESDAY)
    journey.story("Zo schrijft Marijke", kind="expert_example")

    with journey.page.expect_response(lambda answer: answer.url.endswith("/week/seen/")):
        journey.opens_the_week()
    journey.reads("Waarom zou jij delen?")
    shoot(journey.page, "phase-1-information")
    check_accessibility(journey.page)
    journey.presses("Lees het verhaal")
    journey.page.wait_for_url("**/s/**")
    journey.page.go_back()
    journey.page.get_by_role("button", name="Lees het", exact=True).click()
    journey.page.wait_for_url("**/s/**")
    assert journey.phase() == Phase.INFORMATION

    journey.opens_the_week()
    journey.presses("Omdat ik trots ben op wat we maken")
    journey.reads("Kijk hoe het gaat")
    assert journey.phase() == Phase.APPLICATION


def test_application_two_examples_and_a_guided_first_share(journey: Journey) -> None:
    story = journey.story("De ketting")
    make_digest(journey.anna, [story], now=TUESDAY)
    for name in ("Zo schrijft Marijke", "Zo schrijft Bram"):
        journey.story(name, kind="expert_example", text="Ik stond op de markt, en toen piepte het.")
    with tenant(journey.anna.organisation_id):
        for number in (1, 2):
            standing.note_opened(member=journey.anna, digest_id=number, now=TUESDAY)
        standing.answer_why(member=journey.anna, answer="proud", own_words="", now=TUESDAY)
    assert journey.phase() == Phase.APPLICATION

    journey.opens_the_week()
    for place in (0, 1):
        journey.page.get_by_role("button", name="Kijk hoe").nth(place).click()
        journey.reads("Ik stond op de markt")
        journey.follows("Probeer het met een verhaal van deze week")
    assert journey.phase() == Phase.APPLICATION
    journey.follows("Pas aan en deel")
    journey.reads("Je eerste, in drie kleine stappen")
    journey.follows("Wat me hieraan opviel:")
    words = journey.page.get_by_role("textbox", name="Jouw woorden")
    assert words.input_value().startswith("Wat me hieraan opviel:\n\nWoorden over de ketting.")
    words.fill(words.input_value().replace("opviel:", "opviel: het piept niet meer."))
    shoot(journey.page, "phase-2-first-share")
    check_accessibility(journey.page)
    journey.presses("Kopieer en post mijn woorden")
    journey.presses("Ik heb het geplaatst")
    journey.reads("Zelf een idee?")
    assert journey.phase() == Phase.CONFIRMATION


def test_confirmation_an_idea_of_her_own_and_an_experts_word(journey: Journey) -> None:
    with tenant(journey.anna.organisation_id):
        journey.anna.preferences.feedback = True
        journey.anna.preferences.save()
        for number in (1, 2):
            standing.note_example(member=journey.anna, story_id=number, now=TUESDAY - A_WEEK)
    for back, words in ((2, "Wat ik op de markt zag."), (1, "Een ketting leeft langer met olie.")):
        told = journey.story(f"Verhaal {back}")
        make_share(journey.anna, told, text=words, now=TUESDAY - back * A_WEEK)
    assert journey.phase() == Phase.CONFIRMATION

    journey.opens_the_week()
    journey.follows("Schrijf je eigen")
    journey.follows("Wat niemand ziet van mijn werk")
    shoot(journey.page, "phase-3-own")
    check_accessibility(journey.page)
    journey.follows("Terug naar deze week")
    journey.writes_her_own("Wat niemand ziet van mijn werk: ik luister naar kettingen.")
    assert journey.phase() == Phase.CONFIRMATION
    with tenant(journey.anna.organisation_id):
        # Her wish asks about one post at a time.
        ask = FeedbackRequest.objects.get(member=journey.anna)
        recognition.give_feedback(
            expert=journey.cast.marijke,
            ask=ask,
            text="Dat luisteren zag ik voor me.",
            opening="",
            now=TUESDAY,
        )
    journey.opens_the_week()
    journey.presses("Lees het")
    journey.reads("Dat luisteren zag ik voor me.")
    assert journey.phase() == Phase.CONSOLIDATION


def test_consolidation_a_probe_week_verifies_and_a_lapse_has_a_way_back(journey: Journey) -> None:
    anna, told = journey.anna, journey.story("De naaf")
    weeks = [TUESDAY - back * A_WEEK for back in range(44, 0, -1)]
    make_past_shares(anna, told, weeks)
    make_probe_weeks(anna, [tuple(at.isocalendar()[:2]) for at in weeks[-7:-1:2]], now=TUESDAY)
    own = {"organisation_id": anna.organisation_id}
    last_week = TUESDAY - A_WEEK
    prompting.place_members(**own, now=last_week)
    assert journey.phase() == Phase.CONSOLIDATION
    # Chance says yes a week ahead, and the digest of the week stays away.
    assert prompting.draw_probes(**own, now=last_week, rng=np.random.default_rng(2)) == 1
    prompting.plan_digests(**own, now=TUESDAY - timedelta(hours=2))

    journey.opens_the_week()
    journey.reads("Een week zonder zetje.")
    assert journey.page.get_by_role("button", name="Kopieer en post").count() == 0
    shoot(journey.page, "phase-4-probe")
    check_accessibility(journey.page)
    journey.writes_her_own("Niemand vroeg erom, en toch: vandaag reed ik zonder piep.")
    journey.reads("Het is nu van jou.")
    assert journey.phase() == Phase.VERIFIED

    later = TUESDAY + 40 * A_WEEK
    with time_machine.travel(later, tick=True):
        prompting.place_members(**own, now=later)
        journey.opens_the_week()
        journey.reads("Een nieuw begin.")
        shoot(journey.page, "phase-4-back")
        assert journey.phase(later) == Phase.APPLICATION
        with tenant(anna.organisation_id):
            for number in (1, 2):
                standing.note_example(member=anna, story_id=number, now=later)
        assert journey.phase(later) == Phase.CONFIRMATION
        journey.opens_the_week()
        journey.writes_her_own("Daar ben ik weer, met een verhaal over olie.")
        assert journey.phase(later) == Phase.CONFIRMATION
