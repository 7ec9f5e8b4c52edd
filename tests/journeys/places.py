"""For each route that answers a page: who looks at it, where, and in which states.

A route that has no line here fails `test_every_page.py`; `NO_PAGES` names those that answer files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from tests.architecture.world import ROUTES
from tests.journeys.world import NOW, World
from zetje.delivery.channels.teams.cards import adaptive_card
from zetje.delivery.queries import unsubscribe_url
from zetje.delivery.registry import Button, Card, Section
from zetje.delivery.testing.slack_workspace import Workspace
from zetje.people.models import Member
from zetje.people.queries import invitation_token, link_token
from zetje.prompting.testing import digest_path
from zetje.recognition.queries.newsletter import feed_token
from zetje.web.demo import news
from zetje.web.demo.chats import folder
from zetje.web.demo.material import stories

# They answer a style sheet, a feed, a picture, a source text or a status.
NO_PAGES = {
    "api_described",
    "api_figures",
    "api_periods",
    "api_studies",
    "api_study",
    "api_suggestions",
    "brand",
    "card",
    "insight_picture",
    "insight_report_file",
    "mark_card",
    "newsletter_plain",
    "newsletter_rss",
    "demo_feed",
    "experiment_report_file",
    "demo_picture",
    "health",
    "mailbox_part",
    "mailbox_source",
    "manifest",
    "picture",
    "privacy_assessment_text",
    "privacy_report_text",
    "programme_poster",
    "push_worker",
    "sheet_print",
    "story_poster",
}
# A letter is a page of somebody's mail program, without landmarks or a heading of ours.
LETTERS = {"mailbox_letter", "newsletter_proof"}

Act = Callable[[Page], Any]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page in one of its states.

    Attributes:
        who: who looks, or None for a visitor.
        path: its address, without the site.
        act: what they do there first; the page that follows is looked at.
        status: what the page is answered with.
        lands: where it ends, when that is not its own address.
    """

    who: Member | None
    path: str
    act: Act | None = None
    status: int = 200
    lands: str = ""


def pressed(form: str, **values: str) -> Act:
    """Fill in a form without the browser's own checks, and send it."""

    def act(page: Page) -> None:
        for name, value in values.items():
            page.locator(f"{form} [name={name}]").fill(value)
        with page.expect_navigation():
            page.locator(form).evaluate("form => { form.noValidate = true; form.requestSubmit() }")

    return act


def put_away_nothing(page: Page) -> None:
    """Ask to put stories away while none is ticked."""
    page.locator("details.many summary").click()
    clicked("details.many button[value=archive]")(page)


def pays_per_share(form: str, **values: str) -> Act:
    """Look at a rule by which each share is a ticket."""

    def act(page: Page) -> None:
        page.locator(f"{form} [name=per_share]").check()
        pressed(form, **values)(page)

    return act


