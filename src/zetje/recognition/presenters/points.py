"""What earns what, and somebody's own lines, in words for their page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.weeks import monday_of, week_of
from zetje.recognition.queries.points import (
    EarnedLine,
    coming_rules,
    lines_of,
    point_rules,
    points_in_weeks,
    points_of,
)
from zetje.recognition.rules.points import READ_DAYS, Rules
from zetje.recognition.rules.points.fairness import most_gained
from zetje.sharing.queries import scored
from zetje.sharing.queries.known_networks import plugged_in

if TYPE_CHECKING:
    from zetje.people.models import Member

LINES: Final = 30
# More than this is too much to gain by playing the rules instead of posting.
FAIR: Final = 0.05


@dataclass(frozen=True)
class Earning:
    """One thing that earns: what it is, how it is counted, and how many points."""

    name: str
    how: str
    points: str


@dataclass(frozen=True)
class LineView:
    """A line of somebody's ledger: when, what for, how many, and what became of it."""

    at: datetime
    title: str
    what: str
    note: str
    amount: int
    is_quiet: bool

    @property
    def signed(self) -> str:
        """The amount with its sign, with a true minus."""
        return f"+{self.amount}" if self.amount > 0 else f"−{-self.amount}"


@dataclass(frozen=True)
class PointsPage:
    """All that the page of points shows to one person."""

    total: int
    this_week: int
    earnings: Sequence[Earning]
    never: str
    coming_on: date | None
    coming: Sequence[Earning]
    lines: Sequence[LineView]
    has_more: bool


def points_page(*, member: Member, now: datetime) -> PointsPage:
    """The page of points as this member sees it.

    Args:
        member: whose lines.
        now: the moment.
    """
    organisation_id = member.organisation_id
    week = week_of(now, zone=ZoneInfo(member.time_zone))
    weeks = points_in_weeks(organisation_id=organisation_id, member_id=member.pk, weeks=[week])
    lines = lines_of(organisation_id=organisation_id, member_id=member.pk, limit=LINES + 1)
    coming = coming_rules(organisation_id=organisation_id, at=now)
    return PointsPage(
        total=points_of(organisation_id=organisation_id, member_id=member.pk),
        this_week=weeks.get(week, 0),
        earnings=earnings(point_rules(organisation_id=organisation_id, at=now)),
        never=never_scored(),
        coming_on=monday_of(coming[0]) if coming else None,
        coming=earnings(coming[1]) if coming else (),
        lines=line_views(lines[:LINES], titles=_titles(organisation_id, lines)),
        has_more=len(lines) > LINES,
    )


def earnings(rules: Rules) -> list[Earning]:
    """What earns what by these rules; what earns nothing is left out."""
    of_week = ngettext(
        "One post a week counts. More are welcome, and earn nothing on top.",
        "Up to %(number)d posts a week count, each of another story.",
        rules.posts,
    ) % {"number": rules.posts}
    readers = _(
        "Each of the first readers gives a point. When the week is over it is filled up by what is"
        " usual for you: all of it for a post with as many readers as nineteen in twenty of yours"
        " have, and for everybody whose readers are too few to tell. So nobody stands behind for a"
        " small network. Readers count for %(weeks)d weeks."
    ) % {"weeks": READ_DAYS // 7}
    tip = _(
        "For each colleague who posts the story of your tip, each of them once;"
        " %(most)d at most for one tip and in one week."
    ) % {"most": rules.tip_most}
    help_given = _(
        "When somebody reads what you wrote, the same person once in four weeks;"
        " %(most)d at most in one week."
    ) % {"most": rules.help_most}
    found = [
        (rules.share, Earning(_("A post that you confirmed"), of_week, str(rules.share))),
        (
            rules.own_words,
            Earning(
                _("In your own words"),
                _("On top, for what you wrote yourself."),
                f"+{rules.own_words}",
            ),
        ),
        (rules.readers, Earning(_("Readers"), readers, _up_to(rules.readers))),
        (
            rules.tip,
            Earning(_("A tip that colleagues post"), tip, str(rules.tip)),
        ),
        (
            rules.help,
            Earning(_("An expert's word that helped"), help_given, str(rules.help)),
        ),
    ]
    return [earning for points, earning in found if points]


def never_scored() -> str:
    """Which networks earn nothing, by name, as a sentence."""
    names = [network.label for network in plugged_in.values() if not network.scored]
    return _("Posts on %(networks)s earn nothing: they count for your own chain.") % {
        "networks": _(" and ").join(names)
    }


def line_views(lines: Sequence[EarnedLine], *, titles: Mapping[int, str]) -> list[LineView]:
    """Lines as their owner reads them."""
    return [
        LineView(
            at=line.at,
            title=_title(line, titles),
            what=_what(line),
            note=_note(line),
            amount=line.amount,
            is_quiet=line.is_held or line.is_undone,
        )
        for line in lines
    ]


def warnings(rules: Rules) -> list[str]:
    """What the evidence says against these rules, for whoever is about to set them."""
    found: list[str] = []
    if rules.posts > 1:
        found.append(
            _(
                "Pay for each post crowds out the will: where people were paid for what they liked"
                " to do, they did it less once the pay ended (Deci, Koestner and Ryan 1999). One"
                " post a week keeps a habit; more fill timelines."
            )
        )
    gain = most_gained(rules)
    if gain >= FAIR:
        found.append(
            _(
                "By these rules somebody who plays them could have up to %(percent)d%% more than a"
                " colleague who just posts. As we ship them it is less than five."
            )
            % {"percent": round(100 * gain)}
        )
    return found


def _titles(organisation_id: int, lines: Sequence[EarnedLine]) -> dict[int, str]:
    shares = {line.share_id for line in lines if line.share_id is not None}
    return scored.titles_of(organisation_id=organisation_id, share_ids=shares)


def _title(line: EarnedLine, titles: Mapping[int, str]) -> str:
    if line.reason == "tip":
        return _("A tip of yours")
    if line.reason == "help":
        return _("A word of yours")
    return titles.get(line.share_id or 0) or _("An idea of your own")


def _what(line: EarnedLine) -> str:
    network = plugged_in.get(line.network)
    label = network.label if network is not None else line.network
    return {
        "share": _("Posted on %(network)s"),
        "own_words": _("In your own words, on %(network)s"),
        "readers": _("Readers on %(network)s"),
        "tip": _("A colleague posted its story"),
        "help": _("Somebody read it"),
    }[line.reason] % {"network": label}


def _note(line: EarnedLine) -> str:
    if line.is_held:
        return _("Waits until you were heard; it counts for nothing yet.")
    if line.is_undone:
        return _("Taken back later.")
    return {
        "": "",
        "taken_back": _("Because it was not posted after all."),
        "not_counted": _("Because what looked like readers were a robot's or your own clicks."),
        "moved": _("Because another line stands in its place."),
        "kept_out": _("Because it was decided that it does not count."),
    }[line.cause]


def _up_to(points: int) -> str:
    return _("up to %(points)d") % {"points": points}
