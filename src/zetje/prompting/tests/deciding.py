"""What tests of deciding share: a Thursday after a Tuesday's digest, and looks at the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from zetje.lib.tenancy import tenant
from zetje.prompting.models import Decision, PromptSettings
from zetje.prompting.operations.deciding import plan_prompts
from zetje.prompting.tests.planning import Message, local, make_stories, plan, rows

# The slot of who likes nine o'clock: two working days after Tuesday's digest.
THURSDAY = local("2026-09-17T09:00")


def set_prompts(organisation: Any, **fields: Any) -> None:
    """Choose how the organisation lets decide, from long ago on."""
    with tenant(organisation.pk):
        PromptSettings.objects.create(
            organisation=organisation, set_at=local("2026-01-01T09:00"), **fields
        )


def always(organisation: Any, **fields: Any) -> None:
    """Let nearly every draw be a prompt."""
    set_prompts(organisation, **({"most_chance": 0.999999, "learning_chance": 0.999999} | fields))


def decide(organisation: Any, now: datetime = THURSDAY) -> int:
    """Decide what falls due; how many decisions are new."""
    return plan_prompts(organisation_id=organisation.pk, now=now)


def week_with_digest(organisation: Any, *, count: int = 4) -> list[Any]:
    """Stories, and the digests of the week planned."""
    stories = make_stories(organisation, count)
    plan(organisation)
    return stories


def log(organisation: Any) -> list[Any]:
    """The decisions of an organisation, oldest first."""
    return rows(organisation, Decision)


def prompts(organisation: Any) -> list[Any]:
    """The prompts in its outbox, oldest first."""
    return [row for row in rows(organisation, Message) if row.kind == "prompt"]


def prompted(organisation: Any) -> list[Any]:
    """The decisions that drew a prompt, oldest first."""
    return [row for row in log(organisation) if row.is_prompt]