def clicked(chosen: str) -> Act:
    """Press a button that leads to a page."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator(chosen).first.click()

    return act


def places_of(world: World) -> Mapping[str, Sequence[Place]]:
    """Every page of the product by the name of its route."""
    return (
        _of_anybody(world)
        | _of_people(world)
        | _of_stories(world)
        | _of_weeks(world)
        | _of_phases(world)
        | _of_decisions(world)
        | _of_words(world)
        | _of_shoutouts(world)
        | _of_newsletter(world)
        | _of_growth(world)
        | _of_recognition(world)
        | _of_challenges(world)
        | _of_rewards(world)
        | _of_demo(world)
    )


def _at(name: str, *given: str) -> str:
    return reverse(ROUTES[name], args=given)


def _of_anybody(world: World) -> dict[str, list[Place]]:
    door, femke = "main form:has([name=email])", world.cast.femke
    link, waiting = link_token(world.link), pressed(door, email="anna@noordnaaf.example")
    invited = invitation_token(member=world.newcomer, now=NOW)
    signs_in = [
        Place(who=None, path="/sign-in/"),
        Place(who=None, path="/sign-in/", act=pressed(door, email="geen adres")),
    ]
    code_page = [
        Place(who=None, path="/sign-in/", act=waiting, lands="/sign-in/code/"),
        Place(
            who=None,
            path="/sign-in/",
            act=lambda page: (waiting(page), pressed("main form:has([name=code])", code="x")(page)),
            lands="/sign-in/code/",
        ),
    ]
    stop = unsubscribe_url(
        organisation_id=femke.organisation_id, member_id=femke.pk, kind="digest", now=NOW
    )
    return {
        "front": [Place(who=None, path="/", lands="/sign-in/")],
        "privacy_report": [Place(who=world.cast.wil, path="/privacy/report/")],
        "insight": [Place(who=world.cast.pim, path="/insight/")],
        "insight_explore": [
            Place(who=world.cast.pim, path="/insight/explore/?by=team"),
            Place(who=world.cast.wil, path="/insight/explore/?figure=nothing", status=422),
        ],
        "lab": [Place(who=world.cast.pim, path="/lab/"), Place(who=world.cast.wil, path="/lab/")],
        "experiments": [
            Place(who=world.cast.pim, path="/lab/experiments/"),
            Place(who=world.cast.wil, path="/lab/experiments/"),
        ],
        "experiment_new": [
            Place(who=world.cast.pim, path=f"/lab/experiments/new/?template={one}&weeks=12")
            for one in ("reminders_game", "slot")
        ],
        "experiment": [
            Place(who=world.cast.pim, path=f"/lab/experiments/{world.experiment.token}/")
        ],
        "experiment_report": [
            Place(who=world.cast.wil, path=f"/lab/experiments/{world.experiment.token}/report/")
        ],
        "insight_worth": [
            Place(who=world.cast.pim, path="/insight/worth/"),
            Place(
                who=world.cast.pim,
                path="/insight/worth/",
                act=pressed("main form:has([name=click])", click="much", source=""),
            ),
        ],
        "insight_report": [Place(who=world.cast.wil, path="/insight/report/2026-10/")],
        "insight_keys": [
            Place(who=world.cast.ad, path="/insight/keys/"),
            Place(
                who=world.cast.ad,
                path="/insight/keys/",
                act=pressed("main form:has([name=days])", name="Dashboard"),
            ),
        ],
        "privacy_assessment": [Place(who=world.cast.wil, path="/privacy/assessment/")],
        "about_data": [Place(who=None, path="/about/data/"), Place(who=femke, path="/about/data/")],
        "sign_in": signs_in,
        "account_login": signs_in[:1],
        "sign_in_code": code_page,
        "account_confirm_login_code": code_page[:1],
        "sign_in_link": [
            Place(who=None, path=_at("sign_in_link", link)),
            Place(who=None, path=_at("sign_in_link", "nothing"), status=410),
        ],
        "signed_out": [Place(who=None, path=_at("signed_out"))],
        "invitation": [
            Place(who=None, path=_at("invitation", invited)),
            Place(who=None, path=_at("invitation", "nothing"), status=410),
        ],
        "unsubscribe": [
            Place(who=None, path="/" + stop.split("/", 3)[3]),
            Place(who=None, path="/" + stop.split("/", 3)[3], act=pressed("main form")),
        ],
        "follow": [
            Place(who=None, path=_at("follow", "nothing23456"), status=404),
            Place(who=None, path=_at("follow", world.dead_link.code), status=410),
        ],
    }


def _of_people(world: World) -> dict[str, list[Place]]:
    cast, ad, lone = world.cast, world.cast.ad, world.lone
    add_form = "main section form"
    return {
        "join": [Place(who=world.newcomer, path="/join/")],
        "join_set_up": [
            Place(who=cast.anna, path="/join/set-up/"),
        ],
        "me": [
            Place(who=cast.anna, path="/me/"),
            Place(who=world.resting, path="/me/"),
            Place(who=world.stopped, path="/me/"),
            Place(
                who=cast.anna,
                path="/me/",
                act=pressed("[action='/me/away/']", starts_on="2026-10-02", ends_on="2026-10-01"),
                lands="/me/away/",
            ),
        ],
        "me_devices": [Place(who=who, path="/me/devices/") for who in (cast.anna, cast.wil)],
        "channels": [
            Place(who=cast.anna, path="/me/channels/"),
            Place(who=cast.anna, path="/me/channels/", act=pressed("form[action$='/app/link/']")),
        ],
        "messages": [Place(who=who, path="/me/messages/") for who in (cast.anna, cast.bram)],
        "me_privacy": [
            Place(who=cast.anna, path="/me/privacy/"),
            Place(
                who=cast.anna,
                path="/me/privacy/",
                act=pressed("main form:has([name=alias])", alias="x" * 200),
            ),
        ],
        "me_erase": [
            Place(who=cast.anna, path="/me/erase/"),
            Place(
                who=cast.anna,
                path="/me/erase/",
                act=pressed("main form:has([name=word])", word="x"),
            ),
        ],
        "people_directory": [
            Place(who=ad, path=f"/people/{query}") for query in ("", "?q=nobody", "?left=on")
        ],
        "people_add": [
            Place(who=ad, path="/people/add/"),
            Place(who=ad, path="/people/add/", act=pressed(add_form, email="geen adres")),
        ],
        "people_import": [
            Place(who=ad, path="/people/import/"),
            Place(who=lone, path="/people/import/"),
            Place(who=ad, path="/people/import/", act=pressed(add_form)),
        ],
        "people_import_run": [
            Place(who=ad, path=_at("people_import_run", run.token))
            for run in (world.waiting_import, world.done_import)
        ],
        "people_invite": [Place(who=cast.pim, path="/people/invite/")],
        "people_roles": [Place(who=ad, path="/people/roles/")],
        "people_member": [
            Place(who=ad, path=_at("people_member", person.token))
            for person in (cast.bram, world.leaver)
        ],
        "people_teams": [
            Place(who=ad, path="/people/teams/"),
            Place(who=lone, path="/people/teams/"),
        ],
        "people_team": [
            Place(who=ad, path=_at("people_team", cast.team.token)),
            Place(who=ad, path=_at("people_team", cast.team.token), act=pressed(add_form, name="")),
        ],
        "people_organisation": [
            Place(who=ad, path="/people/organisation/"),
            Place(
                who=ad, path="/people/organisation/", act=pressed("main form", name="", accent="x")
            ),
        ],
        "people_house_rules": [
            Place(who=ad, path="/people/organisation/rules/"),
            Place(who=ad, path="/people/organisation/rules/", act=pressed(add_form, text_nl="")),
        ],
        "people_joined": [Place(who=who, path="/teams/joined/") for who in (ad, cast.bram)],
        "people_audit": [
            Place(who=ad, path=f"/audit/{query}") for query in ("", "?until=2001-01-01")
        ],
        "sending": [Place(who=who, path="/sending/") for who in (ad, lone)],
        "setups": [Place(who=who, path="/channels/") for who in (ad, lone)],
        "set_up": [Place(who=ad, path="/channels/slack/")],
        # Off, filled in wrongly, and on.
        "model_settings": [
            Place(who=ad, path="/voice/settings/", act=act)
            for act in (
                None,
                pressed("main form", address="http://10.0.0.1/v1", tokens_per_month="5"),
                pressed("main form", address="https://models.example/v1", model="llama"),
            )
        ],
    }


def _of_growth(world: World) -> dict[str, list[Place]]:
    """Nothing yet, a season of weeks, what is chosen, and a mark that is shown."""
    pim, shown = world.cast.pim, world.shown_mark
    return {
        "growth": [
            *(Place(who=who, path="/growth/") for who in (world.cast.bram, pim)),
            Place(who=pim, path="/growth/", act=clicked("form[action$='/goals/'] button")),
        ],
        "mark": [Place(who=None, path=_at("mark", shown.organisation.slug, shown.address))],
    }


def _of_recognition(world: World) -> dict[str, list[Place]]:
    """With a league and a goal, before any, and the settings with a goal that cannot be."""
    pim, wrong = world.cast.pim, {"target": "1", "starts_on": "2026-12-01", "ends_on": "2026-01-01"}
    form = "main form:has([name=target])"
    return {
        "recognition": [
            Place(who=who, path="/recognition/") for who in (world.cast.anna, world.lone)
        ],
        "recognition_settings": [
            Place(who=pim, path="/recognition/settings/"),
            Place(
                who=pim,
                path="/recognition/settings/",
                act=pressed(form, **wrong),
                lands="/recognition/goal/",
            ),
        ],
    }


def _of_challenges(world: World) -> dict[str, list[Place]]:
    """As colleagues, a lead and a manager see them; and points that wait, with an empty answer."""
    cast, lone, pim = world.cast, world.lone, world.cast.pim
    manage, case = "/recognise/challenges/", world.case.token
    return {
        "challenges": [Place(who=who, path="/challenges/") for who in (cast.anna, cast.bram, lone)],
        "challenges_manage": [
            Place(who=pim, path=manage),
            Place(who=pim, path=manage, act=pressed("main form", goal="")),
        ],
        "challenge_manage": [
            Place(who=pim, path=_at("challenge_manage", world.draft_challenge.token))
        ],
        "points_held": [
            Place(who=cast.anna, path="/points/held/"),
            Place(
                who=cast.anna,
                path="/points/held/",
                act=pressed("main form", said=" "),
                lands=f"/points/held/{case}/",
            ),
            Place(who=lone, path="/points/held/"),
        ],
        "cases": [Place(who=who, path="/recognise/cases/") for who in (cast.ad, lone)],
    }


def _of_newsletter(world: World) -> dict[str, list[Place]]:
    """A draft, one that was refused, one that was sent, and nothing at all."""
    femke, anna, lone = world.cast.femke, world.cast.anna, world.lone
    draft, sent = world.draft_edition.token, world.sent_edition.token
    keep = f"main form[action$='/{draft}/']"
    return {
        "newsletter": [Place(who=who, path="/newsletter/") for who in (femke, lone)],
        "newsletter_edition": [
            *(Place(who=femke, path=f"/newsletter/{token}/") for token in (draft, sent)),
            Place(who=femke, path=f"/newsletter/{draft}/", act=pressed(keep, next_text_en="")),
        ],
        "newsletter_proof": [Place(who=femke, path=f"/newsletter/{sent}/mail/nl/")],
        "newsletter_paste": [Place(who=femke, path=f"/newsletter/{sent}/paste/en/")],
        "newsletter_read": [Place(who=anna, path=f"/newsletter/{sent}/read/")],
        "sheet": [Place(who=who, path="/sheet/") for who in (world.cast.bram, lone)],
        "sheet_slides": [Place(who=femke, path=f"/sheet/{sent}/slides/nl/")],
        "newsletter_live": [
            Place(who=None, path=f"/newsletter/feed/{feed_token(world.newsletter_feed)}/page/")
        ],
    }


def _of_words(world: World) -> dict[str, list[Place]]:
    cast = world.cast
    return {
        "points": [Place(who=who, path="/points/") for who in (cast.anna, cast.bram)],
        "points_rules": [
            Place(who=cast.pim, path="/points/rules/"),
            Place(
                who=cast.pim, path="/points/rules/", act=pressed("main form", share="x", posts="3")
            ),
            Place(who=cast.pim, path="/points/rules/", act=pressed("main form", posts="3")),
        ],
        "experts": [
            Place(who=cast.marijke, path="/experts/"),
            Place(
                who=cast.marijke,
                path="/experts/",
                act=lambda page: page.get_by_role("button", name="Tip").first.click(),
            ),
            Place(
                who=cast.marijke,
                path="/experts/",
                act=pressed("article:first-of-type form", text="  "),
                lands=f"/experts/{world.first_ask.token}/word/",
            ),
            Place(who=world.lone, path="/experts/"),
        ],
        "wordings": [
            Place(who=cast.femke, path="/wordings/"),
            Place(who=world.lone, path="/wordings/?language=en"),
        ],
        "add_wording": [
            Place(who=cast.femke, path="/wordings/new/?kind=streak"),
            Place(
                who=cast.femke,
                path="/wordings/new/",
                act=pressed("main section form", subject="Laatste kans!", lead="“{story}”"),
            ),
        ],
        "me_feedback": [
            Place(who=who, path="/me/feedback/") for who in (cast.femke, cast.anna, cast.wil)
        ],
        # Nothing heard yet, too little given, heard, and set by hand.
        "my_voice": [
            Place(who=cast.anna, path="/me/voice/", act=act)
            for act in (
                None,
                pressed("main form:has(#id_text)", text="Kort."),
                pressed("main form:has(#id_text)", text="Ik mocht mee naar de gieterij! Heet."),
                pressed("main form:has(.pair)", length="150", emoji="1", hashtags="0"),
            )
        ],
        "feedback_reports": [
            Place(who=who, path="/feedback/reports/") for who in (cast.ad, world.lone)
        ],
    }


def _of_library(world: World) -> dict[str, list[Place]]:
    """Pictures, search, gaps, results, posters, and the colleagues whom stories are about."""
    femke, lone, anna = world.cast.femke, world.lone, world.cast.anna
    example, upload = world.named, "#upload form"
    return {
        "media": [
            *(Place(who=who, path="/hub/media/") for who in (femke, lone)),
            Place(who=femke, path=f"/hub/media/?for={example.token}"),
            Place(who=femke, path="/hub/media/?q=niets"),
            Place(who=femke, path="/hub/media/", act=pressed(upload, description="")),
        ],
        "media_picture": [
            Place(who=femke, path=_at("media_picture", picture.token)) for picture in world.pictures
        ],
        "search": [
            Place(who=femke, path="/hub/search/"),
            *(Place(who=femke, path=f"/hub/search/?q={words}") for words in ("oven", "niets")),
        ],
        "gaps": [Place(who=who, path="/hub/gaps/") for who in (femke, lone)],
        "performed": [Place(who=who, path="/hub/performed/") for who in (femke, lone)],
        "posters": [Place(who=who, path="/hub/posters/") for who in (femke, lone)],
        "colleague": [
            Place(who=femke, path=_at("colleague", example.token)),
            Place(who=femke, path=_at("colleague", world.stories[0].token)),
            Place(
                who=femke,
                path=_at("colleague", example.token),
                act=pressed("main section form:has([name=post])", address="", post=""),
            ),
        ],
        "tips": [Place(who=who, path="/tips/") for who in (anna, femke)],
        "about_me": [Place(who=who, path="/me/stories/") for who in (anna, world.cast.bram)],
    }


def _of_stories(world: World) -> dict[str, list[Place]]:
    femke, slug = world.cast.femke, world.organisation.slug
    first, draft = world.stories[0], world.draft
    return {
        "hub": [
            *(Place(who=who, path="/hub/") for who in (femke, world.lone)),
            Place(who=femke, path=f"/hub/?campaign={world.campaign.token}"),
            # Nothing is ticked, and the last of the buttons is to put them away.
            Place(who=femke, path="/hub/", act=put_away_nothing, lands=_at("change_many")),
        ],
        "calendar": [
            Place(who=femke, path="/hub/calendar/"),
            Place(who=femke, path="/hub/calendar/?month=2031-02"),
        ],
        "campaigns": [
            *(Place(who=who, path="/hub/campaigns/") for who in (femke, world.lone)),
            Place(
                who=femke, path="/hub/campaigns/", act=pressed("main section form", name="Herfst")
            ),
        ],
        "campaign": [Place(who=femke, path=_at("campaign", world.campaign.token))],
        **_of_library(world),
        "review_settings": [Place(who=world.cast.ad, path="/hub/review/")],
        "feeds": [
            Place(who=femke, path="/hub/feeds/"),
            Place(who=world.lone, path="/hub/feeds/"),
            Place(
                who=femke,
                path="/hub/feeds/",
                act=pressed("main section form:has([name=address])", address="x"),
            ),
        ],
        "add": [
            Place(who=femke, path="/hub/stories/new/"),
            Place(who=femke, path="/hub/stories/new/", act=pressed("main section form", title="")),
        ],
        "story": [
            *(
                Place(who=femke, path=_at("story", story.token))
                for story in (
                    first,
                    draft,
                    world.own_page,
                    world.withdrawn,
                    world.in_review,
                    world.over,
                )
            ),
            Place(who=femke, path=_at("story", first.token), act=pressed("#says form", title="")),
            # Words that stand in no source, each with the rule and some with others to use.
            Place(
                who=femke,
                path=f"{_at('story', draft.token)}?variant=xing.nl.plain",
                act=pressed("form:has([name=text])", text="Na 99.000 km de beste naaf van Europa."),
            ),
        ],
        "blocked_words": [
            *(Place(who=who, path="/hub/words/") for who in (femke, world.lone)),
            Place(
                who=femke,
                path="/hub/words/",
                act=pressed(
                    "main section form:has([name=words])",
                    words="goedkoop*",
                    reason="Wij zeggen voordelig.",
                    instead="voordelig",
                ),
            ),
            Place(
                who=femke,
                path="/hub/words/",
                act=pressed("main section form:has([name=words])", words="*"),
            ),
        ],
        "withdraw": [Place(who=femke, path=_at("withdraw", first.token))],
        "discard": [Place(who=femke, path=_at("discard", draft.token))],
        "public_story": [
            Place(who=None, path=_at("public_story", slug, first.token)),
            Place(who=None, path=_at("public_story", slug, world.own_page.token)),
            Place(who=None, path=_at("public_story", slug, world.withdrawn.token), status=410),
        ],
    }


def _of_weeks(world: World) -> dict[str, list[Place]]:
    cast, (first, second, _) = world.cast, world.stories
    annas, brams = (digest_path(found, now=NOW) for found in (world.digest, world.busy_digest))
    editor = "main form:has([name=text])"
    return {
        "week": [
            Place(who=who, path="/week/")
            for who in (cast.anna, cast.bram, cast.femke, cast.marijke, cast.pim)
        ],
        "adapt": [
            Place(who=cast.anna, path=f"/week/{first.token}/adapt/"),
            Place(who=cast.anna, path=f"/week/{first.token}/adapt/", act=pressed(editor, text="")),
            Place(
                who=cast.anna,
                path=f"/week/{first.token}/adapt/",
                act=clicked("button[name=put]"),
                lands=f"/week/{first.token}/preview/",
            ),
        ],
        "post": [
            Place(who=cast.bram, path=f"/week/{first.token}/post/"),
            Place(who=cast.marijke, path=f"/week/{second.token}/post/"),
        ],
        "mailed_week": [
            Place(who=None, path=annas),
            Place(who=None, path=f"{annas}?asked=1"),
            Place(who=cast.anna, path=annas),
            Place(who=None, path="/w/nothing/", status=404),
        ],
        "mailed_adapt": [Place(who=cast.anna, path=f"{annas}{first.token}/adapt/")],
        "mailed_post": [Place(who=cast.bram, path=f"{brams}{first.token}/post/")],
    }


def _of_phases(world: World) -> dict[str, list[Place]]:
    """What a phase gives: an example, a page to write one's own, the way of it to a network."""
    wil, base = world.cast.wil, digest_path(world.own_digest, now=NOW)
    example, idea = f"{world.example.token}/example/", f"own/{world.idea.token}/"
    return {
        "example": [Place(who=world.cast.pim, path=f"/week/{example}")],
        "own": [
            Place(who=wil, path="/week/own/"),
            Place(
                who=wil,
                path="/week/own/?start=1",
                act=pressed("main form:has([name=text])", address="geen adres"),
                lands="/week/own/",
            ),
        ],
        "own_post": [Place(who=wil, path=f"/week/{idea}")],
        "write": [Place(who=world.lone, path="/own/")],
        "mailed_own": [Place(who=wil, path=f"{base}own/")],
        "mailed_own_post": [Place(who=wil, path=f"{base}{idea}")],
        "mailed_example": [Place(who=wil, path=f"{base}{example}")],
    }


