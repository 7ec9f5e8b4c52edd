"""Tries an organisation's language model on a story that nobody has: does it answer as asked?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from zetje.people import operations as people
from zetje.voice.operations.consulting import consult
from zetje.voice.rules.model_answers import rows_in
from zetje.voice.rules.model_asks import form_of_suggestions, instructions_for_suggestions
from zetje.voice.rules.model_material import as_data, material_from
from zetje.voice.rules.profiles import Profile
from zetje.voice.transport import Ask

if TYPE_CHECKING:
    from zetje.people.models import Member

_STORY: Final = "A quiet bicycle hub. It was tried on forty bicycles in Zwolle."


def try_model(*, by: Member, now: datetime) -> str:
    """Ask the model for one short post about an invented story. No text of anybody goes out.

    Returns:
        "" when it answered in the form we ask for, else what was wrong: a key of `FAULTS`.
    """
    question = Ask(
        instructions=instructions_for_suggestions(
            profile=Profile(), language="en", room=200, number=1, organisation="Example"
        ),
        material=as_data(material_from([_STORY], most_signs=500)),
        name="suggestions",
        schema=form_of_suggestions(1),
        max_tokens=400,
    )
    answer = consult(member=by, question=question, now=now)
    fault = answer.fault
    if not fault and not rows_in(answer.text, name="suggestions", fields=["text"], most=1):
        fault = "nothing_stood"
    people.record_audit(
        actor_member_id=by.pk,
        action="model.tried",
        subject="model",
        details={"outcome": fault or "works"},
        now=now,
    )
    return fault
