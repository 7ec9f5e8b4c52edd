"""The ledger through the operations: what posts, readers, tips and help earn, and lose again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.recognition import operations, queries
from zetje.recognition.models import PointLine
from zetje.sharing.models import Share
from zetje.sharing.operations.shares import deny_share
from zetje.sharing.testing import NOW, make_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def here(cast: Cast) -> Iterator[int]:
    with tenant(cast.organisation.pk):
        yield cast.organisation.pk


def earn(here: int, *shares: Share) -> int:
    return operations.earn_from_shares(
        organisation_id=here, share_ids=[share.pk for share in shares]
    )


def test_a_post_earns_once_however_often_it_is_told(cast: Cast, here: int) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), text="Zo zag ik het zelf.")

    assert earn(here, share) == 3
    assert earn(here, share) == 0

    assert queries.points_of(organisation_id=here, member_id=cast.anna.pk) == 20
    deny_share(member=cast.anna, share=share, now=NOW + timedelta(minutes=5))
    operations.take_back_shares(organisation_id=here, share_ids=[share.pk])
    assert queries.points_of(organisation_id=here, member_id=cast.anna.pk) == 0
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0
    assert PointLine.objects.count() == 6
