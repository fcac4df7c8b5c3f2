"""Backups of records, keys and secrets: written, restored, tried out. It may not open a word of what it carries."""
