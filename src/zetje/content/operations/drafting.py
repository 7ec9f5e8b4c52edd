"""Adds stories as drafts, and changes what they say and who they are for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from zetje.content.models import Kind, Picture, Story, StoryTeam
from zetje.content.models.stories import LANGUAGES, PHASES
from zetje.content.operations.alternates import alternates_of, word_alternates
from zetje.content.operations.colleagues import ask_colleague_again
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.pages import allowed_target, facts_at, picture_at
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.operations.pictures import describe_if_bare, keep_picture
from zetje.content.operations.sources import keep_source_page
from zetje.content.queries.stories import today_of
from zetje.content.rules.languages import language_of
from zetje.content.rules.targets import without_tracking
from zetje.content.rules.words import Audience, StoryRefused, StoryWords, check_dates, cleaned
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

# As everywhere: nothing is told of fewer people than this.
FEWEST_PER_PHASE: Final = 5


class StoryKnown(Exception):  # noqa: N818 - an outcome: the editor is led to the story there is
    """There is a story with this address already."""

    def __init__(self, story: Story) -> None:
        super().__init__("story_known")
        self.code = "story_known"
        self.story = story


@transaction.atomic
def add_story(
    *,
    by: Member,
    words: StoryWords,
    now: datetime,
    audience: Audience | None = None,
    picture: Picture | None = None,
    picture_alt: str = "",
) -> Story:
    """Add a draft.

    Raises StoryRefused, or TargetRefused for an address that a story may not lead to.
    """
    check_may_edit_stories(by)
    words = ready_words(words, organisation=by.organisation)
    story = Story.objects.create(
        organisation=by.organisation,
        starts_on=today_of(by.organisation, at=now),
        created_at=now,
        picture=picture,
        picture_alt=picture_alt or (words.title if picture else ""),
        **_fields(words),
    )
    if picture is not None:
        describe_if_bare(picture, picture_alt)
    if audience:
        _set_audience(story, audience)
    note_event(story=story, kind="drafted", by=by, now=now)
    return story


def add_story_from_address(*, by: Member, address: str, now: datetime) -> Story:
    """Add a draft from a web page: title, summary, picture and language are read from it.

    Where the page declares itself in our other languages, their words become wordings too.
    Raises StoryKnown, TargetRefused, FetchRefused or FetchFailed.
    """
    check_may_edit_stories(by)
    target = without_tracking(allowed_target(address, organisation=by.organisation))
    _check_unknown(target, by.organisation)
    facts = facts_at(target)
    target = without_tracking(allowed_target(facts.address, organisation=by.organisation))
    _check_unknown(target, by.organisation)
    words = StoryWords(
        title=facts.title or facts.site or target,
        summary=facts.summary,
        url=target,
        kind=facts.kind,
        language=facts.language,
    )
    found = picture_at(facts.picture_address)
    alternates = alternates_of(facts, organisation=by.organisation)
    with transaction.atomic():
        picture = found and keep_picture(organisation_id=by.organisation.pk, picture=found, now=now)
        story = add_story(
            by=by, words=words, now=now, picture=picture or None, picture_alt=facts.picture_alt
        )
        word_alternates(story, alternates)
        told = [text for each in alternates for text in (each.title, each.summary, each.text)]
        text = "\n\n".join(text for text in (facts.text, *told) if text)
        keep_source_page(story=story, text=text, now=now)
        return story


@transaction.atomic
def edit_story(*, story: Story, by: Member, words: StoryWords, now: datetime) -> Story:
    """Change what a draft says. A live story is corrected instead, so that its sharers hear of it.

    Raises StoryRefused, or TargetRefused for an address that a story may not lead to.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if not story.is_draft:
        raise StoryRefused("already_live")
    before = (story.title, story.summary)
    write_words(story, ready_words(words, organisation=by.organisation))
    if (story.title, story.summary) != before:
        ask_colleague_again(story, now=now)
    note_event(story=story, kind="edited", by=by, now=now)
    return story


@transaction.atomic
def set_audience(*, story: Story, by: Member, audience: Audience, now: datetime) -> Story:
    """Say who a story is for, from which day and until which. Raises StoryRefused."""
    check_may_edit_stories(by)
    story = locked(story)
    if story.withdrawn_at is not None:
        raise StoryRefused("withdrawn")
    _set_audience(story, audience)
    note_event(story=story, kind="edited", by=by, now=now)
    return story


@transaction.atomic
def discard_draft(*, story: Story, by: Member) -> None:
    """Throw a draft away. Raises StoryRefused for a story that was ever live."""
    check_may_edit_stories(by)
    story = locked(story)
    if not story.is_draft:
        raise StoryRefused("already_live")
    story.delete()


def hide_phases(organisation_id: int, team_ids: Collection[int]) -> bool:
    """Whether teams are so large that who shares does not show their phase; none is everyone."""
    sizes = people.team_sizes(organisation_id) if team_ids else {}
    return not team_ids or sum(sizes.get(key, 0) for key in team_ids) >= FEWEST_PER_PHASE


def ready_words(words: StoryWords, *, organisation: Organisation) -> StoryWords:
    """The words cleaned, with a checked address and a language.

    Raises StoryRefused or TargetRefused.
    """
    words = cleaned(words)
    language = words.language
    if language not in LANGUAGES:
        heard = language_of(text=f"{words.title}. {words.summary}", declared=language)
        language = heard or organisation.default_language
    return StoryWords(
        title=words.title,
        summary=words.summary,
        url=allowed_target(words.url, organisation=organisation) if words.url else "",
        kind=words.kind if words.kind in Kind.values else Kind.NEWS,
        language=language,
        topic=words.topic,
    )


def write_words(story: Story, words: StoryWords) -> None:
    """Write ready words into a story."""
    fields = _fields(words)
    for name, value in fields.items():
        setattr(story, name, value)
    # Without a topic nobody could have asked for it.
    story.is_for_topic_only = story.is_for_topic_only and bool(story.topic)
    story.save(update_fields=[*fields, "is_for_topic_only"])


def _fields(words: StoryWords) -> dict[str, str]:
    return {
        "title": words.title,
        "summary": words.summary,
        "url": words.url,
        "kind": words.kind,
        "language": words.language,
        "topic": words.topic,
    }


def _set_audience(story: Story, audience: Audience) -> None:
    check_dates(audience)
    if audience.is_for_topic_only and not story.topic:
        raise StoryRefused("needs_topic")
    teams = list(people.teams_of(story.organisation_id).filter(pk__in=audience.team_ids))
    if audience.phases and not hide_phases(story.organisation_id, [team.pk for team in teams]):
        raise StoryRefused("too_few_for_phases")
    story.starts_on, story.ends_on = audience.starts_on, audience.ends_on
    story.languages = [language for language in LANGUAGES if language in audience.languages]
    story.phases = [phase for phase in PHASES if phase in audience.phases]
    story.is_for_topic_only = audience.is_for_topic_only
    story.save(update_fields=["starts_on", "ends_on", "languages", "phases", "is_for_topic_only"])
    story.audience.all().delete()
    StoryTeam.objects.bulk_create(
        StoryTeam(organisation_id=story.organisation_id, story=story, team=team) for team in teams
    )


def _check_unknown(address: str, organisation: Organisation) -> None:
    known = Story.objects.of(organisation.pk).filter(url=address, withdrawn_at__isnull=True)
    if story := known.first():
        raise StoryKnown(story)
