"""Looks up pictures and where they are shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.urls import reverse

from zetje.content.models import Picture, Story

if TYPE_CHECKING:
    from zetje.people.models import Organisation


def picture_by_token(organisation_id: int, token: str) -> Picture | None:
    """One picture with its bytes, or None where there is none of this organisation."""
    return Picture.objects.filter(organisation_id=organisation_id, token=token).first()


def picture_path(story: Story, *, organisation: Organisation) -> str:
    """Where a story's picture is shown; empty when it has none."""
    if story.picture is None:
        return ""
    return path_of_picture(story.picture, organisation=organisation)


def path_of_picture(picture: Picture, *, organisation: Organisation) -> str:
    """Where a picture is shown."""
    return reverse("content:picture", args=[organisation.slug, picture.token])


def card_path(story: Story, *, organisation: Organisation) -> str:
    """Where the share card of a story is drawn, for previews of links."""
    return reverse("content:card", args=[organisation.slug, story.token])


def stories_showing(
    organisation_id: int, picture_ids: Collection[int]
) -> dict[int, list[tuple[str, str]]]:
    """By picture, the token and title of each story that shows it, newest first."""
    rows = Story.objects.of(organisation_id).filter(picture__in=picture_ids).order_by("-pk")
    found: dict[int, list[tuple[str, str]]] = {}
    for picture_id, token, title in rows.values_list("picture_id", "token", "title"):
        found.setdefault(picture_id, []).append((token, title))
    return found
