"""One story in a card: waiting to be chosen on, or what became of the choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.delivery.registry import Button, Section
from zetje.prompting.operations.chat.values import About

if TYPE_CHECKING:
    from zetje.content.models import Story

State = Literal["open", "skipped", "asked", "shared", "aside", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A story as a card tells it.

    Attributes:
        place: what names it in the page's address, behind `&story=`.
        text: what readers will see of the post.
        why: why this person got it.
        state: what became of it so far.
        stamp: which choice an undo takes back; "" when none can be.
        said: a word about the state, such as until when it was put aside.
    """

    story: Story
    place: str
    text: str
    why: str
    network: str
    state: State = "open"
    stamp: str = ""
    said: str = ""


def section_of(line: Line, *, organisation: Any, digest: str, link: str) -> Section:
    """The section of one story.

    Args:
        line: the story.
        organisation: whose story it is; its address shows the picture.
        digest: the token of the digest that it stands in.
        link: the personal address of the week.
    """
    title = " ".join(line.story.title.split())
    if line.state == "open":
        return _open(line, title, organisation, digest=digest, link=link)
    if line.state == "gone":
        return Section(title=title, text=_("This story was taken back."))
    if line.state == "asked":
        return Section(title=title, text=_("Did you post it?"), buttons=_asked(line, digest, link))
    again = {"shared": _("I didn't post it after all"), "aside": _("Show it again now")}
    texts = {
        "skipped": _("Skipped. You know your people."),
        "shared": _("You posted this one."),
        "aside": line.said,
    }
    undo = _undo(line, again.get(line.state, _("Show it again")), digest)
    return Section(title=title, text=texts[line.state], buttons=undo)


def _open(line: Line, title: str, organisation: Any, *, digest: str, link: str) -> Section:
    about = f"story={line.place}"
    picture = content.picture_path(line.story, organisation=organisation)
    why = " ".join([_("Why you:"), line.why]) if line.why else ""
    on = _("How it looks on %(network)s") % {"network": line.network}
    return Section(
        title=title,
        text=f"“{line.text}”" if line.text else "",
        note=f"{why} {on}.".strip(),
        picture_url=f"{settings.SITE_ADDRESS}{picture}" if picture else "",
        picture_alt=line.story.picture_alt if picture else "",
        buttons=(
            Button(label=_("Copy & post"), url=f"{link}?choice=copy&{about}", weight="primary"),
            Button(label=_("Adapt & share"), url=f"{link}?choice=adapt&{about}"),
            Button(label=_("Skip"), action="skip", value=About(digest, line.story.token).value),
        ),
    )


def _asked(line: Line, digest: str, link: str) -> tuple[Button, ...]:
    """A share was started: whether it was posted only its author can say."""
    about = About(digest, line.story.token).value
    return (
        Button(label=_("I posted it"), action="posted", value=about, weight="primary"),
        *_undo(line, _("Not this time"), digest),
        Button(label=_("Show me the text again"), url=f"{link}{line.story.token}/post/"),
    )


def _undo(line: Line, label: str, digest: str) -> tuple[Button, ...]:
    if not line.stamp:
        return ()
    about = About(digest, line.story.token, line.stamp)
    return (Button(label=label, action="undo", value=about.value),)
