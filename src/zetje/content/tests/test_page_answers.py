"""What pages of content answer exactly; who may come in, and to what, is asked of every route by
the ladder (tests/architecture).
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from zetje.content.models import Feed, FeedItem, Story
from zetje.content.testing import make_feed, make_feed_item, make_story
from zetje.people.testing import Cast, make_member, signed_in

WITHOUT_ROW = {"hub", "feeds", "add", "add_from_address"}
# What a POST without any fields answers an editor; 302: done, 422: filled in wrongly.
POSTS = {
    "feeds": 422,
    "read_feed": 302,
    "stop_feed": 302,
    "take_item": 302,
    "pass_item": 302,
    "add": 422,
    "add_from_address": 422,
    "story": 422,
    "audience": 422,
    "variant": 422,
    "drafts": 302,
    "story_picture": 422,
    "remove_picture": 302,
    "publish": 302,
    "withdraw": 302,
    "discard": 302,
}
GETS = {"hub": 200, "feeds": 200, "add": 200, "story": 200, "withdraw": 200, "discard": 302}
NAMES = sorted(set(POSTS) | set(GETS))


@dataclass(frozen=True)
class World:
    story: Story
    feed: Feed
    item: FeedItem

    def address(self, name: str) -> str:
        if name in WITHOUT_ROW:
            return reverse(f"content:{name}")
        row = self.feed if "feed" in name else self.item if "item" in name else self.story
        return reverse(f"content:{name}", args=[row.token])


@pytest.fixture
def world(cast: Cast) -> World:
    feed = make_feed(cast.organisation, address="https://nergens.invalid/feed")
    return World(
        story=make_story(cast.organisation),
        feed=feed,
        item=make_feed_item(feed, address=""),
    )


@pytest.mark.parametrize("who", ["femke", "ad"])
@pytest.mark.parametrize("name", NAMES)
def test_editors_and_administrators_are_answered(
    world: World, cast: Cast, client: Client, name: str, who: str
) -> None:
    signed_in(client, cast.ladder()[who])

    if name in GETS:
        assert client.get(world.address(name)).status_code == GETS[name]
    if name in POSTS:
        assert client.post(world.address(name)).status_code == POSTS[name]


def test_another_organisations_hub_shows_nothing_of_ours(
    world: World, cast: Cast, client: Client
) -> None:
    signed_in(client, make_member(cast.other_organisation, roles=["editor"]))

    page = client.get(reverse("content:hub")).content.decode()

    assert world.story.title not in page
    assert world.item.title not in page
    assert world.feed.name not in client.get(reverse("content:feeds")).content.decode()
