"""Tests of deciding whom to prompt: once a week, at the own slot, logged with its chances."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from zetje.behaviour.availability import Reason
from zetje.behaviour.draws import uniforms
from zetje.delivery import operations as delivery
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.prompting.models import (
    DigestStory,
    HoldOutDraw,
    NotAtThisTime,
    PromptRefusal,
    PromptSettings,
)
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.testing import make_probe_weeks
from zetje.prompting.tests.deciding import (
    THURSDAY,
    always,
    decide,
    log,
    prompted,
    prompts,
    set_prompts,
    week_with_digest,
)
from zetje.prompting.tests.planning import (
    EARLY,
    Leave,
    Membership,
    Pause,
    SendingStop,
    local,
    make_stories,
    plan,
    rows,
)
from zetje.sharing.testing import make_share, make_skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    return tuesdays


def test_a_prompt_is_drawn_logged_and_queued_at_the_own_slot(organisation: Any) -> None:
    always(organisation)
    member = make_member(organisation)
    week_with_digest(organisation)

    assert decide(organisation, THURSDAY - timedelta(minutes=31)) == 0
    assert decide(organisation, THURSDAY - timedelta(minutes=30)) == 1

    (decision,) = log(organisation)
    assert (decision.member_id, decision.iso_year, decision.iso_week) == (member.pk, 2026, 38)
    assert (decision.slot_at, decision.outcome_until) == (THURSDAY, local("2026-09-21T00:00"))
    assert decision.why_silent is Reason.AVAILABLE
    assert decision.eligible_arms == ["neutral", "personal_benefit"]
    assert decision.arm in decision.eligible_arms
    assert decision.arm == FAMILIES[decision.action - 1].key
    assert decision.wording.startswith(f"{decision.arm}.")
    assert sum(decision.message_chances) == pytest.approx(1)
    assert (decision.send_policy, decision.message_policy) == ("Calendar 0", "MainEffect 0")
    stories = sorted(rows(organisation, DigestStory), key=lambda row: row.position)
    assert (decision.digest_id, decision.story_id) == (stories[0].digest_id, stories[0].story_id)
    (message,) = prompts(organisation)
    assert (message.subject_id, message.channel) == (decision.pk, "mail")
    assert message.dedupe_key == decision.dedupe_key
    assert (message.not_before, message.useful_until) == (THURSDAY, local("2026-09-17T18:00"))


def test_deciding_again_or_a_clock_set_back_changes_nothing(organisation: Any) -> None:
    always(organisation)
    for _ in range(3):
        make_member(organisation)
    week_with_digest(organisation)

    assert decide(organisation) == 3
    before = [(row.pk, row.action, row.wording) for row in log(organisation)]
    for now in (THURSDAY, THURSDAY - timedelta(hours=1), THURSDAY + timedelta(days=1)):
        assert decide(organisation, now) == 0

    assert [(row.pk, row.action, row.wording) for row in log(organisation)] == before
    assert len(prompts(organisation)) == 3


def test_a_deciding_that_died_midway_leaves_nothing_and_the_next_one_is_whole(
    organisation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    always(organisation, hold_out_share=0.1)
    # So many that chance holds them all out in no run that anybody will live to see.
    members = [make_member(organisation) for _ in range(12)]
    week_with_digest(organisation)
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "queue_messages", None)
        with pytest.raises(TypeError):
            decide(organisation)
    assert (log(organisation), rows(organisation, HoldOutDraw)) == ([], [])

    assert decide(organisation) == len(members)
    held = sum(row.is_held_out for row in rows(organisation, HoldOutDraw))
    assert len(prompts(organisation)) == len(members) - held


def test_the_logged_chances_are_those_it_was_drawn_by_and_within_the_limits(
    organisation: Any,
) -> None:
    set_prompts(organisation, learning_chance=0.4, least_chance=0.2, most_chance=0.6)
    for _ in range(40):
        make_member(organisation)
    week_with_digest(organisation)
    decide(organisation)

    found = log(organisation)
    luck = uniforms(
        seed=organisation.pk,
        person=[row.person for row in found],
        week=date(2026, 9, 14).toordinal() // 7,
    )
    assert {row.send_chance for row in found} == {0.4}
    assert [row.is_prompt for row in found] == (luck < 0.4).tolist()
    assert {row.is_prompt for row in found} == {True, False}
    for row in found:
        chances = np.array(row.message_chances)
        eligible = np.array([row.eligible >> arm & 1 for arm in range(len(FAMILIES))], dtype=bool)
        assert (chances[eligible] >= 0.05 / eligible.sum()).all()
        assert not chances[~eligible].any()
        assert 0 < row.chance < 1


def _make_unavailable(organisation: Any) -> dict[Reason, Any]:
    """Somebody for each reason to be silent; what happens after the digest is still to come."""
    who: dict[Reason, dict[str, Any]] = {
        Reason.AVAILABLE: {},
        Reason.PAUSED: {},
        Reason.ON_LEAVE: {},
        Reason.NOT_A_WORKING_DAY: {"working_days": [5, 6]},
        Reason.OUTSIDE_HOURS: {},
        # The seventeenth is the Pope's name day, and the only day left that they work.
        Reason.HOLIDAY: {"country": "VA", "working_days": [1, 3]},
        Reason.CHANNEL_UNREACHABLE: {},
        Reason.NO_STORY: {},
        Reason.ALREADY_DECIDED: {},
        Reason.CAP_REACHED: {},
        Reason.EXPERIMENTS_REFUSED: {"preferences": {"experiments": False}},
        Reason.PROBE_WEEK: {},
    }
    return {reason: make_member(organisation, **fields) for reason, fields in who.items()}


def _stand_in_the_way(organisation: Any, who: dict[Reason, Any], stories: list[Any]) -> None:
    """Between the digest and the slot, let happen what keeps each of them silent."""
    wednesday = local("2026-09-16T10:00")
    own = {"organisation": organisation}
    with tenant(organisation.pk):
        Pause.objects.create(**own, member=who[Reason.PAUSED], starts_at=wednesday)
        Leave.objects.create(
            **own,
            member=who[Reason.ON_LEAVE],
            starts_on=date(2026, 9, 16),
            ends_on=date(2026, 9, 18),
        )
        NotAtThisTime.objects.bulk_create(
            NotAtThisTime(
                **own, member=who[Reason.OUTSIDE_HOURS], weekday=3, hour=hour, since=EARLY
            )
            for hour in range(8, 18)
        )
    delivery.unsubscribe(
        organisation_id=organisation.pk,
        member_id=who[Reason.CHANNEL_UNREACHABLE].pk,
        kind="prompt",
        via="page",
        now=wednesday,
    )
    for each in stories:
        make_skip(who[Reason.NO_STORY], each, now=wednesday)
    make_share(who[Reason.ALREADY_DECIDED], stories[0], confirmed=False, now=wednesday)
    # A campaign of somebody's own, put in the outbox by hand.
    delivery.queue_message(
        organisation_id=organisation.pk,
        member_id=who[Reason.CAP_REACHED].pk,
        kind="prompt",
        subject_id=None,
        dedupe_key="campaign",
        not_before=local("2026-09-18T09:00"),
        useful_until=None,
        now=wednesday,
    )


def test_who_is_unavailable_is_silent_for_sure_and_the_log_says_why(organisation: Any) -> None:
    always(organisation, hold_out_share=0)
    who = _make_unavailable(organisation)
    make_probe_weeks(who[Reason.PROBE_WEEK], [(2026, 38)], now=EARLY - timedelta(days=7))
    _stand_in_the_way(organisation, who, week_with_digest(organisation, count=3))

    decide(organisation, local("2026-09-17T11:45"))

    said = {row.member_id: row for row in log(organisation)}
    assert {reason: said[member.pk].why_silent for reason, member in who.items()} == {
        reason: reason for reason in who
    }
    for reason, member in who.items():
        is_prompted = reason is Reason.AVAILABLE
        assert said[member.pk].is_prompt is is_prompted
        assert bool(said[member.pk].send_chance) is is_prompted
        assert bool(said[member.pk].message_chances) is is_prompted
    to = {row.member_id for row in prompts(organisation)}
    assert to == {who[Reason.AVAILABLE].pk, who[Reason.CAP_REACHED].pk}


def test_three_ignored_prompts_bring_four_weeks_of_silence(organisation: Any) -> None:
    always(organisation)
    make_stories(organisation, 40, published_at=local("2026-06-01T09:00"))
    make_member(organisation)
    for week in range(8):
        plan(organisation, EARLY + timedelta(weeks=week))
        decide(organisation, THURSDAY + timedelta(weeks=week))

    silent = Reason.SILENT_AFTER_IGNORED
    assert [row.why_silent for row in log(organisation)] == [0, 0, 0, *[silent] * 4, 0]


def test_who_is_held_out_once_is_never_prompted_and_nobody_joins_them_later(
    organisation: Any,
) -> None:
    always(organisation, hold_out_share=0.5)
    make_stories(organisation, 30, published_at=local("2026-06-01T09:00"))
    for _ in range(24):
        make_member(organisation)
    for week in range(3):
        plan(organisation, EARLY + timedelta(weeks=week))
        decide(organisation, THURSDAY + timedelta(weeks=week))
        with tenant(organisation.pk):
            PromptSettings.objects.update(hold_out_share=0.2 * week)

    drawn = rows(organisation, HoldOutDraw)
    held = {row.member_id for row in drawn if row.is_held_out}
    silent = {row.member_id for row in log(organisation) if row.why_silent is Reason.HELD_OUT}
    assert (len(drawn), {row.share for row in drawn}) == (24, {0.5})
    assert 0 < len(held) < 24
    assert held == silent
    assert not held & {row.member_id for row in prompts(organisation)}


@pytest.mark.parametrize("what", ["stopped", "switched off", "left", "never joined"])
def test_nothing_is_decided_where_nothing_may_be_sent(organisation: Any, what: str) -> None:
    always(organisation, is_enabled=what != "switched off")
    member = make_member(organisation, joined=what != "never joined")
    week_with_digest(organisation)
    with tenant(organisation.pk):
        if what == "stopped":
            SendingStop.objects.create(organisation=organisation, stopped_at=EARLY)
        if what == "left":
            Membership.objects.filter(member=member).update(left_at=EARLY)

    assert decide(organisation) == 0


def test_other_organisations_are_not_touched(organisation: Any) -> None:
    other = make_organisation()
    for one in (organisation, other):
        make_member(one)
        week_with_digest(one)

    assert decide(organisation) == 1
    assert log(other) == []


def test_without_any_story_everybody_is_silent_for_that(organisation: Any) -> None:
    always(organisation)
    make_member(organisation)

    assert decide(organisation) == 1

    (decision,) = log(organisation)
    assert (decision.why_silent, decision.digest_id) == (Reason.NO_STORY, None)


def test_the_same_kind_is_never_said_as_it_was_the_last_time(organisation: Any) -> None:
    always(organisation)
    make_stories(organisation, 20, published_at=local("2026-06-01T09:00"))
    members = [make_member(organisation) for _ in range(20)]
    with tenant(organisation.pk):
        PromptRefusal.objects.bulk_create(
            PromptRefusal(
                organisation=organisation, member=member, arm="personal_benefit", since=EARLY
            )
            for member in members
        )
    for week in range(2):
        plan(organisation, EARLY + timedelta(weeks=week))
        decide(organisation, THURSDAY + timedelta(weeks=week))

    said: dict[int, list[str]] = {member.pk: [] for member in members}
    for row in prompted(organisation):
        assert row.wording.startswith("neutral.")
        said[row.member_id].append(row.wording)
    assert all(len(set(wordings)) == 2 for wordings in said.values())
    assert len({wordings[0] for wordings in said.values()}) > 1
