"""The prompt as a mail and as a card: true words, three choices, ways out, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zetje.content import queries as content
from zetje.content.testing import make_story
from zetje.delivery.registry import Button, Drop, renderer_of
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_team, signed_in
from zetje.prompting.operations.prompts import render_prompts
from zetje.prompting.operations.refusing import refuse_arm
from zetje.prompting.rules.arms import built_in, said
from zetje.prompting.testing import make_decision, make_digest
from zetje.prompting.tests.mails import NOW, UNSUBSCRIBE, prompt_of, row_of, three_stories
from zetje.recognition.operations import give_feedback, take_rest_week
from zetje.recognition.testing import make_ask, make_shared_weeks
from zetje.sharing.testing import make_skip

pytestmark = pytest.mark.django_db

Preferences: Any = apps.get_model("people", "Preferences")
Feedback: Any = apps.get_model("recognition", "Feedback")
Member: Any = apps.get_model("people", "Member")
Story: Any = apps.get_model("content", "Story")
DISCLOSED = "(Ik werk bij Noordnaaf.)"


@pytest.fixture
def stories(sanne: Any) -> list[Any]:
    return three_stories(sanne.organisation)


@pytest.fixture
def decided(sanne: Any, stories: list[Any]) -> Callable[..., Any]:
    """Makes Sanne's decision, about the second story of her digest."""
    digest = make_digest(sanne, stories, now=NOW)

    def made(arm: str = "neutral", **fields: Any) -> Any:
        given = {"digest": digest, "story": stories[1], "wording": f"{arm}.1"} | fields
        return make_decision(sanne, now=NOW, arm=arm, **given)

    return made


def shared_by(colleagues: int, organisation: Any, story: Any) -> None:
    for number in range(colleagues):
        make_shared_weeks(
            make_member(organisation, email=f"c{number}@noordnaaf.example"), story, NOW
        )


def test_the_mail_has_the_story_with_its_three_choices_and_says_how_to_be_asked_less(
    decided: Callable[..., Any],
) -> None:
    decision = decided()

    mail = prompt_of(decision)

    assert (mail.to_address, mail.to_name, mail.language) == (
        "sanne@noordnaaf.example", "Sanne Dekker", "nl",
    )  # fmt: skip
    assert mail.subject == "Een verhaal voor als je even hebt"
    assert "“Piepende ketting?” ligt voor je klaar." in mail.text
    assert "Week 38" in mail.text
    # What stands on the network says for whom Sanne works.
    assert "In oktober gratis, in veertien repaircafés." in mail.text
    assert DISCLOSED in mail.text
    for body in (mail.html.replace("&amp;", "&"), mail.text):
        for choice in ("copy", "adapt", "skip"):
            assert re.search(rf"/w/[^/ ]+/\?choice={choice}&story=2\b", body)
        assert f"/why/{decision.token}/" in body
        assert UNSUBSCRIBE in body
        assert "Dit is de enige herinnering van deze week." in body
        assert "Noordnaaf, Rieteweg 9, Zwolle" in body
        assert "op rij" not in body
        assert not re.search(r"\{[a-z]|{%|:[a-z_]+:", body.split("</style>")[-1])


def test_the_card_does_in_place_what_can_be_done_there_and_opens_the_page_for_the_rest(
    decided: Callable[..., Any], stories: list[Any]
) -> None:
    decision = decided("fresh_story")

    card = prompt_of(decision, channel="slack")

    (section,) = card.sections
    about = f"{decision.digest.token}.{stories[1].token}"
    assert (card.language, card.title) == ("nl", "Nieuw: Piepende ketting?")
    assert card.text.startswith("Het is net uit")
    assert section.title == "Piepende ketting?"
    assert [(one.label, one.action, one.value) for one in section.buttons] == [
        ("Kopieer en post", "", ""),
        ("Pas aan en deel", "", ""),
        ("Sla over", "skip", about),
    ]
    assert section.buttons[0].url.endswith("/?choice=copy&story=2")
    assert section.buttons[1].url.endswith("/?choice=adapt&story=2")
    assert [(one.label, one.action, one.value) for one in card.buttons] == [
        ("Ik heb het geplaatst", "posted", about),
        ("Waarom krijg ik dit?", "", ""),
        ("Niet dit soort", "fewer", decision.token),
    ]
    assert card.buttons[1].url.endswith(f"/why/{decision.token}/")
    assert card.footer == "Dit is de enige herinnering van deze week."

    # Everybody gets the plain kind, so nobody can turn it off by itself.
    plain = prompt_of(decided("neutral", iso_week=37), channel="slack")
    assert [one.action for one in plain.buttons] == ["posted", ""]


