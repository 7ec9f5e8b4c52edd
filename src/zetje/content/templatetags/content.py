"""The picture of a story, for any page: the editor's, or else the story's own drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from zetje.content import queries
from zetje.content.presenters.drawing import HEIGHT, WIDTH, drawing_of

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
