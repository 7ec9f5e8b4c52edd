"""What may be chosen for an experiment where its template leaves something open.

Neither wordings nor rules for rewards say anything of a person; they come from prompting and
recognition by way of the door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zetje.insights.door.options import reward_choices, wording_choices
from zetje.insights.rules.experiments import Template

Choices = Mapping[str, Sequence[tuple[str, str]]]


def options_for(organisation_id: int, template: Template) -> Choices:
    """The choices of a template by the name of its field; the tenant's block must be open."""
    if template is Template.WORDING:
        return {"wording": wording_choices(organisation_id)}
    if template is Template.REWARD:
        return {"rule": reward_choices(organisation_id)}
    return {}
