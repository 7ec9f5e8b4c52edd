"""What somebody's posts brought, beside what is usual for them: from–to, never one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.weeks import iso_of, week_of
from zetje.prompting.queries.reach import RIPE

if TYPE_CHECKING:
    from zetje.prompting.queries.growth import Growth
    from zetje.prompting.queries.reach import Usual
    from zetje.sharing.queries.posts import Brought


@dataclass(frozen=True, slots=True)
class Row:
    """One post: what it was of, how it was posted, and what came of it, ready to be read."""

    title: str
    is_own: bool
    how: str
    clicks: str
    usual: str
    points: str


@dataclass(frozen=True, slots=True)
class ResultsView:
    """What the latest posts brought.

    Attributes:
        headline: the sum, as a sentence.
        worked: what went beyond the usual, as sentences; empty while nothing did.
        coming: what a next post usually brings, one sentence a network.
        note: what "usual" is counted from; empty where nothing is known of it.
        rows: the posts, newest first.
        has_usual: whether the table has a column of what is usual.
        has_points: whether it has one of points.
    """

    headline: SafeString
    worked: Sequence[str]
    coming: Sequence[str]
    note: str
    rows: Sequence[Row]
    has_usual: bool
    has_points: bool


def results_view(growth: Growth, *, zone: ZoneInfo, now: datetime) -> ResultsView | None:
    """What somebody's latest posts brought; None before the first."""
    if not growth.brought:
        return None
    return ResultsView(
        headline=_headline(growth.brought),
        worked=_worked(growth),
        coming=_coming(growth),
        note=_note(growth),
        rows=[_row(post, growth, zone=zone, now=now) for post in growth.brought],
        has_usual=bool(growth.usual),
        has_points=growth.points is not None,
    )


def _headline(posts: Sequence[Brought]) -> SafeString:
    if all(post.clicks is None for post in posts):
        return format_html("{}", _("Your last posts have no link of ours, so nobody counts."))
    readers = sum(post.clicks or 0 for post in posts)
    said = ngettext(
        "Your last post brought <b>%(readers)s</b> %(word)s.",
        "Your last %(posts)s posts brought <b>%(readers)s</b> %(word)s.",
        len(posts),
    )
    word = ngettext("reader", "readers", readers)
    # Our own words with two figures and one of our own words in them.
    given = {"posts": len(posts), "readers": number_format(readers, force_grouping=True)}
    return format_html(said.replace("%(", "{").replace(")s", "}"), **given, word=word)


def _worked(growth: Growth) -> list[str]:
    """The posts that went beyond what is usual for their author."""
    beyond = [
        post
        for post in growth.brought
        if (usual := growth.usual.get(post.share.network)) and (post.clicks or 0) > usual.most
    ]
    return [
        _("“%(title)s” on %(network)s went beyond what is usual for you%(own)s.")
        % {
            "title": _title(post),
            "network": post.label,
            "own": _(", in your own words") if post.share.own_words else "",
        }
        for post in beyond
    ]


def _coming(growth: Growth) -> list[str]:
    labels = {post.share.network: post.label for post in growth.brought}
    return [
        _("A next post on %(network)s probably brings %(least)s to %(most)s readers.")
        % {"network": labels[key], "least": usual.least, "most": usual.most}
        for key, usual in growth.usual.items()
    ]


def _note(growth: Growth) -> str:
    if not growth.usual:
        return ""
    own = max(usual.own_posts for usual in growth.usual.values())
    said = _("Usual means: in eight of ten cases, as an estimate.")
    if not own:
        return " ".join([said, _("So far it follows from what posts of colleagues bring there.")])
    counted = ngettext(
        "It follows from one post of yours, and from what posts bring there.",
        "It follows from %(count)s posts of yours, and from what posts bring there.",
        own,
    )
    return f"{said} {counted % {'count': own}}"


def _row(post: Brought, growth: Growth, *, zone: ZoneInfo, now: datetime) -> Row:
    share = post.share
    week = iso_of(week_of(share.started_at, zone=zone))[1]
    how = _("Own words") if share.own_words else _("Copied")
    said = _("%(how)s, %(network)s, week %(week)s")
    is_fresh = share.started_at > now - RIPE
    if is_fresh and post.clicks is not None:
        said = _("%(how)s, %(network)s, week %(week)s; readers still come")
    return Row(
        title=_title(post),
        is_own=share.own_words,
        how=said % {"how": how, "network": post.label, "week": week},
        clicks="–" if post.clicks is None else number_format(post.clicks, force_grouping=True),
        usual=_range(growth.usual.get(share.network)),
        points=_points(growth, share.pk),
    )


def _title(post: Brought) -> str:
    return post.share.story.title if post.share.story else _("An idea of your own")


def _range(usual: Usual | None) -> str:
    if usual is None:
        return "–"
    return _("%(least)s to %(most)s") % {"least": usual.least, "most": usual.most}


def _points(growth: Growth, share_id: int) -> str:
    if growth.points is None:
        return ""
    return number_format(growth.points[share_id]) if share_id in growth.points else "–"
