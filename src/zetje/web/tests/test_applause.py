"""Who is named hears of it and answers in place; a team's chat hears of the wall and of nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.test import TestCase

from zetje.delivery.registry import Accepted, Card, Drop, Mail, OutboxRow, family_for
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast
from zetje.prompting.operations import tell_of_shoutout
from zetje.prompting.operations.shoutouts import agree, decline, render_shoutouts
from zetje.recognition import operations as recognition
from zetje.recognition.queries.shoutouts import public_rows
from zetje.recognition.testing import make_shoutout
from zetje.web import applause

pytestmark = pytest.mark.django_db
# Ten o'clock on a Tuesday in Amsterdam.
TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORDS = "Bleef na de open dag <en> ruimde op."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_who_agreed_to_be_named_is_told_once_and_answers_in_place(cast: Cast) -> None:
    here, anna = cast.organisation.pk, cast.anna
    made = make_shoutout(anna, giver=cast.bram, now=TUESDAY, text=WORDS, agreed=False)
    told = {"organisation_id": here, "member_id": anna.pk, "shoutout_id": made.pk, "now": TUESDAY}
    known: dict[str, Any] = {
        "id": 1,
        "organisation_id": here,
        "member_id": anna.pk,
        "kind": "shoutout",
        "subject_id": made.pk,
        "dedupe_key": "",
        "address": "",
        "not_before": TUESDAY,
        "useful_until": None,
        "unsubscribe_url": "https://zetje.example/unsubscribe/x/",
    }
    # Without a word to be named it waits on her own page, and nothing is sent.
    assert tell_of_shoutout(**told) == 0
    with tenant(here):
        people.set_switch(member=anna, name="shoutouts", on=True, now=TUESDAY)
    assert [tell_of_shoutout(**told), tell_of_shoutout(**told)] == [1, 0]
    assert family_for("shoutout") == "notice"

    with tenant(here):
        letter = render_shoutouts([OutboxRow(**known)], TUESDAY)[1]
        assert isinstance(letter, Mail)
        assert "Bram" in letter.subject
        assert WORDS in letter.text
        assert "&lt;en&gt;" in letter.html
        assert "/me/shout-outs/" in letter.text
        card = render_shoutouts([OutboxRow(**known | {"channel": "slack"})], TUESDAY)[1]
        assert isinstance(card, Card)
        assert [button.action for button in card.buttons] == ["shoutout_yes", "shoutout_no", ""]
        other = render_shoutouts([OutboxRow(**known | {"member_id": cast.bram.pk})], TUESDAY)[1]
        assert isinstance(other, Drop)

    tap = {"organisation_id": here, "member_id": anna.pk, "value": made.token, "now": TUESDAY}
    assert agree(**tap) == agree(**tap)
    with tenant(here):
        assert public_rows(here).exists()
        assert isinstance(render_shoutouts([OutboxRow(**known)], TUESDAY)[1], Drop)
    decline(**tap)
    # Somebody else who got hold of the card changes nothing.
    agree(**tap | {"member_id": cast.femke.pk})
    with tenant(here):
        assert not public_rows(here).exists()


def test_a_team_hears_once_a_day_that_there_is_something_and_of_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: list[dict[str, Any]] = []
    here = cast.organisation.pk
    made = make_shoutout(cast.anna, giver=cast.bram, now=TUESDAY, text=WORDS)
    monkeypatch.setattr(applause.delivery, "news_channels", lambda **_given: ["teams"])
    monkeypatch.setattr(
        applause.delivery, "post_news", lambda **given: posted.append(given) or Accepted()
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        for _ in range(2):
            applause.queue_applause(organisation_id=here, now=TUESDAY)
    later = TUESDAY + timedelta(hours=5)

    assert [applause.tell_shoutouts(organisation_id=here, now=later) for _ in range(2)] == [1, 0]

    jobs = apps.get_model("procrastinate", "ProcrastinateJob")._default_manager
    assert jobs.filter(task_name=applause.JOB).count() == 1
    (news,) = posted
    said = f"{news['title']} {news['text']} {news['links']}"
    assert not {"Anna", "Bram", "open dag", made.token} & {*said.split(), said}
    assert "Anna" not in said
    assert "/shout-outs/" in said
    with tenant(here):
        recognition.decline_shoutout(member=cast.anna, token=made.token, now=later)
    tomorrow = later + timedelta(days=1)
    assert applause.tell_shoutouts(organisation_id=here, now=tomorrow) == 0


@pytest.mark.parametrize(
    ("now", "day", "hour"),
    [
        (TUESDAY, 15, 15),
        (TUESDAY + timedelta(hours=6), 16, 15),
        (datetime(2026, 9, 18, 14, tzinfo=UTC), 21, 15),
    ],
)
def test_news_of_the_wall_comes_in_the_afternoon_of_a_working_day(
    now: datetime, day: int, hour: int
) -> None:
    at = applause.next_afternoon(now, zone=AMSTERDAM)

    assert (at.day, at.hour) == (day, hour)
