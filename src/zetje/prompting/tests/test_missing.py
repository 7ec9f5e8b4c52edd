"""What somebody misses is estimated from how far their digests led, and their prompt follows it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from zetje.behaviour.fogg import Suggestion
from zetje.lib.record.operations import event, record_all
from zetje.lib.tenancy import tenant
from zetje.people.operations.preferences import SWITCHES, save_privacy
from zetje.people.testing import make_member
from zetje.prompting.models import Digest, DigestStory, Standing
from zetje.prompting.operations import estimate_missing
from zetje.prompting.queries.funnels import funnels_of
from zetje.prompting.rules.arms.families import FAMILIES
from zetje.prompting.rules.reasons import REASONS
from zetje.prompting.rules.standing_facts import DIGEST_OPENED
from zetje.prompting.tests.deciding import THURSDAY, always, decide, log, week_with_digest
from zetje.prompting.tests.planning import make_stories, rows

pytestmark = pytest.mark.django_db

Share: Any = apps.get_model("sharing", "Share")
WEEKS = 16
# In how many of those weeks a digest was opened, led to a start, and to a share.
SHARER, READER, STARTER, AWAY = (15, 13, 12), (15, 1, 1), (15, 14, 1), (1, 1, 1)


def live(organisation: Any, kinds: Any) -> list[Any]:
    """Sixteen weeks of digests with one story each, and what each kind of person did with them."""
    with tenant(organisation.pk):
        people = [(make_member(organisation), kind) for kind in kinds]
        stories = make_stories(organisation, WEEKS)
        own = {"organisation_id": organisation.pk}
        Standing.objects.bulk_create(
            Standing(**own, member=member, phase=2, habit_strength=0, counted_at=THURSDAY)
            for member, _ in people
        )
        given = [
            (member, back, kind, story)
            for member, kind in people
            for back, story in enumerate(stories)
        ]
        digests = Digest.objects.bulk_create(
            _digest(own, member, THURSDAY - timedelta(weeks=back + 2))
            for member, back, _, _ in given
        )
        DigestStory.objects.bulk_create(
            DigestStory(**own, digest=digest, story=story, position=1, reason=str(REASONS[0]))
            for digest, (_, _, _, story) in zip(digests, given, strict=True)
        )
        record_all(
            event(
                **own,
                kind=DIGEST_OPENED,
                at=digest.send_at,
                source="seen",
                person_key=member.person_key,
                subject=f"digest:{digest.pk}",
            )
            for digest, (member, back, (opened, _, _), _) in zip(digests, given, strict=True)
            if back < opened
        )
        Share.objects.bulk_create(
            Share(
                **own,
                member=member,
                story=story,
                network="linkedin",
                text="Gedeeld.",
                started_at=THURSDAY,
                confirmed_at=THURSDAY if back < shared else None,
            )
            for member, back, (_, started, shared), story in given
            if back < started
        )
    return [member for member, _ in people]


def _digest(own: Any, member: Any, at: Any) -> Digest:
    year, week, _ = at.isocalendar()
    until = at + timedelta(days=4)
    given = {"iso_year": year, "iso_week": week, "planned_at": at, "send_at": at}
    return Digest(**own, **given, member=member, useful_until=until)


def suggestions(organisation: Any) -> list[int]:
    return [row.suggestion for row in rows(organisation, Standing)]


@pytest.fixture
def people(tuesdays: Any) -> list[Any]:
    return live(tuesdays, [SHARER] * 12 + [READER] * 12 + [STARTER] * 12 + [AWAY] * 4)


def test_what_each_misses_is_known_after_some_months(tuesdays: Any, people: list[Any]) -> None:
    with tenant(tuesdays.pk):
        found = funnels_of(
            organisation_id=tuesdays.pk, since=THURSDAY - timedelta(weeks=40), until=THURSDAY
        )
    assert found.member.tolist() == [member.pk for member in people]
    assert found.funnel.trials[:, 0].tolist() == [16] * 40
    assert found.funnel.successes[[0, 12, 24, 39]].tolist() == [
        [15, 13, 12, 0],
        [15, 1, 1, 0],
        [15, 14, 1, 0],
        [1, 1, 1, 0],
    ]

    known = estimate_missing(organisation_id=tuesdays.pk, now=THURSDAY)

    kept = suggestions(tuesdays)
    assert known == sum(code != Suggestion.NOT_ENOUGH_DATA for code in kept)
    assert set(kept[12:24]) == {Suggestion.SPARK}
    assert set(kept[24:36]) == {Suggestion.FACILITATOR}
    assert not set(kept[:12]) & {Suggestion.SPARK, Suggestion.FACILITATOR}
    assert set(kept[36:]) <= {Suggestion.SIGNAL, Suggestion.NOT_ENOUGH_DATA}


def test_who_does_not_want_to_be_learned_from_is_not_estimated(
    tuesdays: Any, people: list[Any]
) -> None:
    estimate_missing(organisation_id=tuesdays.pk, now=THURSDAY)
    with tenant(tuesdays.pk):
        switches = dict.fromkeys(SWITCHES, True) | {"learns": False}
        save_privacy(member=people[12], switches=switches, alias="", now=THURSDAY)

    estimate_missing(organisation_id=tuesdays.pk, now=THURSDAY)

    kept = suggestions(tuesdays)
    assert (kept[12], kept[13]) == (Suggestion.NOT_ENOUGH_DATA, Suggestion.SPARK)


def test_a_few_people_tell_nothing(tuesdays: Any) -> None:
    live(tuesdays, [SHARER, READER, STARTER])

    assert estimate_missing(organisation_id=tuesdays.pk, now=THURSDAY) == 0
    assert set(suggestions(tuesdays)) == {Suggestion.NOT_ENOUGH_DATA}


def test_a_prompt_is_of_a_kind_that_helps(tuesdays: Any, people: list[Any]) -> None:
    always(tuesdays, hold_out_share=0)
    estimate_missing(organisation_id=tuesdays.pk, now=THURSDAY)
    week_with_digest(tuesdays)
    with tenant(tuesdays.pk):
        switches = dict.fromkeys(SWITCHES, True) | {"learns": False}
        save_privacy(member=people[35], switches=switches, alias="", now=THURSDAY)

    decide(tuesdays)

    able = {
        row.member_id: {
            family.prompt_type
            for place, family in enumerate(FAMILIES)
            if row.eligible >> place & 1 and family.key != "neutral"
        }
        for row in log(tuesdays)
    }
    assert set().union(*(able[member.pk] for member in people[12:24])) == {"spark"}
    assert set().union(*(able[member.pk] for member in people[24:35])) <= {"facilitator"}
    # Whoever says "don't learn from me" is not judged from that moment on.
    assert "spark" in able[people[35].pk]
