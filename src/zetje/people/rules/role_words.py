"""What roles are called on pages, and what each may do, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

ROLE_NAMES: dict[str, str] = {
    "editor": gettext_noop("Editor"),
    "expert": gettext_noop("Expert"),
    "programme_manager": gettext_noop("Programme manager"),
    "administrator": gettext_noop("Administrator"),
    "team_lead": gettext_noop("Team lead"),
    "works_council": gettext_noop("Works council"),
}
ROLE_HELP: dict[str, str] = {
    "editor": gettext_noop("Makes and publishes stories. Sees results per story, five or more."),
    "expert": gettext_noop("Gives feedback to people who asked for it."),
    "programme_manager": gettext_noop("Sees groups of five or more, never a person."),
    "administrator": gettext_noop("Keeps people, roles and settings. Everything is audited."),
    "team_lead": gettext_noop("Sees counts of the own team, five or more."),
    "works_council": gettext_noop("Reads the rules and counts of five or more."),
}
REFUSALS: dict[str, str] = {
    "unknown_role": gettext_noop("There is no such role. Choose one from the list."),
    "has_left": gettext_noop("This person has left. Take them back first."),
    "team_missing": gettext_noop("A team lead needs a team. Choose one."),
    "team_unwanted": gettext_noop("Only a team lead has a team. Leave the team empty."),
    "last_administrator": gettext_noop(
        "This is the last administrator. Make somebody else administrator first."
    ),
    "email_erased": gettext_noop(
        "The person of this address was erased at their own request and is not taken in again."
    ),
    "email_taken": gettext_noop("This address has an account already. Use another address."),
    "team_name_taken": gettext_noop("There is a team of that name. Choose another name."),
    "team_in_use": gettext_noop("People are in this team. Move them to another team first."),
}


def role_name(role: str) -> str:
    """A role as pages call it."""
    return _(ROLE_NAMES[role])


def role_help(role: str) -> str:
    """What a role may do."""
    return _(ROLE_HELP[role])


def refusal(code: str) -> str:
    """Why something cannot be, and what to do."""
    return _(REFUSALS[code])
