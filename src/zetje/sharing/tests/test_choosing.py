"""Skipping, being reminded, giving a reason, and coming back on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member
from zetje.sharing.events import ChoiceMade, ChoiceUndone
from zetje.sharing.models import Choice, Share
from zetje.sharing.operations.choices import (
    ChoiceRefusedError,
    check_may_choose,
    mark_reminded,
    may_choose,
    remind_later,
    set_skip_reason,
    skip_story,
    undo_choice,
)
from zetje.sharing.queries.choices import (
    choice_of,
    choices_for,
    due_reminders,
    is_undoable,
    skip_reason_labels,
)
from zetje.sharing.testing import NOW, living_kind, make_share, make_skip

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def test_check_may_choose_lets_who_joined_choose_a_live_story(cast: Cast) -> None:
    story = make_story(cast.organisation)

    check_may_choose(member=cast.anna, story=story, now=NOW)
    assert may_choose(member=cast.anna, story=story, now=NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None},
        {"withdrawn_at": NOW},
        {"ends_on": NOW.date() - timedelta(days=1)},
        {"starts_on": NOW.date() + timedelta(days=1)},
    ],
)
def test_check_may_choose_refuses_a_story_that_is_not_live(
    cast: Cast, fields: dict[str, object]
) -> None:
    story = make_story(cast.organisation, **fields)

    with pytest.raises(ChoiceRefusedError, match="no longer offered"):
        check_may_choose(member=cast.anna, story=story, now=NOW)
    assert not may_choose(member=cast.anna, story=story, now=NOW)


def test_check_may_choose_goes_by_the_day_where_the_organisation_lives(cast: Cast) -> None:
    story = make_story(cast.organisation, ends_on=NOW.date())

    assert may_choose(member=cast.anna, story=story, now=datetime(2026, 9, 15, 21, 59, tzinfo=UTC))
    assert not may_choose(
        member=cast.anna, story=story, now=datetime(2026, 9, 15, 22, 1, tzinfo=UTC)
    )


def test_check_may_choose_refuses_who_did_not_join(cast: Cast) -> None:
    outsider = make_member(cast.organisation, joined=False)

    with pytest.raises(ChoiceRefusedError, match="joined"):
        check_may_choose(member=outsider, story=make_story(cast.organisation), now=NOW)


def test_check_may_choose_refuses_another_organisations_story(cast: Cast) -> None:
    story = make_story(cast.other_organisation)

    with pytest.raises(ChoiceRefusedError, match="another organisation"):
        check_may_choose(member=cast.anna, story=story, now=NOW)


def test_skip_story_is_one_skip_however_often_it_is_pressed(cast: Cast) -> None:
    story = make_story(cast.organisation)

    first = skip_story(member=cast.anna, story=story, now=NOW)
    again = skip_story(member=cast.anna, story=story, now=NOW + MINUTE)

    assert first == again
    assert Choice.objects.count() == 1
    assert Event.objects.filter(kind="choice.made").count() == 1


def test_skip_story_takes_a_reason_at_once_or_with_a_second_press(cast: Cast) -> None:
    story, other = make_story(cast.organisation), make_story(cast.organisation)

    skip_story(member=cast.anna, story=story, reason="time", now=NOW)
    skip_story(member=cast.anna, story=other, now=NOW)
    skip_story(member=cast.anna, story=other, reason="voice", now=NOW)

    assert set(Choice.objects.values_list("reason", flat=True)) == {"time", "voice"}


def test_skip_story_puts_away_what_was_copied_and_not_posted(cast: Cast) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, confirmed=False)

    skip_story(member=cast.anna, story=story, now=NOW + MINUTE)

    share.refresh_from_db()
    assert share.undone_at == NOW + MINUTE
    assert living_kind(cast.anna, story) == "skip"


def test_skip_story_does_not_hide_what_was_posted(cast: Cast) -> None:
    story = make_story(cast.organisation)
    make_share(cast.anna, story)

    with pytest.raises(ChoiceRefusedError, match="posted this one"):
        skip_story(member=cast.anna, story=story, now=NOW + MINUTE)
    assert Share.objects.confirmed().count() == 1


def test_skip_story_of_somebody_else_stays(cast: Cast) -> None:
    story = make_story(cast.organisation)
    make_skip(cast.anna, story)

    skip_story(member=cast.bram, story=story, now=NOW)

    assert living_kind(cast.anna, story) == living_kind(cast.bram, story) == "skip"


def test_set_skip_reason_can_be_changed_and_taken_back(cast: Cast) -> None:
    choice = make_skip(cast.anna, make_story(cast.organisation))

    for reason in ("subject", "subject", "enough", ""):
        set_skip_reason(member=cast.anna, choice=choice, reason=reason, now=NOW)

    assert choice.reason == ""
    assert Event.objects.filter(kind="skip.explained").count() == 3


@pytest.mark.parametrize("reason", ["boredom", "subject "])
def test_set_skip_reason_knows_only_ours(cast: Cast, reason: str) -> None:
    choice = make_skip(cast.anna, make_story(cast.organisation))

    with pytest.raises(ChoiceRefusedError, match="not one of the reasons"):
        set_skip_reason(member=cast.anna, choice=choice, reason=reason, now=NOW)
    assert list(skip_reason_labels()) == ["subject", "voice", "time", "enough", "private"]


def test_set_skip_reason_is_for_living_skips_of_ones_own(cast: Cast) -> None:
    choice = make_skip(cast.anna, make_story(cast.organisation))

    with pytest.raises(ChoiceRefusedError):
        set_skip_reason(member=cast.bram, choice=choice, reason="time", now=NOW)
    undo_choice(member=cast.anna, choice=choice, now=NOW)
    with pytest.raises(ChoiceRefusedError):
        set_skip_reason(member=cast.anna, choice=choice, reason="time", now=NOW)


def test_remind_later_puts_a_story_aside_until_then(cast: Cast) -> None:
    story, at = make_story(cast.organisation), NOW + timedelta(days=2)

    choice = remind_later(member=cast.anna, story=story, at=at, now=NOW)

    assert remind_later(member=cast.anna, story=story, at=at, now=NOW) == choice
    assert due_reminders(organisation_id=cast.organisation.pk, now=at - MINUTE) == []
    (due,) = due_reminders(organisation_id=cast.organisation.pk, now=at)
    assert (due.choice_id, due.member_id, due.story_id) == (choice.pk, cast.anna.pk, story.pk)


def test_remind_later_takes_another_moment_instead(cast: Cast) -> None:
    story = make_story(cast.organisation)
    remind_later(member=cast.anna, story=story, at=NOW + timedelta(days=2), now=NOW)

    remind_later(member=cast.anna, story=story, at=NOW + timedelta(days=3), now=NOW)

    (living,) = Choice.objects.living()
    assert living.remind_at == NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (timedelta(0), "has passed"),
        (timedelta(days=61), "too far away"),
        (timedelta(days=8), "ends before"),
    ],
)
def test_remind_later_refuses_a_moment_that_does_not_suit(
    cast: Cast, later: timedelta, sentence: str
) -> None:
    story = make_story(cast.organisation, ends_on=NOW.date() + timedelta(days=7))

    with pytest.raises(ChoiceRefusedError, match=sentence):
        remind_later(member=cast.anna, story=story, at=NOW + later, now=NOW)


def test_mark_reminded_tells_of_a_story_once(cast: Cast) -> None:
    story, at = make_story(cast.organisation), NOW + timedelta(days=2)
    choice = remind_later(member=cast.anna, story=story, at=at, now=NOW)
    told = {"organisation_id": cast.organisation.pk, "choice_ids": [choice.pk]}

    assert mark_reminded(**told, now=at) == 1
    assert mark_reminded(**told, now=at) == 0
    assert due_reminders(organisation_id=cast.organisation.pk, now=at) == []


def test_undo_choice_opens_the_story_again(cast: Cast) -> None:
    story = make_story(cast.organisation)
    choice = make_skip(cast.anna, story)

    undo_choice(member=cast.anna, choice=choice, now=NOW + 10 * MINUTE)
    undo_choice(member=cast.anna, choice=choice, now=NOW + 10 * MINUTE)

    assert living_kind(cast.anna, story) is None
    assert Event.objects.filter(kind="choice.undone").count() == 1


def test_undo_choice_takes_the_shares_along_ten_minutes_after_the_last_act(cast: Cast) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, confirmed=True)
    choice = choices_for(member=cast.anna, story_ids=[story.pk])[story.pk]

    undo_choice(member=cast.anna, choice=choice, now=NOW + 9 * MINUTE)

    share.refresh_from_db()
    assert not share.is_living
    assert not share.is_confirmed


def test_undo_choice_is_over_after_ten_minutes(cast: Cast) -> None:
    choice = make_skip(cast.anna, make_story(cast.organisation))
    late = NOW + 10 * MINUTE + timedelta(seconds=1)

    with pytest.raises(ChoiceRefusedError, match="ten minutes"):
        undo_choice(member=cast.anna, choice=choice, now=late)
    assert is_undoable(choice, now=NOW + 10 * MINUTE)
    assert not is_undoable(choice, now=late)
    assert is_undoable(choice, last_act_at=NOW + MINUTE, now=late)


def test_undo_choice_of_somebody_else_does_nothing(cast: Cast) -> None:
    story = make_story(cast.organisation)
    choice = make_skip(cast.anna, story)

    undo_choice(member=cast.bram, choice=choice, now=NOW)

    assert living_kind(cast.anna, story) == "skip"


def test_choice_of_finds_ones_own_only(cast: Cast) -> None:
    choice = make_skip(cast.anna, make_story(cast.organisation))

    assert choice_of(member=cast.anna, token=choice.token) == choice
    assert choice_of(member=cast.bram, token=choice.token) is None
    assert str(choice) == f"skip of story {choice.story_id} by member {cast.anna.pk}"


def test_choices_tell_others_after_the_commit(cast: Cast, told: list[object]) -> None:
    story = make_story(cast.organisation)

    choice = make_skip(cast.anna, story)
    undo_choice(member=cast.anna, choice=choice, now=NOW)

    ids = (cast.organisation.pk, cast.anna.pk, story.pk, choice.pk)
    assert told == [ChoiceMade(*ids, kind="skip"), ChoiceUndone(*ids)]
