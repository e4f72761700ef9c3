"""Background tasks: reading new revisions, archiving evidence, sealing, taking up jobs whose worker died."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles.models import Revision
from articles.services import EXTRACTION_TASK, Priority
from audit.ledger.services import seal
from audit.services.evidence import ARCHIVE_TASK, COMPARE_TASK, archive, archiving_of, propose_copies
from audit.services.extraction import extract_revision

STALLED_AFTER = 60  # seconds without a sign of life from the worker


@app.task(name=EXTRACTION_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def extract_stored_revision(revision_id: str) -> None:
    """Read one revision for claims. Running it again changes nothing."""
    extract_revision(Revision.objects.get(pk=revision_id))


@app.task(name=ARCHIVE_TASK)
def archive_evidence(archiving_id: str) -> None:
    """Fetch the page of an item of evidence and keep it. Running it again changes nothing."""
    archive(archiving_of(archiving_id))


@app.task(name=COMPARE_TASK)
def compare_evidence(evidence_id: str) -> None:
    """Look what an item of evidence is a copy of. Running it again changes nothing."""
    propose_copies(evidence_id)


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal_history", queueing_lock="seal_history", priority=Priority.UPKEEP)
def seal_history(timestamp: int) -> None:
    """Chain the events of the last minute."""
    seal()


@app.periodic(cron="* * * * *")
@app.task(name="audit.retry_stalled", queueing_lock="retry_stalled", priority=Priority.UPKEEP)
async def retry_stalled(timestamp: int) -> None:
    """Give jobs of dead workers to living ones."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await manager.retry_job(job)
