"""From what is known of one person to the points that are due: the same in whatever order.

Points are due to *slots*, a week with a reason and a subject. What a slot is due follows from the
set of facts alone; nothing here knows in which order they came, how often, or what was due before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from zetje.behaviour.weeks import week_of
from zetje.recognition.rules.points.ladder import readers_needed
from zetje.recognition.rules.points.values import (
    HELP,
    HELP_WEEKS,
    OWN_WORDS,
    READ_DAYS,
    READERS,
    SHARE,
    TIP,
    Rules,
)

Click = tuple[datetime, int]


class Slot(NamedTuple):
    """What points are due to: a person's week, why, and what it is about."""

    week: int
    reason: str
    subject: str


@dataclass(frozen=True, slots=True)
class Due:
    """How much a slot is due, and the event that gave its last point."""

    amount: int
    event: int
    at: datetime
    network: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A confirmed post on a network that counts, as it stood when it began to earn."""

    event: int
    share: int
    link: int | None
    story: int | None
    network: str
    own_words: bool
    started_at: datetime
    week: int
    time_zone: str
    usual: float = 0.0
    certainty: float = 0.0

    @property
    def subject(self) -> str:
        """What its lines are about."""
        return f"share:{self.share}"

    @property
    def what(self) -> str:
        """Its story; an idea of one's own is like no other post."""
        return f"story:{self.story}" if self.story is not None else self.subject


@dataclass(frozen=True, slots=True)
class Deed:
    """What a colleague did for others: a tip that somebody shared, a word that somebody read.

    `by` stands for that somebody; `share` is the post that it hangs on, if it hangs on one.
    """

    event: int
    kind: str
    subject: str
    by: int
    week: int
    at: datetime
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one person, however it came.

    `clicks` are the readers that count, by link; `undone` are the events by which shares were taken
    back, by share: of a share only events after it stand. `kept_out` are points that somebody
    decided not to count, by reason and subject.
    """

    posts: Collection[Post] = ()
    deeds: Collection[Deed] = ()
    clicks: Mapping[int, Collection[Click]] = field(default_factory=dict[int, Collection[Click]])
    undone: Mapping[int, int] = field(default_factory=dict[int, int])
    kept_out: Mapping[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    settled: int = 10**6

    def stands(self, share: int | None, event: int) -> bool:
        """Whether what hangs on a share was not taken back after that event."""
        return share is None or self.undone.get(share, -1) < event


RulesOf = Callable[[int], Rules]


def due(facts: Facts, rules_of: RulesOf) -> dict[Slot, Due]:
    """What is due to a person's slots.

    Args:
        facts: all that is known of them.
        rules_of: the rules of a week, by its running number.
    """
    found: dict[Slot, Due] = {}
    weeks: dict[int, list[Post]] = defaultdict(list)
    for post in _living(facts):
        weeks[post.week].append(post)
    for week, posts in weeks.items():
        rules = rules_of(week)
        counted = _first(posts, rules.posts, lambda post: not _is_kept_out(facts, post, SHARE))
        _pay(found, counted, SHARE, rules.share)
        own = _first(
            posts,
            rules.posts,
            lambda post: post.own_words and not _is_kept_out(facts, post, OWN_WORDS),
        )
        _pay(found, own, OWN_WORDS, rules.own_words)
        _pay_readers(found, facts, posts, rules)
    _pay_deeds(found, facts, rules_of)
    return found


def _living(facts: Facts) -> list[Post]:
    """Posts that were not taken back, each share once, in the order in which they were begun."""
    newest: dict[int, Post] = {}
    for post in sorted(facts.posts, key=lambda post: post.event):
        if facts.stands(post.share, post.event):
            newest[post.share] = post
    return sorted(newest.values(), key=lambda post: (post.started_at, post.event))


def _is_kept_out(facts: Facts, post: Post, reason: str) -> bool:
    return facts.kept_out.get((reason, post.subject), 0) > 0


def _first(posts: Iterable[Post], most: int, fits: Callable[[Post], bool]) -> list[Post]:
    """The first posts that fit, one a story."""
    chosen: dict[str, Post] = {}
    for post in posts:
        if len(chosen) < most and post.what not in chosen and fits(post):
            chosen[post.what] = post
    return list(chosen.values())


def _pay(found: dict[Slot, Due], posts: Iterable[Post], reason: str, amount: int) -> None:
    for post in posts:
        if amount:
            slot = Slot(post.week, reason, post.subject)
            found[slot] = Due(amount, post.event, post.started_at, post.network)


class _Step(NamedTuple):
    """One point for readers, in the order in which they are given until there are enough."""

    week: int
    place: int
    number: int
    at: datetime
    event: int
    is_start: bool = False


def _pay_readers(found: dict[Slot, Due], facts: Facts, posts: Sequence[Post], rules: Rules) -> None:
    """Give the points for the readers of one week's posts, each in the week it came to be."""
    steps = [step for place, post in enumerate(posts) for step in _steps(place, post, facts, rules)]
    left = rules.readers * rules.posts
    of_story: Counter[str] = Counter()
    given: dict[Slot, list[_Step]] = defaultdict(list)
    for step in sorted(_without_others_starts(steps, posts, rules)):
        post = posts[step.place]
        if left and of_story[post.what] < rules.readers:
            left -= 1
            of_story[post.what] += 1
            given[Slot(step.week, READERS, post.subject)].append(step)
    network = {post.subject: post.network for post in posts}
    for slot, ones in given.items():
        amount = len(ones) - facts.kept_out.get((f"{READERS}:{slot.week}", slot.subject), 0)
        if amount > 0:
            last = ones[amount - 1]
            found[slot] = Due(amount, last.event, last.at, network[slot.subject])


