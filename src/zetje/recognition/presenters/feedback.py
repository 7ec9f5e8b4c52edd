"""What the pages of experts' words show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.recognition.rules.feedback import LABELS, LONGEST, OPENINGS
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import FeedbackRequest
    from zetje.recognition.queries import Queue


@dataclass(frozen=True)
class OpeningView:
    """One of the three ways to begin."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class PostView:
    """A post as its readers see it, without any of its figures.

    Attributes:
        link: where the post's link leads. The person's own short link would count an expert's look
            as a reader, so it is not the one that is followed from here. Empty once withdrawn.
    """

    network: str
    label: str
    initials: str
    name: str
    under_name: str
    posted_at: datetime
    pieces: Sequence[sharing.Piece]
    link: str
    host: str


@dataclass(frozen=True)
class AskView:
    """Somebody who asked for a word, the post beside it, and what the expert typed so far."""

    token: str
    name: str
    given_name: str
    asked_at: datetime
    title: str
    post: PostView
    openings: Sequence[OpeningView]
    opening: str
    text: str
    fault: str
    language: str
    language_name: str
    longest: int = LONGEST


@dataclass(frozen=True)
class Typed:
    """What an expert typed on one ask."""

    token: str = ""
    text: str = ""
    opening: str = ""
    fault: str = ""


def headline(queue: Queue) -> str:
    """How many wait, as the page's first sentence."""
    count = len(queue.asks) + queue.more
    if not count:
        return _("Nobody waits for a word now.")
    return ngettext(
        "%(count)s post waits for a word.", "%(count)s posts wait for a word.", count
    ) % {"count": count}


def ask_view(ask: FeedbackRequest, *, typed: Typed) -> AskView:
    """One ask as an expert sees it: who, the post, and the box."""
    member, share = ask.member, ask.share
    mine = typed if typed.token == ask.token else Typed()
    return AskView(
        token=ask.token,
        name=member.full_name,
        given_name=member.given_name,
        asked_at=ask.asked_at,
        title=share.story.title if share.story else "",
        post=_post_view(ask),
        openings=[
            OpeningView(key, _(LABELS[key]), is_chosen=key == mine.opening) for key in OPENINGS
        ],
        opening=mine.opening,
        text=mine.text,
        fault=mine.fault,
        language=member.language,
        language_name=_("Dutch") if member.language == "nl" else _("English"),
    )


def _post_view(ask: FeedbackRequest) -> PostView:
    member, share = ask.member, ask.share
    link = share.link.target if share.link and share.link.withdrawn_at is None else ""
    return PostView(
        network=share.network,
        label=_label(share.network),
        initials=member.initials,
        name=member.full_name,
        under_name=_under(member),
        posted_at=share.confirmed_at or share.started_at,
        pieces=sharing.pieces(share.text),
        link=link,
        host=urlsplit(link).hostname or "",
    )


def _label(network: str) -> str:
    try:
        return str(sharing.network(network).label)
    except sharing.UnknownNetworkError:
        return network


def _under(member: Member) -> str:
    return member.job_title or member.organisation.name
