"""Quotations: pairs of marks of every style."""
