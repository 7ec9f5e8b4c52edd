"""Pieces that several pages show of a story: its picture, and the way to drafts of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from zetje.content import queries
from zetje.content.forms import BlockedWordsForm
from zetje.content.operations.colleagues import NAMING
from zetje.content.presenters.completeness import completeness
from zetje.content.presenters.drawing import HEIGHT, WIDTH, drawing_of
from zetje.content.presenters.lawfulness import wording_checks as checks_of
from zetje.content.registry import drafter_of

if TYPE_CHECKING:
    from zetje.content.forms import VariantForm
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


@register.inclusion_tag("content/_checks.html", takes_context=True)
def wording_checks(context: dict[str, Any], story: Story, form: VariantForm) -> dict[str, Any]:
    """Usage: `{% load content %}{% wording_checks story variant %}`, inside the form."""
    given = {name: str(form[name].value() or "") for name in ("text", "network", "language")}
    return {
        "story": story,
        "checks": checks_of(story, organisation=context["organisation"], **given),
    }


@register.inclusion_tag("content/_story_blocked.html", takes_context=True)
def blocked_for_story(context: dict[str, Any], story: Story) -> dict[str, Any]:
    """Usage: `{% load content %}{% blocked_for_story story %}`."""
    return {
        "story": story,
        "rows": list(queries.blocked_words(story.organisation_id, story_id=story.pk)),
        "form": context.get("blocked") or BlockedWordsForm(),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("content/_complete.html")
def story_completeness(story: Story) -> dict[str, Any]:
    """Usage: `{% load content %}{% story_completeness story %}`."""
    return {"complete": completeness(story)}


@register.filter
def names_somebody(story: Story) -> bool:
    """Whether a story is of a kind that is about a colleague."""
    return story.kind in NAMING
