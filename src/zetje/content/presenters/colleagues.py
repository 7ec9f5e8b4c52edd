"""The colleague whom a story is about: for editors beside the story, for them on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from zetje.content import queries
from zetje.content.presenters.places import PLACE_OF, PLACES
from zetje.content.queries.colleagues import colleague_of, mark_of_words, stories_about
from zetje.content.rules.labels import KINDS

if TYPE_CHECKING:
    from zetje.content.models import Story, StoryColleague
    from zetje.people.models import Member, Organisation


@dataclass(frozen=True)
class ColleagueView:
    """Where the asking stands, for an editor."""

    disc: str
    state: str
    line: str
    ask_address: str


@dataclass(frozen=True)
class AboutMe:
    """One story that names somebody, for that person."""

    token: str
    mark: str
    title: str
    language: str
    summary: str
    kind: str
    post: str
    network: str
    remark: str
    disc: str
    state: str
    is_agreed: bool
    is_declined: bool
    is_over: bool
    story_address: str


def colleague_view(story: Story) -> ColleagueView | None:
    """How far a story is with the colleague it names; None where it names nobody."""
    colleague = colleague_of(story)
    if colleague is None:
        return None
    name = colleague.member.full_name if colleague.member else colleague.name
    if colleague.agreed_at:
        disc, state, line = "live", _("Agreed"), _("{name} agreed.")
    elif colleague.declined_at:
        disc, state = "ended", _("Rather not")
        line = _("{name} would rather not. Choose somebody else.")
    elif colleague.member:
        disc, state = "review", _("Asked")
        line = _("{name} has not answered yet. They find it on this page:")
    else:
        disc, state, line = "draft", _("Not asked"), _("Ask {name} first, and tick it below.")
    waits = colleague.member and not (colleague.agreed_at or colleague.declined_at)
    return ColleagueView(
        disc=disc,
        state=state,
        line=line.replace("{name}", name),
        ask_address=f"{settings.SITE_ADDRESS}{reverse('content:about_me')}" if waits else "",
    )


def network_choices() -> list[tuple[str, str]]:
    """The networks that a post may stand on, and none said."""
    return [(place.key, str(place.label) if place.key else "–") for place in PLACES]


def about_me(member: Member, *, organisation: Organisation) -> list[AboutMe]:
    """The stories that name a member."""
    return [_about(row, organisation=organisation) for row in stories_about(member)]


def headline(stories: list[AboutMe]) -> str:
    """What waits for an answer, as one sentence."""
    waiting = sum(
        1 for story in stories if not (story.is_agreed or story.is_declined or story.is_over)
    )
    if waiting == 1:
        return _("A story is about you. May it be told?")
    if waiting:
        return _("Stories are about you. May they be told?")
    return _("Nothing waits for your word.") if stories else _("No story is about you.")


def _about(row: StoryColleague, *, organisation: Organisation) -> AboutMe:
    story = row.story
    if row.agreed_at:
        disc, state = "live", _("You agreed")
    elif row.declined_at:
        disc, state = "ended", _("You would rather not")
    else:
        disc, state = "review", _("Waits for you")
    is_told = not story.is_draft and story.withdrawn_at is None
    return AboutMe(
        token=row.token,
        mark=mark_of_words(row),
        title=story.title,
        language=story.language,
        summary=story.summary,
        kind=str(KINDS[story.kind]),
        post=row.post,
        network=str(PLACE_OF[row.post_network].label) if row.post_network in PLACE_OF else "",
        remark=row.remark,
        disc=disc,
        state=state,
        is_agreed=row.agreed_at is not None,
        is_declined=row.declined_at is not None,
        is_over=story.withdrawn_at is not None,
        story_address=queries.public_path(story, organisation=organisation) if is_told else "",
    )
