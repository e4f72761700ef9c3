"""What each act is called in a history: the words of all acts stand here, in one table."""

from __future__ import annotations

from audit.models import Claim

# What an event of this action on this kind of target says; the actor's name stands before it. `this` is its target.
SENTENCES: dict[tuple[str, str], str] = {
    ("extracted", "run"): "read the text and proposed {proposed}",
    ("reviewed", "review"): "judged {subject} “{value}”",
    ("withdrew", "review"): "took back a review of {subject}",
    ("decided", "decision"): "thereby made decision {number} on {subject}: “{value}” ({rule})",
    ("published", "publication"): "moved the decision on {subject} to “{state}”",
    ("adjudicated", "review"): "decided between two reviewers on {subject}: “{value}”",
    ("revealed", "reveal"): "completed the answers that were asked for, which are shown from now on",
    ("assigned", "claim"): "gave {this} to {to}",
    ("dismissed", "claim"): "dismissed {this} as none",
    ("restored", "claim"): "restored {this}",
    ("added", "claim"): "marked {this}",
    ("corrected", "claim"): "corrected {changed} of {this}",
    ("took back", "claim"): "undid an act on {this}: {was}",
    ("confirmed", "claim"): "confirmed {this} as it stands",
    ("triaged", "claim"): "{triaged}",
    ("split", "claim"): "split {this} in {count}",
    ("split off", "claim"): "split {this} off another",
    ("merged", "claim"): "joined {count} claims in {this}",
    ("merged into another", "claim"): "joined {this} to another",
    ("split parts", "claim"): "split part {number} of {this} in {count}",
    ("merged parts", "claim"): "joined {count} parts in part {number} of {this}",
    ("corrected part", "claim"): "restated part {number} of {this}, or its date",
    ("given to another source", "claim"): "gave {this} to another source",
    ("added", "article_source"): "described {this}",
    ("corrected", "article_source"): "corrected {this}: {changed}",
    ("merged", "article_source"): "joined {count} sources in {this}",
    ("merged into another", "article_source"): "joined {this} to another",
    ("split", "article_source"): "parted {this} in {count}",
    ("took back", "article_source"): "undid an act on {this}: {was}",
    ("withdrawn by a later run", "claim"): "withdrew {this}: a later run no longer found it",
    ("found", "finding"): "noted a finding: {code}",
    ("settled", "finding"): "{state} the finding: {code}",
    ("coded", "article_source"): "settled of {this}: {codes}",
    ("linked", "article_source"): "said that {this} is {speaker}",
    ("unlinked", "article_source"): "took back who {this} is across articles",
}
SENTENCES |= {
    ("added", "article"): "stored this article",
    ("revised", "article"): "stored revision {number}",
    ("edited", "article"): "said which article it is: {changed}",
    ("redacted", "revision"): "removed the words of a revision and what came in",
    ("changed along", "article_source"): "changed {this} with a claim of it",
    ("added", "audit"): "made this audit",
    ("closed", "audit"): "closed this audit",
    ("skipped a claim", "audit"): "skipped a claim",
    ("added", "audit_member"): "took {member} in as {role}",
    ("changed", "audit_member"): "made {member} {role}",
    ("ended", "audit_member"): "ended the part of {member}",
    ("added", "audit_article"): "took in “{article}”",
    ("locked the units", "audit_article"): "locked the claims of “{article}”, {selected} of them selected",
    ("finished the sources", "audit_article"): "ended the pass of sources of “{article}”: all codes are shown",
    ("finished", "source_pass"): "was done with the sources of “{article}”",
    ("added", "rubric"): "wrote {this}",
    ("made", "account_change"): "made an account: {pseudonym}",
    ("role_given", "account_change"): "gave {pseudonym} the role {role}",
    ("role_taken", "account_change"): "took the role {role} from {pseudonym}",
    ("closed", "account_change"): "closed the account of {pseudonym}",
    ("opened", "account_change"): "opened the account of {pseudonym} again",
    ("password_set", "account_change"): "set a new password for {pseudonym}",
}
# What the target is called where the history is its own, and the page tells which one that is.
THIS = {"claim": "this claim", "article_source": "the source"}
# What became of a claim before any verdict.
TRIAGED = {
    Claim.Triage.SELECTED: "selected {this} to be judged",
    Claim.Triage.NOT_SELECTED: "set {this} aside, not to be judged",
    Claim.Triage.UNDECIDED: "left open again whether {this} is judged",
}
# An act that every kind of row has. Its own words say why; those of the row are what is left of it.
REDACTION = "removed words for good: {fields}"
WHY_REMOVED = "Why they were removed"
OTHERWISE = "{action} ({kind})"
# Free texts of an event that belong to the story, by the end of their key, or by kind and end.
TEXTS = {
    "rationale": "Reason",
    "override_reason": "Exception to the codebook's evidence rule",
    "notice": "Notice to readers",
    "note": "Note",
    "reason": "Reason",
    # Of a source's code alone: the words of evidence are not for everybody who reads a history.
    "source_code/words": "Words",
}
# How the columns that an act on units changed are called.
CHANGED = {
    "content": "the words",
    "kind": "the kind",
    "source": "whose words they are",
    "cue": "the words that say it is said",
    "speaker_mention": "the words that name the source",
    "told_to": "to whom it was said",
    "name": "the name",
    "mentions": "where it is named",
    "role_span": "where the role stands",
    "domains": "the home addresses",
    "ownership": "the kind of owner",
    "state_reason": "the reason",
    "triage_reason": "the reason",
}
# Columns that follow from others, or say where words stand: their changes tell a reader nothing.
UNTOLD = {"prefix", "suffix", "start", "search_key", "sort_key", "words"}
