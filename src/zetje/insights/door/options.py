"""The wordings and the rules for rewards of an organisation, to choose one to try, and by name."""

from __future__ import annotations

from django.utils.translation import get_language

from zetje.prompting.queries.prompt_wordings import own_wordings
from zetje.recognition.queries.rewards.rules import reward_rules, running_rules


def wording_choices(organisation_id: int) -> list[tuple[str, str]]:
    """The organisation's own wordings that are drawn now, by their keys."""
    return [(row.key, row.subject) for row in own_wordings(organisation_id).living()]


def reward_choices(organisation_id: int) -> list[tuple[str, str]]:
    """The rules that run, by their keys; none that is for everybody at once, nor of thanks."""
    language = get_language() or "en"
    rules = running_rules(organisation_id).exclude(kind__in=["thanks", "goal"])
    return [(str(rule.pk), rule.prize(language)) for rule in rules]


def wording_names(organisation_id: int) -> dict[str, str]:
    """What every own wording is called, by its key, also of those that are retired."""
    return {row.key: row.subject for row in own_wordings(organisation_id)}


def reward_names(organisation_id: int) -> dict[str, str]:
    """What may be won by every rule, by its key, also by those that ended."""
    language = get_language() or "en"
    return {str(rule.pk): rule.prize(language) for rule in reward_rules(organisation_id)}
