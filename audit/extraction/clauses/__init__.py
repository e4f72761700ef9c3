"""Reported clauses: the words that are said, and where they end."""
