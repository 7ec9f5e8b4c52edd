"""Who gets too few stories next: counted as the chooser counts, told in whole blocks of people."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.content.registry import Gap
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.prompting.operations.gaps import gaps_of
from zetje.prompting.rules.gaps import ShortGroup, short_groups
from zetje.sharing.testing import NOW, make_skip

NL, EN = 1, 2


def groups(*people: tuple[int, int, int]) -> list[ShortGroup]:
    team, languages, stories = np.array(people, dtype=np.int64).reshape(-1, 3).T
    return short_groups(team=team, languages=languages, stories=stories, wanted=3)


def test_a_group_without_stories_is_told_before_one_with_few() -> None:
    workshop, office = [(1, NL, 2)] * 7, [(2, EN, 0)] * 5

    assert groups(*workshop, *office) == [
        ShortGroup(team=2, languages=EN, most=0, people=5, is_everyone=True),
        ShortGroup(team=1, languages=NL, most=2, people=5, is_everyone=True),
    ]


def test_fewer_than_five_are_never_told_and_neither_are_all_but_a_few() -> None:
    assert groups(*[(1, NL, 0)] * 4) == []
    assert groups(*[(1, NL, 0)] * 4, *[(1, NL, 3)] * 10) == []
    assert groups(*[(1, NL, 0)] * 8, *[(1, NL, 3)] * 4) == []
    assert groups(*[(1, NL, 0)] * 8, *[(1, NL, 3)] * 5) == [ShortGroup(1, NL, 0, 5, False)]
    assert groups() == []


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(0, 4)), max_size=40),
)
def test_what_is_told_holds_for_five_people_and_for_five_others_or_none(
    people: list[tuple[int, int, int]],
) -> None:
    for group in groups(*people):
        mine = [
            few
            for team, language, few in people
            if (team, language) == (group.team, group.languages)
        ]
        short = sum(few <= group.most for few in mine)
        assert group.people <= short < group.people + 5
        assert short >= 5
        assert len(mine) - short >= 5 or group.is_everyone == (len(mine) == short)
        assert group.most < 3


@pytest.mark.django_db
def test_the_hub_hears_which_team_gets_no_story_in_its_language() -> None:
    here = make_organisation(name="Noordnaaf", slug="noordnaaf")
    production, office = (make_team(here, name=name) for name in ("Productie", "Kantoor"))
    welders = [make_member(here, team=production, language="nl") for _ in range(6)]
    for _ in range(5):
        make_member(here, team=office, language="en")
    today = NOW.date()
    dutch = {"language": "nl", "languages": ["nl"]}
    make_story(here, **dutch, ends_on=today + timedelta(days=30))
    make_story(here, **dutch, ends_on=today)  # gone when the next digest comes
    skipped = make_story(here, **dutch)
    for _ in range(3):
        make_story(here, language="en", languages=["en"], teams=[office])
    make_story(here, language="en", languages=["en"], phases=["information"])
    for welder in welders:
        make_skip(welder, skipped)

    with tenant(here.pk):
        assert gaps_of(here, NOW) == [
            Gap(
                team="Productie",
                languages=frozenset({"nl"}),
                most=1,
                people=5,
                is_everyone=True,
            )
        ]
