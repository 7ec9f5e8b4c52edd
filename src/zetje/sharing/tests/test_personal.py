"""A link is known before it is made, and a text that everybody posts asks for other words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member, make_organisation
from zetje.sharing import queries
from zetje.sharing.models import Link
from zetje.sharing.networks.linkedin import LinkedIn
from zetje.sharing.networks.x import X
from zetje.sharing.operations.shares import deny_share
from zetje.sharing.queries.personal import planned_address, planned_code
from zetje.sharing.queries.sameness import Planned, texts_to_adapt
from zetje.sharing.testing import NOW, make_share

pytestmark = pytest.mark.django_db
TEXT = "Zestigduizend kilometer op een naaf, en hij draait nog."


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def test_the_planned_code_is_the_code_of_the_link_that_comes(cast: Cast) -> None:
    story = make_story(cast.organisation)
    planned = planned_code(member=cast.anna, story_id=story.pk, network="linkedin")
    assert not Link.objects.exists()

    share = make_share(cast.anna, story)

    assert share.link is not None
    assert share.link.code == planned
    assert planned_address(member=cast.anna, story_id=story.pk, network="linkedin") == (
        queries.address_of(share.link)
    )


def test_a_planned_code_is_of_one_person_story_network_and_installation(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_story(cast.organisation), make_story(cast.organisation)
    codes = {
        planned_code(member=member, story_id=story.pk, network=network)
        for member in (cast.anna, cast.bram)
        for story in (one, two)
        for network in ("linkedin", "x")
    }
    monkeypatch.setattr(settings, "TOKEN_KEYS", ["another key"])
    codes.add(planned_code(member=cast.anna, story_id=one.pk, network="x"))

    assert len(codes) == 9


def posted(cast: Cast, count: int, *, network: str = "linkedin", days_ago: int = 0) -> None:
    """So many colleagues post the text."""
    story = make_story(cast.organisation)
    for _ in range(count):
        colleague = make_member(cast.organisation)
        make_share(colleague, story, network=network, text=TEXT, now=NOW - timedelta(days=days_ago))


def asked(cast: Cast, text: str = TEXT) -> set[str]:
    """Which of the text on two networks would have to be changed."""
    planned = [Planned("a", text, LinkedIn()), Planned("b", text, X())]
    return texts_to_adapt(member=cast.anna, texts=planned, now=NOW + timedelta(minutes=1))


def test_a_text_is_to_be_changed_once_enough_colleagues_posted_it_there(cast: Cast) -> None:
    enough = LinkedIn().sameness.adapt_from
    posted(cast, enough - 1)
    assert asked(cast) == set()

    posted(cast, 1)

    assert asked(cast) == {"a"}
    assert asked(cast, "Iets heel anders over remmen en bellen in de regen.") == set()


def test_ones_own_old_and_undone_posts_do_not_count(cast: Cast) -> None:
    enough = LinkedIn().sameness.adapt_from
    posted(cast, enough - 1)
    posted(cast, 1, days_ago=LinkedIn().sameness.days + 1)
    make_share(cast.anna, make_story(cast.organisation), text=TEXT)
    undone = make_share(cast.bram, make_story(cast.organisation), text=TEXT, confirmed=False)
    deny_share(member=cast.bram, share=undone, now=NOW)

    assert asked(cast) == set()


def test_what_another_organisation_posts_does_not_count(cast: Cast) -> None:
    other = make_organisation()
    with tenant(other.pk):
        story = make_story(other)
        for _ in range(LinkedIn().sameness.adapt_from):
            make_share(make_member(other), story, text=TEXT)

    assert asked(cast) == set()


def test_no_text_asks_nothing(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert texts_to_adapt(member=cast.anna, texts=[], now=NOW) == set()
