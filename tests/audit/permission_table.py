"""Who may go where: every address of the site and the API with its methods, and every model of admin.

A test walks the resolver: an address that is not listed here fails. After a change, docs/permissions.md is made anew by
`manage.py shell -c "from tests.audit.permission_table import write; write()"`.
"""

from __future__ import annotations

from pathlib import Path

from audit.permissions import Act, Role, acts_of

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
LOGGED_IN = "logged in"
Who = Act | str
R, S, A = Act.READ, Act.SEE_UNPUBLISHED, Act.REVIEW

SITE: dict[str, dict[str, Who]] = {
    "home": {"GET": R},
    "health": {"GET": R},
    "codebook": {"GET": R},
    "codebook_version": {"GET": R},
    "codebook_compare": {"GET": R},
    "codebook_edit": {"GET": Act.WRITE_RUBRIC, "POST": Act.WRITE_RUBRIC},
    "articles": {"GET": R},
    "article_add": {"GET": Act.ADD_ARTICLE, "POST": Act.ADD_ARTICLE},
    "article": {"GET": R},
    "article_sources": {"GET": R},
    "article_history": {"GET": S},
    "own": {"GET": LOGGED_IN},
    "draft": {"POST": A},
    "keys": {"GET": LOGGED_IN, "POST": LOGGED_IN},
    "compare": {"GET": R},
    "article_edit": {"GET": Act.EDIT_ARTICLE, "POST": Act.EDIT_ARTICLE},
    "article_refetch": {"POST": Act.ADD_ARTICLE},
    "article_reread": {"POST": Act.ADD_ARTICLE},
    "article_redact": {"POST": Act.EDIT_ARTICLE},
    "imports": {"GET": Act.ADD_ARTICLE, "POST": Act.ADD_ARTICLE},
    "import": {"GET": Act.ADD_ARTICLE},
    "import_report": {"GET": Act.ADD_ARTICLE},
    "feeds": {"GET": R},
    "feed": {"GET": R},
    "feed_add": {"GET": Act.FOLLOW_FEEDS, "POST": Act.FOLLOW_FEEDS},
    "feed_visit": {"POST": Act.FOLLOW_FEEDS},
    "feed_unsubscribe": {"POST": Act.FOLLOW_FEEDS},
    "findings": {"GET": R},
    "finding_add": {"POST": A},
    "finding_settle": {"POST": A},
    "claim": {"GET": R},
    "claim_add": {"GET": Act.EDIT_CLAIM, "POST": Act.EDIT_CLAIM},
    "claim_edit": {"GET": Act.EDIT_CLAIM, "POST": Act.EDIT_CLAIM},
    "claims": {"GET": R},
    "claim_confirm": {"POST": Act.EDIT_CLAIM},
    "claim_triage": {"POST": Act.EDIT_CLAIM},
    "claim_parts": {"GET": Act.EDIT_CLAIM},
    "parts_merge": {"POST": Act.EDIT_CLAIM},
    "assertion_split": {"POST": Act.EDIT_CLAIM},
    "assertion_edit": {"POST": Act.EDIT_CLAIM},
    "source_edit": {"GET": Act.EDIT_CLAIM, "POST": Act.EDIT_CLAIM},
    "source_merge": {"POST": Act.EDIT_CLAIM},
    "claim_review": {"POST": A},
    "claim_dismiss": {"POST": Act.EDIT_CLAIM},
    "claim_restore": {"POST": Act.EDIT_CLAIM},
    "act_undo": {"POST": Act.EDIT_CLAIM},
    "assertion_review": {"POST": A},
    "review_withdraw": {"POST": A},
    "decision_publish": {"POST": Act.PUBLISH},
    "source_link": {"GET": Act.EDIT_CLAIM, "POST": Act.EDIT_CLAIM},
    "source_codes": {"POST": A},
    "source_history": {"GET": S},
    "agreement": {"GET": S},
    "record": {"GET": Act.EXPORT_HEAD},
    "head_download": {"GET": Act.EXPORT_HEAD},
    "texts_redact": {"GET": Act.REDACT, "POST": Act.REDACT},
    "speakers": {"GET": R},
    "speaker": {"GET": R},
    "speaker_edit": {"GET": Act.EDIT_PEOPLE, "POST": Act.EDIT_PEOPLE},
    "speaker_history": {"GET": S},
    "speaker_compare": {"GET": Act.EDIT_PEOPLE, "POST": Act.EDIT_PEOPLE},
    "speaker_unmerge": {"POST": Act.EDIT_PEOPLE},
    "doubles": {"GET": Act.EDIT_PEOPLE},
    "affiliation_add": {"GET": Act.EDIT_PEOPLE, "POST": Act.EDIT_PEOPLE},
    "affiliation_edit": {"GET": Act.EDIT_PEOPLE, "POST": Act.EDIT_PEOPLE},
    "affiliation_withdraw": {"POST": Act.EDIT_PEOPLE},
    "organizations": {"GET": R},
    "organization": {"GET": R},
    "organization_edit": {"GET": Act.EDIT_OWNERSHIP, "POST": Act.EDIT_OWNERSHIP},
    "organization_history": {"GET": S},
    "evidence": {"GET": R},
    "evidence_copy": {"GET": R},
    "evidence_copy_file": {"GET": R},
    "evidence_copy_redact": {"POST": Act.EDIT_ARTICLE},
    "evidence_archive": {"POST": A},
    "evidence_capture": {"POST": A},
    "evidence_origin": {"POST": A},
    "evidence_publisher": {"POST": A},
    "evidence_take_back": {"POST": A},
    "evidence_settle": {"POST": A},
    "ownerships": {"GET": R},
    "ownership_add": {"POST": Act.EDIT_OWNERSHIP},
    "ownership_date": {"POST": Act.EDIT_OWNERSHIP},
    "ownership_withdraw": {"POST": Act.EDIT_OWNERSHIP},
    "organization_place": {"POST": Act.EDIT_OWNERSHIP},
    "audits": {"GET": S},
    "audit_add": {"GET": Act.LEAD_AUDIT, "POST": Act.LEAD_AUDIT},
    "audit": {"GET": S},
    "audit_member": {"POST": Act.LEAD_AUDIT},
    "audit_articles": {"POST": Act.LEAD_AUDIT},
    "audit_close": {"POST": Act.LEAD_AUDIT},
    "audit_units": {"POST": Act.EDIT_CLAIM},
    "audit_sources": {"POST": Act.EDIT_CLAIM},
    "audit_marking": {"GET": S},
    "marking": {"GET": A, "POST": A},
    "marking_ask": {"POST": Act.LEAD_AUDIT},
    "queue": {"GET": A},
    "queue_next": {"POST": A},
    "queue_bulk": {"POST": Act.EDIT_CLAIM},
    "claim_skip": {"POST": A},
    "claim_lease": {"POST": A},
    "disagreements": {"GET": A},
    "disagreement": {"GET": A, "POST": A},
    "notifications": {"GET": A},
    "notifications_read": {"POST": A},
    "accounts": {"GET": Act.CREATE_USER},
    "account_add": {"GET": Act.CREATE_USER, "POST": Act.CREATE_USER},
    "account": {"GET": Act.CREATE_USER},
    "account_role": {"POST": Act.CREATE_USER},
    "account_close": {"POST": Act.CREATE_USER},
    "account_open": {"POST": Act.CREATE_USER},
    "account_password": {"POST": Act.CREATE_USER},
    "login": {"GET": R},
    "logout": {"POST": R},
    "password_change": {"GET": LOGGED_IN, "POST": LOGGED_IN},
    "password_change_done": {"GET": LOGGED_IN},
}

