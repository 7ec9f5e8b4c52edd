"""The settings in force that a works council and a data protection officer ask about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format

from zetje.content import queries as content
from zetje.delivery import queries as delivery
from zetje.delivery.registry import channels
from zetje.insights import queries as insights
from zetje.lib.tenancy import tenant
from zetje.prompting.queries.deciding import settings_of
from zetje.recognition import queries as recognition
from zetje.voice import queries as voice

if TYPE_CHECKING:
    from zetje.people.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What holds at an organisation at a moment.

    Attributes:
        minimum: how many people a count needs.
        hold_out: the part of the people who get no prompts, 0 to 1; None: by the number of people.
        least, most: the bounds of the chance of a prompt, 0 to 1.
        games: the parts of recognition that are on, by their names.
        chats: what carries messages beside mail, as it is called.
        language_model: what the language model is and reads, in a sentence; empty where it is off.
    """

    organisation: str
    country: str
    day: str
    minimum: int
    prompts: bool
    hold_out: float | None
    least: float
    most: float
    games: frozenset[str]
    chats: Sequence[str]
    language_model: str
    approvals: int
    postal_address: str


def facts_of(organisation: Organisation, *, now: datetime, language: str) -> Facts:
    """What holds at an organisation now, in words of a language where it is words."""
    with tenant(organisation.pk), translation.override(language):
        prompts = settings_of(organisation_id=organisation.pk, now=now)
        games = recognition.game_switches(organisation.pk).as_dict()
        set_up = delivery.channels_set_up(organisation_id=organisation.pk)
        return Facts(
            organisation=organisation.name,
            country=organisation.country,
            day=date_format(now, "j F Y"),
            minimum=insights.minimum_of(organisation.pk),
            prompts=prompts.is_enabled,
            hold_out=prompts.hold_out_share,
            least=prompts.least_chance,
            most=prompts.most_chance,
            games=frozenset(name for name, is_on in games.items() if is_on),
            chats=[str(each.label) for name, each in channels().items() if name in set_up],
            language_model=voice.model_line(organisation),
            approvals=content.review_steps(organisation.pk),
            postal_address=organisation.postal_address,
        )
