"""Challenges through the operations and pages: joined by choice, counted in whole teams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from zetje.behaviour.weeks import week_number
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition.models import Challenge
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
from zetje.recognition.presenters.challenges import ChallengeView, challenge_views, live_view
from zetje.recognition.queries.challenges import challenge_news, picture_before, picture_of
from zetje.recognition.registry import PointsCell, register_team_figures
from zetje.recognition.testing.figures import cells_by_team, figures_of

MONDAY = date(2026, 9, 21)
BEFORE = datetime(2026, 9, 17, 9, tzinfo=UTC)
RUNNING = datetime(2026, 9, 30, 9, tzinfo=UTC)
FIRST = week_number(MONDAY)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with tenant(made.organisation.pk):
        yield made


def freeze(newest: int, **told: Sequence[PointsCell]) -> None:
    """Weeks are frozen up to one; told is what spans tell, "w2_1" of one week, the second."""
    points = {(FIRST + int(name[1]) - 1, int(name[-1])): cells for name, cells in told.items()}
    register_team_figures(figures_of(FIRST + newest - 1, points=points))


def made(cast: Cast, **given: Any) -> Challenge:
    fields = {"name": "Samen", "about": "", "kind": "goal", "goal": 10, "weeks": 2}
    challenge = make_challenge(
        by=cast.pim,
        starts_on=MONDAY,
        now=BEFORE,
        **(fields | given),  # type: ignore[arg-type]
    )
    return announce_challenge(by=cast.pim, challenge=challenge, now=BEFORE)


def join(cast: Cast, challenge: Challenge, *, by: Any) -> None:
    """Bram's team takes part, if `by` may say so."""
    set_team(by=by, challenge=challenge, team_id=cast.team.pk, takes_part=True, now=RUNNING)


def test_a_challenge_from_the_first_word_to_the_result(cast: Cast, team_figures: None) -> None:
    challenge = made(cast)
    team = cast.team.pk
    freeze(0)

    # Only who leads the team says so, and until a week is frozen there is nothing to see.
    with pytest.raises(ChallengeRefusedError, match="leads a team"):
        set_team(by=cast.anna, challenge=challenge, team_id=team, takes_part=True, now=RUNNING)
    join(cast, challenge, by=cast.bram)
    assert picture_of(challenge).until is None
    assert running(cast).summary == "The first stand is there on the Tuesday after its first week."

    freeze(1, w1_1=cells_by_team({team: (6, 60), cast.other_team.pk: (9, 900)}))
    picture = picture_of(challenge)
    assert picture.until == MONDAY + timedelta(days=6)
    assert picture.everybody is not None
    assert (picture.everybody.people, picture.everybody.points) == (6, 60)
    assert (running(cast).reached, running(cast).is_together) == (100.0, False)
    freeze(1)
    assert running(cast).summary == "Too few people have points so far to say how it stands."

    over = datetime(2026, 10, 6, 5, tzinfo=UTC)
    here = cast.organisation.pk
    assert end_challenges(organisation_id=here, now=over) == 0
    freeze(2, w2_2=cells_by_team({team: (6, 90)}))
    assert [end_challenges(organisation_id=here, now=over) for _ in range(2)] == [1, 0]
    freeze(3, w2_2=cells_by_team({team: (6, 900)}))
    (view,) = challenge_views(member=cast.anna, now=over)
    assert (view.state, view.reached, view.is_open) == ("ended", 100.0, False)
    (news,) = challenge_news(organisation_id=here, since=over - timedelta(days=7), until=over)
    assert (news.state, news.average, news.is_reached) == ("ended", 15.0, True)
    with pytest.raises(ChallengeRefusedError, match="over"):
        stay_out(member=cast.anna, challenge=challenge, stays_out=True, now=over)


def running(cast: Cast) -> ChallengeView:
    """How it stands for Anna, whose team takes part."""
    (view,) = challenge_views(member=cast.anna, now=RUNNING)
    assert view.state == "running"
    return view


def test_a_team_that_is_told_with_others_reads_so(cast: Cast, team_figures: None) -> None:
    challenge = made(cast)
    join(cast, challenge, by=cast.bram)
    freeze(1, w1_1=[PointsCell(frozenset([cast.team.pk]), 8, 80)])
    assert not running(cast).is_together

    freeze(1, w1_1=[PointsCell(frozenset([cast.team.pk, 0]), 8, 80)])

    assert running(cast).is_together
    assert picture_of(challenge).shown == []


def test_a_preview_is_of_the_last_frozen_weeks(cast: Cast, team_figures: None) -> None:
    freeze(4, w4_2=cells_by_team({cast.team.pk: (6, 60)}))

    before = picture_before(organisation_id=cast.organisation.pk, weeks=2)

    assert [(one.team_id, one.average) for one in before.shown] == [(cast.team.pk, 10.0)]
    register_team_figures(figures_of(None))
    assert picture_before(organisation_id=cast.organisation.pk, weeks=2).until is None


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