API: dict[str, dict[str, Who]] = {
    "articles": {"GET": R, "POST": Act.ADD_ARTICLE},
    "article": {"GET": R, "PATCH": Act.EDIT_ARTICLE},
    "article_revisions": {"GET": R},
    "article_claims": {"GET": R, "POST": Act.EDIT_CLAIM},
    "article_occurrences": {"GET": R},
    "article_refetch": {"POST": Act.ADD_ARTICLE},
    "article_redact": {"POST": Act.EDIT_ARTICLE},
    "article_comparison": {"GET": R},
    "article_findings": {"POST": A},
    "article_sourcing": {"GET": R},
    "findings": {"GET": R},
    "finding_settle": {"POST": A},
    "revision": {"GET": R},
    "claims": {"GET": R},
    "claim": {"GET": R, "PATCH": Act.EDIT_CLAIM},
    "claim_confirm": {"POST": Act.EDIT_CLAIM},
    "claim_dismiss": {"POST": Act.EDIT_CLAIM},
    "claim_restore": {"POST": Act.EDIT_CLAIM},
    "claim_triage": {"POST": Act.EDIT_CLAIM},
    "claim_split": {"POST": Act.EDIT_CLAIM},
    "claims_merge": {"POST": Act.EDIT_CLAIM},
    "claims_triage": {"POST": Act.EDIT_CLAIM},
    "claims_dismiss": {"POST": Act.EDIT_CLAIM},
    "assertion_split": {"POST": Act.EDIT_CLAIM},
    "assertions_merge": {"POST": Act.EDIT_CLAIM},
    "source_split": {"POST": Act.EDIT_CLAIM},
    "sources_merge": {"POST": Act.EDIT_CLAIM},
    "assertion": {"PATCH": Act.EDIT_CLAIM},
    "article_sources": {"GET": R, "POST": Act.EDIT_CLAIM},
    "source": {"GET": R, "PATCH": Act.EDIT_CLAIM},
    "claim_reviews": {"GET": R, "POST": A},
    "assertion_reviews": {"GET": R, "POST": A},
    "review_withdraw": {"POST": A},
    "act_undo": {"POST": Act.EDIT_CLAIM},
    "evidence_list": {"GET": R},
    "evidence": {"GET": R},
    "evidence_copies": {"GET": R},
    "evidence_copy": {"GET": R},
    "evidence_archive": {"POST": A},
    "evidence_provenance": {"GET": R, "POST": A},
    "ownerships": {"GET": R, "POST": Act.EDIT_OWNERSHIP},
    "ownership_withdraw": {"POST": Act.EDIT_OWNERSHIP},
    "decisions": {"GET": R},
    "decision_publish": {"POST": Act.PUBLISH},
    "feeds": {"GET": R, "POST": Act.FOLLOW_FEEDS},
    "feed": {"GET": R},
    "feed_entries": {"GET": R},
    "feed_visit": {"POST": Act.FOLLOW_FEEDS},
    "feed_unsubscribe": {"POST": Act.FOLLOW_FEEDS},
    "imports": {"GET": Act.ADD_ARTICLE, "POST": Act.ADD_ARTICLE},
    "import": {"GET": Act.ADD_ARTICLE},
    "import_skips": {"GET": Act.ADD_ARTICLE},
    "audits": {"GET": S, "POST": Act.LEAD_AUDIT},
    "audit": {"GET": S},
    "audit_members": {"POST": Act.LEAD_AUDIT},
    "audit_articles": {"POST": Act.LEAD_AUDIT},
    "audit_close": {"POST": Act.LEAD_AUDIT},
    "audit_units": {"POST": Act.EDIT_CLAIM},
    "audit_sources": {"POST": Act.EDIT_CLAIM},
    "marking": {"GET": S, "POST": A},
    "marking_ask": {"POST": Act.LEAD_AUDIT},
    "agreement_on_units": {"GET": S},
    "queue_next": {"POST": A},
    "claim_skip": {"POST": A},
    "disagreements": {"GET": A},
    "adjudicate": {"POST": A},
    "notifications": {"GET": A},
    "notifications_read": {"POST": A},
    "speakers": {"GET": R, "POST": Act.EDIT_PEOPLE},
    "speaker": {"GET": R, "PATCH": Act.EDIT_PEOPLE},
    "doubles": {"GET": Act.EDIT_PEOPLE},
    "comparisons": {"GET": S, "POST": Act.EDIT_PEOPLE},
    "speaker_unmerge": {"POST": Act.EDIT_PEOPLE},
    "affiliations": {"GET": R, "POST": Act.EDIT_PEOPLE},
    "affiliation": {"PUT": Act.EDIT_PEOPLE},
    "affiliation_withdraw": {"POST": Act.EDIT_PEOPLE},
    "organizations": {"GET": R},
    "organization": {"GET": R, "PATCH": Act.EDIT_OWNERSHIP},
    "rubrics": {"GET": R, "POST": Act.WRITE_RUBRIC},
    "rubric": {"GET": R},
    "rubric_version": {"GET": R},
    "source_codes": {"POST": A},
    "agreement": {"GET": S},
    "disagreements_csv": {"GET": S},
    "head": {"GET": Act.EXPORT_HEAD},
    "redactions": {"POST": Act.REDACT},
    "verdicts_jsonl": {"GET": R},
    "verdicts_csv": {"GET": R},
    "schema": {"GET": R},
    "docs": {"GET": R},
}

