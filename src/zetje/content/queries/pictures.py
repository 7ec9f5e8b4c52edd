"""Looks up pictures and where they are shown."""

from __future__ import annotations

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
    return reverse("content:picture", args=[organisation.slug, story.picture.token])
