"""Writes the committed example of a signed request anew: `python -m tests.vectors.exchange.make_vectors` in the checkout."""

from __future__ import annotations

import json

from fairward.exchange.travel import signed_requests
from tests.unit.exchange.test_travel import BODY, IN, KEY, PUBLIC, VECTOR, headers


def main() -> None:
    made = headers()
    base = signed_requests.read("POST", IN, made).covered.decode().split("\n")
    vector = {
        "private_key": KEY.private_bytes_raw().hex(), "public_key": PUBLIC.hex(), "method": "POST", "path": IN,
        "body": BODY.decode(), "headers": made, "signature_base": base,
    }  # fmt: skip
    VECTOR.write_text(json.dumps(vector, indent=1) + "\n")


if __name__ == "__main__":
    main()
