"""Stories are found from their organisation, in the state of the day where it lives."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from zetje.content import queries
from zetje.content.models import Feed, FeedItem, Picture, Story, StoryEvent, StoryTeam, Variant
from zetje.content.rules.permissions import roles_may_edit_stories
from zetje.content.rules.states import state_of
from zetje.content.testing import make_feed, make_feed_item, make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast

TODAY = date(2026, 11, 20)


def test_stories_live_are_those_of_the_day_where_the_organisation_lives(inside: Cast) -> None:
    here = inside.organisation
    first = make_story(here, starts_on=date(2026, 11, 21))
    make_story(here, published_at=None)
    make_story(here, ends_on=date(2026, 11, 20), starts_on=TODAY)
    make_story(here, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))
    make_story(here, published_at=datetime(2026, 11, 21, tzinfo=UTC), starts_on=TODAY)

    just_past_midnight = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert list(queries.stories_live(here, at=just_past_midnight)) == [first]


def test_live_story_features_are_columns_of_one_query(
    inside: Cast, now: datetime, django_assert_num_queries: object
) -> None:
    here = inside.organisation
    everyone = make_story(here, topic="naven", published_at=datetime(2026, 11, 2, 8, tzinfo=UTC))
    some = make_story(
        here,
        teams=[inside.team, inside.other_team],
        languages=["en"],
        kind="vacancy",
        ends_on=date(2026, 12, 1),
    )

    with django_assert_num_queries(1):
        features = queries.live_story_features(here, at=now)

    assert features.ids.tolist() == [everyone.pk, some.pk]
    assert features.languages == (frozenset({"nl", "en"}), frozenset({"en"}))
    assert features.teams == (frozenset(), frozenset({inside.team.pk, inside.other_team.pk}))
    assert features.ends_on[1] == np.datetime64("2026-12-01")
    assert np.isnat(features.ends_on[0])
    assert features.published_at[0] == np.datetime64("2026-11-02T08:00:00")
    assert (features.topics, features.kinds) == (("naven", ""), ("news", "vacancy"))
    assert len(queries.live_story_features(inside.other_organisation, at=now)) == 0


@pytest.mark.parametrize(
    ("published", "withdrawn", "starts_on", "ends_on", "state"),
    [
        (False, False, date(2026, 11, 1), None, "draft"),
        (True, False, date(2026, 11, 1), None, "live"),
        (True, False, date(2026, 11, 1), date(2026, 11, 28), "live"),
        (True, False, date(2026, 11, 1), date(2026, 11, 27), "expiring"),
        (True, False, date(2026, 11, 1), date(2026, 11, 20), "expiring"),
        (True, False, date(2026, 11, 1), date(2026, 11, 19), "archived"),
        (True, False, date(2026, 11, 21), date(2026, 11, 22), "planned"),
        (True, True, date(2026, 11, 1), None, "withdrawn"),
    ],
)
def test_state_of_a_story_on_a_day(
    published: bool, withdrawn: bool, starts_on: date, ends_on: date | None, state: str
) -> None:
    then = datetime(2026, 11, 1, tzinfo=UTC)

    assert (
        state_of(
            published_at=then if published else None,
            withdrawn_at=then if withdrawn else None,
            starts_on=starts_on,
            ends_on=ends_on,
            on=TODAY,
        )
        == state
    )


def test_target_of_a_story_is_its_address_or_its_public_page(inside: Cast) -> None:
    here = inside.organisation
    linked, bare = make_story(here), make_story(here, url="")

    assert queries.target_of(linked, organisation=here) == linked.url
    assert queries.target_of(bare, organisation=here).endswith(f"/s/noordnaaf/{bare.token}/")


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        (set(), False),
        ({"expert"}, False),
        ({"programme_manager"}, False),
        ({"team_lead", "works_council"}, False),
        ({"editor"}, True),
        ({"administrator"}, True),
        ({"expert", "editor"}, True),
    ],
)
def test_roles_may_edit_stories(roles: set[str], may: bool) -> None:
    assert roles_may_edit_stories(frozenset(roles)) is may


def test_rows_of_another_organisation_are_out_of_reach(cast: Cast, now: datetime) -> None:
    story = make_story(cast.organisation, teams=[cast.team], variants=[{"text": "x"}])
    make_feed_item(make_feed(cast.organisation))
    there = cast.other_organisation.pk

    with tenant(there):
        assert queries.story_by_token(cast.organisation.pk, story.token) is None
        for model in (Story, StoryTeam, StoryEvent, Variant, Feed, FeedItem, Picture):
            assert not model.objects.exists()
    with tenant(cast.organisation.pk):
        assert queries.story_by_token(there, story.token) is None
        assert queries.story_by_token(cast.organisation.pk, story.token) == story
        assert not queries.inbox_of(there).exists()
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "gossip"},
        {"language": "xx"},
        {"languages": ["nl", "xx"]},
        {"starts_on": TODAY, "ends_on": date(2026, 11, 19)},
        {"url": "javascript:alert(1)"},
        {"url": "https://a.example/\nx"},
        {"url": "http:\\\\evil.example"},
        {"published_at": None, "withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_the_database_itself_refuses_what_must_never_be(
    inside: Cast, fields: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_story(inside.organisation, **({"title": "Verhaal"} | fields))


def test_the_database_refuses_a_picture_that_nobody_described(inside: Cast, now: datetime) -> None:
    picture = Picture.objects.create(
        organisation=inside.organisation,
        content=b"x",
        content_type="image/png",
        width=1,
        height=1,
        digest="x",
        added_at=now,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        make_story(inside.organisation, picture=picture)
    story = make_story(inside.organisation, picture=picture, picture_alt="Een punt")

    found = queries.stories_by_ids(inside.organisation.pk, [story.pk])[story.pk]
    assert found.picture == picture
