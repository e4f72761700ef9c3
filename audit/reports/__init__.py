"""Aggregate reads for pages: each returns small frozen values and asks a number of queries that does not grow."""