def _of_decisions(world: World) -> dict[str, list[Place]]:
    cast, lone = world.cast, world.lone
    asked, silent = (_at("why_asked", one.token) for one in (world.prompt, world.silence))
    settings = "[action='/prompts/settings/']"
    return {
        "why_asked": [
            Place(who=cast.anna, path=asked),
            Place(who=cast.anna, path=silent),
            Place(who=cast.anna, path=asked, act=clicked("form:has([value=kind]) button")),
        ],
        "decisions": [Place(who=who, path="/me/decisions/") for who in (cast.anna, cast.wil)],
        "prompts": [
            *(Place(who=who, path="/prompts/") for who in (cast.pim, cast.wil, lone)),
            Place(
                who=cast.pim,
                path="/prompts/",
                act=pressed(settings, hold_out="80", learning_chance="3"),
                lands="/prompts/settings/",
            ),
        ],
    }


def _of_shoutouts(world: World) -> dict[str, list[Place]]:
    cast = world.cast
    new, found = "/shout-outs/new/", "/shout-outs/new/?who=a"
    to = f"{new}?to={cast.bram.token}"
    return {
        "shoutouts": [Place(who=who, path="/shout-outs/") for who in (cast.anna, world.lone)],
        "shoutout_new": [
            Place(who=cast.femke, path=new),
            Place(who=cast.femke, path=f"{found}nna"),
            Place(who=cast.femke, path=to),
            Place(
                who=cast.femke,
                path=to,
                act=pressed("main form:has([name=text_nl])", text_nl="Eindelijk!"),
                lands=new,
            ),
        ],
        "me_shoutouts": [
            Place(who=who, path="/me/shout-outs/") for who in (cast.wil, cast.bram, world.lone)
        ],
        "recognise": [Place(who=who, path="/recognise/") for who in (cast.pim, cast.bram)],
    }


