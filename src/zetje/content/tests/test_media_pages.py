"""The library of pictures: described, reused, found, and gone only when nothing shows them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from zetje.content import operations, queries
from zetje.content.models import Picture, Story
from zetje.content.testing import LONG_AGO, make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, signed_in

pytestmark = pytest.mark.django_db


def file_of(colour: str) -> SimpleUploadedFile:
    drawn = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (64, 40), colour).save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile("oven.jpg", drawn.getvalue(), "image/jpeg")


def test_a_picture_is_added_described_used_twice_and_kept_while_used() -> None:
    cast = make_cast()
    here = cast.organisation
    story, other = make_story(here, published_at=None), make_story(here)
    femke = signed_in(Client(), cast.femke)
    library = reverse("content:media")

    # Without a description nothing comes in, and what was typed stays.
    answer = femke.post(library, {"picture": file_of("teal"), "description": " ", "credit": "Zoë"})
    assert answer.status_code == 422
    assert "Zoë" in answer.content.decode()
    given = {"description": "Twee gieters bij de oven", "credit": "Foto: Zoë"}
    assert femke.post(library, {"picture": file_of("teal"), **given}).status_code == 302
    with tenant(here.pk):
        (picture,) = Picture.objects.all()
        assert b"secret" not in bytes(picture.content)
        assert (picture.description, picture.added_by) == (given["description"], cast.femke)

    # It is chosen for stories, with its description.
    page = femke.get(f"{library}?for={story.token}").content.decode()
    assert reverse("content:use_picture", args=[story.token]) in page
    for one in (story, other):
        address = reverse("content:use_picture", args=[one.token])
        assert femke.post(address, {"picture": picture.token}).status_code == 302
    one = reverse("content:media_picture", args=[picture.token])
    page = femke.get(one).content.decode()
    assert story.title in page
    assert other.title in page
    removal = reverse("content:discard_picture", args=[picture.token])
    assert removal not in page
    femke.post(removal)
    with tenant(here.pk):
        assert Picture.objects.count() == 1
        # A description of a story's own stays when the library's changes.
        Story.objects.filter(pk=other.pk).update(picture_alt="Onze oven")
    femke.post(one, {"description": "Gieters aan het werk", "credit": ""})
    with tenant(here.pk):
        alts = {row.pk: row.picture_alt for row in Story.objects.all()}
        assert alts == {story.pk: "Gieters aan het werk", other.pk: "Onze oven"}
        for row in Story.objects.all():
            operations.remove_picture(story=row, by=cast.femke, now=LONG_AGO)
    assert femke.post(removal).status_code == 302
    with tenant(here.pk):
        assert not Picture.objects.exists()


def test_a_picture_that_comes_with_a_page_is_described_by_it() -> None:
    cast = make_cast()
    here = cast.organisation.pk
    with tenant(here):
        drawn = operations.store_picture(
            organisation_id=here, raw=file_of("navy").read(), now=LONG_AGO
        )
        for words in ("De hal in Zwolle", "Iets anders"):
            operations.add_story(
                by=cast.femke,
                words=operations.StoryWords(title="Hal", url="https://noordnaaf.example/hal"),
                picture=drawn,
                picture_alt=words,
                now=LONG_AGO,
            )
        # What was said first stays.
        assert Picture.objects.get().description == "De hal in Zwolle"


def test_what_is_no_picture_or_not_described_or_of_others_is_refused() -> None:
    cast = make_cast()
    here = cast.organisation
    story = make_story(here)
    femke = signed_in(Client(), cast.femke)
    library = reverse("content:media")
    svg = SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    answer = femke.post(library, {"picture": svg, "description": "<script>alert(1)</script>"})
    assert answer.status_code == 422
    assert "<script>alert(1)" not in answer.content.decode()

    with tenant(here.pk):
        bare = operations.store_picture(
            organisation_id=here.pk, raw=file_of("red").read(), now=LONG_AGO
        )
    use = reverse("content:use_picture", args=[story.token])
    femke.post(use, {"picture": bare.token})
    assert femke.post(use, {"picture": "nothing"}).status_code == 404
    with tenant(here.pk):
        assert queries.story_by_token(here.pk, story.token).picture is None
    assert "Zeg wat erop staat voordat je hem weer gebruikt." in femke.get(library).content.decode()


def test_search_gaps_and_performance_answer_with_nothing_and_with_something() -> None:
    cast = make_cast()
    make_story(cast.organisation, title="Vrijdag in de gieterij")
    femke = signed_in(Client(), cast.femke)
    found = femke.get(reverse("content:search"), {"q": "gieterij"})
    assert "Vrijdag in de gieterij" in found.content.decode()
    for name, given in (
        ("search", {}),
        ("search", {"q": "'; --"}),
        ("gaps", {}),
        ("performed", {}),
    ):
        assert femke.get(reverse(f"content:{name}"), given).status_code == 200
