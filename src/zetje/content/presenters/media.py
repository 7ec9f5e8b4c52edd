"""The library of pictures: what each shows, whose it is, and which stories show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries

if TYPE_CHECKING:
    from zetje.content.models import Picture
    from zetje.people.models import Organisation

SHOWN: Final = 60


@dataclass(frozen=True)
class StoryLink:
    """A story that shows a picture."""

    title: str
    address: str


@dataclass(frozen=True)
class PictureTile:
    """One picture of the library."""

    token: str
    source: str
    width: int
    height: int
    description: str
    credit: str
    address: str
    used: str
    stories: tuple[StoryLink, ...]


def tiles(pictures: Sequence[Picture], *, organisation: Organisation) -> list[PictureTile]:
    """The pictures with where they are used, in two queries whatever their number."""
    used = queries.stories_showing(organisation.pk, [picture.pk for picture in pictures])
    return [
        _tile(picture, used.get(picture.pk, []), organisation=organisation) for picture in pictures
    ]


def headline(*, count: int, search: str) -> str:
    """How many pictures there are, or were found."""
    if search:
        found = ngettext(
            "One picture for “{words}”.", "%(count)s pictures for “{words}”.", count
        ) % {"count": count}
        none = _("No picture for “{words}”.")
        return (found if count else none).replace("{words}", search)
    if not count:
        return _("No pictures yet. Add the first one.")
    kept = ngettext("One picture to choose from.", "%(count)s pictures to choose from.", count)
    return kept % {"count": count}


def _tile(
    picture: Picture, stories: Sequence[tuple[str, str]], *, organisation: Organisation
) -> PictureTile:
    used = ngettext("In %(count)s story", "In %(count)s stories", len(stories))
    return PictureTile(
        token=picture.token,
        source=queries.path_of_picture(picture, organisation=organisation),
        width=picture.width,
        height=picture.height,
        description=picture.description,
        credit=picture.credit,
        address=reverse("content:media_picture", args=[picture.token]),
        used=used % {"count": len(stories)} if stories else _("Not used yet"),
        stories=tuple(
            StoryLink(title, reverse("content:story", args=[token])) for token, title in stories
        ),
    )
