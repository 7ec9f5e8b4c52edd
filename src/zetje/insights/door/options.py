"""The wordings and the rules for rewards of an organisation, to choose one to try."""

from __future__ import annotations

from django.utils.translation import get_language

from zetje.prompting.queries.prompt_wordings import own_wordings
from zetje.recognition.queries.rewards.rules import running_rules


def wording_choices(organisation_id: int) -> list[tuple[str, str]]:
    """The organisation's own wordings that are drawn now, by their keys."""
    return [(row.key, row.subject) for row in own_wordings(organisation_id).living()]


def reward_choices(organisation_id: int) -> list[tuple[str, str]]:
    """The rules that run, by their keys; none that is for everybody at once, nor of thanks."""
    language = get_language() or "en"
    rules = running_rules(organisation_id).exclude(kind__in=["thanks", "goal"])
    return [(str(rule.pk), rule.prize(language)) for rule in rules]
