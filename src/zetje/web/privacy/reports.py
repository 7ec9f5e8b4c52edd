"""Draws up both documents of an organisation in a language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import translation

from zetje.web.privacy.assessment import impact_assessment
from zetje.web.privacy.documents import Document
from zetje.web.privacy.facts import Facts, facts_of
from zetje.web.privacy.statement import works_council_statement

if TYPE_CHECKING:
    from zetje.people.models import Organisation

LANGUAGES: Final = ("nl", "en")


def reports_of(
    organisation: Organisation, *, now: datetime, language: str
) -> tuple[Document, Document]:
    """The statement and the assessment, from the settings in force."""
    facts = facts_of(organisation, now=now, language=language)
    return reports_from(facts, language=language)


def reports_from(facts: Facts, *, language: str) -> tuple[Document, Document]:
    """The statement and the assessment of some facts."""
    with translation.override(language):
        return (
            works_council_statement(facts, language=language),
            impact_assessment(facts, language=language),
        )
