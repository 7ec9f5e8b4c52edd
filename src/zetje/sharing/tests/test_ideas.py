"""An idea of one's own: posted without a story, with a link of its own, and counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import TestCase

from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.sharing import queries
from zetje.sharing.events import IdeaShared, IdeaUndone
from zetje.sharing.models import Link, Share
from zetje.sharing.operations.ideas import confirm_idea, deny_idea, start_idea
from zetje.sharing.rules.choosing import ChoiceRefusedError
from zetje.sharing.testing import NOW

pytestmark = pytest.mark.django_db

WORDS = "Gisteren leerde ik op de markt waarom een naaf piept."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def start(cast: Cast, text: str = WORDS, *, address: str = "", **given: Any) -> Share:
    asked = {"network_key": "linkedin", "language": "nl", "now": NOW} | given
    with tenant(cast.organisation.pk):
        return start_idea(member=cast.anna, text=text, address=address, **asked)


def test_an_idea_is_told_whose_employee_writes_gets_a_link_and_counts_for_its_week(
    cast: Cast,
) -> None:
    first = start(cast, address="example.org/naaf")
    share = start(cast, f"{WORDS} Kijk maar.", address="https://example.org/piep")
    assert share.pk == first.pk
    assert share.story_id is None
    assert "Noordnaaf" in share.text
    with tenant(cast.organisation.pk):
        link = Link.objects.get()
        assert (link.target, link.story_id) == ("https://example.org/piep", None)
        assert queries.address_of(link) in share.text
        for _ in range(2):
            with TestCase.captureOnCommitCallbacks() as told:
                confirm_idea(member=cast.anna, share=share, now=NOW)
        weeks = queries.choice_weeks(organisation_id=cast.organisation.pk)
        assert [event.kind for event in Event.objects.order_by("id")] == [
            "idea.started",
            "idea.shared",
        ]
    assert told == []
    assert (weeks.member.tolist(), weeks.shares.tolist()) == ([cast.anna.pk], [1])
    assert weeks.week.tolist() == [(NOW.date().toordinal() - 1) // 7]


def test_an_idea_can_be_taken_back_for_ten_minutes_and_not_confirmed_again(cast: Cast) -> None:
    share = start(cast)
    with tenant(cast.organisation.pk):
        with TestCase.captureOnCommitCallbacks() as told:
            confirm_idea(member=cast.anna, share=share, now=NOW)
            deny_idea(member=cast.anna, share=share, now=NOW + timedelta(minutes=9))
        kinds = [type(call.args[0]) for call in told]  # type: ignore[attr-defined]
        assert kinds == [IdeaShared, IdeaUndone]
        with pytest.raises(ChoiceRefusedError):
            confirm_idea(member=cast.anna, share=share, now=NOW)
        again = start(cast)
        confirm_idea(member=cast.anna, share=again, now=NOW)
        with pytest.raises(ChoiceRefusedError):
            deny_idea(member=cast.anna, share=again, now=NOW + timedelta(minutes=11))
        with pytest.raises(ChoiceRefusedError):
            confirm_idea(member=cast.bram, share=again, now=NOW)


@pytest.mark.parametrize(
    "given",
    [
        {"text": "  "},
        {"address": "javascript:alert(1)"},
        {"address": "https://someone@bank.example"},
        {"network_key": "hyves"},
        {"text": "te lang " * 400},
    ],
)
def test_what_cannot_be_posted_is_refused_and_leaves_nothing(
    cast: Cast, given: dict[str, str]
) -> None:
    with pytest.raises(ChoiceRefusedError):
        start(cast, **{"text": WORDS} | given)
    with tenant(cast.organisation.pk):
        assert not Share.objects.exists()
        assert not Event.objects.exists()
