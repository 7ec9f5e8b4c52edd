"""The forms of rewards: a rule, a batch of vouchers, thanks, a span of days."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from zetje.lib.form_fields import money_field
from zetje.recognition.operations.rewards import LONGEST_WORDS, WantedRule
from zetje.recognition.rules.rewards import BYTES_LIMIT, MOST_WINNERS
from zetje.recognition.rules.rewards.words import KIND_WORDS, REASON_WORDS, euros

if TYPE_CHECKING:
    from zetje.recognition.models import RewardRule, VoucherBatch

_DAY: Final = {"type": "date"}
_NUMBER: Final = {"inputmode": "numeric"}
# Small and occasional: nobody's salary is paid through here.
MOST_EACH: Final = Decimal(500)
MOST_BUDGET: Final = Decimal(100_000)
_CENTS: Final = 100
_LONGEST: Final = 60


class RuleForm(forms.Form):
    """What somebody says of a rule. Sums are in euros."""

    kind = forms.ChoiceField(label=_("What it goes to"), choices=list(KIND_WORDS.items()))
    period = forms.ChoiceField(
        label=_("How often"),
        choices=[
            ("month", _("Each month")),
            ("quarter", _("Each quarter")),
            ("week", _("Each week")),
        ],
    )
    prize_nl = forms.CharField(label=_("What it is, in Dutch"), max_length=_LONGEST)
    prize_en = forms.CharField(label=_("What it is, in English"), max_length=_LONGEST)
    note_nl = forms.CharField(
        label=_("Where and how, in Dutch"), max_length=_LONGEST * 2, required=False
    )
    note_en = forms.CharField(
        label=_("Where and how, in English"), max_length=_LONGEST * 2, required=False
    )
    batch = forms.ChoiceField(
        label=_("Vouchers"),
        required=False,
        help_text=_(
            "Their worth is then what it is worth. Without any, you hand it over yourself."
        ),
    )
    value = money_field(
        _("Worth of one, in euros"), most=MOST_EACH, help_text=_("What payroll writes down.")
    )
    budget = money_field(
        _("Budget in all, in euros"),
        most=MOST_BUDGET,
        help_text=_("Never more than this, whatever happens."),
    )
    winners = forms.IntegerField(
        label=_("People at a time"),
        initial=1,
        min_value=1,
        max_value=MOST_WINNERS,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    rest_rounds = forms.IntegerField(
        label=_("Times that who won makes room"),
        initial=2,
        min_value=0,
        max_value=50,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    threshold = forms.IntegerField(
        label=_("From how many on"),
        help_text=_("Colleagues who share for “everybody”, shares for “each person”."),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    per_share = forms.BooleanField(label=_("In a draw, each share is a ticket"), required=False)
    ends_on = forms.DateField(
        label=_("Until"),
        help_text=_("Empty: until it is stopped, or the budget is used up."),
        required=False,
        widget=forms.DateInput(attrs=_DAY),
    )
    read_evidence = forms.BooleanField(
        label=_("I read this, and propose it all the same"), required=False
    )

    def __init__(self, *args: Any, batches: Sequence[VoucherBatch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._batches = {batch.token: batch for batch in batches}
        field = self.fields["batch"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("None")),
                *(
                    (token, f"{b.name}, {euros(b.value_cents)}")
                    for token, b in self._batches.items()
                ),
            ]

    def clean(self) -> dict[str, Any]:
        """A worth comes from the vouchers or from the form."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("value") and not given.get("batch") and "value" not in self.errors:
            self.add_error("value", _("Say what it is worth: payroll needs that."))
        if not given.get("budget") and "budget" not in self.errors:
            self.add_error("budget", _("Say what it may cost in all."))
        return given

    def wanted(self) -> WantedRule:
        """What was filled in, in cents."""
        given = self.cleaned_data
        batch = self._batches.get(given["batch"])
        return WantedRule(
            kind=given["kind"],
            period=given["period"],
            prize_nl=given["prize_nl"],
            prize_en=given["prize_en"],
            note_nl=given["note_nl"],
            note_en=given["note_en"],
            value_cents=batch.value_cents if batch else int(given["value"] * _CENTS),
            budget_cents=int(given["budget"] * _CENTS),
            winners=given["winners"],
            rest_rounds=given["rest_rounds"],
            threshold=given["threshold"] or 0,
            per_share=given["per_share"] and given["kind"] == "draw",
            batch=batch,
            ends_on=given["ends_on"],
        )


class _NotShownAgain(forms.Textarea):
    """A field for secrets: what was typed is not written into a page."""

    def format_value(self, value: Any) -> str:
        """Nothing, whatever was sent."""
        return ""


class VouchersForm(forms.Form):
    """A batch of codes, as a file or typed in."""

    name = forms.CharField(label=_("What they are"), max_length=_LONGEST)
    value = money_field(_("Worth of one, in euros"), most=MOST_EACH)
    expires_on = forms.DateField(
        label=_("Good until"), required=False, widget=forms.DateInput(attrs=_DAY)
    )
    file = forms.FileField(
        label=_("CSV file from the shop"),
        help_text=_("The column that is called “code”, or else the first one."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    codes = forms.CharField(
        label=_("Or the codes, one a line"),
        required=False,
        max_length=BYTES_LIMIT,
        widget=_NotShownAgain(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and a worth."""
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        if file is not None and (file.size or 0) > BYTES_LIMIT:
            self.add_error("file", _("That file is too large to be a list of codes."))
        elif file is None and not given.get("codes", "").strip():
            self.add_error("file", _("There is no code in this file."))
        if not given.get("value") and "value" not in self.errors:
            self.add_error("value", _("Say what it is worth: payroll needs that."))
        return given

    def raw(self) -> bytes:
        """The codes as they came."""
        file = self.cleaned_data["file"]
        return file.read() if file is not None else self.cleaned_data["codes"].encode()

    def value_cents(self) -> int:
        """The worth of one, in cents."""
        return int(self.cleaned_data["value"] * _CENTS)


class ThanksForm(forms.Form):
    """Unexpected thanks to one colleague."""

    pot = forms.ChoiceField(label=_("What you give"))
    reason = forms.ChoiceField(label=_("What for"), choices=list(REASON_WORDS.items()))
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Never for a post: that would have had to be said in the post itself."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, pots: Sequence[RewardRule], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pot"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (pot.token, f"{pot.prize(language)}, {euros(pot.value_cents)}") for pot in pots
            ]


class LedgerForm(forms.Form):
    """From which day until which."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=_DAY))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs=_DAY))
