"""The audit in Django's admin: everything to look at, and one form that reviews under the same rules as the site."""

from audit.admin import accounts, claims, evidence, jobs, people, records, work

__all__ = ["accounts", "claims", "evidence", "jobs", "people", "records", "work"]