def test_what_became_pointless_is_not_asked(
    sanne: Any, stories: list[Any], decided: Callable[..., Any]
) -> None:
    decision = decided("fresh_start", wording="fresh_start.1")
    assert not isinstance(prompt_of(decision), Drop)

    happenings: dict[str, Callable[[], Any]] = {
        "shared meanwhile": lambda: make_shared_weeks(sanne, stories[0], NOW),
        "chosen meanwhile": lambda: make_skip(sanne, stories[1], now=NOW),
        "not this kind": lambda: refuse_arm(member=sanne, arm="fresh_start", now=NOW),
        "its story is no longer offered": lambda: Story.objects.filter(pk=stories[1].pk).update(
            withdrawn_at=NOW
        ),
        "the person left": lambda: Member.objects.filter(pk=sanne.pk).update(left_on=NOW.date()),
    }
    for reason, happens in happenings.items():
        before = transaction.savepoint()
        with tenant(sanne.organisation_id):
            happens()
        assert prompt_of(decision) == Drop(reason)
        transaction.savepoint_rollback(before)
    assert not isinstance(prompt_of(decision), Drop)

    gone = replace(row_of(decision, kind="prompt"), subject_id=None)
    assert render_prompts([gone], NOW) == {1: Drop("its decision or its person is gone")}


def test_a_chain_is_told_of_only_while_it_is_at_stake_and_to_who_keeps_it(
    sanne: Any, decided: Callable[..., Any]
) -> None:
    decision = decided("streak")
    assert prompt_of(decision) == Drop("what it would say is no longer true")

    weeks = [NOW - timedelta(days=7 * back) for back in (1, 2, 3)]
    make_shared_weeks(sanne, make_story(sanne.organisation), *weeks)
    mail, card = prompt_of(decision), prompt_of(decision, channel="slack")

    assert mail.subject == "Deel voor zondagnacht één bericht en het zijn er vier"
    assert "Je ketting telt nu drie weken." in mail.text
    assert re.findall(r'class="(w[a-z ]+)" align="center"', mail.html)[-4:] == [
        "wd", "wd", "wd", "wn",
    ]  # fmt: skip
    assert mail.text.count("zondagnacht") == 1
    assert "?choice=rest" in mail.html
    assert [one.label for one in card.buttons][1] == "Maak er een rustweek van"

    with tenant(sanne.organisation_id):
        Preferences.objects.filter(member=sanne).update(chain_shown=False)
    assert prompt_of(decision) == Drop("what it would say is no longer true")

    take_rest_week(member=sanne, today=NOW.date(), now=NOW)
    assert prompt_of(decision) == Drop("a rest week")


def test_colleagues_are_counted_only_from_five(
    sanne: Any, stories: list[Any], decided: Callable[..., Any]
) -> None:
    decision = decided("social_proof")

    shared_by(4, sanne.organisation, stories[1])
    assert prompt_of(decision) == Drop("what it would say is no longer true")
    make_shared_weeks(
        make_member(sanne.organisation, email="c5@noordnaaf.example"), stories[1], NOW
    )
    assert prompt_of(decision).subject == "Vijf collega's deelden dit verhaal"


