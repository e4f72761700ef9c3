"""The audit in Django's admin: everything to look at, and one form that reviews under the same rules as the site."""

from audit.admin import claims, jobs, records

__all__ = ["claims", "jobs", "records"]
