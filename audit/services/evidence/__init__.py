"""Evidence: items stored once, their copies, where they come from, and their uses in reviews."""

from audit.services.evidence.copies import (
    ARCHIVE_TASK,
    COMPARE_TASK,
    add_capture,
    archive,
    archiving_of,
    ask_for_copy,
    redact_copies,
    redact_copy,
)
from audit.services.evidence.drafts import EvidenceDraft, FileDraft, UseDraft, check_draft, check_use, read_file
from audit.services.evidence.items import attach_evidence, attach_use
from audit.services.evidence.likeness import propose_copies
from audit.services.evidence.provenance import (
    origin_of,
    standing_of,
    state_origin,
    state_publisher,
    take_back,
)
from audit.services.evidence.weighing import as_items, check_independence, weigh_drafts, weigh_uses

__all__ = [
    "ARCHIVE_TASK",
    "COMPARE_TASK",
    "EvidenceDraft",
    "FileDraft",
    "UseDraft",
    "add_capture",
    "archive",
    "archiving_of",
    "as_items",
    "ask_for_copy",
    "attach_evidence",
    "attach_use",
    "check_draft",
    "check_independence",
    "check_use",
    "origin_of",
    "propose_copies",
    "read_file",
    "redact_copies",
    "redact_copy",
    "standing_of",
    "state_origin",
    "state_publisher",
    "take_back",
    "weigh_drafts",
    "weigh_uses",
]
