"""Two presses at the same moment are one share, one choice and one count (TRUST.md)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.sharing.models import Choice, Link, Share, StoryCount
from zetje.sharing.operations.choices import skip_story
from zetje.sharing.operations.counts import rebuild_story_counts
from zetje.sharing.operations.shares import confirm_share, copy_story
from zetje.sharing.testing import NOW

PRESSES = 6


@pytest.mark.django_db(transaction=True)
def test_a_share_pressed_many_times_at_once_is_one_share() -> None:
    organisation = make_organisation()
    member, story = make_member(organisation), make_story(organisation)

    def press(_: int) -> int:
        try:
            with tenant(organisation.pk):
                share = copy_story(member=member, story=story, network_key="linkedin", now=NOW)
                return confirm_share(member=member, share=share, now=NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(PRESSES) as pool:
        shares = set(pool.map(press, range(PRESSES)))

    with tenant(organisation.pk):
        assert shares == {Share.objects.get().pk}
        assert (Link.objects.count(), Choice.objects.count()) == (1, 1)
        assert Event.objects.filter(kind="share.confirmed").count() == 1
        assert StoryCount.objects.get(what="shared:linkedin").count == 1


@pytest.mark.django_db(transaction=True)
def test_counts_of_many_members_at_once_lose_none() -> None:
    organisation = make_organisation()
    members = [make_member(organisation) for _ in range(PRESSES)]
    story = make_story(organisation)

    def press(number: int) -> None:
        try:
            with tenant(organisation.pk):
                skip_story(member=members[number], story=story, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(PRESSES) as pool:
        list(pool.map(press, range(PRESSES)))

    with tenant(organisation.pk):
        assert StoryCount.objects.get(what="chosen:skip").count == PRESSES
        assert rebuild_story_counts(organisation_id=organisation.pk) == 0