def _of_rewards(world: World) -> dict[str, list[Place]]:
    """Something to be won, to take and to approve; forms with faults, and one that pays a share."""
    cast, made = world.cast, world.rewards
    new, form = "/rewards/rules/new/", "main form:has([name=prize_nl])"
    filled = {"prize_nl": "Lunch", "prize_en": "Lunch", "value": "25", "budget": "250"}
    thanks = f"/rewards/thanks/?to={cast.anna.token}"
    return {
        "rewards": [Place(who=who, path="/rewards/") for who in (cast.anna, cast.pim)],
        "reward": [
            Place(who=cast.anna, path=_at("reward", award.token))
            for award in (made.award, made.claimed)
        ],
        "reward_thanks": [
            Place(who=cast.bram, path="/rewards/thanks/?who=an"),
            Place(who=cast.pim, path=thanks),
            Place(
                who=cast.pim,
                path=thanks,
                act=pressed("main form:has([name=words])", words="Mooie post!"),
            ),
        ],
        "reward_rules": [Place(who=who, path="/rewards/rules/") for who in (cast.pim, cast.ad)],
        "reward_rule_new": [
            Place(who=cast.pim, path=new),
            Place(who=cast.pim, path=new, act=pressed(form, prize_nl="")),
            Place(who=cast.pim, path=new, act=pays_per_share(form, **filled)),
        ],
        "reward_rule": [
            Place(who=cast.ad, path=_at("reward_rule", made.rule.token)),
            Place(who=cast.ad, path=_at("reward_rule", made.drawn.rule.token)),
        ],
        "reward_vouchers": [
            Place(who=cast.ad, path="/rewards/vouchers/"),
            Place(
                who=cast.ad,
                path="/rewards/vouchers/",
                act=pressed("main form:has([name=codes])", name=""),
            ),
        ],
        "reward_ledger": [Place(who=cast.ad, path="/rewards/ledger/")],
    }


