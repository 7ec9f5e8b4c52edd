"""The jobs of voice: forgetting what a language model answered."""

from __future__ import annotations

from django.utils import timezone

from zetje.lib.jobs import app
from zetje.people import queries as people
from zetje.voice import operations


@app.periodic(cron="53 3 * * *")
@app.task(name="voice.forget_answers", queue="plan", queueing_lock="voice.forget_answers")
def forget_answers(timestamp: int) -> None:
    """Forget answers of more than a week ago, in every organisation."""
    now = timezone.now()
    for organisation in people.organisations():
        operations.forget_answers(organisation_id=organisation.pk, now=now)
