"""What is backed up, apart from each other, and what can go wrong. It may not read or write a file."""

from __future__ import annotations

from enum import StrEnum


class BackupFailed(RuntimeError):
    """Nothing was written or restored; the sentence says why."""


class Kind(StrEnum):
    """The three things that are backed up, each into a file of its own."""

    RECORDS = "records"
    KEYRING = "keyring"
    SECRETS = "secrets"

    @property
    def alias(self) -> str:
        """The database that holds it; secrets lie in none."""
        return {Kind.RECORDS: "default", Kind.KEYRING: "keyring"}[self]

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return {
            Kind.RECORDS: "the records",
            Kind.KEYRING: "the keyring",
            Kind.SECRETS: "the secrets",
        }[self]
