"""A prompt as a chat shows it: the words, the story, the three choices and the ways out."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.delivery.registry import Button, Card
from zetje.prompting.operations.chat.sections import Line, section_of
from zetje.prompting.operations.chat.values import THIS_WEEK, About
from zetje.prompting.operations.mail import words
from zetje.prompting.operations.prompts.gathering import Sheet
from zetje.prompting.operations.refusing import REFUSABLE
from zetje.prompting.rules.arms import Said


def prompt_card(sheet: Sheet, spoken: Said) -> Card:
    """The card of one prompt, in the language that is switched on.

    Raises:
        ValueError: for a sheet without a story.
    """
    member, told = sheet.member, sheet.told
    if told is None:
        raise ValueError("a prompt is about a story")
    digest = sheet.decision.digest.token if sheet.decision.digest else THIS_WEEK
    team = member.team.name if member.team else ""
    line = Line(
        story=told.story,
        place=sheet.place,
        text=told.text,
        why=words.why(told.reason, team=team, topic=told.topic) if told.reason else "",
        network=told.network,
    )
    return Card(
        language=member.language,
        title=spoken.title,
        text=spoken.text,
        sections=(
            section_of(line, organisation=member.organisation, digest=digest, link=sheet.link),
        ),
        footer=only_one(),
        buttons=_buttons(sheet, About(digest, told.story.token).value),
        url=f"{sheet.link}?choice=look&story={told.story.token}",
    )


def only_one() -> str:
    """That no second one follows."""
    return _("This is the only reminder of this week.")


def read_example() -> str:
    """What leads to the example that is shown along."""
    return _("Read the example")


def why_address(sheet: Sheet) -> str:
    """Where it says why this person was asked, and how to be asked less."""
    return f"{settings.SITE_ADDRESS}/why/{sheet.decision.token}/"


def _buttons(sheet: Sheet, about: str) -> tuple[Button, ...]:
    made = [Button(label=_("I posted it"), action="posted", value=about)]
    if sheet.example is not None:
        made.insert(0, Button(label=read_example(), url=sheet.example.address))
    chain = sheet.chain
    if chain is not None and chain.length and chain.may_rest:
        made.append(Button(label=words.rest(), url=f"{sheet.link}?choice=rest"))
    made.append(Button(label=_("Why am I asked?"), url=why_address(sheet)))
    if sheet.decision.arm in REFUSABLE:
        token = sheet.decision.token
        made.append(Button(label=_("Not this kind"), action="fewer", value=token))
    return tuple(made)
