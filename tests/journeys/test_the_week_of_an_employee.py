"""The main job, end to end: from the mail in the inbox to one counted click."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys.conftest import check_accessibility, shoot
from zetje.content.testing import make_story
from zetje.delivery import operations as delivery
from zetje.delivery.testing.relay import Relay
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.prompting import operations as prompting
from zetje.sharing import operations as sharing
from zetje.sharing.models import Choice, Click, Link, LinkCount, Share

pytestmark = pytest.mark.django_db(transaction=True)

# Nine o'clock on a Tuesday in Amsterdam, the organisation's own day and hour.
TUESDAY = datetime(2026, 9, 15, 7, 0, tzinfo=UTC)
PERSON = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
SCANNER = "Mozilla/5.0 (compatible; Proofpoint URL Defense)"
PREVIEW = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"


class StayHere(HTTPRedirectHandler):
    """Shows a redirect instead of following it."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Week:
    """Anna's week, step by step."""

    def __init__(self, page: Page, relay: Relay, site: str) -> None:
        self.page, self.relay, self.site = page, relay, site
        self.cast: Cast = make_cast()
        self.stories = [
            make_story(
                self.cast.organisation,
                title=title,
                url=f"https://noordnaaf.example/{number}",
                published_at=TUESDAY - timedelta(days=2),
                variants=[{"text": f"Woorden over verhaal {number}."}],
            )
            for number, title in enumerate(("De naaf", "De ketting", "De vacature"), start=1)
        ]

    # given

    def the_mail_arrives(self) -> EmailMessage:
        prompting.plan_digests(organisation_id=self.cast.organisation.pk, now=TUESDAY)
        self.send()
        return self.mail_to("anna@noordnaaf.example")

    def send(self) -> None:
        sender = delivery.Sender(
            clock=timezone.now,
            rng=random.Random(1),
            stopping=lambda: False,
        )
        sender.send_due()
        sender.close()

    def mail_to(self, address: str) -> EmailMessage:
        found = [mail for mail in self.relay.taken if address in str(mail["To"])]
        assert found, [str(mail["To"]) for mail in self.relay.taken]
        return found[-1]

    # when

    def opens(self, mail: EmailMessage, choice: str = "") -> None:
        html = mail.get_body(("html",)).get_content()
        links = re.findall(rf'href="({re.escape(self.site)}/w/[^"]+)"', html)
        link = next(one for one in links if choice in one).replace("&amp;", "&")
        assert len(link) <= 200
        self.page.goto(link)

    def shows_that_it_is_her(self) -> None:
        self.page.get_by_role("button", name="Mail me een code").click()
        self.send()
        text = self.mail_to("anna@noordnaaf.example").get_body(("plain",)).get_content()
        code = re.search(r"^\s*([A-Z0-9]{3,4}[- ]?[A-Z0-9]{3,4})\s*$", text, re.MULTILINE)
        assert code, text
        self.page.get_by_label("De code uit de mail").fill(code[1])
        self.page.get_by_role("button", name="Ik ben het").click()

    def story(self, place: int) -> Any:
        return self.page.locator(f"#story-{place}")

    def copies(self, place: int) -> None:
        self.story(place).get_by_role("button", name="Kopieer en post").click()
        self.page.get_by_role("button", name="Ik heb het geplaatst").wait_for()

    def confirms(self) -> None:
        self.page.get_by_role("button", name="Ik heb het geplaatst").click()

    def adapts(self, place: int, words: str) -> None:
        self.story(place).get_by_role("link", name="Pas aan en deel").click()
        self.page.get_by_role("textbox", name="Jouw woorden").fill(words)
        self.page.get_by_role("button", name="Kopieer en post mijn woorden").click()
        self.confirms()

    def skips(self, place: int) -> None:
        self.story(place).get_by_role("button", name="Sla over").click()

    # then

    def shared(self) -> list[tuple[str, bool]]:
        with tenant(self.cast.organisation.pk):
            shares = Share.objects.confirmed().order_by("id")
            return list(shares.values_list("network", "own_words"))

    def choices(self) -> list[str]:
        with tenant(self.cast.organisation.pk):
            return list(Choice.objects.living().order_by("id").values_list("kind", flat=True))

    def the_link(self) -> str:
        with tenant(self.cast.organisation.pk):
            return f"{self.site}/l/{Link.objects.order_by('id')[0].code}"

    def counted(self) -> int:
        sharing.load_spool(sharing.spool_reader())
        with tenant(self.cast.organisation.pk):
            assert Click.objects.count() == 4
            return sum(LinkCount.objects.values_list("counted", flat=True))


def follow(link: str, agent: str) -> int:
    request = Request(link, headers={"User-Agent": agent})
    try:
        return build_opener(StayHere).open(request).status
    except OSError as answer:
        return getattr(answer, "code", 0)


@pytest.fixture(autouse=True)
def tuesday_morning() -> Iterator[None]:
    with time_machine.travel(TUESDAY + timedelta(minutes=2), tick=True):
        yield


def the_whole_week(week: Week, name: str) -> None:
    mail = week.the_mail_arrives()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    week.opens(mail)
    assert "Anna" not in week.page.content()
    shoot(week.page, f"journey-{name}-stranger")
    week.shows_that_it_is_her()
    assert "Goedemorgen, Anna." in week.page.content()

    week.copies(1)
    shoot(week.page, f"journey-{name}-post")
    week.confirms()
    assert "Dat is één, Anna." in week.page.content()
    week.adapts(2, "Ik draaide zelf de testbank, en hij piept niet meer. Ik werk bij Noordnaaf.")
    week.skips(3)
    shoot(week.page, f"journey-{name}-done")

    assert "Overgeslagen. Jij kent je mensen." in week.page.content()
    assert week.shared() == [("linkedin", False), ("linkedin", True)]
    assert week.choices() == ["copy", "adapt", "skip"]


def test_a_week_on_a_phone_from_the_mail_to_one_counted_click(
    phone: Page, relay: Relay, live_server: Any
) -> None:
    week = Week(phone, relay, live_server.url)
    phone.context.route("https://**", lambda route: route.fulfill(body="the network"))

    the_whole_week(week, "phone")
    check_accessibility(phone)

    own = phone.evaluate("navigator.userAgent")
    for agent in (PERSON, SCANNER, PREVIEW, own):
        assert follow(week.the_link(), agent) == 302
    assert week.counted() == 1


def test_the_same_week_without_scripts(bare_phone: Page, relay: Relay, live_server: Any) -> None:
    week = Week(bare_phone, relay, live_server.url)

    the_whole_week(week, "bare")

    assert follow(week.the_link(), PERSON) == 302
