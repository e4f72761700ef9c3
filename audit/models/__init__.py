"""The audit's tables: what was said, by whom, and what we think of it."""

from audit.models.accounts import AccountChange
from audit.models.audits import Assignment, Audit, AuditArticle, AuditMember, QueuePlace, Reveal
from audit.models.claims import Anchor, Assertion, Claim, ExtractionRun, words_at
from audit.models.decisions import Decision, DecisionReview, Publication
from audit.models.evidence import ArchivedCopy, Evidence, EvidenceUse
from audit.models.findings import Finding
from audit.models.notifications import Notification
from audit.models.personal import Draft, Preference
from audit.models.reviews import VALUES, Attribution, Corroboration, Question, Review, Rubric
from audit.models.speakers import ArticleSource, Organization, SourceAffiliation, SourceKind, Speaker
from audit.models.submissions import Submission

__all__ = [
    "VALUES",
    "AccountChange",
    "Anchor",
    "ArchivedCopy",
    "ArticleSource",
    "Assertion",
    "Assignment",
    "Attribution",
    "Audit",
    "AuditArticle",
    "AuditMember",
    "Claim",
    "Corroboration",
    "Decision",
    "DecisionReview",
    "Draft",
    "Evidence",
    "EvidenceUse",
    "ExtractionRun",
    "Finding",
    "Notification",
    "Organization",
    "Preference",
    "Publication",
    "Question",
    "QueuePlace",
    "Reveal",
    "Review",
    "Rubric",
    "SourceAffiliation",
    "SourceKind",
    "Speaker",
    "Submission",
    "words_at",
]