def _without_others_starts(
    steps: Iterable[_Step], posts: Sequence[Post], rules: Rules
) -> list[_Step]:
    """Leave the steps that are given before any reader to as many stories as count in a week.

    Those to which it gives most: so that one more post never makes a week worth less.
    """
    read: Counter[str] = Counter()
    starts: dict[int, int] = Counter()
    for step in steps:
        if step.is_start:
            starts[step.place] += 1
        else:
            read[posts[step.place].what] += 1
    gains: dict[str, tuple[int, int]] = {}
    for place, number in starts.items():
        what = posts[place].what
        gain = min(number, max(0, rules.readers - read[what]))
        gains[what] = max(gains.get(what, (-1, 0)), (gain, -place))
    best = sorted(gains.values(), key=lambda one: (-one[0], -one[1]))[: rules.posts]
    chosen = {-place for _, place in best}
    return [step for step in steps if not step.is_start or step.place in chosen]


def _steps(place: int, post: Post, facts: Facts, rules: Rules) -> Iterable[_Step]:
    """The steps of a post's ladder that were reached, and those that take no reader.

    Within the week of the post every step takes a reader of its own. When the week is settled, the
    steps that its author's usual readers ask less for are given too, unless it was decided that the
    post does not count.
    """
    zone = ZoneInfo(post.time_zone)
    clicks = _clicks_in_time(post, facts)
    needed = readers_needed(usual=post.usual, certainty=post.certainty, steps=rules.readers)
    is_settled = post.week <= facts.settled and not _is_kept_out(facts, post, SHARE)
    for number, readers in enumerate(needed):
        alone = max(readers, number + 1)
        found = _reached(clicks, alone, post, zone)
        if is_settled and (found is None or found[0] > post.week):
            if readers == 0:
                yield _Step(post.week, place, number, post.started_at, post.event, is_start=True)
                continue
            found = _reached(clicks, readers, post, zone)
        if found is not None:
            week, (at, event) = found
            yield _Step(week, place, number, at, event)


def _reached(
    clicks: Sequence[Click], readers: int, post: Post, zone: ZoneInfo
) -> tuple[int, Click] | None:
    """In which week so many readers had come, and the last of them."""
    if readers > len(clicks):
        return None
    click = clicks[readers - 1]
    return max(post.week, week_of(click[0], zone=zone)), click


def _clicks_in_time(post: Post, facts: Facts) -> list[Click]:
    if post.link is None:
        return []
    clicks = sorted(set(facts.clicks.get(post.link, ())))
    until = post.started_at + timedelta(days=READ_DAYS)
    return clicks[: bisect_right(clicks, until, key=lambda click: click[0])]


def _pay_deeds(found: dict[Slot, Due], facts: Facts, rules_of: RulesOf) -> None:
    """Give the points for tips and for help: for each other person once, and up to a most."""
    seen: set[tuple[str, str | int, int]] = set()
    in_week: Counter[tuple[str, int]] = Counter()
    of_tip: Counter[str] = Counter()
    for deed in sorted(set(facts.deeds), key=lambda deed: (deed.at, deed.event)):
        rules = rules_of(deed.week)
        is_tip = deed.kind == TIP
        amount, most = (rules.tip, rules.tip_most) if is_tip else (rules.help, rules.help_most)
        # A tip counts each person once for good; help to the same one once in a while.
        once = (deed.kind, deed.subject if is_tip else deed.week // HELP_WEEKS, deed.by)
        so_far = max(in_week[deed.kind, deed.week], of_tip[deed.subject] if is_tip else 0)
        kept_out = facts.kept_out.get((deed.kind, deed.subject), 0) > 0
        if (
            not amount
            or so_far + amount > most
            or once in seen
            or kept_out
            or not facts.stands(deed.share, deed.event)
        ):
            continue
        seen.add(once)
        in_week[deed.kind, deed.week] += amount
        of_tip[deed.subject] += amount
        slot = Slot(deed.week, TIP if is_tip else HELP, deed.subject)
        before = found[slot].amount if slot in found else 0
        found[slot] = Due(before + amount, deed.event, deed.at)
