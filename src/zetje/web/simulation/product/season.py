"""Half a year of one invented organisation: the world says what people do, the product the rest.

The product plans, decides, sends and learns as it does anywhere; only the clock, the mail's far end
and the people are made up. What each prompt would have changed is known here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from zetje.behaviour.arrays import Flags, Floats
from zetje.behaviour.worlds.advocacy import Offer, State
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.prompting import operations as prompting
from zetje.web.simulation.product.clock import Clock
from zetje.web.simulation.product.company import Company, found_company, publish_stories
from zetje.web.simulation.product.hands import Hands
from zetje.web.simulation.product.post import Post
from zetje.web.simulation.product.world import World

# A Monday after which no holiday of the company's country lies on a day that matters here.
START = date(2026, 6, 29)
_ZONE = ZoneInfo("Europe/Amsterdam")
_TUESDAY, _WEDNESDAY, _THURSDAY, _SUNDAY = 1, 2, 3, 6
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_FOUNDED = datetime.combine(START, time(), UTC) - _WEEK
_MEASURES = ("shared", "digests", "prompts", "uplift", "outside")
_Row = tuple[Flags, Floats, Floats, Floats, Flags]
Say = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a season was, beside the product's own log; arrays (weeks, people).

    `shared`, in the product or outside it; `digests` and `prompts`, messages that arrived;
    `uplift`, what a prompt would have changed in this very week: share with it less without it, on
    the same dice, in {−1, 0, 1}; `outside`, shares for which the product had no story open.
    """

    shared: Flags
    digests: Floats
    prompts: Floats
    uplift: Floats
    outside: Flags


@dataclass(kw_only=True)
class Season:
    """One organisation on its way through a world; `slug` is its short name."""

    world: World
    slug: str
    clock: Clock = field(
        default_factory=lambda: Clock(datetime.combine(START, time(), UTC) - _WEEK)
    )

    def __post_init__(self) -> None:
        self.post = Post()
        # The product's own dice for weeks without prompts; those of the world are not touched.
        self._chance = np.random.default_rng((self.world.seed, 1_000_000))
        self.population, self.state = self.world.begin()
        self.company: Company = found_company(
            count=self.world.count, slug=self.slug, now=self.clock.look()
        )
        self.hands = [Hands(member) for member in self.company.people]
        self._places = {member.email: at for at, member in enumerate(self.company.people)}

    def live(self, *, weeks: int, told: Say) -> Record:
        """Live through some weeks; `told` hears of each."""
        rows: list[_Row] = []
        for number in range(weeks):
            rows.append(self._week(number))
            told()
        self._learn(START + weeks * _WEEK)
        columns = [np.stack(column) for column in zip(*rows, strict=True)]
        return Record(**dict(zip(_MEASURES, columns, strict=True)))

    def _week(self, number: int) -> _Row:
        monday, count = START + number * _WEEK, self.world.count
        plain = self.world.week(
            number, people=self.population, state=self.state, digest=np.zeros(count)
        )
        self._begin(monday, is_empty=plain.is_empty)
        digests = self._message("digest", monday + _TUESDAY * _DAY)
        week = replace(plain, offer=Offer(digest=np.minimum(digests, 1.0)))
        early = week.early()
        outside = self._share(early)
        self._learn(monday)
        prompts = self._message("prompt", monday + _THURSDAY * _DAY)
        prompted = prompts > 0
        late = week.late(early=early, prompted=prompted)
        self._go_to(monday + _THURSDAY * _DAY, 15)
        outside |= self._share(late.shared)
        self._skip(prompted & ~early & ~late.shared & ~late.ignored)
        self._go_to(monday + _SUNDAY * _DAY, 22)
        self._end(week.after(early=early, prompted=prompted, late=late))
        return early | late.shared, digests, prompts, week.uplift(early=early), outside

    def _begin(self, monday: date, *, is_empty: bool) -> None:
        """Put stories live, and let the product know who is away."""
        self._go_to(monday, 1.7)
        organisation_id = self.company.organisation.pk
        prompting.place_members(organisation_id=organisation_id, now=self.clock.look())
        self._go_to(monday, 7)
        if not is_empty:
            publish_stories(self.company, monday=monday, now=self.clock.look())
        with tenant(self.company.organisation.pk):
            for at in np.flatnonzero(self.state.away).tolist():
                people.add_own_leave(
                    member=self.company.people[at],
                    starts_on=monday,
                    ends_on=monday + _SUNDAY * _DAY,
                )

    def _message(self, kind: str, day: date) -> Floats:
        """Plan in the morning, send at nine; how many of a kind each person got."""
        organisation_id = self.company.organisation.pk
        self._go_to(day, 8)
        prompting.draw_probes(
            organisation_id=organisation_id, now=self.clock.look(), rng=self._chance
        )
        prompting.plan_digests(organisation_id=organisation_id, now=self.clock.look())
        self._go_to(day, 8.8)
        prompting.plan_prompts(organisation_id=organisation_id, now=self.clock.look())
        self._go_to(day, 9.5)
        self.post.send_due(now=self.clock.look())
        found = np.zeros(self.world.count)
        for address, many in self.post.take(kind).items():
            found[self._places[address]] += many
        return found

    def _share(self, who: Flags) -> Flags:
        """Let people share through the product; gives those it had no open story for."""
        outside = np.zeros(self.world.count, dtype=np.bool_)
        for at in np.flatnonzero(who).tolist():
            outside[at] = self.state.off[at] or not self.hands[at].share()
        return outside

    def _skip(self, who: Flags) -> None:
        for at in np.flatnonzero(who).tolist():
            self.hands[at].skip()

    def _end(self, after: State) -> None:
        """Let who had enough leave, and carry everybody over."""
        organisation_id = self.company.organisation.pk
        with tenant(organisation_id):
            for at in np.flatnonzero(after.off & ~self.state.off).tolist():
                people.leave_programme(member=self.company.people[at], now=self.clock.look())
        self.state = after

    def _learn(self, monday: date) -> None:
        """Let the product learn from the weeks that are over, as it does each Wednesday."""
        self._go_to(monday + _WEDNESDAY * _DAY, 3)
        prompting.learn_from_decisions(
            organisation_id=self.company.organisation.pk, now=self.clock.look()
        )

    def _go_to(self, day: date, hour: float) -> None:
        """Set the clock; where people took long it has passed the hour by itself."""
        moment = datetime.combine(day, time(), _ZONE) + timedelta(hours=hour)
        self.clock.set(max(moment.astimezone(UTC), self.clock.now))