# Models of admin, by the role from which on one may look at them. Nothing is changed there but by forms of our own.
ADMIN: dict[str, Role] = {
    **dict.fromkeys(
        [
            "articles_outlet",
            "articles_article",
            "articles_revision",
            "articles_revisiontext",
            "articles_revisionsource",
            "articles_feed",
            "articles_feedpolling",
            "articles_revisit",
            "articles_feedentry",
            "articles_hostvisit",
            "articles_import",
            "articles_importskip",
            "articles_importpart",
            "audit_accountchange",
            "audit_claim",
            "audit_extractionrun",
            "audit_assertion",
            "audit_anchor",
            "audit_finding",
            "audit_articlesource",
            "audit_sourcecode",
            "audit_sourceaffiliation",
            "audit_speaker",
            "audit_speakercomparison",
            "audit_affiliation",
            "audit_organization",
            "audit_rubric",
            "audit_review",
            "audit_evidence",
            "audit_archiving",
            "audit_evidencecopy",
            "audit_outletownership",
            "audit_provenance",
            "audit_useplace",
            "audit_evidenceuse",
            "audit_decision",
            "audit_decisionreview",
            "audit_publication",
            "audit_audit",
            "audit_auditmember",
            "audit_auditarticle",
            "audit_assignment",
            "audit_reveal",
            "audit_markingcall",
            "audit_markingpass",
            "audit_queueplace",
            "audit_notification",
            "audit_draft",
            "audit_preference",
            "audit_submission",
            "audit_copycontents",
            "ledger_event",
            "ledger_seal",
        ],
        Role.REVIEWER,
    ),
    "ledger_eventtext": Role.EDITOR,
    **dict.fromkeys(
        [
            "ledger_actor",
            "auth_user",
            "auth_group",
            "knox_authtoken",
            "axes_accessattempt",
            "axes_accesslog",
            "axes_accessfailurelog",
            "procrastinate_procrastinatejob",
        ],
        Role.ADMIN,
    ),
}