def _of_demo(world: World) -> dict[str, list[Place]]:
    ad = world.cast.ad
    slug = news.page_of_story(stories()[0], language="nl").slug
    item = next(iter(news.channels().values())).pages(NOW)[0]
    return {
        "gallery": [Place(who=None, path="/gallery/")],
        "demo": [Place(who=None, path="/demo/"), Place(who=ad, path="/demo/")],
        "demo_news": [Place(who=None, path="/demo/news/")],
        "demo_page": [Place(who=None, path=path) for path in (_at("demo_page", slug), item.path)],
        "demo_page_en": [Place(who=None, path=_at("demo_page_en", slug))],
        "chatroom": [Place(who=None, path="/chatroom/")],
        "chatroom_slack": [
            Place(who=None, path=_at("chatroom_slack", name)) for name in _who_use_slack()
        ],
        "chatroom_teams": [
            Place(who=None, path=_at("chatroom_teams", name)) for name in _who_use_teams()
        ],
        "mailbox": [Place(who=None, path=f"/mailbox/{query}") for query in ("", "?to=nobody")],
        "mailbox_mail": [Place(who=None, path=_at("mailbox_mail", name)) for name in world.mails],
        "mailbox_letter": [
            Place(who=None, path=_at("mailbox_letter", name)) for name in world.mails
        ],
    }


