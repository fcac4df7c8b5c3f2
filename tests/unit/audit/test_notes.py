"""Checkpoints against the C2SP specifications: what is written can be read, what is not exactly right is refused."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fairward.audit.notes import (
    Checkpoint,
    KeySigner,
    NoteError,
    PublicKey,
    open_checkpoint,
    sign_checkpoint,
    split_notes,
)

SIGNER = KeySigner(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
ORIGIN = "fairward/organisation/01a20acf-c14a-71a7-89f6-9b3d4bd78cd5"
KEY = PublicKey(ORIGIN, SIGNER.public)
CHECKPOINT = Checkpoint(ORIGIN, 15368405, bytes(range(32)), datetime(2026, 5, 12, 9, 30, tzinfo=UTC))
NOTE = sign_checkpoint(CHECKPOINT, SIGNER)


def test_a_checkpoint_reads_like_this() -> None:
    """Frozen: whoever kept a checkpoint must be able to check it for decades."""
    lines = NOTE.split("\n")
    assert lines[:6] == [
        ORIGIN,
        "15368405",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "time 2026-05-12T09:30:00Z",
        "",
        f"— {ORIGIN} "
        "+1t4ujnrlxIyCAYKAT0T/rlgfaxvB/gSra2i7XyO3fFngWUYxtKgXnX/nrs9Mj7kcU4vpQq4Nwo1HBe1OJRc4CrlCQM=",
    ]


def test_the_key_of_the_go_note_package_is_read() -> None:
    """The example of golang.org/x/mod/sumdb/note."""
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    key = PublicKey.parse(text)
    assert (key.name, key.id.hex(), str(key)) == ("PeterNeumann", "c74f20a3", text)


def test_what_is_signed_is_read_again() -> None:
    assert open_checkpoint(NOTE, [KEY]) == CHECKPOINT


def test_signatures_of_others_are_passed_over() -> None:
    with_cosigner = NOTE + "— somebody.example/else " + base64.b64encode(b"abcd" + b"x" * 72).decode() + "\n"
    assert open_checkpoint(with_cosigner, [KEY]) == CHECKPOINT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("15368405", "15368406"),
        ("15368405", "015368405"),
        ("15368405", "-1"),
        ("15368405", "١٢"),
        ("AAEC", "AAED"),
        ("AAECAwQF", "AAEC"),
        ("time 2026", "time 2025"),
        ("time 2026-05-12T09:30:00Z", "time yesterday"),
        ("time ", "tide "),
        ("9b3d4bd78cd5", "9b3d4bd78cd6"),
        ("— ", "- "),
        ("\n\n", "\n"),
    ],
)
def test_a_changed_note_is_refused(old: str, new: str) -> None:
    changed = NOTE.replace(old, new)
    assert changed != NOTE
    with pytest.raises(NoteError):
        open_checkpoint(changed, [KEY])


@pytest.mark.parametrize(
    "note", ["", "\n\n", "a\n\n", NOTE[:-1], NOTE.rpartition("— ")[0], "a\nb\n\n— a !!\n"]
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(NoteError):
        open_checkpoint(note, [KEY])


def test_a_stranger_with_the_same_name_is_refused() -> None:
    stranger = KeySigner(Ed25519PrivateKey.generate())
    with pytest.raises(NoteError, match="No key"):
        open_checkpoint(sign_checkpoint(CHECKPOINT, stranger), [KEY])


@pytest.mark.parametrize(
    "text", ["", "a", "a+b", "a+00000000+AQ==", str(KEY).replace("+", "+f", 1), str(KEY)[:-4]]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        PublicKey.parse(text)


def test_notes_of_a_file_are_told_apart() -> None:
    cosigned = NOTE + "— other AAAA\n"
    assert split_notes(NOTE + "\n" + cosigned + NOTE) == [NOTE, cosigned, NOTE]
    assert split_notes("") == []


def test_a_signer_shows_nothing() -> None:
    assert repr(SIGNER) == "KeySigner()"
