"""What the pages of wordings show: each kind with its ways to be said, and a proof of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from zetje.prompting.rules.arms import (
    FAMILIES,
    FIELDS,
    Family,
    Said,
    Wording,
    built_in,
    family_of,
    said,
    tellable,
)

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.models import OwnWording

# When a kind may be drawn, in a sentence for who words it.
WHEN: Final = {
    "neutral": gettext_lazy("For everybody, always. The other kinds are measured against it."),
    "social_proof": gettext_lazy("When at least five colleagues shared the story."),
    "streak": gettext_lazy("When a share this week makes somebody's chain longer."),
    "personal_benefit": gettext_lazy("For who is just finding out what sharing is good for."),
    "success_story": gettext_lazy("When a success story is live; it is shown along."),
    "expert_example": gettext_lazy("When an expert's example is live; it is shown along."),
    "recognition": gettext_lazy("When an expert wrote somebody a word about a post."),
    "fresh_story": gettext_lazy("When the story is less than a week old."),
    "fresh_start": gettext_lazy("When somebody shared nothing for three weeks or more."),
}


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One wording in the list; `token` is that of an own one that may be retired, else empty."""

    subject: str
    lead: str
    chat: str
    by: str
    used: str
    token: str
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of prompt with its wordings in a language."""

    key: str
    label: str
    when: str
    rows: Sequence[WordingRow]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A fact that words may name, as it is written, and where it may be."""

    written: str
    label: str
    only: str


@dataclass(frozen=True, slots=True)
class Preview:
    """How a wording looks with facts in it, for instance these."""

    language: str
    said: Said
    choices: Sequence[str]
    story: str


def kinds(own: Sequence[OwnWording], *, language: str, uses: Mapping[str, int]) -> Sequence[Kind]:
    """Every kind with what is drawn for it in a language, and what was drawn once."""
    return [_kind(family, own, language, uses) for family in FAMILIES]


def headline(own: Sequence[OwnWording]) -> str:
    """What there is, as a sentence."""
    living = sum(row.retired_at is None for row in own)
    if not living:
        return _("Every prompt has words to choose from.")
    return ngettext(
        "One wording of your own is in use.",
        "%(count)s wordings of your own are in use.",
        living,
    ) % {"count": living}


def field_rows() -> Sequence[FieldRow]:
    """The facts that there are."""
    return [
        FieldRow(
            f"{{{name}}}",
            str(field.label),
            ", ".join(str(family_of(arm).label) for arm in sorted(field.arms)),
        )
        for name, field in FIELDS.items()
    ]


def preview(wording: Wording) -> Preview | None:
    """A proof with the facts of the examples; None while a fact has no such name."""
    with override(wording.language):
        facts = {name: str(field.example) for name, field in FIELDS.items()}
        if not (wording.subject and wording.lead and tellable([wording], facts)):
            return None
        return Preview(
            wording.language,
            said(wording, facts),
            (_("Copy & post"), _("Adapt & share"), _("Skip")),
            facts["story"],
        )


def _kind(
    family: Family, own: Sequence[OwnWording], language: str, uses: Mapping[str, int]
) -> Kind:
    mine = [row for row in own if (row.arm, row.language) == (family.key, language)]
    ours = [
        _row(one, by=_("Of Zetje's own"), uses=uses)
        for one in built_in(arm=family.key, language=language)
    ]
    rows = [*ours, *(_own(row, uses) for row in mine)]
    return Kind(family.key, str(family.label), str(WHEN[family.key]), rows)


def _own(row: OwnWording, uses: Mapping[str, int]) -> WordingRow:
    by = _credit(_("Written by %(name)s on %(day)s"), row.written_by, row.written_at)
    if row.retired_at is not None:
        gone = _credit(_("retired by %(name)s on %(day)s"), row.retired_by, row.retired_at)
        by = f"{by}, {gone}"
    return _row(
        row.wording,
        by=by,
        uses=uses,
        token=row.token if row.retired_at is None else "",
        is_retired=row.retired_at is not None,
    )


def _row(
    wording: Wording,
    *,
    by: str,
    uses: Mapping[str, int],
    token: str = "",
    is_retired: bool = False,
) -> WordingRow:
    return WordingRow(
        subject=wording.subject,
        lead=wording.lead,
        chat=" ".join(filter(None, (wording.title, wording.text))),
        by=by,
        used=_used(uses.get(wording.key, 0)),
        token=token,
        is_retired=is_retired,
    )


def _used(prompts: int) -> str:
    if not prompts:
        return _("fewer than five people got it so far")
    return ngettext("used %(count)s time", "used %(count)s times", prompts) % {"count": prompts}


def _credit(sentence: str, member: Member | None, at: datetime) -> str:
    name = member.full_name if member else _("a former colleague")
    return sentence % {"name": name, "day": date_format(localtime(at), "j F Y")}
