"""Background tasks: reading new revisions, sealing the history, taking up jobs whose worker died."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles.models import Revision
from articles.services import EXTRACTION_TASK
from audit.ledger.services import seal
from audit.services.extraction import extract_revision

STALLED_AFTER = 60  # seconds without a sign of life from the worker


@app.task(name=EXTRACTION_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def extract_stored_revision(revision_id: str) -> None:
    """Read one revision for claims. Running it again changes nothing."""
    extract_revision(Revision.objects.get(pk=revision_id))


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal_history", queueing_lock="seal_history")
def seal_history(timestamp: int) -> None:
    """Chain the events of the last minute."""
    seal()


@app.periodic(cron="* * * * *")
@app.task(name="audit.retry_stalled", queueing_lock="retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Give jobs of dead workers to living ones."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await manager.retry_job(job)
