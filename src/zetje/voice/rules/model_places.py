"""Where a language model is, and which words tell what became of asking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a model is.

    Attributes:
        address: with the version, "https://models.example/v1".
        model: its name.
        key: "" where it asks for none.
        hosts: host:port pairs that may be private or without TLS, as the installation says.
    """

    address: str
    model: str
    key: str = field(default="", repr=False)
    hosts: frozenset[str] = frozenset()

    @property
    def host(self) -> str:
        """The name of the machine, for people."""
        return urlsplit(self.address).hostname or ""


# Why nothing of a model is shown, for the person who asked. What stands already is named as the way
# on, so that nobody waits for a machine.
REASONS: Final[Mapping[str, StrOrPromise]] = {
    "": "",
    "off": _("Your organisation uses no language model."),
    "budget": _(
        "The language model has written enough for this month. Our own suggestions are still here."
    ),
    "pace": _(
        "That was often. In a quarter of an hour you can ask again. Our own suggestions are still "
        "here."
    ),
    "timeout": _("The language model took too long. Ours are still here, and you can ask again."),
    "unreachable": _("The language model does not answer now. Our own suggestions are still here."),
    "refused": _(
        "The language model would not write this one. Our own suggestions are still here."
    ),
    "nothing_stood": _(
        "What the language model wrote did not keep to the story, so we left it out. Our own "
        "suggestions are still here."
    ),
}
# What an administrator reads after trying a model.
FAULTS: Final[Mapping[str, StrOrPromise]] = {
    "": _("It works: it answered in the form we ask for."),
    "off": _("There is no model to try yet."),
    "budget": _("The budget of this month is used up."),
    "busy": _("It is asked too often at the moment. Try again in a minute."),
    "pace": _("It is asked too often at the moment. Try again in a quarter of an hour."),
    "timeout": _("It did not finish in time. A smaller or faster model may."),
    "unreachable": _("Nobody answers there as a language model would."),
    "forbidden": _(
        "This address may not be called: it must be public and over TLS, or stand in "
        "ZETJE_MODEL_HOSTS."
    ),
    "denied": _("It does not accept the key."),
    "unknown": _("It knows no model of this name, or its address ends in something like /v1."),
    "not_taken": _("It does not take a question with a form (a JSON schema). Another server may."),
    "refused": _("It answers, but would not write."),
    "garbled": _("It answers, but nothing that can be read."),
    "cut": _("It answers, but without end. This model may not keep to a form."),
    "nothing_stood": _("It answers, but does not keep to the form we ask for."),
}
# For an editor who asked for drafts.
_FOR_EDITORS: Final[Mapping[str, StrOrPromise]] = {
    "off": _("No language model is switched on."),
    "budget": _("The language model has written enough for this month."),
    "pace": _("That was often. In a quarter of an hour you can ask for drafts again."),
    "timeout": _("The language model took too long; what was whole by then is kept. Ask again?"),
    "unreachable": _("The language model does not answer now. Nothing was changed."),
    "refused": _("The language model would not write these. Nothing was changed."),
    "nothing_stood": _(
        "What it wrote did not keep to the story, so it was left out. Nothing was changed."
    ),
    "some_stood": _("What did not keep to the story was left out."),
}
_TOLD_AS: Final = {
    "busy": "unreachable",
    "forbidden": "unreachable",
    "denied": "unreachable",
    "unknown": "unreachable",
    "not_taken": "unreachable",
    "garbled": "nothing_stood",
    "cut": "nothing_stood",
}


def reason_of(fault: str) -> str:
    """The reason that a person is told for what went wrong on the line: a key of `REASONS`."""
    return _TOLD_AS.get(fault, fault)


def words_for_editors(reason: str) -> str:
    """Why there are no drafts, or less than was wished for."""
    return str(_FOR_EDITORS[reason])