@pytest.mark.parametrize("arm", ["success_story", "expert_example"])
def test_an_example_is_shown_along_if_there_is_one_for_this_reader(
    sanne: Any, decided: Callable[..., Any], arm: str
) -> None:
    decision = decided(arm)
    elsewhere = make_team(sanne.organisation, name="Elders")
    make_story(sanne.organisation, title="Niet voor haar", kind=arm, teams=[elsewhere])
    assert prompt_of(decision) == Drop("what it would say is no longer true")

    shown = make_story(sanne.organisation, title="Joost & de ketting", kind=arm, language="nl")
    make_story(sanne.organisation, title="In English", kind=arm, language="en")
    mail, card = prompt_of(decision), prompt_of(decision, channel="slack")

    if arm == "success_story":
        address = content.public_address(shown, organisation=sanne.organisation)
    else:
        week = re.search(r"(http\S+)\?choice=copy", mail.text)
        assert week is not None
        address = f"{week[1]}{shown.token}/example/"
        with time_machine.travel(NOW, tick=False):
            page = signed_in(Client(), sanne).get(address.removeprefix(settings.SITE_ADDRESS))
        assert "Joost &amp; de ketting" in page.content.decode()
    assert "“Joost & de ketting”" in mail.text
    assert f"Lees het voorbeeld: Joost & de ketting\n{address}\n" in mail.text
    assert f'href="{address}"' in mail.html
    assert "Joost &amp; de ketting</a>" in mail.html
    assert (card.buttons[0].label, card.buttons[0].url) == ("Lees het voorbeeld", address)
    assert "Piepende ketting?" in mail.text


def test_an_expert_is_named_only_if_they_agreed_to_that(
    sanne: Any, decided: Callable[..., Any]
) -> None:
    decision = decided("recognition")
    marijke = make_member(sanne.organisation, given_name="Marijke", roles=["expert"])
    assert "Een expert schreef je er iets over." in prompt_of(decision).text

    with tenant(sanne.organisation_id):
        ask = make_ask(sanne, now=NOW - timedelta(days=20))
        word = give_feedback(expert=marijke, ask=ask, text="Mooi.", opening="", now=NOW)
        Feedback.objects.filter(pk=word.pk).update(seen_at=NOW)
    assert "Een expert schreef je er iets over." in prompt_of(decision).text

    with tenant(sanne.organisation_id):
        Preferences.objects.filter(member=marijke).delete()
        Preferences.objects.create(
            organisation_id=sanne.organisation_id, member=marijke, shoutouts=True
        )
    assert f"{marijke.full_name} schreef je er iets over." in prompt_of(decision).text

    with tenant(sanne.organisation_id):
        Feedback.objects.filter(pk=word.pk).update(seen_at=None)
    assert "Een expert schreef je er iets over." in prompt_of(decision).text


def test_a_wording_that_went_is_replaced_by_the_decisions_own_draw(
    decided: Callable[..., Any],
) -> None:
    facts = {"story": "Piepende ketting?", "network": "Mastodon"}
    subjects = {said(one, facts).subject for one in built_in(arm="neutral", language="nl")}
    decision = decided(wording="own.gone")

    first = prompt_of(decision).subject

    assert first == prompt_of(decision).subject
    assert first in subjects


def test_without_a_digest_the_page_of_the_week_is_opened_at_the_story(
    decided: Callable[..., Any], stories: list[Any]
) -> None:
    decision = decided(digest=None)

    mail, card = prompt_of(decision), prompt_of(decision, channel="teams")

    assert f"/week/?choice=copy&story={stories[1].token}" in mail.text
    assert "Waarom jij" not in mail.text
    assert card.sections[0].buttons[2] == Button(
        label="Sla over", action="skip", value=f"week.{stories[1].token}"
    )


def test_a_batch_asks_as_many_questions_as_one_prompt(
    sanne: Any, stories: list[Any], decided: Callable[..., Any]
) -> None:
    rows = [row_of(decided(), 1, kind="prompt")]
    for number in range(2, 6):
        member = make_member(sanne.organisation, email=f"m{number}@noordnaaf.example")
        digest = make_digest(member, stories, now=NOW)
        made = make_decision(member, now=NOW, digest=digest, story=stories[0])
        rows.append(row_of(made, number, kind="prompt"))

    # What is remembered for a minute is asked for beforehand.
    render_prompts(rows[:1], NOW)
    with CaptureQueriesContext(connection) as one:
        render_prompts(rows[:1], NOW)
    with CaptureQueriesContext(connection) as five:
        made = render_prompts(rows, NOW)

    assert len(made) == 5
    assert not [one for one in made.values() if isinstance(one, Drop)]
    assert len(five) == len(one)


def test_prompts_are_plugged_in_under_the_cap_of_prompts() -> None:
    renderer = renderer_of("prompt")

    assert renderer.family == "prompt"
    assert renderer.function.endswith("operations.prompts.render_prompts")
    assert renderer.render([], NOW) == {}
