"""Forms of the hub around its stories: review, campaigns, and changes to many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from zetje.content.forms.stories import HubForm

if TYPE_CHECKING:
    from zetje.content.models import Campaign
    from zetje.people.models import Team


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReviewForm(HubForm):
    """A word to whoever works on a story: a comment, or why it goes back."""

    said = forms.CharField(
        label=gettext_lazy("A word about it"),
        max_length=1_000,
        required=False,
        help_text=gettext_lazy("Editors read this, nobody else."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CampaignForm(HubForm):
    """What a campaign is called, and when it runs."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    starts_on = _day(gettext_lazy("From"))
    ends_on = _day(gettext_lazy("Until"))

    @classmethod
    def of(cls, campaign: Campaign) -> CampaignForm:
        """The form with what a campaign is now."""
        return cls(initial={name: getattr(campaign, name) for name in cls.base_fields})


class StepsForm(HubForm):
    """How many people approve a story."""

    steps = forms.TypedChoiceField(
        label=gettext_lazy("Before a story goes live"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (1, gettext_lazy("One person approves it. That may be who wrote it.")),
            (2, gettext_lazy("Two different people approve it. One of them may have written it.")),
        ],
    )


class CampaignChoiceForm(HubForm):
    """Which campaign a story belongs to, if any."""

    campaign = forms.ChoiceField(label=gettext_lazy("Campaign"), required=False)

    def __init__(self, *args: Any, campaigns: Iterable[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._campaigns = {campaign.token: campaign for campaign in campaigns}
        field = cast("forms.ChoiceField", self.fields["campaign"])
        field.choices = [
            ("", gettext_lazy("None")),
            *((token, campaign.name) for token, campaign in self._campaigns.items()),
        ]

    def chosen(self) -> Campaign | None:
        """The campaign that was chosen, None for none."""
        return self._campaigns.get(self.cleaned_data["campaign"])


class ManyForm(CampaignChoiceForm):
    """What to do with the stories that were ticked."""

    ends_on = _day(gettext_lazy("Live until"))
    teams = forms.MultipleChoiceField(
        label=gettext_lazy("For"),
        required=False,
        help_text=gettext_lazy("Tick nothing, and they are for everyone."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ids = {team.token: team.pk for team in teams}
        field = cast("forms.MultipleChoiceField", self.fields["teams"])
        field.choices = [(team.token, team.name) for team in teams]

    def team_ids(self) -> list[int]:
        """The teams that were chosen."""
        return [self._ids[token] for token in self.cleaned_data["teams"]]
