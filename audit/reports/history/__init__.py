"""Histories in plain words, from the ledger's events."""

from audit.reports.history.claims import history_of
from audit.reports.history.evidence import history_of_evidence
from audit.reports.history.lines import ChangedText, HistoryLine
from audit.reports.history.people import history_of_organization, history_of_outlet, history_of_speaker
from audit.reports.history.records import (
    history_of_article,
    history_of_audit,
    history_of_desk,
    history_of_source,
    rows_of_audit,
)

__all__ = [
    "ChangedText",
    "HistoryLine",
    "history_of",
    "history_of_article",
    "history_of_audit",
    "history_of_desk",
    "history_of_evidence",
    "history_of_organization",
    "history_of_outlet",
    "history_of_source",
    "history_of_speaker",
    "rows_of_audit",
]
