"""Who shared a story hears when it changes, at work; what was put aside comes back once."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from zetje.content.testing import make_story
from zetje.delivery import operations as outbox
from zetje.delivery import queries as delivery
from zetje.delivery.registry import Drop, Mail, OutboxRow
from zetje.lib.office import at_work_from
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.operations import remind_of_stories, tell_sharers
from zetje.prompting.operations.notices import render_notices
from zetje.prompting.testing import make_digest
from zetje.sharing import operations as sharing

TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 9, 20, 1, 31, tzinfo=UTC)
EVERY_DAY = [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        (TUESDAY, EVERY_DAY, "2026-09-15 10:00"),
        (SUNDAY_NIGHT, EVERY_DAY, "2026-09-21 09:00"),
        (SUNDAY_NIGHT, [2], "2026-09-23 09:00"),
        (SUNDAY_NIGHT, [], "2026-09-21 09:00"),
        (TUESDAY + timedelta(hours=8), EVERY_DAY, "2026-09-16 09:00"),
        (TUESDAY + timedelta(hours=8), [1], "2026-09-22 09:00"),
    ],
)
def test_mail_waits_for_working_hours(now: datetime, days: list[int], expected: str) -> None:
    found = at_work_from(now, time_zone="Europe/Amsterdam", working_days=days)

    assert f"{found.astimezone(ZoneInfo('Europe/Amsterdam')):%Y-%m-%d %H:%M}" == expected


def queued(cast: Cast) -> list[tuple[str, datetime]]:
    with tenant(cast.organisation.pk):
        rows = delivery.messages_in_state(organisation_id=cast.organisation.pk, state="planned")
        return list(rows.values_list("kind", "not_before"))


@pytest.mark.django_db
def test_sharers_are_told_of_a_change_once_a_day_and_not_at_night() -> None:
    cast = make_cast()
    story = make_story(cast.organisation)

    for _ in range(2):
        tell_sharers(
            organisation_id=cast.organisation.pk,
            story_id=story.pk,
            member_ids=[cast.anna.pk],
            change="corrected",
            now=SUNDAY_NIGHT,
        )

    ((kind, not_before),) = queued(cast)
    assert kind == "story_corrected"
    assert not_before == datetime(2026, 9, 21, 7, tzinfo=UTC)


@pytest.mark.django_db
def test_stories_put_aside_come_back_once_and_in_one_mail() -> None:
    cast = make_cast()
    with tenant(cast.organisation.pk):
        for story in (make_story(cast.organisation), make_story(cast.organisation)):
            sharing.remind_later(
                member=cast.anna, story=story, at=TUESDAY + timedelta(days=1), now=TUESDAY
            )
    then = TUESDAY + timedelta(days=1, minutes=5)

    assert remind_of_stories(organisation_id=cast.organisation.pk, now=TUESDAY) == 0
    assert remind_of_stories(organisation_id=cast.organisation.pk, now=then) == 2
    assert remind_of_stories(organisation_id=cast.organisation.pk, now=then) == 0
    assert queued(cast) == [("reminder", then)]


def reminder(
    cast: Cast, story: Any, *, now: datetime, kind: str = "reminder", channel: str = "mail"
) -> Any:
    """The message about a story, as delivery asks for it."""
    row = OutboxRow(
        id=1,
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        kind=kind,
        channel=channel,
        subject_id=story.pk,
        dedupe_key="",
        address="",
        not_before=now,
        useful_until=None,
    )
    with tenant(cast.organisation.pk):
        return render_notices([row], now)[1]


def link_in(mail: Mail) -> str:
    """The address of the mail's page, without the site."""
    (address,) = re.findall(r"^https?://\S+$", mail.text, re.MULTILINE)
    assert f'href="{address.replace("&", "&amp;")}"' in mail.html
    return address.removeprefix(settings.SITE_ADDRESS)


@pytest.mark.django_db
@pytest.mark.parametrize("weeks_later", [0, 5])
def test_the_reminder_leads_to_a_page_where_the_story_can_be_chosen(weeks_later: int) -> None:
    cast = make_cast()
    story = make_story(cast.organisation, title="De stille ketting")
    make_digest(cast.anna, [story], now=TUESDAY)
    then = TUESDAY + timedelta(days=1, weeks=weeks_later)
    with tenant(cast.organisation.pk):
        sharing.remind_later(member=cast.anna, story=story, at=then, now=TUESDAY)
    if weeks_later:
        later = then - timedelta(days=1)
        make_digest(cast.anna, [make_story(cast.organisation)], now=later)

    link = link_in(reminder(cast, story, now=then))

    with time_machine.travel(then, tick=False):
        page = signed_in(Client(), cast.anna).get(link).content.decode()
    (shown,) = re.findall(r'<article [^>]*data-prepared="look"[^>]*>.*?</article>', page, re.DOTALL)
    assert link.startswith("/w/")
    assert "De stille ketting" in shown
    assert re.search(rf'action="/w/[^/]+/{story.token}/copy/"', shown)


@pytest.mark.django_db
def test_who_likes_a_chat_best_is_told_there() -> None:
    cast = make_cast()
    story = make_story(cast.organisation, title="“Naven” & meer")
    outbox.link_channel(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        channel="slack",
        address="U1",
        now=TUESDAY,
    )
    tell_sharers(
        organisation_id=cast.organisation.pk,
        story_id=story.pk,
        member_ids=[cast.anna.pk],
        change="corrected",
        now=TUESDAY,
    )
    with tenant(cast.organisation.pk):
        rows = delivery.messages_in_state(organisation_id=cast.organisation.pk, state="planned")
        assert [(row.kind, row.channel) for row in rows] == [("story_corrected", "slack")]

    card = reminder(cast, story, now=TUESDAY, kind="story_corrected", channel="slack")

    assert card.title == "Verbeterd: “Naven” & meer"
    assert "“Naven” & meer" in card.text
    assert card.buttons[0].url == card.url == f"{settings.SITE_ADDRESS}/week/"


@pytest.mark.django_db
def test_who_had_no_digest_yet_is_led_to_their_week() -> None:
    cast = make_cast()
    story = make_story(cast.organisation)

    assert link_in(reminder(cast, story, now=TUESDAY, kind="story_corrected")) == "/week/"


@pytest.mark.django_db
def test_a_story_that_ended_meanwhile_is_not_brought_back() -> None:
    cast = make_cast()
    story = make_story(cast.organisation, ends_on=date(2026, 9, 14))

    assert isinstance(reminder(cast, story, now=TUESDAY), Drop)
