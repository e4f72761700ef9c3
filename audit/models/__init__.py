"""The audit's tables: what was said, by whom, and what we think of it."""

from audit.models.accounts import AccountChange
from audit.models.audits import Assignment, Audit, AuditArticle, AuditMember, QueuePlace, Reveal, SourcePass
from audit.models.claims import Anchor, Assertion, Claim, ExtractionRun, words_at
from audit.models.copies import Archiving, CopyContents, EvidenceCopy, UsePlace
from audit.models.decisions import Decision, DecisionReview, Publication
from audit.models.evidence import Evidence, EvidenceUse
from audit.models.findings import Finding
from audit.models.marking import MarkingCall, MarkingPass
from audit.models.notifications import Notification
from audit.models.people import Affiliation, SpeakerComparison
from audit.models.personal import Draft, Preference
from audit.models.provenance import OutletOwnership, Provenance
from audit.models.reviews import VALUES, Attribution, Corroboration, Question, Review, Rubric
from audit.models.source_codes import SourceCode
from audit.models.speakers import ArticleSource, Organization, SourceAffiliation, SourceKind, Speaker
from audit.models.submissions import Submission

__all__ = [
    "VALUES",
    "AccountChange",
    "Affiliation",
    "Anchor",
    "Archiving",
    "ArticleSource",
    "Assertion",
    "Assignment",
    "Attribution",
    "Audit",
    "AuditArticle",
    "AuditMember",
    "Claim",
    "CopyContents",
    "Corroboration",
    "Decision",
    "DecisionReview",
    "Draft",
    "Evidence",
    "EvidenceCopy",
    "EvidenceUse",
    "ExtractionRun",
    "Finding",
    "MarkingCall",
    "MarkingPass",
    "Notification",
    "Organization",
    "OutletOwnership",
    "Preference",
    "Provenance",
    "Publication",
    "Question",
    "QueuePlace",
    "Reveal",
    "Review",
    "Rubric",
    "SourceAffiliation",
    "SourceCode",
    "SourceKind",
    "SourcePass",
    "Speaker",
    "SpeakerComparison",
    "Submission",
    "UsePlace",
    "words_at",
]
