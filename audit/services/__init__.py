"""The only writers of the audit's tables: one function for each verb, each atomic, each with its event."""
