"""Who shared a story hears when it changes, at work; what was put aside comes back once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zetje.content.testing import make_story
from zetje.delivery import queries as delivery
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.prompting.operations import remind_of_stories, tell_sharers
from zetje.prompting.rules.office import at_work_from
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
