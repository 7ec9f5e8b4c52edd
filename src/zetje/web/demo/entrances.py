"""The people a visitor of the demo may enter as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Organisation, User

DOMAIN = "noordnaaf.example"


@dataclass(frozen=True)
class Entrance:
    """A named person of the demo: who they are, and where their work begins."""

    key: str
    name: str
    role: str
    words: str
    first_page: str
    # Where their mail goes, if that does not follow from their name.
    work_address: str = ""

    @property
    def given_name(self) -> str:
        """How colleagues call them."""
        return self.name.split()[0]

    @property
    def address(self) -> str:
        """Where their mail goes."""
        if self.work_address:
            return self.work_address
        given, *family = self.name.lower().split()
        return f"{given}.{''.join(family)}@{DOMAIN}"


ENTRANCES: Sequence[Entrance] = (
    Entrance(
        "sanne",
        "Sanne Dekker",
        gettext_noop("employee"),
        gettext_noop("Her three stories of this week wait, and a chain of nine weeks."),
        "/week/",
    ),
    Entrance(
        "femke",
        "Femke Visser",
        gettext_noop("social media marketer"),
        gettext_noop("She fills the hub: feeds, drafts, live stories, and what became of them."),
        "/hub/",
    ),
    Entrance(
        "marijke",
        "Marijke van den Berg",
        gettext_noop("expert"),
        gettext_noop("Colleagues asked what she thinks of their posts; some had their word."),
        "/experts/",
    ),
    Entrance(
        "pim",
        "Pim Smit",
        gettext_noop("programme manager"),
        gettext_noop("He sees how many take part, in groups, and nobody by name."),
        "/teams/joined/",
    ),
    Entrance(
        "ad",
        "Ad Mulder",
        gettext_noop("administrator"),
        gettext_noop("The directory, imports, roles, house rules, the stop button, the audit."),
        "/people/",
    ),
)


def demo_organisation() -> Organisation | None:
    """The invented organisation, once it was made."""
    return people.organisations().filter(is_demo=True).first()


def account_of(entrance: Entrance) -> User | None:
    """The account of a named person; None unless it is one of an invented organisation."""
    user = people.account_for(entrance.address)
    if user is None or user.organisation is None or not user.organisation.is_demo:
        return None
    return user
