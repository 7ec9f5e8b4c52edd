"""Compares the chains as they are kept with what the facts say, and changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from zetje.behaviour.streaks import Reason, State
from zetje.behaviour.weeks import DAYS, iso_of
from zetje.people import queries as people
from zetje.recognition.queries.chains import OUTSIDE, Verdict, kept_weeks
from zetje.recognition.queries.histories import judge_members

MEMBERS_AT_ONCE: Final = 2000
Verdicts = Mapping[int, Verdict]


def chains_amiss(*, organisation_id: int, now: datetime) -> list[str]:
    """The weeks of kept chains that are not what the facts say; the tenant's block must be open.

    A chain is kept as it stood when it was last looked at, and that is no fault: weeks after it are
    not judged yet, and its own last week may still be open there. So a week is right when it is
    what the facts say now, or what they say of the chain at its last week.

    Returns:
        the weeks by name, "chain of member:12 in 2026-W37", without what anybody did in them.
    """
    everyone = people.working_weeks(organisation_id=organisation_id, now=now)
    today = dict(zip(everyone.member.tolist(), everyone.today.tolist(), strict=True))
    members = list(today)
    amiss: list[str] = []
    for start in range(0, len(members), MEMBERS_AT_ONCE):
        some = members[start : start + MEMBERS_AT_ONCE]
        kept = kept_weeks(organisation_id, some)
        this_week = {member: (today[member] - 1) // DAYS for member in kept}
        last_kept = {member: max(weeks) for member, weeks in kept.items()}
        present = _judged_at(this_week, organisation_id=organisation_id, now=now)
        back_then = _judged_at(last_kept, organisation_id=organisation_id, now=now)
        for member, weeks in kept.items():
            for week in _differing(weeks, present[member], back_then[member]):
                year, number = iso_of(week)
                amiss.append(f"chain of member:{member} in {year}-W{number:02}")
    return amiss


def _differing(kept: Verdicts, present: Verdicts, back_then: Verdicts) -> Iterator[int]:
    last = max(kept)
    for week in sorted({*kept, *present, *back_then}):
        if week > last:
            return
        verdict = kept.get(week, OUTSIDE)
        if verdict not in (present.get(week, OUTSIDE), back_then.get(week, OUTSIDE)):
            yield week


def _judged_at(
    weeks: Mapping[int, int], *, organisation_id: int, now: datetime
) -> dict[int, Verdicts]:
    """The verdicts of members' weeks, each up to a week of its own that is open."""
    at: defaultdict[int, list[int]] = defaultdict(list)
    for member, week in weeks.items():
        at[week].append(member)
    verdicts: dict[int, Verdicts] = {}
    for week, members in at.items():
        verdicts |= _verdicts(organisation_id, members, week, now)
    return verdicts


def _verdicts(
    organisation_id: int, members: Sequence[int], week: int, now: datetime
) -> dict[int, Verdicts]:
    judged = judge_members(organisation_id=organisation_id, member_ids=members, week=week, now=now)
    states, reasons = judged.chains.states.tolist(), judged.chains.reasons.tolist()
    return {
        member: {
            number: (State(state), Reason(reason))
            for number, state, reason in zip(judged.weeks, states[row], reasons[row], strict=True)
        }
        for row, member in enumerate(judged.members.tolist())
    }
