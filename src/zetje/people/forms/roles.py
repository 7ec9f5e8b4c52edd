"""The form that gives a role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.people.models import Team
from zetje.people.rules.role_words import ROLE_NAMES, role_name


class RoleForm(forms.Form):
    """A role, and the team where it needs one."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        help_text=gettext_lazy("For a team lead only."),
        required=False,
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {team.token: team for team in teams}
        role, team = self.fields["role"], self.fields["team"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [(name, role_name(name)) for name in ROLE_NAMES]
        if isinstance(team, forms.ChoiceField):
            team.choices = [("", _("No team"))] + [(team.token, team.name) for team in teams]

    def chosen_team(self) -> Team | None:
        """The team, where one was chosen."""
        return self.teams.get(self.cleaned_data["team"])


class TeamForm(forms.Form):
    """The name of a team."""

    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=80)

    def clean_name(self) -> str:
        """One form of the name: single spaces, and no semicolon, which parts roles in files."""
        return " ".join(str(self.cleaned_data["name"]).replace(";", " ").split())
