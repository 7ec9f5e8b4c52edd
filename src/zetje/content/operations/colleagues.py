"""Names the colleague whom a story is about, and keeps what that colleague said to it.

A success story or an expert's example names somebody. A member says so on their own page, having
read what will stand there; for somebody who is no member an editor notes that they agreed outside
of Zetje. Nothing goes live before, and who takes it back takes the story back.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from zetje.content.events import ColleagueNamed, StoryWithdrawn
from zetje.content.models import Kind, Story, StoryColleague, StoryEvent
from zetje.content.operations.history import locked, note_event
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.queries.colleagues import mark_of_words
from zetje.content.rules.colleagues import ColleagueWords, cleaned_colleague
from zetje.content.rules.words import StoryRefused
from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import record

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.people.registry import ErasedPerson

NAMING: Final = frozenset({Kind.SUCCESS_STORY, Kind.EXPERT_EXAMPLE})
# What stands in a text where the name of somebody stood who was erased.
_NOBODY: Final = {"nl": "een collega", "en": "a colleague"}


@transaction.atomic
def name_colleague(
    *,
    story: Story,
    by: Member,
    words: ColleagueWords,
    now: datetime,
    member: Member | None = None,
    has_agreed: bool = False,
) -> StoryColleague:
    """Say whom a draft is about, with their post word by word and what came of it.

    What a member agreed to is this very text: when it changes they are asked again. `has_agreed`
    counts for somebody who is no member alone.

    Raises:
        StoryRefused: the story is live, is of a kind that names nobody, or something is missing.
    """
    check_may_edit_stories(by)
    story = locked(story)
    if not story.is_draft:
        raise StoryRefused("already_live")
    if story.kind not in NAMING:
        raise StoryRefused("names_nobody")
    given = cleaned_colleague(words)
    if member is None and not given.name:
        raise StoryRefused("needs_colleague")
    if story.kind == Kind.EXPERT_EXAMPLE and not given.post:
        raise StoryRefused("needs_post")
    before = StoryColleague.objects.filter(
        organisation_id=story.organisation_id, story=story
    ).first()
    fields = {
        "member": member,
        "name": "" if member else given.name,
        "post": given.post,
        "post_network": given.network,
        "remark": given.remark,
    }
    if before and member and all(getattr(before, name) == value for name, value in fields.items()):
        return before
    kept, _ = StoryColleague.objects.update_or_create(
        organisation_id=story.organisation_id,
        story=story,
        defaults={
            **fields,
            "asked_at": now,
            "agreed_at": now if has_agreed and member is None else None,
            "declined_at": None,
        },
    )
    note_event(story=story, kind="edited", by=by, now=now)
    if member is not None and member.pk != by.pk:
        publish_on_commit(
            ColleagueNamed(
                organisation_id=story.organisation_id, member_id=member.pk, colleague_id=kept.pk
            )
        )
    return kept


@transaction.atomic
def remove_colleague(*, story: Story, by: Member, now: datetime) -> None:
    """Let a draft be about nobody. Raises StoryRefused for a live story."""
    check_may_edit_stories(by)
    story = locked(story)
    if not story.is_draft:
        raise StoryRefused("already_live")
    rows = StoryColleague.objects.filter(organisation_id=story.organisation_id, story=story)
    if rows.delete()[0]:
        note_event(story=story, kind="edited", by=by, now=now)


@transaction.atomic
def agree_to_story(
    *, member: Member, colleague: StoryColleague, now: datetime, read: str | None = None
) -> StoryColleague:
    """Say yes to the story one is named in, as it stands. A second time changes nothing.

    Args:
        member: who says yes.
        colleague: where they are named.
        now: the moment.
        read: the mark of the words that stood before them; None where they are these for sure.

    Raises StoryRefused when the words changed since they were read.
    """
    colleague = _own(colleague, member)
    if read is not None and read != mark_of_words(colleague):
        raise StoryRefused("other_words")
    if colleague.agreed_at is None:
        colleague.agreed_at, colleague.declined_at = now, None
        colleague.save(update_fields=["agreed_at", "declined_at"])
    return colleague


@transaction.atomic
def decline_story(*, member: Member, colleague: StoryColleague, now: datetime) -> StoryColleague:
    """Say no, or take a yes back: a live story is withdrawn, and its sharers hear of it.

    No reason is asked for.
    """
    colleague = _own(colleague, member)
    if colleague.declined_at is None:
        colleague.agreed_at, colleague.declined_at = None, now
        colleague.save(update_fields=["agreed_at", "declined_at"])
        _take_back(locked(colleague.story), by=member, now=now)
    return colleague


def check_colleague_agreed(story: Story) -> None:
    """Raises StoryRefused while the colleague whom a story is about did not say yes."""
    row = StoryColleague.objects.filter(organisation_id=story.organisation_id, story=story).first()
    if row is not None and row.agreed_at is None:
        raise StoryRefused("declined" if row.declined_at else "needs_consent")


def forget_colleague(person: ErasedPerson, now: datetime) -> None:
    """Take back the live stories that name somebody who is erased, and their name out of all.

    The row itself goes with the member.
    """
    rows = StoryColleague.objects.filter(
        organisation_id=person.organisation_id, member_id=person.member_id
    )
    for row in rows.select_related("story"):
        story = locked(row.story)
        _take_back(story, by=None, now=now)
        _unname(story, person.names)


def check_not_agreed(story: Story) -> None:
    """Raises StoryRefused where a member said yes to a story as it stands, and it is told so."""
    rows = StoryColleague.objects.filter(organisation_id=story.organisation_id, story=story)
    if rows.filter(member__isnull=False, agreed_at__isnull=False).exists():
        raise StoryRefused("agreed_words")


def _own(colleague: StoryColleague, member: Member) -> StoryColleague:
    """Where the member is named, with its story held first, as whoever changes its words does."""
    locked(colleague.story)
    rows = StoryColleague.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.select_for_update(of=("self",)).select_related("story").get(pk=colleague.pk)


def _take_back(story: Story, *, by: Member | None, now: datetime) -> None:
    if story.is_draft or story.withdrawn_at is not None:
        return
    story.withdrawn_at = now
    story.save(update_fields=["withdrawn_at"])
    if by is not None:
        note_event(story=story, kind="withdrawn", by=by, now=now)
    else:
        StoryEvent.objects.create(
            organisation_id=story.organisation_id, story=story, kind="withdrawn", at=now
        )
        record(
            organisation_id=story.organisation_id,
            kind="story.withdrawn",
            subject=f"story:{story.pk}",
            at=now,
            source="system",
        )
    publish_on_commit(StoryWithdrawn(organisation_id=story.organisation_id, story_id=story.pk))


def _unname(story: Story, names: frozenset[str]) -> None:
    """The longest name first, so that no family name is left standing alone."""
    said = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    if not said:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})(?!\w)", re.IGNORECASE)
    for name in ("title", "summary", "picture_alt"):
        setattr(story, name, pattern.sub(_NOBODY[story.language], getattr(story, name)))
    story.save(update_fields=["title", "summary", "picture_alt"])
    for variant in story.variants.all():
        variant.text = pattern.sub(_NOBODY[variant.language], variant.text)
        variant.save(update_fields=["text"])


def ask_colleague_again(story: Story, *, now: datetime) -> None:
    """Let a member who agreed to a draft answer anew, because it says something else now."""
    rows = StoryColleague.objects.filter(
        organisation_id=story.organisation_id, story=story, member__isnull=False
    )
    rows.filter(agreed_at__isnull=False).update(agreed_at=None, asked_at=now)
