"""What somebody read as its reader will, as a digest: what has changed since is read again. Pure; it decides nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from fairward.exchange.package.contents import ATTACHMENT, Manifest, Person
from fairward.exchange.package.words import json_of

_NOBODY = Person("", "")
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def digest_of(manifest: Manifest) -> bytes:
    """The same for as long as the same would be read. When it was made and who signs it are no part of that, nor its PDF,
    which is drawn of the same words; explanations, corrections, names and what stays here are."""
    still = replace(
        manifest, made_at=_NO_TIME, log_head="", files=tuple(one for one in manifest.files if one.role == ATTACHMENT),
        sender=replace(manifest.sender, signed_by=_NOBODY, approved_by=()),
    )  # fmt: skip
    return hashlib.sha256(json_of(still)).digest()
