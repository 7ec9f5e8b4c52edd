"""What the prompt lab shows: which message works, for whom, and whether people tire of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.verdicts import Verdict
from zetje.insights import queries
from zetje.insights.presenters.lab_advice import advice
from zetje.insights.presenters.lab_forest import Forest, forest_of, slot_rows
from zetje.insights.presenters.lab_tired import Tired, tired_of
from zetje.insights.presenters.lab_whom import (
    Whom,
    tones_of,
    whom_by_people,
    whom_by_phase,
    whom_lacks,
    whom_says,
)
from zetje.insights.presenters.lab_words import DO, DROP, verdict_words
from zetje.prompting.operations import MessageKind, message_kinds

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_STUDIES: Final = ("prompts", "messages", "moderators", "fatigue")
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class LabPage:
    """Everything the page shows.

    Attributes:
        is_early: nothing was studied yet.
        advice: what to leave on, and when the next answer is due.
        prompts: what any prompt does, in a sentence.
        whom: discs by phase; None where there are none.
        whom_lacks: why some phases are not drawn.
        whom_else: discs by tenure and by size of team.
        whom_tones: how discs are drawn there, for their legend.
    """

    headline: str
    lead: str
    advice: str
    is_early: bool
    prompts: str
    kinds: Forest
    slots: Forest | None
    whom: Whom | None
    whom_lacks: str
    whom_else: Sequence[Whom]
    whom_says: str
    whom_tones: frozenset[str]
    tired: Tired | None


def lab_page(organisation: Organisation, *, now: datetime) -> LabPage:
    """The page of an organisation, from its newest results; its tenant must be open.

    Args:
        organisation: whose.
        now: the moment, for which kinds are on.
    """
    kinds = message_kinds(organisation_id=organisation.pk, now=now)
    found = {
        name: result.details
        for name, result in queries.latest_results(organisation.pk, _STUDIES).items()
    }
    labels = {kind.key: kind.label for kind in kinds}
    messages, whole = found.get("messages"), found.get("prompts")
    results = {str(row["key"]): row for row in messages["kinds"]} if messages else {}
    whom, tired = found.get("moderators"), found.get("fatigue")
    by_phase = whom_by_phase(whom, labels) if whom else None
    by_people = whom_by_people(whom) if whom else ()
    return LabPage(
        headline=_headline(whole, results, kinds),
        lead=_lead(whole),
        advice=advice(whole, results, kinds),
        is_early=whole is None,
        prompts=_any_prompt(whole),
        kinds=forest_of(_ordered(kinds, results)),
        slots=forest_of(slot_rows(messages["slots"])) if messages and messages["slots"] else None,
        whom=by_phase,
        whom_lacks=whom_lacks(by_phase),
        whom_else=by_people,
        whom_says=whom_says(whom, labels) if whom else "",
        whom_tones=tones_of([*by_people, *([by_phase] if by_phase else [])]),
        tired=tired_of(tired) if tired else None,
    )


def _ordered(
    kinds: Sequence[MessageKind], results: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, str, Mapping[str, Any] | None, bool]]:
    """What helps most first; what cannot be told after it, and what was never tried last."""

    def rank(kind: MessageKind) -> tuple[bool, bool, float]:
        found = results.get(kind.key)
        estimate = found["estimate"] if found else None
        return (found is None, estimate is None, -(estimate or 0.0))

    return [
        (kind.key, kind.label, results.get(kind.key), kind.is_on)
        for kind in sorted(kinds, key=rank)
    ]


def _headline(
    whole: Mapping[str, Any] | None,
    results: Mapping[str, Mapping[str, Any]],
    kinds: Sequence[MessageKind],
) -> str:
    """The verdict: what to go on with and what to drop, else what any prompt does."""
    on = {kind.key for kind in kinds if kind.is_on}
    best = _furthest(results, Verdict.WORKS, 1)
    worst = _furthest({key: row for key, row in results.items() if key in on}, Verdict.HARMS, -1)
    if best or worst:
        parts = [DO.get(best or ""), DROP.get(worst or "")]
        return " ".join(str(part) for part in parts if part)
    if whole is None:
        return _("Nothing can be told yet, and that is normal.")
    return {
        Verdict.WORKS: _("Prompts help. Which of them most cannot be told yet."),
        Verdict.HARMS: _("Prompts get in the way. Ask less often."),
        Verdict.NO_DIFFERENCE_LARGER_THAN: _("Prompts make little difference here."),
    }.get(whole["verdict"], _("Nothing can be told yet, and that is normal."))


def _furthest(results: Mapping[str, Mapping[str, Any]], verdict: Verdict, sign: int) -> str | None:
    found = {
        key: sign * float(row["estimate"])
        for key, row in results.items()
        if row["verdict"] == verdict
    }
    return max(found, key=lambda key: found[key]) if found else None


def _lead(whole: Mapping[str, Any] | None) -> str:
    if whole is None:
        return _(
            "A prompt or silence is drawn by lot, so that the two can be compared. The first "
            "result comes on the Tuesday night after the first weeks, from fifty people on."
        )
    weeks = ngettext("one week", "%(weeks)s weeks", whole["weeks"]) % {"weeks": whole["weeks"]}
    drawn = whole["prompts"] + whole["silences"]
    left = round(_HUNDRED * whole["silences"] / drawn) if drawn else 0
    return _(
        "That is so after %(weeks)s and about %(prompts)s prompts. Of 100 moments to ask, "
        "%(left)s are left out by lot, so we can tell what the prompts do that are sent."
    ) % {
        "weeks": weeks,
        "prompts": number_format(whole["prompts"], force_grouping=True),
        "left": left,
    }


def _any_prompt(whole: Mapping[str, Any] | None) -> str:
    if whole is None:
        return ""
    verdict, more = verdict_words(whole)
    return _("Any prompt, whatever it says: %(verdict)s, %(more)s.") % {
        "verdict": verdict,
        "more": more,
    }
