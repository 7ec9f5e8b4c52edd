"""Roles as people write them in a staff file, and as an export writes them back."""

import re

# (role, name of the team): the team only for a team lead.
RoleName = tuple[str, str]
_SPELLINGS = {
    "editor": "editor redacteur redactie marketeer marketer eindredacteur",
    "expert": "expert coach deskundige",
    "programme_manager": "programmamanager programmemanager programmanager programmaleider",
    "administrator": "administrator beheerder admin",
    "team_lead": "teamlead teamleider teamleidster teamleader leidinggevende",
    "works_council": "workscouncil ondernemingsraad or orlid workscouncilreader",
    "employee": "employee medewerker lid member",
}
_ROLE_OF = {name.casefold(): role for role, names in _SPELLINGS.items() for name in names.split()}
WRITTEN = {
    "nl": {
        "editor": "redacteur",
        "expert": "expert",
        "programme_manager": "programmamanager",
        "administrator": "beheerder",
        "team_lead": "teamleider",
        "works_council": "ondernemingsraad",
    },
    "en": {
        "editor": "editor",
        "expert": "expert",
        "programme_manager": "programme manager",
        "administrator": "administrator",
        "team_lead": "team lead",
        "works_council": "works council",
    },
}


class UnknownRoleError(ValueError):
    """The text names a role that is not ours."""


def read_roles(text: str, *, own_team: str) -> frozenset[RoleName]:
    """The roles a cell gives: "redacteur; teamleider: Service", "editor, expert".

    Raises UnknownRoleError for a role that is not ours, or a team lead without a team.
    """
    roles: set[RoleName] = set()
    for part in re.split(r"[;\n]", text):
        head, colon, team = part.partition(":")
        if colon and _role(head) == "team_lead":
            roles.add(("team_lead", team.strip()))
            continue
        for word in re.split(r"[,/+&|]", part):
            if word.strip() and (role := _role(word)) != "employee":
                roles.add((role, own_team if role == "team_lead" else ""))
    if ("team_lead", "") in roles:
        raise UnknownRoleError(text)
    return frozenset(roles)


def written_roles(roles: frozenset[RoleName], *, language: str) -> str:
    """The roles as an export writes them."""
    words = WRITTEN["nl" if language.startswith("nl") else "en"]
    return "; ".join(
        f"{words[role]}: {team}" if team else words[role] for role, team in sorted(roles)
    )


def _role(word: str) -> str:
    role = _ROLE_OF.get(re.sub(r"[^a-z]", "", word.casefold()))
    if role is None:
        raise UnknownRoleError(word)
    return role
