"""What stories add up to, counted on the way and made again from the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member
from zetje.sharing.models import LinkCount, Share, StoryCount
from zetje.sharing.operations.choices import set_skip_reason, undo_choice
from zetje.sharing.operations.counts import rebuild_story_counts
from zetje.sharing.operations.shares import deny_share
from zetje.sharing.queries.choices import choices_for, story_counts
from zetje.sharing.queries.shares import results_of, shares_due_for_result
from zetje.sharing.rules.counts import changes, in_blocks
from zetje.sharing.testing import NOW, make_share, make_skip

MINUTE = timedelta(minutes=1)


@pytest.fixture
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def counts_of(story_id: int) -> dict[str, int]:
    rows = StoryCount.objects.filter(story=story_id).exclude(count=0)
    return {row.what: row.count for row in rows}


@pytest.fixture
def story_id(cast: Cast, here: None) -> int:
    """A story with a week of choices behind it."""
    story = make_story(cast.organisation)
    make_share(cast.anna, story)
    make_share(cast.anna, story, network="bluesky", text="Kijk, dit maakten wij in Zwolle.")
    deny_share(member=cast.bram, share=make_share(cast.bram, story, text="Mooi."), now=NOW)
    make_share(cast.pim, story, network="x", confirmed=False)
    skip = make_skip(cast.femke, story, reason="time")
    set_skip_reason(member=cast.femke, choice=skip, reason="voice", now=NOW)
    make_skip(cast.wil, story)
    undo_choice(
        member=cast.wil,
        choice=choices_for(member=cast.wil, story_ids=[story.pk])[story.pk],
        now=NOW,
    )
    return story.pk


@pytest.mark.django_db
def test_counts_follow_every_act(story_id: int) -> None:
    assert counts_of(story_id) == {
        "chosen:adapt": 1,
        "chosen:copy": 1,
        "chosen:skip": 1,
        "own_words:bluesky": 1,
        "reason:voice": 1,
        "shared:bluesky": 1,
        "shared:linkedin": 1,
        "started:bluesky": 1,
        "started:linkedin": 1,
        "started:x": 1,
    }


@pytest.mark.django_db
def test_rebuild_story_counts_gives_the_same_from_the_record(cast: Cast, story_id: int) -> None:
    before = counts_of(story_id)

    assert rebuild_story_counts(organisation_id=cast.organisation.pk) == 0
    assert counts_of(story_id) == before


@pytest.mark.django_db
def test_rebuild_story_counts_mends_what_was_wrong(cast: Cast, story_id: int) -> None:
    before = counts_of(story_id)
    StoryCount.objects.filter(what="chosen:skip").update(count=99)
    StoryCount.objects.filter(what="own_words:bluesky").delete()

    assert rebuild_story_counts(organisation_id=cast.organisation.pk) == 2
    assert counts_of(story_id) == before


@pytest.mark.django_db
def test_rebuild_story_counts_is_equal_when_a_sharer_was_erased(cast: Cast, story_id: int) -> None:
    before = counts_of(story_id)

    cast.anna.delete()

    assert not Share.objects.filter(member=cast.anna.pk).exists()
    assert rebuild_story_counts(organisation_id=cast.organisation.pk) == 0
    assert counts_of(story_id) == before


@pytest.mark.django_db
@pytest.mark.usefixtures("here")
def test_story_counts_show_whole_blocks_of_people_only(cast: Cast) -> None:
    story, quiet = make_story(cast.organisation), make_story(cast.organisation)
    for number in range(11):
        member = make_member(cast.organisation)
        make_skip(member, story, reason="time" if number < 4 else "voice")
    make_skip(cast.anna, quiet)
    ids = [story.pk, quiet.pk]

    shown = story_counts(organisation_id=cast.organisation.pk, story_ids=ids)
    raised = story_counts(organisation_id=cast.organisation.pk, story_ids=ids, block=10)

    assert shown == {story.pk: {"chosen:skip": 10, "reason:voice": 5}, quiet.pk: {}}
    assert raised == {story.pk: {"chosen:skip": 10}, quiet.pk: {}}
    assert str(StoryCount.objects.get(story=quiet.pk)) == f"1 × chosen:skip of story {quiet.pk}"


def test_changes_of_what_is_no_event_of_ours_are_none() -> None:
    assert changes("member.joined", {}) == {}


@given(st.integers(0, 1000), st.integers(5, 20))
def test_in_blocks_never_moves_by_fewer_people_than_a_block(count: int, block: int) -> None:
    shown, next_shown = in_blocks(count, block=block), in_blocks(count + 1, block=block)

    assert (next_shown or 0) - (shown or 0) in (0, block)
    assert (shown is None) == (count < block)


@pytest.mark.django_db
@pytest.mark.usefixtures("here")
def test_results_are_clicks_on_the_own_link_told_after_some_days(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation))
    newer = make_share(cast.anna, make_story(cast.organisation), now=NOW + 2 * MINUTE)
    make_share(cast.anna, make_story(cast.organisation), confirmed=False)
    LinkCount.objects.update_or_create(
        link=share.link,
        defaults={"organisation_id": cast.organisation.pk, "human": 4, "counted": 3},
    )
    here_id, then = cast.organisation.pk, NOW + timedelta(days=3)

    results = results_of(member=cast.anna)
    due = shares_due_for_result(organisation_id=here_id, now=then)

    assert [(result.share, result.clicks) for result in results] == [(newer, 0), (share, 3)]
    assert [(result.share, result.clicks) for result in due] == [(share, 3)]
    assert results_of(member=cast.bram) == []
    assert shares_due_for_result(organisation_id=here_id, now=then + timedelta(days=12)) == []
