"""Nobody is named before they said yes, and whoever takes a yes back takes the story back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from zetje.content import operations
from zetje.content.models import Story, StoryColleague
from zetje.content.operations.colleagues import forget_colleague
from zetje.content.presenters.completeness import completeness
from zetje.content.rules.colleagues import ColleagueWords, cleaned_colleague
from zetje.content.rules.words import StoryWords
from zetje.content.testing import LONG_AGO, make_colleague, make_story
from zetje.lib.tenancy import tenant
from zetje.people.registry import ErasedPerson
from zetje.people.testing import Cast, make_cast, signed_in

POST = "Mijn eerste naaf.\n\nNiemand vertelde me hoe heet het was {{7*7}} <b>"


def test_a_post_stands_word_by_word_but_for_what_nobody_sees() -> None:
    given = ColleagueWords(name=" Zoë\u202e \n", post=f"{POST}\r\n\u0000", remark="x" * 900)
    words = cleaned_colleague(given)
    assert (words.name, words.post, len(words.remark)) == ("Zoë", POST, 600)


@pytest.fixture
def told(db: None) -> Cast:
    return make_cast()


def published(cast: Cast, story: Story) -> str:
    """What came of trying to put a story live: nothing, or the code of the refusal."""
    with tenant(cast.organisation.pk):
        try:
            operations.publish_story(story=story, by=cast.femke, now=LONG_AGO)
        except operations.StoryRefused as refused:
            return refused.code
        return ""


def read_mark(client: Client) -> str:
    """What their page sends along with a yes."""
    page = client.get(reverse("content:about_me")).content.decode()
    return page.partition('name="read" value="')[2].partition('"')[0]


def test_a_colleague_reads_says_yes_and_takes_it_back(told: Cast) -> None:
    here = told.organisation
    story = make_story(here, published_at=None, kind="expert_example", title="Zo doet Anna dat")
    femke, anna = signed_in(Client(), told.femke), signed_in(Client(), told.anna)
    form = reverse("content:colleague", args=[story.token])

    # What is missing is said at its field, and what was typed stays.
    assert femke.post(form, {"address": told.anna.email, "post": ""}).status_code == 422
    wrong = femke.post(form, {"address": "nobody@noordnaaf.example", "post": POST})
    assert wrong.status_code == 422
    assert "{{7*7}} &lt;b&gt;" in wrong.content.decode()
    given = {"address": told.anna.email, "post": POST, "network": "linkedin", "remark": "Kort."}
    # A tick of the editor's does not speak for a member.
    assert femke.post(form, {**given, "has_agreed": "on"}).status_code == 302
    assert published(told, story) == "needs_consent"

    page = anna.get(reverse("content:about_me")).content.decode()
    assert "{{7*7}} &lt;b&gt;" in page
    with tenant(here.pk):
        token = StoryColleague.objects.get().token
    agree, decline = (reverse(f"content:{act}", args=[token]) for act in ("agree", "decline"))
    assert signed_in(Client(), told.bram).post(agree).status_code == 404
    assert anna.get(agree).status_code == 405
    anna.post(agree)
    assert published(told, story) == "needs_consent"  # nobody read it
    before = {"read": read_mark(anna)}
    anna.post(agree, before)
    # Other words are another question.
    with tenant(here.pk):
        words = StoryWords(title="Zo doet Anna het", url=story.url, kind=story.kind, language="nl")
        operations.edit_story(story=story, by=told.femke, words=words, now=LONG_AGO)
    assert published(told, story) == "needs_consent"
    # Who has the old words before them still, says yes to nothing.
    told_why = anna.post(agree, before, follow=True).content.decode()
    assert "De woorden zijn intussen veranderd." in told_why
    assert published(told, story) == "needs_consent"
    anna.post(agree, {"read": read_mark(anna)})
    assert published(told, story) == ""
    assert femke.post(form, given).status_code == 422  # live: as she read it
    with tenant(here.pk):
        lie = StoryWords(title="Anna is kampioen", url=story.url, kind=story.kind, language="nl")
        with pytest.raises(operations.StoryRefused, match="agreed_words"):
            operations.correct_story(story=story, by=told.femke, words=lie, now=LONG_AGO)

    anna.post(decline)
    with tenant(here.pk):
        assert Story.objects.get(pk=story.pk).withdrawn_at is not None


def test_somebody_outside_is_ticked_by_an_editor(told: Cast) -> None:
    story = make_story(told.organisation, published_at=None, kind="success_story")
    femke = signed_in(Client(), told.femke)
    form = reverse("content:colleague", args=[story.token])
    assert femke.post(form, {"name": " "}).status_code == 422
    femke.post(form, {"name": "Lotte van het verhuurbedrijf"})
    assert published(told, story) == "needs_consent"
    femke.post(form, {"name": "Lotte van het verhuurbedrijf", "has_agreed": "on"})
    assert published(told, story) == ""

    news = make_story(told.organisation, published_at=None)
    answer = femke.post(reverse("content:colleague", args=[news.token]), {"name": "Lotte"})
    assert answer.status_code == 422


def test_who_is_erased_is_named_no_more(told: Cast) -> None:
    here, anna = told.organisation, told.anna
    story = make_story(
        here,
        kind="success_story",
        title=f"Hoe {anna.full_name} begon",
        variants=[{"language": "en", "text": f"{anna.full_name}'s first hub."}],
    )
    make_colleague(story, member=anna, agreed_at=LONG_AGO)
    person = ErasedPerson(
        organisation_id=here.pk,
        member_id=anna.pk,
        person_key=anna.person_key,
        addresses=frozenset(),
        names=frozenset({anna.full_name}),
    )
    with tenant(here.pk):
        forget_colleague(person, LONG_AGO + timedelta(days=1))
        kept = Story.objects.get(pk=story.pk)
        assert kept.withdrawn_at is not None
        assert kept.title == "Hoe een collega begon"
        assert kept.variants.get().text == "a colleague's first hub."


def test_the_composer_says_what_is_missing(told: Cast) -> None:
    story = make_story(told.organisation, published_at=None, kind="success_story", languages=["nl"])
    with tenant(told.organisation.pk):
        parts = {part.label: part.is_there for part in completeness(story).parts}
        assert parts == {
            "A link, or a summary to read here": True,
            "Who it is about": False,
            "A wording of your own in Dutch": False,
            "A picture that says what it shows": False,
            "A topic": False,
        }
    make_colleague(story, member=told.anna)
    with tenant(told.organisation.pk):
        assert [part.label for part in completeness(story).parts if part.is_needed] == [
            "A link, or a summary to read here",
            "The yes of who is named",
        ]
    page = signed_in(Client(), told.femke).get(reverse("content:story", args=[story.token]))
    assert reverse("content:colleague", args=[story.token]) in page.content.decode()
