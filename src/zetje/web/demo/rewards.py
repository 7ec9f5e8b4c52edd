"""The rewards of the demo: lunch for the story that was passed on most, and unexpected thanks."""

from __future__ import annotations

from collections.abc import Generator as Yields
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection

from zetje.lib import events
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition.operations import rewards
from zetje.recognition.queries import rewards as kept
from zetje.web.reactions import REACTIONS

if TYPE_CHECKING:
    from numpy.random import Generator

    from zetje.people.models import Member, Organisation

_SANNE: Final = "Sanne Dekker"
# The rule runs since the first day of the month so many months back.
_MONTHS: Final = 3
_CODES: Final = 24
_LUNCH: Final[dict[str, Any]] = {
    "kind": "passed_on",
    "period": "month",
    "prize_nl": "Lunch voor twee",
    "prize_en": "Lunch for two",
    "note_nl": "Café De Wissel, op elke doordeweekse dag",
    "note_en": "Café De Wissel, any weekday",
    "value_cents": 4500,
    "budget_cents": 54_000,
}
_POT: Final[dict[str, Any]] = {
    "kind": "thanks",
    "period": "",
    "prize_nl": "Koffie met taart",
    "prize_en": "Coffee and cake",
    "note_nl": "Bij de bakker op de hoek",
    "note_en": "At the baker's on the corner",
    "value_cents": 850,
    "budget_cents": 15_000,
}
_THANKS: Final = (
    ("welcomed", "Je liet Noor de hele gieterij zien, en het was je vrije middag."),
    ("stood_in", "Twee dagen de balie, zonder een zucht."),
    ("organised", "Die middag bij de sluis was jouw idee, en jouw soep."),
    ("helped", "Dankzij jou weet ik nu hoe een draaitabel werkt."),
    ("kind", ""),
    ("helped", "Je nam de telefoon over toen het even te veel werd."),
)
# An own post that may win something says so; the demo's were made before anybody asked.
_LABEL: Final = """
UPDATE sharing_share s SET text = CASE m.language WHEN 'nl' THEN '#advertentie ' ELSE '#ad ' END
    || s.text
FROM people_member m
WHERE s.organisation_id = %s AND m.organisation_id = s.organisation_id AND m.id = s.member_id
    AND s.started_at >= %s AND s.story_id IS NULL AND s.network NOT IN ('x', 'facebook')
"""


def make_tips_of_stories(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Say of half the stories of the last months whose tip they were.

    Args:
        organisation: whose stories.
        now: the moment that it leads up to.
        rng: chance, for which and whose.
    """
    tips: Any = apps.get_model("content", "Tip")._default_manager
    stories: Any = apps.get_model("content", "Story")._default_manager
    with tenant(organisation.pk):
        givers = [
            one
            for one in people.joined_members(organisation).order_by("pk")
            if people.preferences_of(one).shoutouts and one.full_name != _SANNE
        ]
        published = stories.filter(
            organisation_id=organisation.pk,
            published_at__gte=now - timedelta(days=120),
            published_at__lt=now - timedelta(days=2),
        )
        tips.bulk_create(
            tips.model(
                organisation_id=organisation.pk,
                member=givers[int(rng.integers(len(givers)))],
                title=story.title,
                origin="page",
                may_name=True,
                given_at=story.published_at - timedelta(days=6),
                confirmed_at=story.published_at - timedelta(days=6),
                taken_at=story.published_at - timedelta(days=4),
                story=story,
            )
            for story in published.order_by("pk")
            if givers and rng.random() < 0.5
        )


def make_rewards(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Some months of lunches, a pot for thanks, and something that waits for Sanne.

    Args:
        organisation: whose posts and tips are there already.
        now: the moment that all leads up to.
        rng: chance, for the codes and for whom is thanked.
    """
    first = _month(now.date(), back=_MONTHS)
    began = datetime.combine(first, time(9), ZoneInfo(organisation.time_zone)) - timedelta(days=6)
    with tenant(organisation.pk):
        manager = people.members_with_role(organisation.pk, "programme_manager").first()
        administrator = people.members_with_role(organisation.pk, "administrator").first()
        if manager is None or administrator is None:
            return
        batch = rewards.import_vouchers(
            by=administrator,
            name="Café De Wissel",
            value_cents=4500,
            expires_on=_month(now.date(), back=-6),
            raw="\n".join(f"WISSEL-{rng.integers(10**9):09d}" for _ in range(_CODES)).encode(),
            now=began,
        )
        wishes: list[dict[str, Any]] = [{**_LUNCH, "batch": batch}, _POT]
        for given in wishes:
            wanted = rewards.WantedRule(**given)
            rule = rewards.propose_rule(by=manager, wanted=wanted, read_evidence=False, now=began)
            rewards.approve_rule(by=administrator, rule=rule, now=began + timedelta(days=1))
        with connection.cursor() as cursor:
            cursor.execute(_LABEL, [organisation.pk, first])
    with _quietly():
        for back in range(_MONTHS, 0, -1):
            _draw(organisation, administrator, _month(now.date(), back=back - 1), now=now)
    _thank(organisation, manager, now=now, rng=rng)


def _draw(organisation: Organisation, by: Member, day: date, *, now: datetime) -> None:
    """Draw the month before a day, four days later; who was drawn takes it the day after that."""
    at = datetime.combine(day, time(10), ZoneInfo(organisation.time_zone)) + timedelta(days=4)
    if at >= now:
        return
    rewards.open_rounds(organisation_id=organisation.pk, now=at)
    rewards.settle_rounds(organisation_id=organisation.pk, now=at)
    with tenant(organisation.pk):
        for drawn in kept.rounds_to_approve(organisation.pk):
            try:
                rewards.approve_round(by=by, drawn=drawn, now=at)
            except rewards.RewardRefusedError:
                continue
            for award in drawn.awards.select_related("member"):
                if award.member is not None:
                    rewards.claim_award(
                        member=award.member, award=award, now=min(now, at + timedelta(days=1))
                    )


def _thank(organisation: Organisation, by: Member, *, now: datetime, rng: Generator) -> None:
    with tenant(organisation.pk):
        (pot,) = kept.thanks_pots(organisation.pk)
        joined = list(people.joined_members(organisation).exclude(pk=by.pk).order_by("pk"))
        sanne = [one for one in joined if one.full_name == _SANNE]
        order: list[int] = rng.permutation(len(joined)).tolist()
        thanked = [joined[place] for place in order[: len(_THANKS) - 1]] + sanne
        for place, (member, (reason, words)) in enumerate(zip(thanked, _THANKS, strict=False)):
            is_last = member in sanne
            at = now - (timedelta(hours=20) if is_last else timedelta(days=70 - 12 * place))
            given: dict[str, Any] = {"by": by, "to": member, "pot": pot, "reason": reason}
            award = rewards.give_thanks(**given, words=words, press=f"demo {place}", now=at)
            if not is_last:
                rewards.claim_award(member=member, award=award, now=at + timedelta(days=1))


@contextmanager
def _quietly() -> Yields[None]:
    """Let nobody be told of what happened long ago."""
    events.route({})
    try:
        yield
    finally:
        events.route(REACTIONS)


def _month(day: date, *, back: int) -> date:
    """The first day of the month so many months back."""
    number = day.year * 12 + day.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)
