"""Jobs of the shell: care for the queue itself, and news for a team."""

from __future__ import annotations

from typing import Any

import structlog
from django.utils import timezone
from procrastinate import JobContext

from zetje.lib.jobs import app
from zetje.web import applause, news
from zetje.web.run.worker import RESCUE_QUEUE, STALLED_AFTER_SECONDS

log = structlog.get_logger("zetje.worker")


@app.periodic(cron="* * * * * */20", periodic_id="rescue")
@app.task(
    name="web.retry_stalled_jobs",
    queue=RESCUE_QUEUE,
    queueing_lock="web.retry_stalled_jobs",
    pass_context=True,
)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put jobs back in the queue whose worker died: each must be safe to run again."""
    manager: Any = context.app.job_manager
    stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    for job in stalled:
        await manager.retry_job(job)
        log.warning("A job whose worker died runs again", task=job.task_name, job=job.id)


@app.task(name=news.JOB)
def tell_news(organisation_id: int, story_id: int, attempt: int = 1) -> None:
    """Tell a team of a new story; see `news.tell_news`."""
    news.tell_news(
        organisation_id=organisation_id, story_id=story_id, now=timezone.now(), attempt=attempt
    )


@app.task(name=applause.JOB)
def tell_shoutouts(organisation_id: int) -> None:
    """Tell a team that the wall has something new; see `applause.tell_shoutouts`."""
    applause.tell_shoutouts(organisation_id=organisation_id, now=timezone.now())
