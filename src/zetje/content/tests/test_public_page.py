"""The public page of a story: for anybody, without a cookie, and honest when it was taken back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from zetje.content import operations, queries
from zetje.content.models import Story
from zetje.content.presenters.drawing import HEIGHT, WIDTH, drawing_of
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, signed_in

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}'


def to(story: Story, cast: Cast) -> str:
    return queries.public_path(story, organisation=cast.organisation)


def test_a_live_story_is_read_without_signing_in_and_without_a_cookie(
    cast: Cast, client: Client
) -> None:
    story = make_story(
        cast.organisation, title="De stille ketting", summary="Eerste.\n\nTweede.", url=""
    )

    answer = client.get(to(story, cast))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Content-Language"] == "nl"
    assert '<html lang="nl">' in text
    assert "<h1>De stille ketting</h1>" in text
    assert '<p class="lead">Eerste.</p>' in text
    assert f'<meta property="og:url" content="http://127.0.0.1:8000{to(story, cast)}">' in text
    assert '<meta property="og:title" content="De stille ketting">' in text
    assert '<meta property="og:locale" content="nl_NL">' in text
    assert "<form" not in text
    assert not re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)', text)


def test_a_member_who_is_signed_in_sees_the_same_page_as_anybody(
    cast: Cast, client: Client
) -> None:
    story = make_story(cast.organisation)
    anybody = client.get(to(story, cast)).content

    signed_in(client, cast.anna)

    assert client.get(to(story, cast)).content == anybody


def test_a_picture_is_named_in_the_card_and_served_as_we_made_it(
    cast: Cast, client: Client
) -> None:
    out = BytesIO()
    Image.new("RGB", (120, 63), "orange").save(out, "JPEG", comment=b"<script>")
    with tenant(cast.organisation.pk):
        picture = operations.store_picture(
            organisation_id=cast.organisation.pk,
            raw=out.getvalue(),
            now=datetime(2026, 11, 1, tzinfo=UTC),
        )
    story = make_story(cast.organisation, picture=picture, picture_alt='Een "naaf"')

    text = client.get(to(story, cast)).content.decode()
    shown = re.search(r'<img src="([^"]+)" alt="Een &quot;naaf&quot;"', text)

    assert shown
    assert f'og:image" content="http://127.0.0.1:8000{shown[1]}"' in text
    answer = client.get(shown[1])
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"<script>" not in answer.content
    elsewhere = reverse("content:picture", args=["zuidas-fietsen", picture.token])
    assert client.get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"published_at": None}, 404),
        ({"starts_on": date(2099, 1, 1)}, 404),
        ({"ends_on": date(2026, 1, 31)}, 200),
        ({"withdrawn_at": datetime(2026, 2, 1, tzinfo=UTC)}, 410),
    ],
)
def test_each_state_has_its_answer(
    cast: Cast, client: Client, fields: dict[str, object], status: int
) -> None:
    story = make_story(cast.organisation, title="Geheim", **fields)

    answer = client.get(to(story, cast))

    assert answer.status_code == status
    assert ("Geheim" in answer.content.decode()) == (status == 200)


def test_unknown_and_foreign_addresses_are_not_found(cast: Cast, client: Client) -> None:
    story = make_story(cast.organisation)

    for slug, token in (
        ("noordnaaf", "x"),
        ("niemand", story.token),
        ("zuidas-fietsen", story.token),
        ("noordnaaf", story.token[:-1]),
    ):
        address = reverse("content:public_story", args=[slug, token])
        assert client.get(address).status_code == 404


def test_hostile_words_are_inert_and_templates_stay_words(cast: Cast, client: Client) -> None:
    cast.organisation.name = HOSTILE
    cast.organisation.save()
    story = make_story(cast.organisation, title=HOSTILE, summary=HOSTILE)

    text = client.get(to(story, cast)).content.decode()

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "{{7*7}}" in text


def test_a_correction_is_told(cast: Cast, client: Client) -> None:
    story = make_story(
        cast.organisation, language="en", corrected_at=datetime(2026, 11, 3, tzinfo=UTC)
    )

    text = client.get(to(story, cast)).content.decode()

    assert "Corrected on 3 November 2026." in text


def test_drawing_of_is_the_same_each_time_and_differs_between_stories() -> None:
    tokens = [f"token-{number}" for number in range(200)]
    drawings = [drawing_of(token) for token in tokens]

    assert drawings == [drawing_of(token) for token in tokens]
    assert len(set(drawings)) > 150
    assert len({drawing.label for drawing in drawings}) == 5
    for drawing in drawings:
        inks = [disc.ink for disc in drawing.discs]
        assert set(inks) == {"spot", "ink"}
        assert inks == sorted(inks, reverse=True)
        assert all(-WIDTH < disc.x < 2 * WIDTH and 0 < disc.y < HEIGHT for disc in drawing.discs)
