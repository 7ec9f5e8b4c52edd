"""Plays honest colleagues and farmers side by side, through the product, on a clock of its own."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection
from numpy.random import Generator

from zetje.content import queries as content
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.lib.tenancy_role import APPLICATION_ROLE
from zetje.people.testing import make_member, make_organisation
from zetje.recognition import operations, queries
from zetje.recognition.operations.gaming import look_for_gaming
from zetje.recognition.queries.gaming import cases_to_decide
from zetje.sharing import operations as sharing
from zetje.sharing.door.hashing import daily_hash
from zetje.sharing.door.records import LABEL_NUMBERS, ClickRecord
from zetje.sharing.door.segments import StoredClick
from zetje.sharing.operations.clicks import forget_days_before, load_clicks

# A Monday; the clock of the play begins there.
FIRST = datetime(2026, 3, 2, tzinfo=UTC)
NETWORKS = (80, 800, 8000)
CLICK_RATE = 0.012
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"
_slots = count(1_000_000)
# Stands for the story's own words with one more.
_STORYS = "+"
_SYLLABLES = [start + end for start in "bdfghklmnprstvwz" for end in ("a", "e", "oe", "ij")]


@dataclass(frozen=True)
class Case:
    """One way to farm, as `farmers.toml` has it."""

    name: str
    posts: int = 1
    own: int = 50
    fake: int = 0
    fake_only: bool = False
    wait: float = 40
    spread: float = 0
    copied: bool = False
    adds: bool = False
    own_clicks: int = 0
    devices: int = 0
    pace: str = "chance"
    friends: int = 0
    from_week: int = 0
    ring: int = 0


@dataclass
class Player:
    """A farmer, or the honest twin of one."""

    member: Any
    case: Case
    network: int
    farms: bool
    luck: Generator
    tricks: Generator
    ring: list[Player] = field(default_factory=list["Player"])

    def farms_in(self, week: int) -> bool:
        """Whether they farm in a week of the play."""
        return self.farms and week >= self.case.from_week


@dataclass(frozen=True)
class Act:
    """A post that is to be confirmed, and who will follow it."""

    player: Player
    at: datetime
    wait: float
    text: str
    is_real: bool
    week: int


def cases() -> list[Case]:
    """All cases of the file."""
    text = Path(__file__).with_name("farmers.toml").read_text(encoding="utf-8")
    return [Case(**given) for given in tomllib.loads(text)["case"]]


@dataclass
class Farm:
    """An organisation of players, and the clicks that are still to come."""

    seed: int
    players: list[Player] = field(default_factory=list[Player])
    organisation: Any = None
    to_come: dict[int, list[tuple[datetime, int, bytes]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def settle(self, chosen: Sequence[Case], networks: Sequence[int] = NETWORKS) -> None:
        """Have a farmer and a twin of each case and network join."""
        self.organisation = make_organisation()
        for number, case in enumerate(chosen):
            for network in networks:
                for farms in (True, False):
                    member = make_member(
                        self.organisation, given_name=f"Speler {len(self.players)}"
                    )
                    luck = np.random.default_rng([self.seed, number, network])
                    tricks = np.random.default_rng([self.seed, number, network, 7])
                    self.players.append(Player(member, case, network, farms, luck, tricks))
            farmers = [one for one in self.players if one.farms and one.case is case]
            for at, one in enumerate(farmers):
                others = (farmers[(at + step) % len(farmers)] for step in range(1, case.ring))
                one.ring = [other for other in others if other is not one]

    def play(self, weeks: int) -> None:
        """Let weeks pass, day by day; each Sunday night it is looked for gaming."""
        here = self.organisation.pk
        with tenant(here):
            for day in range(7 * weeks):
                today = FIRST + timedelta(days=day)
                self._post(today, day)
                self._read(day)
                forget_days_before(organisation_id=here, day=(today + timedelta(days=1)).date())
                if day % 7 == 0:
                    _count_rows()
                    operations.settle_points(organisation_id=here, now=today + timedelta(hours=13))
                if day % 7 == 6:
                    look_for_gaming(organisation_id=here, now=today + timedelta(hours=23))
            over = FIRST + timedelta(weeks=weeks, hours=13)
            operations.settle_points(organisation_id=here, now=over)

    def gains(self) -> dict[str, tuple[float, float]]:
        """Of each case: what farmers have above their twins, in parts, and the twins' points."""
        totals: dict[tuple[str, bool], int] = defaultdict(int)
        with tenant(self.organisation.pk):
            for one in self.players:
                totals[one.case.name, one.farms] += queries.points_of(
                    organisation_id=self.organisation.pk, member_id=one.member.pk
                )
        names = {one.case.name for one in self.players}
        return {
            name: (totals[name, True] / totals[name, False] - 1, totals[name, False])
            for name in names
        }

    def asked(self) -> tuple[int, int]:
        """How many twins were asked about their points though they did nothing, and farmers."""
        here = self.organisation.pk
        with tenant(here):
            cases = cases_to_decide(organisation_id=here)
        members = {case.row.member_id for case in cases}
        found = [one.farms for one in self.players if one.member.pk in members]
        return found.count(False), found.count(True)

    def _post(self, today: datetime, day: int) -> None:
        week, shares = day // 7, []
        for player in self.players:
            acts = [act for act in self._acts(player, week) if act.at.date() == today.date()]
            for act in acts:
                shares.append((act, self._share(act)))
            if acts and player.farms_in(week) and (player.case.own_clicks or player.ring):
                sharing.remember_sharer(
                    member_id=player.member.pk,
                    address=_address(player),
                    user_agent=f"{AGENT} {player.member.pk}",
                    now=today + timedelta(hours=8),
                )
        operations.earn_from_shares(
            organisation_id=self.organisation.pk, share_ids=[share.pk for _act, share in shares]
        )
        for act, share in shares:
            self._followers(act, share)

    def _acts(self, player: Player, week: int) -> list[Act]:
        """The posts of a week, drawn anew from the same luck each day of it."""
        luck = np.random.default_rng([self.seed, player.network, week, len(player.case.name)])
        tricks = np.random.default_rng([self.seed, player.network, week, 99])
        acts: list[Act] = []
        monday = FIRST + timedelta(weeks=week)
        is_farming = player.farms_in(week)
        for _post in range(player.case.posts):
            at = monday + timedelta(hours=float(luck.uniform(7, 110)))
            wait = float(luck.lognormal(3.8, 0.7)) + 6
            own = luck.integers(100) < player.case.own
            text = _words(luck) if own else ""
            if is_farming and player.case.adds:
                text = _STORYS
            if not (is_farming and player.case.fake_only):
                acts.append(Act(player, at, wait, text, is_real=True, week=week))
        for number in range(player.case.fake if is_farming else 0):
            at = monday + timedelta(hours=8 + number * 20, minutes=float(tricks.uniform(0, 50)))
            wait = player.case.wait + float(tricks.uniform(0, player.case.spread))
            text = _words(np.random.default_rng(player.member.pk)) if player.case.copied else ""
            acts.append(Act(player, at, wait, text, is_real=False, week=week))
        return acts

    def _share(self, act: Act) -> Any:
        member = act.player.member
        summary = _words(np.random.default_rng(next(_slots)))
        story = make_story(self.organisation, summary=summary)
        given = {"member": member, "story": story, "network_key": "linkedin", "now": act.at}
        if act.text == _STORYS:
            offered = content.variant_for(story, network="linkedin", language="nl").text
            share = sharing.adapt_story(**given, text=f"{offered} Mooi!")
        elif act.text:
            share = sharing.adapt_story(**given, text=act.text)
        else:
            share = sharing.copy_story(**given)
        return sharing.confirm_share(
            member=member, share=share, now=act.at + timedelta(seconds=act.wait)
        )

    def _followers(self, act: Act, share: Any) -> None:
        player, case = act.player, act.player.case
        if act.is_real:
            luck = np.random.default_rng([self.seed, player.network, act.week, 3])
            mean = player.network * CLICK_RATE * float(luck.lognormal(-0.25, 0.7))
            hours = luck.lognormal(np.log(5), 1.3, luck.poisson(mean))
            self._come(share, act.at, hours.tolist())
        if not player.farms_in(act.week):
            return
        tricks = player.tricks
        self._come(share, act.at, tricks.uniform(1, 30, case.friends).tolist())
        if case.devices:
            self._come(share, act.at, _pace(case, tricks))
        for _click in range(case.own_clicks):
            self._visit(share, act.at + timedelta(minutes=5), _device(player, act.at))
        for other in player.ring:
            at = act.at + timedelta(minutes=float(tricks.uniform(5, 200)))
            self._visit(share, at, _device(other, at))

    def _come(self, share: Any, at: datetime, hours: Sequence[float]) -> None:
        for after in hours:
            self._visit(share, at + timedelta(hours=after), np.random.bytes(12))

    def _visit(self, share: Any, at: datetime, visitor: bytes) -> None:
        self.to_come[(at - FIRST).days].append((at, share.link_id, visitor))

    def _read(self, day: int) -> None:
        """Load the clicks of a day as the door's loader does, and let them earn."""
        clicks = [self._click(*visit) for visit in sorted(self.to_come.pop(day, []))]
        load_clicks(clicks)
        operations.earn_from_readers(
            organisation_id=self.organisation.pk,
            link_ids={click.record.link_id for click in clicks},
        )

    def _click(self, at: datetime, link_id: int, visitor: bytes) -> StoredClick:
        slot = next(_slots)
        stored = ClickRecord(
            organisation_id=self.organisation.pk,
            link_id=link_id,
            at_microseconds=round(at.timestamp() * 1_000_000),
            label=LABEL_NUMBERS["human"],
            reason=b"browser",
            visitor=visitor,
        )
        return StoredClick(f"farm-{slot}", slot, stored)


def _count_rows() -> None:
    """Let the database see how large its tables are: inside one transaction it cannot know."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE sharing_click, sharing_visit, sharing_link, sharing_share")
        cursor.execute("ANALYZE sharing_sharerhash, record_event, recognition_pointline")
        cursor.execute(f'SET ROLE "{APPLICATION_ROLE}"')


def _pace(case: Case, tricks: Generator) -> list[float]:
    """After how many hours the farmer's other devices come."""
    if case.pace == "burst":
        return (1 + np.sort(tricks.uniform(0, 50, case.devices)) / 3600).tolist()
    if case.pace == "clock":
        return (1 + np.arange(case.devices) / 6 + tricks.uniform(0, 0.01, case.devices)).tolist()
    return tricks.lognormal(np.log(5), 1.3, case.devices).tolist()


def _address(player: Player) -> str:
    return f"203.0.113.{player.member.pk % 250}"


def _device(player: Player, at: datetime) -> bytes:
    return daily_hash(_address(player), f"{AGENT} {player.member.pk}", at.date())


def _words(luck: Generator) -> str:
    """A few lines that nobody else would write."""
    drawn = luck.choice(_SYLLABLES, (16, 3))
    return " ".join("".join(word) for word in drawn.tolist())
