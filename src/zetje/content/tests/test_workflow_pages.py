"""The pages of review, pins, campaigns, the calendar, and changes to many stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from zetje.content import operations
from zetje.content.models import Campaign, Story
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member, signed_in

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>{{7*7}}"


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def femke(cast: Cast, client: Client) -> Client:
    signed_in(client, cast.femke)
    client.cookies["language"] = "en"
    return client


def at(name: str, *given: str) -> str:
    return reverse(f"content:{name}", args=given)


def press(client: Client, name: str, story: Story, **fields: Any) -> str:
    answer = client.post(at(name, story.token), fields, follow=True)
    return answer.content.decode()


def test_two_editors_bring_a_story_live_with_words_between_them(cast: Cast, femke: Client) -> None:
    draft = make_story(cast.organisation, title="De stille ketting", published_at=None)
    pim = Client()
    signed_in(pim, make_member(cast.organisation, given_name="Joris", roles=["editor"]))
    pim.cookies["language"] = "en"
    with tenant(cast.organisation.pk):
        operations.set_review_steps(by=cast.ad, steps=2, now=NOW)

    page = press(femke, "submit", draft)
    assert "Handed in. It waits in the hub" in page
    assert f"Handed in by {cast.femke.full_name}, today." in page
    assert "One to review." in femke.get(at("hub")).content.decode()
    empty = pim.post(at("send_back", draft.token), {"said": ""})
    assert empty.status_code == 422
    assert empty.content.decode().count("Say what should change") == 2
    page = press(pim, "send_back", draft, said=f"Welke ketting? {HOSTILE}")
    assert "Welke ketting? &lt;script&gt;" in page
    assert "sent it back, 20 November 2026. “" in page
    assert "Hand it in" in page

    assert "Approve it, the first of two" in femke.get(at("story", draft.token)).content.decode()
    page = press(femke, "publish", draft)
    assert "It goes live once somebody else approves it too." in page
    assert f"{cast.femke.full_name} approved it; somebody else does so too." in page
    assert "Approve and put live" not in page
    assert "You approved it already." in press(femke, "publish", draft)
    assert "Approve and put live" in pim.get(at("story", draft.token)).content.decode()
    page = press(pim, "publish", draft)
    assert "Live. It can be in the next digest." in page
    assert "Put live by Joris" in femke.get(at("hub")).content.decode()
    page = press(femke, "comment", draft, said="Dank!")
    assert "said, 20 November 2026: “Dank!”" in page
    assert femke.post(at("comment", draft.token), {"said": " "}).status_code == 422
    assert "This story was put live meanwhile." in press(femke, "submit", draft)


def test_an_administrator_says_how_many_approve(cast: Cast, femke: Client) -> None:
    ad = Client()
    signed_in(ad, cast.ad)
    ad.cookies["language"] = "en"

    kept = ad.post(at("review_settings"), {"steps": "2"}, follow=True).content.decode()
    assert "Two people approve each story." in kept
    assert at("review_settings") in ad.get(at("hub")).content.decode()
    assert at("review_settings") not in femke.get(at("hub")).content.decode()
    assert ad.post(at("review_settings"), {"steps": "9"}).status_code == 422
    assert femke.get(at("review_settings")).status_code == 403


def test_a_story_that_starts_later_is_planned(cast: Cast, femke: Client) -> None:
    draft = make_story(cast.organisation, published_at=None, starts_on=date(2026, 12, 1))

    assert "Approved. It goes live on its first day." in press(femke, "publish", draft)

    assert "From 1 December" in femke.get(at("hub")).content.decode()


def test_a_story_is_pinned_put_away_and_offered_again(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, title="De naaf")
    make_story(cast.organisation, pinned_at=NOW)

    assert "Pinned. It comes to everybody" in press(femke, "pin", story)
    make_story(cast.organisation, title="De nieuwste")
    hub = femke.get(at("hub")).content.decode()
    assert hub.count("<span>Pinned</span>") == 2
    assert hub.index("De naaf") < hub.index("De nieuwste")
    assert "Two stories are pinned already." in press(femke, "pin", make_story(cast.organisation))
    assert "It takes its turn like any other." in press(femke, "unpin", story)
    assert "Put away. Nobody is offered it" in press(femke, "archive", story)
    page = femke.get(at("hub"), {"state": "archived"}).content.decode()
    assert "De naaf" in page
    assert "Offer it again" in femke.get(at("story", story.token)).content.decode()
    assert "It is on offer again." in press(femke, "bring_back", story)


def test_the_composer_says_whom_a_phase_or_topic_is_for_but_never_how_many(
    cast: Cast, femke: Client
) -> None:
    story = make_story(cast.organisation)
    days = {"starts_on": "2026-11-20"}

    answer = femke.post(at("audience", story.token), {**days, "is_for_topic_only": "on"})
    assert answer.status_code == 422
    assert "Give the story a topic first" in answer.content.decode()
    ticked = re.search(r'<input[^>]*name="is_for_topic_only"[^>]*>', answer.content.decode())
    assert ticked
    assert "checked" in ticked[0]
    press(femke, "audience", story, **days, phases=["information", "confirmation"])

    hub = femke.get(at("hub")).content.decode()
    assert "Everyone · some phases" in hub
    # A story that only some get does not fill the three of everybody.
    assert "has none to choose from." in hub


def test_campaigns_are_begun_filled_changed_and_closed(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, title="Naar de beurs")
    given = {"name": f"Najaar {HOSTILE}", "starts_on": "2026-11-01", "ends_on": "2026-11-30"}
    page = femke.post(at("campaigns"), given, follow=True).content.decode()
    assert "One campaign runs." in page
    assert "1 November to 30 November" in page
    wrong = femke.post(at("campaigns"), {**given, "ends_on": "2026-10-01"})
    assert wrong.status_code == 422
    assert 'value="2026-10-01"' in wrong.content.decode()
    with tenant(cast.organisation.pk):
        token = Campaign.objects.get().token

    assert "Kept." in press(femke, "story_campaign", story, campaign=token)
    assert femke.post(at("story_campaign", story.token), {"campaign": "x"}).status_code == 422
    make_story(cast.organisation, title="Iets anders")
    page = femke.get(at("hub"), {"campaign": token}).content.decode()
    assert "Naar de beurs" in page
    assert "Iets anders" not in page
    assert "Iets anders" in femke.get(at("hub"), {"campaign": "nothing"}).content.decode()
    assert "<script>alert" not in page
    begun = femke.get(at("calendar")).content.decode()
    assert begun.count("campaign begins") == begun.count("campaign ends") == 1
    femke.post(at("campaign", token), {"name": "Herfst"})
    assert femke.post(at("campaign", token), {"name": ""}).status_code == 422
    page = femke.post(at("close_campaign", token), follow=True).content.decode()
    assert "“Herfst” is closed. Its stories run on." in page
    assert "Stories that belong together get one name." in page


def test_the_calendar_shows_what_begins_and_ends_and_survives_any_month(
    cast: Cast, femke: Client
) -> None:
    make_story(cast.organisation, title="Eerste", starts_on=date(2026, 11, 3))
    make_story(cast.organisation, title="Laatste", ends_on=date(2026, 11, 24))
    make_story(cast.organisation, title="Klad", published_at=None, starts_on=date(2026, 11, 5))
    make_story(cast.organisation, title="Weg", withdrawn_at=NOW, ends_on=date(2026, 11, 24))
    make_story(cast.other_organisation, title="Elders", ends_on=date(2026, 11, 24))

    page = femke.get(at("calendar")).content.decode()

    assert "<h1>One goes live in November, one ends.</h1>" in page
    for title in ("Eerste", "Laatste", "Klad"):
        assert title in page
    for title in ("Weg", "Elders"):
        assert title not in page
    for month in ("2031-02", "9999-99", "0001-01", "9999-12", "x", "\0", "2026-11-20"):
        assert femke.get(at("calendar"), {"month": month}).status_code == 200
    later = femke.get(at("calendar"), {"month": "2031-02"}).content.decode()
    assert "Nothing begins or ends in these weeks." in later


def test_many_stories_are_changed_from_the_hub_and_ticks_stay_after_a_fault(
    cast: Cast, femke: Client
) -> None:
    first, second = make_story(cast.organisation), make_story(cast.organisation)
    gone = make_story(cast.organisation, withdrawn_at=NOW, title="Weg")
    ticked = {"story": [first.token, second.token, gone.token]}
    many = at("change_many")

    none = femke.post(many, {"do": "archive"})
    assert none.status_code == 422
    assert "Tick the stories first that you mean." in none.content.decode()
    late = femke.post(many, {**ticked, "do": "until", "ends_on": "2026-11-01"})
    text = late.content.decode()
    assert late.status_code == 422
    assert text.count("The last day has passed.") == 2
    assert f'value="{first.token}" checked' in text
    assert 'value="2026-11-01"' in text
    assert '<details class="many" open>' in text
    empty = femke.post(many, {**ticked, "do": "until", "ends_on": ""})
    assert empty.status_code == 422
    assert "Give the last day first." in empty.content.decode()
    assert femke.post(many, {**ticked, "do": "explode"}).status_code == 422

    done = femke.post(f"{many}?state=live", {**ticked, "do": "teams", "teams": [cast.team.token]})
    assert done.headers["Location"] == f"{at('hub')}?state=live"
    page = femke.get(at("hub")).content.decode()
    assert "2 stories changed." in page
    assert "“Weg” stayed as it was. This story was withdrawn." in page
    femke.post(many, {**ticked, "do": "until", "ends_on": "2026-11-27"})
    with tenant(cast.organisation.pk):
        campaign = operations.add_campaign(by=cast.femke, name="Najaar", now=NOW)
    femke.post(many, {**ticked, "do": "campaign", "campaign": campaign.token})
    femke.post(many, {"story": [first.token], "do": "endless", "ends_on": "2026-11-28"})
    femke.post(many, {"story": [first.token], "do": "archive"})
    with tenant(cast.organisation.pk):
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.archived_at == NOW
        assert first.ends_on is None
        assert second.ends_on == date(2026, 11, 27)
        assert second.campaign == campaign
        assert [row.team for row in second.audience.all()] == [cast.team]
    assert femke.post(many, {**ticked, "do": "teams", "teams": ["x"]}).status_code == 422