def may(role: Role | None, who: Who) -> bool:
    """Whether somebody in that role (None: without an account) may."""
    if who == LOGGED_IN:
        return role is not None
    return who == Act.READ or (role is not None and who in acts_of(role))


def document() -> str:
    """docs/permissions.md."""
    lines = [
        "# Who may do what",
        "",
        "Made from `audit/permissions.py` and `tests/audit/permission_table.py`; tests hold it to be true of every",
        "address for every role. Each role may all that the one before it may.",
        "",
        *_rows("act", *Role),
    ]
    lines += [_row(act.value, *("yes" if may(role, act) else "" for role in Role)) for act in Act]
    for title, table in (("Pages of the site", SITE), ("The API, below `/api/v1/`", API)):
        lines += ["", f"## {title}", "", *_rows("name", "method", "who may")]
        lines += [_row(name, method, _words(who)) for name, methods in table.items() for method, who in methods.items()]
    lines += ["", "## Admin", "", "To look at; what is changed there is changed by the site's own services.", ""]
    lines += [*_rows("model", "from the role"), *(_row(model, role.value) for model, role in ADMIN.items())]
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rows(*heads: str) -> list[str]:
    return [_row(*heads), _row(*("---" for _ in heads))]


def _words(who: Who) -> str:
    if isinstance(who, Act):
        return "everybody" if who == Act.READ else f"who may {who.value}"
    return who


def write() -> None:
    """Make docs/permissions.md anew."""
    DOCUMENT.write_text(document(), encoding="utf-8")
