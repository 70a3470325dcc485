"""Leasing's papers laid out, as market.documents.prints says."""
