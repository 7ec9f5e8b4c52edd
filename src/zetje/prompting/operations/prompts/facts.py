"""The facts that the words of a prompt may name: only what is recorded, and of nobody alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.prompting.operations.mail import words
from zetje.prompting.operations.mail.gathering import Told
from zetje.prompting.rules.arms import LEAST_COLLEAGUES
from zetje.recognition.queries import Chain

_LONGEST_TITLE = 80


def facts_of(
    *, told: Told, arm: str, colleagues: int, chain: Chain | None, example: str, expert: str
) -> Mapping[str, str]:
    """The facts of one prompt by the names of `FIELDS`, in the language that is switched on.

    Args:
        told: the story.
        arm: the kind of prompt; a fact of another kind is not told.
        colleagues: how many shared the story; fewer than five are not told.
        chain: the person's own; None for who keeps it switched off.
        example: the title of what is shown along; empty when nothing is.
        expert: who wrote the person a word, if they may be named; empty otherwise.
    """
    facts = {"story": _shortened(told.title), "network": told.network}
    if arm == "social_proof" and colleagues >= LEAST_COLLEAGUES:
        facts["colleagues"] = words.number(colleagues)
    if arm == "streak" and chain is not None and chain.length and chain.this_week == "open":
        weeks = ngettext("%(count)s week", "%(count)s weeks", chain.length)
        facts["weeks"] = weeks % {"count": words.number(chain.length)}
        facts["next"] = words.number(chain.length + 1)
    if example:
        facts["example"] = _shortened(example)
    if arm == "recognition":
        facts["expert"] = expert or _("an expert")
    return facts


def _shortened(title: str) -> str:
    """A title that leaves room for words around it."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
