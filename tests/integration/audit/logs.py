"""A log to work on, its signer, and the command that checks it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fairward.audit import log, sequencer, verify
from fairward.audit.notes import KeySigner
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Role
from fairward.tenancy.context import as_organisation


def an_actor(organisation_id: UUID | None = None, role: Role = Role.DEPUTY_LEAD) -> Actor:
    return Actor(organisation_id or new_id(), new_id(), new_id(), role)


def a_signer() -> KeySigner:
    return KeySigner(Ed25519PrivateKey.generate())


class World:
    """One organisation's log that grows and is checked."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.organisation_id = new_id()
        self.actor = an_actor(self.organisation_id)
        self.signer = a_signer()
        self.child_id = new_id()
        self._capsys = capsys

    def look(self, *item_ids: UUID, subject_id: UUID | None = None, why: str = "preparing a meeting") -> UUID:
        with as_organisation(self.organisation_id):
            return log.record_look(
                self.actor, item_kind="entry", item_ids=item_ids or [new_id()], subject_id=subject_id, why=why
            )

    def grow(self, lines: int = 5) -> str:
        """Append looks at the child and sign; returns the note."""
        for _ in range(lines):
            self.look(subject_id=self.child_id)
        return self.sign()

    def sign(self) -> str:
        note = sequencer.checkpoint_organisation(self.organisation_id, self.signer).note
        assert note is not None
        return note

    def verify(self, *arguments: Any) -> tuple[int, str]:
        """Exit code and words of `fairward audit verify`."""
        self._capsys.readouterr()
        code = verify.command([str(each) for each in arguments], organisations=lambda: [self.organisation_id])
        return code, self._capsys.readouterr().out
