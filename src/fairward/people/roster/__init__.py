"""Readers of roster files. They may not touch the database, keep more than identity, or run what a cell says."""
