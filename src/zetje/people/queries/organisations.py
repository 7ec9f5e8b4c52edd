"""Looks up organisations; their table is read without a tenant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from zetje.people.models import Member, Organisation, Team
from zetje.people.rules.colours import readable_on

COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class MailColours:
    """The spot colour where no style sheet of ours comes along: in a mail.

    Attributes:
        spot: what words in ink stand on.
        on_paper: the same for words on light paper.
        on_dark: the same for words on dark paper.
    """

    spot: str
    on_paper: str
    on_dark: str


OWN_COLOURS = MailColours("#f64a1b", "#c43100", "#ff7538")
PAPER, DARK_PAPER = "#f3f5f2", "#0d131d"


def mail_colours(organisation: Organisation) -> MailColours:
    """The spot colour of an organisation in its mails; ours where it has none."""
    accent = organisation.accent
    if not COLOUR.fullmatch(accent):
        return OWN_COLOURS
    return MailColours(accent, readable_on(PAPER, accent), readable_on(DARK_PAPER, accent))


def accent_of(token: str) -> str:
    """The spot colour of an organisation, or "" for ours. Never anything but a colour."""
    found = Organisation.objects.filter(token=token).values_list("accent", flat=True).first()
    return found if found and COLOUR.fullmatch(found) else ""


def organisation_of_slug(slug: str) -> Organisation | None:
    """The organisation of a name as it stands in addresses."""
    return Organisation.objects.filter(slug=slug).first()


def organisations() -> QuerySet[Organisation]:
    """Every organisation of this installation, the oldest first."""
    return Organisation.objects.order_by("pk")


def organisation_ids() -> list[int]:
    """The numbers of every organisation of this installation, the oldest first."""
    return list(organisations().values_list("pk", flat=True))


def team_sizes(organisation_id: int) -> dict[int, int]:
    """How many people work in each team, by the id of the team."""
    members = Member.objects.filter(organisation_id=organisation_id, left_on__isnull=True)
    rows = members.filter(team__isnull=False).values_list("team_id").annotate(size=Count("id"))
    return {team_id: size for team_id, size in rows.order_by() if team_id is not None}


def teams_of(organisation_id: int) -> QuerySet[Team]:
    """The teams of an organisation by name."""
    return Team.objects.filter(organisation_id=organisation_id).order_by("name", "pk")
