"""Rows that belong to one organisation, and the wall between organisations. It may not know any subject."""
