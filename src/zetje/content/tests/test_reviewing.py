"""A story is handed in, talked about, approved in one or two steps, or sent back."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from zetje.content import operations, queries
from zetje.content.models import Story
from zetje.content.operations import StoryRefused
from zetje.content.testing import make_story
from zetje.people.testing import Cast, make_member


@pytest.fixture
def draft(inside: Cast) -> Story:
    return make_story(inside.organisation, title="De stille ketting", published_at=None)


def kinds(story: Story) -> list[str]:
    return [event.kind for event in queries.story_history(story)][::-1]


def state(story: Story, now: datetime) -> str:
    story.refresh_from_db()
    return queries.state_on(story, on=now.date())


def test_with_one_step_the_writers_own_approval_puts_a_story_live(
    inside: Cast, draft: Story, now: datetime
) -> None:
    operations.submit_story(story=draft, by=inside.femke, now=now)
    operations.submit_story(story=draft, by=inside.femke, now=now)
    assert state(draft, now) == "review"
    assert queries.review_of(draft).submitted_by == inside.femke.full_name

    operations.approve_story(story=draft, by=inside.femke, now=now, note="Mooi.")
    operations.approve_story(story=draft, by=inside.femke, now=now)

    assert state(draft, now) == "live"
    assert draft.submitted_at is None
    assert kinds(draft) == ["submitted", "published"]
    assert queries.story_history(draft)[0].note == "Mooi."


def test_with_two_steps_two_different_people_approve_what_stands_there(
    inside: Cast, draft: Story, now: datetime
) -> None:
    other = make_member(inside.organisation, roles=["editor"])
    operations.set_review_steps(by=inside.ad, steps=2, now=now)
    with pytest.raises(StoryRefused, match="needs_second"):
        operations.publish_story(story=draft, by=inside.femke, now=now)

    # Approving a draft hands it in.
    operations.approve_story(story=draft, by=inside.femke, now=now)
    assert state(draft, now) == "review"
    review = queries.review_of(draft)
    assert (review.names, review.missing) == ((inside.femke.full_name,), 1)
    assert review.waits_for_another(inside.femke)
    assert review.is_last(other)
    with pytest.raises(StoryRefused, match="approved_by_you"):
        operations.approve_story(story=draft, by=inside.femke, now=now)

    # A change, by whomever, asks for both again; putting it into a campaign is none.
    operations.write_variant(story=draft, by=other, text="Anders.", language="nl", now=now)
    assert queries.review_of(draft).approved_by == ()
    operations.approve_story(story=draft, by=other, now=now)
    campaign = operations.add_campaign(by=other, name="Najaar", now=now)
    operations.set_campaign(story=draft, by=other, campaign=campaign, now=now)
    operations.approve_story(story=draft, by=inside.femke, now=now)

    assert state(draft, now) == "live"
    assert kinds(draft)[-3:] == ["approved", "filed", "published"]


def test_send_back_gives_a_reason_and_forgets_the_approvals(
    inside: Cast, draft: Story, now: datetime
) -> None:
    other = make_member(inside.organisation, roles=["editor"])
    operations.set_review_steps(by=inside.ad, steps=2, now=now)
    with pytest.raises(StoryRefused, match="not_in_review"):
        operations.send_back(story=draft, by=other, note="x", now=now)
    operations.approve_story(story=draft, by=inside.femke, now=now)
    with pytest.raises(StoryRefused, match="needs_reason"):
        operations.send_back(story=draft, by=other, note=" \n", now=now)

    operations.send_back(story=draft, by=other, note="Welke naaf?", now=now)

    assert state(draft, now) == "draft"
    assert queries.story_history(draft)[0].note == "Welke naaf?"
    operations.submit_story(story=draft, by=inside.femke, now=now)
    assert queries.review_of(draft).missing == 2


def test_a_story_that_lacks_something_is_not_handed_in_or_approved(
    inside: Cast, now: datetime
) -> None:
    bare = make_story(inside.organisation, published_at=None, url="", summary="")

    for act in (operations.submit_story, operations.approve_story):
        with pytest.raises(StoryRefused, match="needs_summary"):
            act(story=bare, by=inside.femke, now=now)
    live = make_story(inside.organisation)
    with pytest.raises(StoryRefused, match="already_live"):
        operations.submit_story(story=live, by=inside.femke, now=now)
    with pytest.raises(StoryRefused, match="needs_comment"):
        operations.comment_on_story(story=live, by=inside.femke, text="\0 ", now=now)
    operations.comment_on_story(story=live, by=inside.femke, text="Hoe loopt hij?", now=now)
    assert kinds(live) == ["commented"]


def test_only_editors_review_and_only_administrators_say_how_many_steps(
    inside: Cast, draft: Story, now: datetime
) -> None:
    for act in (
        lambda: operations.submit_story(story=draft, by=inside.anna, now=now),
        lambda: operations.approve_story(story=draft, by=inside.anna, now=now),
        lambda: operations.send_back(story=draft, by=inside.anna, note="x", now=now),
        lambda: operations.comment_on_story(story=draft, by=inside.anna, text="x", now=now),
        lambda: operations.set_review_steps(by=inside.femke, steps=2, now=now),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(StoryRefused, match="steps_unknown"):
        operations.set_review_steps(by=inside.ad, steps=3, now=now)
    operations.set_review_steps(by=inside.ad, steps=1, now=now)
    assert queries.review_steps(inside.organisation.pk) == 1
    assert queries.review_steps(inside.other_organisation.pk) == 1
