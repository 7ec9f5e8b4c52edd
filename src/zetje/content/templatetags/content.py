"""Pieces that several pages show of a story: its picture, and the way to drafts of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from zetje.content import queries
from zetje.content.presenters.drawing import HEIGHT, WIDTH, drawing_of
from zetje.content.registry import drafter_of

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Organisation

register = template.Library()


@register.inclusion_tag("content/story_picture.html")
def story_picture(story: Story, organisation: Organisation) -> dict[str, Any]:
    """Usage: `{% load content %}{% story_picture story organisation %}`."""
    path = queries.picture_path(story, organisation=organisation)
    return {
        "path": path,
        "picture": story.picture,
        "alt": story.picture_alt,
        "drawing": None if path else drawing_of(story.token),
        "width": WIDTH,
        "height": HEIGHT,
    }


@register.inclusion_tag("content/_model_drafts.html", takes_context=True)
def model_drafts(context: dict[str, Any], story: Story) -> dict[str, Any]:
    """Usage: `{% load content %}{% model_drafts story %}`."""
    return {
        "story": story,
        "is_on": drafter_of(context["organisation"]) is not None,
        "csrf_token": context.get("csrf_token"),
    }
