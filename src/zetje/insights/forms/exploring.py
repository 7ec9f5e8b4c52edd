"""Which figure somebody looks at, of which groups, and how far back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.http import QueryDict

# What figures are called, by their key, in the families they stand in.
Families = Mapping[str, Sequence[tuple[str, str]]]
_USUAL: Final[Mapping[str, str]] = {"figure": "shared", "by": "all", "weeks": "26"}


def _groupings() -> list[tuple[str, str]]:
    return [
        ("all", _("Everybody together")),
        ("team", _("Teams")),
        ("country", _("Countries")),
        ("language", _("Languages")),
        ("tenure", _("How long people are here")),
    ]


class ExploringForm(forms.Form):
    """One figure, by one way of grouping people, over some of the newest weeks."""

    figure = forms.ChoiceField(label=gettext_lazy("What"))
    by = forms.ChoiceField(label=gettext_lazy("Of whom"), choices=_groupings)
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("How far back"),
        coerce=int,
        choices=[
            (13, gettext_lazy("A quarter")),
            (26, gettext_lazy("Half a year")),
            (53, gettext_lazy("A year")),
            (104, gettext_lazy("Two years")),
        ],
    )

    def __init__(self, asked: QueryDict, *, figures: Families) -> None:
        """The form as it was asked; what was not asked is as usual.

        Args:
            asked: what the address says.
            figures: the figures there are, by family.
        """
        super().__init__({name: asked.get(name, usual) for name, usual in _USUAL.items()})
        cast("forms.ChoiceField", self.fields["figure"]).choices = list(figures.items())
