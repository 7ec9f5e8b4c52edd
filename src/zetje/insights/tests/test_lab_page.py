"""The prompt lab says what was found, when it can be told, and switches kinds on and off."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from zetje.behaviour.weeks import week_number
from zetje.insights.models import StudyResult
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())


def row(key: str, verdict: str, estimate: float | None = None, **more: Any) -> dict[str, Any]:
    """A result as a study writes it, three points to both sides."""
    known = estimate is not None
    return {
        "key": key,
        "estimate": estimate,
        "lower": estimate - 3 if known else None,
        "upper": estimate + 3 if known else None,
        "base": 12.0 if known else None,
        "relative": None,
        "people": 160,
        "events": [200, 90],
        "verdict": verdict,
        "missing": [],
        "weeks_more": 0,
        "chose": 40,
    } | more


WHOLE = row("any", "works", 5.2) | {"weeks": 11, "prompts": 5210, "silences": 1020}
KINDS = [
    row("social_proof", "works", 9.4),
    row("fresh_story", "works", 4.2),
    row("streak", "not_enough_data", 1.0, missing=["precision"], weeks_more=3),
    row("expert_example", "no_difference_larger_than", 0.2),
    row("neutral", "harms", -6.0),
    row("recognition", "not_enough_data", missing=["people"], people=40, weeks_more=None),
]
SLOTS = [row("channel:mail", "works", 4.0), row("weekday:1", "not_enough_data")]
WHOM = {
    "cells": [row("social_proof:2", "works", 8.0), row("neutral:2", "harms", -5.0)],
    "phases": [row("1", "no_difference_larger_than", 0.5), row("2", "works", 6.0)],
    "tenures": [row("under_one", "works", 6.0), row("over_three", "not_enough_data")],
    "sizes": [row("from_25", "works", 4.0)],
}
TIRED = {
    "gaps": [row("1", "not_enough_data", 1.0), row("rested", "works", 6.0)],
    "doses": [row("0", "works", 6.0), row("2", "not_enough_data", chose=None)],
    "tiring": "tires",
    "days": 14,
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def found(cast: Cast, **studies: Any) -> None:
    with tenant(cast.organisation.pk):
        StudyResult.objects.bulk_create(
            StudyResult(
                organisation=cast.organisation,
                week=WEEK,
                study=name,
                people=180,
                details=details,
                studied_at=NOW,
            )
            for name, details in studies.items()
        )


def page_of(member: Any) -> str:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get("/lab/")
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_a_new_organisation_reads_that_nothing_can_be_told_and_that_this_is_normal(
    cast: Cast,
) -> None:
    page = page_of(cast.pim)

    assert "Nothing can be told yet, and that is normal." in page
    assert "Leave every message on: nothing needs to go off." in page
    assert "from fifty people on" in page
    assert page.count('type="checkbox" name="on"') == 9
    assert page.count("Not tried yet") == 9
    for later in ("Where and when", "For whom", "<figure"):
        assert later not in page


def test_the_page_says_what_to_go_on_with_and_what_to_drop(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    messages = {"kinds": KINDS, "slots": SLOTS}
    found(cast, prompts=WHOLE, messages=messages, moderators=WHOM, fatigue=TIRED)

    with django_assert_max_num_queries(15):
        page = page_of(cast.pim)

    assert "<h1>Telling what colleagues did works. Drop the plain reminder.</h1>" in page
    assert "after 11 weeks and about 5,210 prompts" in page
    assert "16 are left out by lot" in page
    for said in (
        "about 9.4 more of 100 people share",
        "about 6 fewer of 100 people share",
        "at most 3.2 of 100 people, up or down",
        "about 3 more weeks",
        "shown only from fifty people on",
        "Switch off “A plain reminder” and leave the rest on.",
        "The next answer is due in about 3 weeks, of “",
        "+9.4, between +6.4 and +12",
        "By e-mail" if "By e-mail" in page else "mail",
        "On Tuesdays",
        "“What colleagues did” helps people in the phase Application: +8, between +5 and +11.",
        "Phases that are not drawn have too few people or shares",
        "By the prompts in the two weeks before",
        "A switch holds once you save it, below the list.",
        "More than three years here",
        "Teams of twenty-five people and more",
        "A prompt takes 14 days to get over",
        "40 of 100",
        "too few to say",
    ):
        assert said in page, said
    # What helps most stands first, and in its phase it is the best.
    rows = [page.index(f'value="{each}"') for each in ("social_proof", "fresh_story", "neutral")]
    assert rows == sorted(rows)
    assert page.count('<svg class="best"') == 1
    assert page.count('<svg class="not"') == 1
    # The area of a disc follows its effect: the largest is 8, and so 5 has √(5/8) of its radius.
    assert '<circle r="26.0"' in page
    assert '<circle r="20.6"' in page


def test_a_small_organisation_reads_how_choosing_goes_where_no_effect_can_be_told(
    cast: Cast,
) -> None:
    few = row("1", "not_enough_data", missing=["events"], weeks_more=None)
    found(
        cast,
        prompts=WHOLE | {"verdict": "not_enough_data", "missing": ["events"], "weeks_more": None},
        moderators={"cells": [], "phases": [few], "tenures": [], "sizes": [few]},
        fatigue={"gaps": [few], "doses": [], "tiring": "unknown", "days": None},
    )

    page = page_of(cast.pim)

    assert "not with as many people as now" in page
    assert page.count("more than a year") == 1
    assert "Leave every message on: nothing needs to go off." in page
    assert "Each disc is one of them" not in page
    assert "There are too few people in each phase to tell them apart." in page
    assert "Whether prompts tire cannot be told yet" in page
    assert "40 of 100" in page
    assert 'class="whom"' not in page
    assert 'class="plot' not in page


def test_what_is_switched_off_is_not_dropped_twice(cast: Cast) -> None:
    found(cast, prompts=WHOLE, messages={"kinds": KINDS[1:], "slots": []})
    pim = signed_in(Client(), cast.pim)
    on = [each["key"] for each in KINDS if each["key"] != "neutral"]

    answer = pim.post("/prompts/kinds/", {"on": on})

    assert (answer.status_code, answer["Location"]) == (302, "/lab/")
    page = page_of(cast.pim)
    assert "<h1>Bringing the news works.</h1>" in page
    assert 'value="neutral">' in page
    assert 'value="fresh_story" checked>' in page


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        ("works", "Prompts help. Which of them most cannot be told yet."),
        ("harms", "Prompts get in the way. Ask less often."),
        ("no_difference_larger_than", "Prompts make little difference here."),
        ("not_enough_data", "Nothing can be told yet, and that is normal."),
    ],
)
def test_without_a_message_that_stands_out_it_says_what_any_prompt_does(
    cast: Cast, verdict: str, says: str
) -> None:
    unsure = {"missing": ["events"], "weeks_more": 5} if verdict == "not_enough_data" else {}
    found(cast, prompts=WHOLE | {"verdict": verdict} | unsure)

    page = page_of(cast.wil)

    assert f"<h1>{says}</h1>" in page
    assert ("due in about 5 weeks, of any prompt." in page) == (verdict == "not_enough_data")
    assert ("nothing needs to go off" in page) == (verdict != "harms")


def test_the_works_council_reads_and_does_not_switch(cast: Cast) -> None:
    page = page_of(cast.wil)

    assert page.count(" disabled>") == 9
    assert "Save what is on" not in page
    assert "Save what is on" in page_of(cast.ad)
    assert signed_in(Client(), cast.anna).get("/lab/").status_code == 403
