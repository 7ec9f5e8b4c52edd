"""Some eighty people who live through weeks by chance, through the operations that pages use."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from zetje.behaviour.weeks import monday_of
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_house_rules, make_member, make_organisation, make_team
from zetje.prompting.operations.standing.noting import note_opened
from zetje.sharing.door.hashing import daily_hash, day_at
from zetje.sharing.operations.choices import (
    ChoiceRefusedError,
    remind_later,
    skip_story,
    undo_choice,
)
from zetje.sharing.operations.clicks import load_clicks
from zetje.sharing.operations.ideas import confirm_idea, deny_idea, start_idea
from zetje.sharing.operations.relabelling import remember_sharer
from zetje.sharing.operations.shares import adapt_story, confirm_share, copy_story, deny_share
from zetje.sharing.tests.clicking import click

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member
    from zetje.sharing.models import Link, Share

ZONE = ZoneInfo("Europe/Amsterdam")
TEAMS = {"Service": 36, "Workshop": 26, "Sales": 18}
NETWORKS = ("linkedin", "bluesky")
SOON = timedelta(minutes=4)
ACTS = ("post", "both", "skip", "remind", "idea", "start", "finish", "regret", "revive", "back")
OFTEN = np.array([5, 2, 6, 1, 2, 3, 2, 1.5, 1, 1])


@dataclass
class Season:
    """An organisation and the chance that moves it.

    Attributes:
        late: clicks of a week that are only read after it was frozen.
        posts: what each member took to a network, by their keys.
    """

    rng: np.random.Generator
    late: list[tuple[Link, datetime]] = field(default_factory=list)
    posts: dict[int, list[Share]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Let everybody begin; three in four take part."""
        self.organisation = make_organisation()
        make_house_rules(self.organisation)
        self.crew = [
            make_member(self.organisation, team=team, joined=number % 4 > 0)
            for name, size in TEAMS.items()
            for team in [make_team(self.organisation, name=name)]
            for number in range(size)
        ]
        self.taking_part = [member for number, member in enumerate(self.crew) if number % 4]
        self.stories: list[Story] = []

    def live(self, week: int) -> None:
        """Let everybody who takes part do what chance has them do in a week."""
        self.stories = [make_story(self.organisation) for _ in range(2)] + self.stories[:2]
        with tenant(self.organisation.pk):
            for member in self.taking_part:
                now = self._moment(week)
                if self.rng.random() < 0.6:
                    for _ in range(1 + int(self.rng.random() < 0.1)):
                        note_opened(member=member, digest_id=1000 * week + member.pk, now=now)
                if self.rng.random() < 0.75:
                    act = str(self.rng.choice(ACTS, p=OFTEN / OFTEN.sum()))
                    # Some of what chance proposes is not allowed, such as the words of too many.
                    with suppress(ChoiceRefusedError):
                        getattr(self, f"_{act}")(member, now)
            self._visit(week)

    def part(self, how: str, number: int, week: int) -> None:
        """Let some leave: the programme, or the organisation, or be forgotten."""
        now = self._moment(week)
        with tenant(self.organisation.pk):
            for _ in range(number):
                place = int(self.rng.integers(len(self.taking_part)))
                member = self.taking_part.pop(place)
                if how == "programme":
                    people.leave_programme(member=member, now=now)
                elif how == "organisation":
                    people.deactivate_member(member=member, by=None, now=now)
                else:
                    people.erase_person(member=member, by=None, now=now)

    def _moment(self, week: int) -> datetime:
        """Some moment of a week by the clock of the place; one in eight just before it is over."""
        monday = datetime.combine(monday_of(week), time(), ZONE).astimezone(UTC)
        over = datetime.combine(monday_of(week + 1), time(), ZONE).astimezone(UTC)
        if self.rng.random() < 0.125:
            return over - SOON / 2
        return monday + self.rng.random() * (over - monday - timedelta(hours=1))

    def _words(self) -> str:
        """Words that nobody else has."""
        return " ".join(f"woord{each}" for each in self.rng.integers(0, 10**9, 6))

    def _story(self) -> Story:
        return self.stories[int(self.rng.integers(len(self.stories)))]

    def _start(self, member: Member, now: datetime, network: str = "linkedin") -> Share:
        given = {"member": member, "story": self._story(), "network_key": network, "now": now}
        if self.rng.random() < 0.3:
            share = copy_story(**given)
        else:
            share = adapt_story(**given, text=self._words())
        self.posts[member.pk].append(share)
        return share

    def _post(self, member: Member, now: datetime) -> Share:
        share = self._start(member, now)
        return confirm_share(member=member, share=share, now=now + SOON)

    def _both(self, member: Member, now: datetime) -> None:
        """On two networks at once: what opens both links at once is no reader."""
        for network in NETWORKS:
            share = self._start(member, now, network)
            confirm_share(member=member, share=share, now=now + SOON)

    def _skip(self, member: Member, now: datetime) -> None:
        skip_story(member=member, story=self._story(), now=now)

    def _remind(self, member: Member, now: datetime) -> None:
        remind_later(member=member, story=self._story(), at=now + timedelta(days=2), now=now)

    def _idea(self, member: Member, now: datetime) -> None:
        address = "noordnaaf.example/eigen" if self.rng.random() < 0.5 else ""
        share = start_idea(
            member=member,
            text=self._words(),
            network_key="bluesky",
            address=address,
            language="nl",
            now=now,
        )
        self.posts[member.pk].append(share)
        if self.rng.random() < 0.7:
            confirm_idea(member=member, share=share, now=now + SOON)
            if self.rng.random() < 0.2:
                deny_idea(member=member, share=share, now=now + 2 * SOON)

    def _finish(self, member: Member, now: datetime) -> None:
        """Say of what waits that it was posted, perhaps a week later, or that it was not."""
        for share in self.posts[member.pk]:
            share.refresh_from_db()
            if not share.is_living or share.is_confirmed or share.story_id is None:
                continue
            if self.rng.random() < 0.6 and share.started_at < now:
                confirm_share(member=member, share=share, now=now)
            else:
                deny_share(member=member, share=share, now=now)

    def _regret(self, member: Member, now: datetime) -> None:
        deny_share(member=member, share=self._post(member, now), now=now + 2 * SOON)

    def _revive(self, member: Member, now: datetime) -> None:
        """Post, say that it was not so, and that it was after all."""
        share = self._post(member, now)
        deny_share(member=member, share=share, now=now + 1.5 * SOON)
        confirm_share(member=member, share=share, now=now + 2 * SOON)

    def _back(self, member: Member, now: datetime) -> None:
        """Take a choice back within its minutes."""
        choice = skip_story(member=member, story=self._story(), now=now)
        undo_choice(member=member, choice=choice, now=now + SOON)

    def _visit(self, week: int) -> None:
        """Let visitors open links: readers, robots, programs that open all, and the sharers."""
        load_clicks([click(link, now=at, visitor=self._visitor()) for link, at in self.late])
        self.late = []
        posts = [share for member in self.taking_part for share in self.posts[member.pk]]
        links = list({share.link_id: share.link for share in posts if share.link_id}.values())
        early, after = [], []
        for link in links:
            for _ in range(int(self.rng.poisson(0.5))):
                label = "human" if self.rng.random() < 0.8 else "bot"
                at = self._moment(week)
                if self.rng.random() < 0.1:
                    self.late.append((link, at))
                    continue
                early.append(click(link, now=at, label=label, visitor=self._visitor()))
        for first, second in pairwise(links):
            if first.created_at == second.created_at and self.rng.random() < 0.5:
                at, scanner = self._moment(week), self.rng.bytes(12)
                early.append(click(first, now=at, visitor=scanner))
                after.append(click(second, now=at, after=2, visitor=scanner))
        own = [link for link in links if self.rng.random() < 0.05]
        looked = [(link, self._moment(week)) for link in own]
        for link, at in looked:
            visitor = daily_hash("192.0.2.7", f"agent {link.member_id}", day_at(at))
            early.append(click(link, now=at, visitor=visitor))
        load_clicks(early)
        load_clicks(after)
        for link, at in looked:
            agent = f"agent {link.member_id}"
            remember_sharer(member_id=link.member_id, address="192.0.2.7", user_agent=agent, now=at)

    def _visitor(self) -> bytes:
        """One of forty readers."""
        return int(self.rng.integers(40)).to_bytes(12, "big")
