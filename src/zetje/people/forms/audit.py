"""The form that looks for acts in the audit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.people.forms.searching import SearchingForm
from zetje.people.models import Member
from zetje.people.queries.audit import AuditQuestion
from zetje.people.rules.audit_words import action_name


class AuditForm(SearchingForm):
    """What to look for; anything unknown is left out of the question."""

    action = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    actor = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, *args: Any, actions: Sequence[str], actors: Sequence[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        action, actor = self.fields["action"], self.fields["actor"]
        if isinstance(action, forms.ChoiceField):
            action.choices = [("", _("Everything"))] + [
                (name, action_name(name)) for name in actions
            ]
        if isinstance(actor, forms.ChoiceField):
            actor.choices = [("", _("Everybody"))] + [
                (member.token, member.full_name) for member in actors
            ]

    def question(self) -> AuditQuestion:
        """What was asked, as far as it was understood."""
        given = self.cleaned_data
        return AuditQuestion(
            action=given.get("action", ""),
            actor_token=given.get("actor", ""),
            since=given.get("since"),
            until=given.get("until"),
        )
