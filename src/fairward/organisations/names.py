"""Members' names under the directory key, in and out. It may not decide who reads them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.kernel.vocabulary import Role
from fairward.keys import directory


@dataclass(frozen=True, slots=True)
class MemberName:
    """How a member is shown beside what they did."""

    name: str
    job_title: str
    role: Role


def hide(organisation_id: UUID, column: str, row_id: UUID, words: str) -> bytes:
    """Seal one column of one row with the directory key; nothing stays nothing, so that "empty" costs no key."""
    if not words:
        return b""
    return directory.protect(organisation_id, f"organisations.{column}", row_id, words.encode())


def show(organisation_id: UUID, column: str, row_id: UUID, sealed: bytes | memoryview) -> str:
    """The words that `hide` sealed."""
    if not sealed:
        return ""
    return directory.reveal(organisation_id, f"organisations.{column}", row_id, bytes(sealed)).decode()
