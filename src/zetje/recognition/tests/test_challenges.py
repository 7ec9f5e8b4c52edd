"""Challenges through the operations and pages: joined by choice, counted in whole teams."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client

from zetje.behaviour.weeks import week_number
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_member, signed_in
from zetje.recognition.models import Challenge, PointLine
from zetje.recognition.operations.challenges import (
    ChallengeRefusedError,
    announce_challenge,
    end_challenges,
    make_challenge,
    set_team,
    stay_out,
    stop_challenge,
)
from zetje.recognition.operations.settings import set_game_switches
from zetje.recognition.presenters.challenges import challenge_views, live_view
from zetje.recognition.queries.challenges import challenge_news, picture_of

MONDAY = date(2026, 9, 21)
BEFORE = datetime(2026, 9, 17, 9, tzinfo=UTC)
RUNNING = datetime(2026, 9, 30, 9, tzinfo=UTC)
_events = count(1)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with tenant(made.organisation.pk):
        yield made


def give(member: Any, points: int, *, day: date = MONDAY) -> None:
    """A line of points of a member on a day."""
    PointLine.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        person=member.person_key,
        event=next(_events),
        reason="share",
        subject=f"share:{next(_events)}",
        amount=points,
        at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        week=week_number(day),
    )


def made(cast: Cast, **given: Any) -> Challenge:
    fields = {"name": "Samen", "about": "", "kind": "goal", "goal": 10, "weeks": 2}
    challenge = make_challenge(
        by=cast.pim,
        starts_on=MONDAY,
        now=BEFORE,
        **(fields | given),  # type: ignore[arg-type]
    )
    return announce_challenge(by=cast.pim, challenge=challenge, now=BEFORE)


def crew(cast: Cast, number: int) -> list[Any]:
    """So many more colleagues in Bram's team."""
    return [make_member(cast.organisation, team=cast.team) for _ in range(number)]


def join(cast: Cast, challenge: Challenge, *, by: Any) -> None:
    """Bram's team takes part, if `by` may say so."""
    set_team(by=by, challenge=challenge, team_id=cast.team.pk, takes_part=True, now=RUNNING)


def test_a_challenge_from_the_first_word_to_the_result(cast: Cast) -> None:
    challenge = made(cast)
    crew(cast, 4)
    give(cast.anna, 60)
    give(cast.bram, 30, day=RUNNING.date())
    give(cast.anna, 500, day=MONDAY - timedelta(days=1))

    # Only who leads the team says so, and until then there is nothing to see.
    with pytest.raises(ChallengeRefusedError, match="leads a team"):
        set_team(
            by=cast.anna, challenge=challenge, team_id=cast.team.pk, takes_part=True, now=RUNNING
        )
    assert picture_of(challenge=challenge, now=RUNNING).everybody is None
    join(cast, challenge, by=cast.bram)

    everybody = picture_of(challenge=challenge, now=RUNNING).everybody
    # Bram's points of today are not in the picture of last night.
    assert everybody is not None
    assert (everybody.people, everybody.points) == (6, 60)
    stay_out(member=cast.anna, challenge=challenge, stays_out=True, now=RUNNING)
    everybody = picture_of(challenge=challenge, now=RUNNING + timedelta(days=1)).everybody
    assert everybody is not None
    assert (everybody.people, everybody.points) == (5, 30)
    stay_out(member=cast.anna, challenge=challenge, stays_out=False, now=RUNNING)

    over = datetime(2026, 10, 6, 5, tzinfo=UTC)
    here = cast.organisation.pk
    assert end_challenges(organisation_id=here, now=over - timedelta(days=1)) == 0
    assert [end_challenges(organisation_id=here, now=over) for _ in range(2)] == [1, 0]
    give(cast.anna, 900)
    (view,) = challenge_views(member=cast.anna, now=over)
    assert (view.state, view.reached, view.is_open) == ("ended", 100.0, False)
    (news,) = challenge_news(organisation_id=here, since=over - timedelta(days=7), until=over)
    assert (news.state, news.average, news.is_reached) == ("ended", 15.0, True)
    with pytest.raises(ChallengeRefusedError, match="over"):
        stay_out(member=cast.anna, challenge=challenge, stays_out=True, now=over)


def test_what_is_off_or_stopped_is_nowhere(cast: Cast) -> None:
    challenge = made(cast)
    anna = signed_in(Client(), cast.anna)
    assert live_view(member=cast.anna, now=BEFORE) is not None

    set_game_switches(organisation=cast.organisation, by=cast.ad, now=BEFORE, challenges=False)
    assert anna.get("/challenges/").status_code == 404
    assert live_view(member=cast.anna, now=BEFORE) is None
    assert challenge_news(organisation_id=cast.organisation.pk, since=BEFORE, until=RUNNING) == ()

    set_game_switches(organisation=cast.organisation, by=cast.ad, now=BEFORE, challenges=True)
    stop_challenge(by=cast.pim, challenge=challenge, now=BEFORE)
    assert challenge.name not in anna.get("/challenges/").content.decode()
    assert anna.post(f"/challenges/{challenge.token}/out/").status_code == 404


def test_a_manager_makes_looks_and_announces(cast: Cast) -> None:
    pim, anna = signed_in(Client(), cast.pim), signed_in(Client(), cast.anna)
    page = pim.get("/recognise/challenges/")
    form = page.context["form"]
    given = {
        "name": "Herfst <b>samen</b>",
        "kind": "goal",
        "goal": "",
        "starts_on": form.fields["starts_on"].choices[0][0],
        "weeks": "2",
    }

    assert pim.post("/recognise/challenges/", given).status_code == 422
    answer = pim.post("/recognise/challenges/", given | {"goal": "20"})
    challenge = Challenge.objects.get()
    one = f"/recognise/challenges/{challenge.token}/"
    assert answer.headers["Location"] == one
    assert "&lt;b&gt;" in pim.get(one).content.decode()
    assert "Herfst" not in anna.get("/challenges/").content.decode()
    assert pim.post(f"{one}state/", {"do": "announce"}).status_code == 302
    assert "Herfst" in anna.get("/challenges/").content.decode()
