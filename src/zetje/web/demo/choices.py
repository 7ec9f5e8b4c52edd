"""What the invented people do with their three stories: share, skip, put aside, look or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from zetje.prompting import operations as prompting
from zetje.recognition import operations as recognition
from zetje.sharing import operations as sharing
from zetje.sharing import queries as shares
from zetje.web.demo.chance import one_of
from zetje.web.demo.joining import Participant
from zetje.web.demo.material import DemoStory
from zetje.web.demo.posts import own_words
from zetje.web.demo.times import ZONE, moment

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.sharing.models import Share

_REASONS = ("subject", "voice", "time", "enough", "private")
_HALF_CHOSEN_AFTER_HOURS = 9.0
_PUTS_ASIDE = 0.015
_READS_A_PROMPT = 0.8
_WAKING = (7.5, 22.0)
# The chance that a text that was taken along is posted, and where no network is open at work.
_POSTS, _POSTS_WITH_TROUBLE, _SAYS_NO = 0.9, 0.15, 0.94
_WITHOUT_NETWORK = "Montage"


@dataclass(frozen=True, kw_only=True)
class Act:
    """One press of a button, to come."""

    at: datetime
    who: Participant
    kind: str
    story_id: int = 0
    network: str = ""
    own_words: bool = False


def acts_of_week(
    who: Participant,
    *,
    story_ids: Sequence[int],
    arrived_at: datetime,
    mood: float,
    must: str,
    rng: Generator,
) -> list[Act]:
    """What somebody does with the stories of a week.

    Args:
        who: the person.
        story_ids: their stories.
        arrived_at: when the digest came.
        mood: how much more (above one) or less everybody does in this week.
        must: "share", "rest", "away" or "nothing" where it is settled; "" for chance.
        rng: the chance.
    """
    own = who.character
    if must in {"nothing", "away"} or not story_ids:
        return []
    if must == "rest":
        return [Act(at=_later(arrived_at, rng), who=who, kind="rest")]
    if not must and rng.random() > own.opens:
        return []
    shared = _shared(who, story_ids, arrived_at, mood, must, rng)
    taken = {act.story_id for act in shared}
    others = [story for story in story_ids if story not in taken]
    acts = [*shared, *(act for story in others if (act := _other(who, story, arrived_at, rng)))]
    if not shared and own.habit in {"habitual", "regular"} and rng.random() < 0.06:
        acts.append(Act(at=_later(arrived_at, rng), who=who, kind="rest"))
    return acts or [Act(at=_later(arrived_at, rng), who=who, kind="look", story_id=story_ids[0])]


def answer_to_prompt(
    who: Participant, story_ids: Sequence[int], *, arrived_at: datetime, rng: Generator
) -> list[Act]:
    """What somebody does with a prompt who did nothing yet with the stories of the week."""
    own = who.character
    if rng.random() > _READS_A_PROMPT * own.opens or not story_ids:
        return []
    at = _later(arrived_at, rng)
    if rng.random() < own.shares:
        network = one_of(own.networks, rng)
        return [Act(at=at, who=who, kind="share", story_id=story_ids[0], network=network)]
    return [Act(at=at, who=who, kind="skip", story_id=story_ids[0])]


def _shared(
    who: Participant,
    story_ids: Sequence[int],
    arrived_at: datetime,
    mood: float,
    must: str,
    rng: Generator,
) -> list[Act]:
    own = who.character
    if must != "share" and rng.random() > min(own.shares * mood, 0.98):
        return []
    wanted = 1 + int(rng.random() < 0.25) + int(rng.random() < 0.06)
    order: list[int] = rng.permutation(len(story_ids))[:wanted].tolist()
    acts: list[Act] = []
    for place in order:
        at = _later(arrived_at, rng)
        first = one_of(own.networks, rng)
        networks = [first]
        if len(own.networks) > 1 and rng.random() < 0.12:
            networks.append(next(other for other in own.networks if other != first))
        acts += [
            Act(
                at=at + timedelta(minutes=3 * number),
                who=who,
                kind="share",
                story_id=story_ids[place],
                network=network,
                own_words=rng.random() < own.adapts,
            )
            for number, network in enumerate(networks)
        ]
    return acts


def _other(who: Participant, story_id: int, arrived_at: datetime, rng: Generator) -> Act | None:
    dice = rng.random()
    if dice < _PUTS_ASIDE:
        return Act(at=_later(arrived_at, rng), who=who, kind="remind", story_id=story_id)
    if dice < _PUTS_ASIDE + who.character.skips:
        return Act(at=_later(arrived_at, rng), who=who, kind="skip", story_id=story_id)
    return None


def _later(arrived_at: datetime, rng: Generator) -> datetime:
    """A moment after the mail came: half within the day, by daylight, before the week is over."""
    at = arrived_at + timedelta(hours=float(rng.exponential(_HALF_CHOSEN_AFTER_HOURS / 0.69)))
    local = at.astimezone(ZONE)
    days_left = 6 - arrived_at.astimezone(ZONE).weekday()
    ahead = min((local.date() - arrived_at.astimezone(ZONE).date()).days, days_left)
    hour = local.hour + local.minute / 60
    if not _WAKING[0] <= hour <= _WAKING[1] or ahead < 1:
        hour = float(rng.uniform(*_WAKING))
    day = arrived_at.astimezone(ZONE).replace(hour=0, minute=0, second=0) + timedelta(days=ahead)
    return max(day + timedelta(hours=hour), arrived_at + timedelta(minutes=3))


class Hands:
    """Presses the buttons for the invented people, and keeps what they shared.

    Args:
        stories: the stories by id, with their wordings.
        made_from: what each story is made from.
        is_eased: whether it was made easier already for who has no network open at work.
        rng: the chance behind words and second thoughts.
    """

    def __init__(
        self,
        *,
        stories: Mapping[int, Story],
        made_from: Mapping[int, DemoStory],
        is_eased: bool,
        rng: Generator,
    ) -> None:
        self._stories = stories
        self._made_from = made_from
        self._is_eased = is_eased
        self._rng = rng
        self.shares: list[tuple[Participant, Share]] = []
        self.to_come: list[Act] = []

    def do(self, act: Act) -> None:
        """Do one thing. What the product refuses stays undone, as it would for a person."""
        doing: dict[str, Callable[[Act], None]] = {
            "share": self._share,
            "skip": self._skip,
            "remind": self._remind,
            "rest": self._rest,
            "look": self._look,
        }
        try:
            doing[act.kind](act)
        except (sharing.ChoiceRefusedError, recognition.RestWeekRefusedError):
            return

    def _share(self, act: Act) -> None:
        member, story = act.who.member, self._stories[act.story_id]
        language = shares.language_for(member, story)
        share = self._copied(act, language)
        if share is None:
            words = own_words(
                self._made_from[story.pk], language=language, network=act.network, rng=self._rng
            )
            share = sharing.adapt_story(
                member=member,
                story=story,
                network_key=act.network,
                text=words,
                language=language,
                now=act.at,
            )
        then = act.at + timedelta(minutes=float(self._rng.uniform(1, 9)))
        dice = self._rng.random()
        team = member.team.name if member.team else ""
        is_hard = team == _WITHOUT_NETWORK and not self._is_eased
        if dice < (_POSTS_WITH_TROUBLE if is_hard else _POSTS) or act.who.is_named:
            sharing.confirm_share(member=member, share=share, now=then)
            self.shares.append((act.who, share))
        elif dice < _SAYS_NO:
            sharing.deny_share(member=member, share=share, now=then)

    def _copied(self, act: Act, language: str) -> Share | None:
        """The story's own words, where they were meant and colleagues did not post them all."""
        if act.own_words:
            return None
        try:
            return sharing.copy_story(
                member=act.who.member,
                story=self._stories[act.story_id],
                network_key=act.network,
                language=language,
                now=act.at,
            )
        except sharing.AdaptFirstError:
            return None

    def _skip(self, act: Act) -> None:
        reason = one_of(_REASONS, self._rng) if self._rng.random() < 0.4 else ""
        sharing.skip_story(
            member=act.who.member, story=self._stories[act.story_id], reason=reason, now=act.at
        )

    def _remind(self, act: Act) -> None:
        then = (act.at + timedelta(days=float(self._rng.uniform(3, 9)))).replace(microsecond=0)
        sharing.remind_later(
            member=act.who.member, story=self._stories[act.story_id], at=then, now=act.at
        )
        if self._rng.random() < 0.5:
            network = one_of(act.who.character.networks, self._rng)
            later = then + timedelta(minutes=20)
            self.to_come.append(
                replace(act, at=later, kind="share", network=network, own_words=True)
            )

    def _look(self, act: Act) -> None:
        own = act.who.member
        prompting.note_choice(
            organisation_id=own.organisation_id,
            member_id=own.pk,
            story_id=act.story_id,
            now=act.at,
        )

    def _rest(self, act: Act) -> None:
        today = act.at.astimezone(ZONE).date()
        recognition.take_rest_week(member=act.who.member, today=today, now=act.at)


def end_of(week: int) -> datetime:
    """When a week is over, late on Sunday."""
    return moment(week, 6, 23.5)
