"""Writes the committed test vectors. Run it only when a new version of a format is added, never to mend a test.

    python -m tests.vectors.keys.make_vectors

What is random in a format (nonces, encapsulations) is taken as it comes: those vectors are for opening.
"""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from fairward.keys import formats, words

HERE = Path(__file__).parent
ORGANISATION = UUID("01936000-0000-7000-8000-000000000001")
ROW = UUID("01936000-0000-7000-8000-0000000000ff")
KEY = bytes(range(32))
ENTROPY = bytes(range(32, 64))
TEXT = "Sam said: “I don’t want to go home.”"
PASSPHRASE = "ﬁve plain words on a wall"  # the ligature shows that spellings are made one


def vectors() -> dict[str, dict[str, object]]:
    """One example of every format."""
    place = formats.bind(ORGANISATION, "files_entryversion", ROW, 3)
    pair = formats._pair(bytes(range(32)), bytes(range(64)))
    sheet = formats.pair_from_words(ENTROPY)
    cost = formats.PassphraseCost(memory_kib=256, passes=2, lanes=1)
    return {
        "place": {
            "organisation": str(ORGANISATION), "table": "files_entryversion", "row": str(ROW), "version": 3,
            "bytes": place.hex(), "of_nobody": formats.bind(None, "keys_personkey", ROW, 1).hex(),
        },
        "symmetric": {
            "key": KEY.hex(), "place": place.hex(), "plaintext": TEXT,
            "ciphertext": formats.encrypt(KEY, TEXT.encode(), place).hex(),
        },
        "pair": {
            "x25519_private": bytes(range(32)).hex(), "mlkem_seed": bytes(range(64)).hex(),
            "private": pair.private.hex(), "public": pair.public.hex(),
        },
        "sealed": {
            "private": pair.private.hex(), "place": place.hex(), "plaintext": TEXT,
            "sealed": formats.seal(pair.public, TEXT.encode(), place).hex(),
        },
        "passphrase": {
            "passphrase": PASSPHRASE, "place": place.hex(), "plaintext": TEXT,
            "cost": {"memory_kib": 256, "passes": 2, "lanes": 1},
            "ciphertext": formats.encrypt_under_passphrase(PASSPHRASE, TEXT.encode(), place, cost).hex(),
        },
        "words": {
            "entropy": ENTROPY.hex(), "words": " ".join(words._list().to_mnemonic(ENTROPY).split()),
            "place": place.hex(), "plaintext": TEXT,
            "ciphertext": formats.encrypt_under_words(ENTROPY, TEXT.encode(), place).hex(),
        },
        "sheet": {"entropy": ENTROPY.hex(), "private": sheet.private.hex(), "public": sheet.public.hex()},
        "held": {"secret": KEY.hex(), "stored": formats.pack_held(KEY).hex()},
        "digest": {
            "key": KEY.hex(), "label": "upn", "value": "A123456789012",
            "digest": formats.keyed_digest(KEY, "upn", b"A123456789012").hex(),
        },
    }  # fmt: skip


if __name__ == "__main__":
    for name, vector in vectors().items():
        (HERE / f"{name}.json").write_text(json.dumps(vector, indent=2, ensure_ascii=False) + "\n")
