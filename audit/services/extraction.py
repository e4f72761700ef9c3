"""Reading a revision with the engine and recording what it found."""

from __future__ import annotations

import time

from django.conf import settings

from articles.models import Revision
from audit.extraction import ENGINE_NAME, ENGINE_VERSION, extract
from audit.models import ExtractionRun
from audit.services.claims import record_claims
from audit.services.defaults import the_machine


def extract_revision(revision: Revision) -> ExtractionRun:
    """Run the engine over a revision; a revision that this version has read already returns that run.

    An earlier revision that nobody has read yet is read before it, since its claims are carried over."""
    done = revision.runs.filter(engine=ENGINE_NAME, version=ENGINE_VERSION).first()
    if done:
        return done
    earlier = revision.article.revisions.filter(number__lt=revision.number).order_by("-number").first()
    if earlier and hasattr(earlier, "body") and not earlier.runs.exists():
        extract_revision(earlier)
    started = time.monotonic()
    extraction = extract(revision.body.text, revision.readable_blocks(), model=settings.LANGUAGE_MODEL)
    return record_claims(
        revision=revision,
        extraction=extraction,
        engine=ENGINE_NAME,
        version=ENGINE_VERSION,
        milliseconds=int((time.monotonic() - started) * 1000),
        actor=the_machine(),
        settings={"model": settings.LANGUAGE_MODEL},
    )
