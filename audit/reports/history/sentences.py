"""What each act is called in a history: the words of all acts stand here, in one table."""

from __future__ import annotations

# What an event of this action on this kind of target says; the actor's name stands before it.
SENTENCES: dict[tuple[str, str], str] = {
    ("extracted", "run"): "read the text and proposed {claims} claims",
    ("reviewed", "review"): "judged {subject} “{value}”",
    ("withdrew", "review"): "took back a review of {subject}",
    ("decided", "decision"): "thereby made decision {number} on {subject}: “{value}” ({rule})",
    ("published", "publication"): "moved the decision on {subject} to “{state}”",
    ("adjudicated", "review"): "decided between two reviewers on {subject}: “{value}”",
    ("revealed", "reveal"): "completed the answers that were asked for, which are shown from now on",
    ("assigned", "claim"): "gave this claim to {to}",
    ("dismissed", "claim"): "dismissed this claim as none",
    ("restored", "claim"): "restored this claim",
    ("added", "claim"): "marked this claim",
    ("corrected", "claim"): "corrected {changed}",
    ("took back", "claim"): "undid an act: {was}",
    ("confirmed", "claim"): "confirmed this claim as it stands",
    ("triaged", "claim"): "set aside or chose this claim: {triage}",
    ("split", "claim"): "split this claim in {count}",
    ("split off", "claim"): "split this claim off another",
    ("merged", "claim"): "joined {count} claims in this one",
    ("merged into another", "claim"): "joined this claim to another",
    ("split parts", "claim"): "split part {number} in {count}",
    ("merged parts", "claim"): "joined {count} parts in part {number}",
    ("corrected part", "claim"): "restated part {number}, or its date",
    ("given to another source", "claim"): "gave this claim to another source",
    ("added", "article_source"): "described the source",
    ("corrected", "article_source"): "corrected the source: {changed}",
    ("merged", "article_source"): "joined {count} sources in this one",
    ("merged into another", "article_source"): "joined this source to another",
    ("split", "article_source"): "parted the source in {count}",
    ("took back", "article_source"): "undid an act on the source: {was}",
    ("withdrawn by a later run", "claim"): "withdrew this claim: a later run no longer found it",
    ("found", "finding"): "noted a finding: {code}",
    ("settled", "finding"): "{state} the finding: {code}",
    ("coded", "article_source"): "settled {codes}",
    ("linked", "article_source"): "said that the source is {speaker}",
    ("unlinked", "article_source"): "took back who the source is across articles",
}
SENTENCES |= {
    ("added", "article"): "stored this article",
    ("revised", "article"): "stored revision {number}",
    ("edited", "article"): "said which article it is: {changed}",
    ("redacted", "revision"): "removed the words of a revision and what came in",
    ("changed along", "article_source"): "changed this source with a claim of it",
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
    ("added", "rubric"): "wrote version {number} of the codebook",
    ("made", "account_change"): "made an account: {pseudonym}",
    ("role_given", "account_change"): "gave {pseudonym} the role {role}",
    ("role_taken", "account_change"): "took the role {role} from {pseudonym}",
    ("closed", "account_change"): "closed the account of {pseudonym}",
    ("opened", "account_change"): "opened the account of {pseudonym} again",
    ("password_set", "account_change"): "set a new password for {pseudonym}",
}
# An act that every kind of row has.
REDACTION = "removed words for good: {fields}"
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
