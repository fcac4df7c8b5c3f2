"""Puts the inside of a package together by hand, as docs/reference/disclosure-format.md says. It may not check anything."""

from __future__ import annotations

import struct

from fairward.exchange.package.sealing import signed_message
from tests.support.packages import MARSH, Party


def content_of(document: bytes, files: bytes, by: Party = MARSH, said: Party = MARSH) -> bytes:
    """What lies under the seal: signed by `by`, in the name and with the public key of `said`."""
    signature = by.signer.sign(signed_message(document))
    return (
        said.id.bytes + said.verifying_key + signature + struct.pack(">I", len(document)) + document + files
    )