def _who_use_slack() -> Sequence[str]:
    """Sanne, to whom something was said in the Slack of the demo, and Femke, without a word."""
    slack = Workspace(folder=folder())
    person, token = slack.person("sanne.dekker@noordnaaf.example").id, slack.bot_token
    buttons = [
        {"text": "Kopieer en post", "url": "https://noordnaaf.example/", "style": "primary"},
        {"text": "Sla over", "accessibility_label": "Sla over: De naaf"},
    ]
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*De naaf*\nZestigduizend km."}},
        {"type": "divider"},
        {
            "type": "actions",
            "elements": [
                each
                | {"type": "button", "action_id": f"act:skip:{number}"}
                | {"text": {"type": "plain_text", "text": each["text"]}}
                for number, each in enumerate(buttons)
            ],
        },
        {"type": "context", "elements": [{"type": "plain_text", "text": "Waarom jij"}]},
    ]
    message = {"channel": person, "text": "De naaf", "blocks": blocks}
    slack.call("chat.postMessage", token, message)
    home = {"type": "home", "blocks": blocks}
    slack.call("views.publish", token, {"user_id": person, "view": home})
    return ("sanne", "femke")


def _who_use_teams() -> Sequence[str]:
    """Sanne, to whom a card was shown in the Teams of the demo, and Femke, without a word."""
    buttons = (
        Button(label="Kopieer en post", url="https://noordnaaf.example/", weight="primary"),
        Button(label="Sla over", action="skip", value="naaf"),
    )
    story = Section(
        title="De naaf",
        text="Zestigduizend km.",
        note="Waarom jij",
        picture_url="https://noordnaaf.example/naaf.png",
        picture_alt="Tekening van een naaf",
        buttons=buttons,
    )
    card = adaptive_card(
        Card(language="nl", title="Goedemorgen", sections=(story,), footer="Nog 1")
    )
    said = [
        {"id": "1", "at": NOW.isoformat(), "by": "person", "text": "week"},
        {"id": "2", "at": NOW.isoformat(), "by": "bot", "card": card},
    ]
    (folder() / "teams.json").write_text(json.dumps({"sanne.dekker@noordnaaf.example": said}))
    return ("sanne", "femke")
