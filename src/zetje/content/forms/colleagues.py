"""The form of a success story and an expert's example: who, their post, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.content.forms.stories import HubForm
from zetje.content.rules.colleagues import ColleagueWords
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.content.models import StoryColleague
    from zetje.people.models import Member

_REMARKS = {
    "success_story": gettext_lazy("What came of it"),
    "expert_example": gettext_lazy("Why it works"),
}


class ColleagueForm(HubForm):
    """Who a story is about. A colleague is found by work address and asked on their own page."""

    address = forms.EmailField(
        label=gettext_lazy("Their work address"),
        required=False,
        help_text=gettext_lazy("They read this story on a page of their own and say yes or no."),
    )
    name = forms.CharField(
        label=gettext_lazy("Or their name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For somebody who is not in Zetje."),
    )
    has_agreed = forms.BooleanField(
        label=gettext_lazy("They told me that they agree to their name and words standing here"),
        required=False,
    )
    post = forms.CharField(
        label=gettext_lazy("Their post, word by word"),
        max_length=5_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    network = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False)
    remark = forms.CharField(
        max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        networks: Sequence[tuple[str, str]],
        organisation_id: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._organisation_id = organisation_id
        cast("forms.ChoiceField", self.fields["network"]).choices = list(networks)
        self.fields["remark"].label = _REMARKS.get(kind, _REMARKS["success_story"])
        self.fields["post"].required = kind == "expert_example"
        self.member: Member | None = None

    @classmethod
    def of(cls, colleague: StoryColleague | None, **given: Any) -> ColleagueForm:
        """The form with whom a story is about now."""
        initial: dict[str, Any] = {}
        if colleague is not None:
            initial = {
                "address": colleague.member.email if colleague.member else "",
                "name": colleague.name,
                "has_agreed": colleague.member is None and colleague.agreed_at is not None,
                "post": colleague.post,
                "network": colleague.post_network,
                "remark": colleague.remark,
            }
        return cls(initial=initial, **given)

    def clean_address(self) -> str:
        """Find the colleague who is meant."""
        address = str(self.cleaned_data["address"])
        if address:
            self.member = people.member_with_address(
                organisation_id=self._organisation_id, address=address
            )
            if self.member is None:
                raise forms.ValidationError(_("Nobody here is written to at this address."))
        return address

    def words(self) -> ColleagueWords:
        """What was filled in."""
        names = ("name", "post", "network", "remark")
        return ColleagueWords(**{name: self.cleaned_data[name] for name in names})
