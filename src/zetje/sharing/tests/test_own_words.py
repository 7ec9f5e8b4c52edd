"""What a voice is learned from: one's own words, without what the law and the link added."""

from __future__ import annotations

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast
from zetje.sharing import queries
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db


def test_own_words_are_bare_of_link_and_disclosure() -> None:
    cast = make_cast()
    stories = [make_story(cast.organisation) for _ in range(2)]
    text = "Dit zag ik vandaag bij ons in de hal.\n\nHet was er warm."
    make_share(cast.anna, stories[0], text=text)
    make_share(cast.anna, stories[1])

    with tenant(cast.organisation.pk):
        assert queries.own_words(cast.anna, 10) == [text]
        assert queries.own_words(cast.anna, 0) == []
