"""Encrypts a finished answer for sending. The password goes another way: it is spoken. It may not keep either."""

from __future__ import annotations

import io

import pikepdf

from fairward.keys.words import suggest_passphrase


def new_password() -> str:
    """Five random words joined by hyphens (55 bits), easy to say on the telephone; shown once, stored nowhere."""
    return suggest_passphrase()


def protect(made: bytes, password: str) -> bytes:
    """The PDF under AES-256, all of it: pages, bookmarks, title and enclosed files. Whoever opens it may print and copy.

    ValueError for a password that is too short to protect anything.
    """
    if len(password) < 12:
        raise ValueError("A password of at least 12 signs is needed.")
    lock = pikepdf.Encryption(
        user=password, owner=password, R=6,  # AES-256
        aes=True, metadata=True,
        allow=pikepdf.Permissions(modify_annotation=True, modify_form=True),
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(made)) as paper:
        written = io.BytesIO()
        paper.save(written, encryption=lock, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return written.getvalue()
