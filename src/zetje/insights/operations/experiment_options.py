"""What may be chosen for an experiment where its template leaves something open.

Neither wordings nor rules for rewards say anything of a person; they come from prompting and
recognition by way of the door.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from zetje.insights.door.options import (
    reward_choices,
    reward_names,
    wording_choices,
    wording_names,
)
from zetje.insights.rules.experiments import Template

Choices = Mapping[str, Sequence[tuple[str, str]]]


def options_for(organisation_id: int, template: Template) -> Choices:
    """The choices of a template by the name of its field; the tenant's block must be open."""
    if template is Template.WORDING:
        return {"wording": wording_choices(organisation_id)}
    if template is Template.REWARD:
        return {"rule": reward_choices(organisation_id)}
    return {}


def option_names(
    organisation_id: int, templates: Collection[Template]
) -> Mapping[tuple[Template, str], str]:
    """What was chosen for experiments, by template and key; the tenant's block must be open.

    Moments have no name: they are said from their key.
    """
    found: dict[tuple[Template, str], str] = {}
    for template, names in (
        (Template.WORDING, wording_names),
        (Template.REWARD, reward_names),
    ):
        if template in templates:
            found |= {(template, key): name for key, name in names(organisation_id).items()}
    return found
