"""The lead's short answer to a reporter, under the directory key. It may not hold narrative: the page says so."""

from __future__ import annotations

from uuid import UUID

from fairward.keys import directory

REPLY_PLACE = "concerns_concern.reply"
LONGEST_REPLY = 300


def protect_reply(organisation_id: UUID, concern_id: UUID, words: str) -> bytes:
    """Seal the reply for its column."""
    return directory.protect(organisation_id, REPLY_PLACE, concern_id, words.strip()[:LONGEST_REPLY].encode())


def reveal_reply(organisation_id: UUID, concern_id: UUID, protected: bytes | memoryview | None) -> str:
    """The words of a reply; nothing where there is none."""
    if not protected:
        return ""
    return directory.reveal(organisation_id, REPLY_PLACE, concern_id, bytes(protected)).decode()
