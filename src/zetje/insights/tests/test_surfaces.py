"""Whoever reads every page that counts, day by day, sees nothing move when single people act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.test import Client

from zetje.behaviour.weeks import monday_of, week_number
from zetje.content.testing import make_story
from zetje.insights.operations.freezing import freeze_period
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation, make_team, signed_in
from zetje.recognition.operations.challenges import stay_out
from zetje.recognition.operations.goals import set_goal
from zetje.recognition.testing import make_challenge
from zetje.recognition.testing.points import make_point_week
from zetje.sharing.testing import make_share, make_skip

pytestmark = pytest.mark.django_db

# A Tuesday, and the Wednesday of the week after.
NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=8)
WEEK = week_number(NOW.date())
# Pages and files on which something is counted of several people.
PLACES = (
    "/recognition/",
    "/challenges/",
    "/teams/joined/",
    "/insight/",
    "/insight/explore/?by=team",
    "/lab/",
    "/hub/",
    "/hub/performed/",
    "/newsletter/",
)
_OWN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|csrf_token="[^"]+"')


def own_words(at: int) -> str:
    """A text that nobody else wrote."""
    return " ".join(sha256(f"{at} {each}".encode()).hexdigest()[:7] for each in range(12))


class Company:
    """Four teams of fourteen of whom most take part, in a challenge and towards a goal."""

    def __init__(self) -> None:
        self.organisation = here = make_organisation(name="Noordnaaf", slug="noordnaaf")
        teams = [make_team(here, name=name) for name in ("Gieterij", "Montage", "Wacht", "Balie")]
        self.crew = [
            make_member(here, team=teams[at % 4], joined=at < 44, given_name=f"Collega {at}")
            for at in range(56)
        ]
        self.pim = make_member(
            here, given_name="Pim", roles=["programme_manager", "editor", "works_council"]
        )
        self.stories = [make_story(here, published_at=NOW) for _ in range(3)]
        for at, member in enumerate(self.crew[:32]):
            make_point_week(member, 5 + at % 9, week=WEEK)
            if at % 2:
                make_share(member, self.stories[0], text=own_words(at), now=NOW)
        self.challenge = make_challenge(self.pim, now=NOW, teams=teams, goal=None)
        with tenant(here.pk):
            set_goal(
                organisation=here,
                by=self.pim,
                target=100,
                starts_on=NOW.date() - timedelta(days=7),
                ends_on=NOW.date() + timedelta(days=70),
                thanks="",
                now=NOW,
            )
        self.reader = signed_in(Client(), self.pim)

    def freeze(self, week: int) -> None:
        now = datetime.combine(monday_of(week + 1), datetime.min.time(), UTC) + timedelta(days=1)
        freeze_period(organisation_id=self.organisation.pk, week=week, now=now)

    def read(self) -> dict[str, str]:
        """What each place says, without what is made anew for each look."""
        found = {place: self.reader.get(place) for place in PLACES}
        assert {place: each.status_code for place, each in found.items()} == dict.fromkeys(
            PLACES, 200
        )
        said = {place: _OWN.sub("", each.content.decode()) for place, each in found.items()}
        taken = {"what": "figures", "weeks": "13", "form": "csv"}
        file = self.reader.post("/insight/export/", taken)
        return said | {"file": b"".join(file.streaming_content).decode("utf-8-sig")}

    def act(self, at: int) -> None:
        """Something that one person does, another one each time."""
        member: Any = self.crew[at]
        make_share(member, self.stories[1], text=own_words(at), now=LATER - timedelta(hours=1))
        make_skip(member, self.stories[2], now=LATER - timedelta(hours=1))
        make_point_week(member, 40, week=WEEK + 1)
        with tenant(self.organisation.pk):
            if at % 5 == 0:
                people.leave_programme(member=member, now=LATER)
            if at % 5 == 1:
                stay_out(member=member, challenge=self.challenge, stays_out=True, now=LATER)
                people.save_privacy(member=member, switches={"league": False}, alias="", now=LATER)
            if at % 5 == 2:
                people.deactivate_member(member=member, by=None, now=LATER)
            if at % 5 == 3:
                people.deactivate_member(member=member, by=None, now=LATER)
                people.erase_person(member=member, by=None, now=LATER)
        make_member(self.organisation, team=self.crew[0].team, given_name=f"Nieuw {at}")


@pytest.fixture
def company() -> Iterator[Company]:
    with time_machine.travel(LATER, tick=False):
        made = Company()
        made.freeze(WEEK)
        yield made


def test_between_two_tuesdays_nothing_moves_whoever_acts(company: Company) -> None:
    before = company.read()
    for shown, place in (("Gieterij", "/challenges/"), ("15", "/hub/performed/")):
        assert shown in before[place]

    # As many as tip every count in fives, one after another.
    for at in range(1, 24, 2):
        company.act(at)
    after = company.read()

    assert [place for place in before if before[place] != after[place]] == []
    company.freeze(WEEK + 1)
    moved = company.read()
    for place in ("/recognition/", "/challenges/", "/teams/joined/", "/hub/performed/", "file"):
        assert moved[place] != after[place], f"{place} shows nothing that counts"
