"""One way to write a value as bytes, and a strict reader (RFC 8785, without fractions). It may not know what is written.

A reader that accepts one spelling only leaves nothing to disagree about: two keys of one name, numbers that one machine
rounds, halves of characters. So whoever re-writes what was read gets the bytes that were signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from fairward.exchange.package.limits import MOST_DEPTH, MOST_DOCUMENT, MOST_MARKS
from fairward.exchange.package.refusals import Refused

LARGEST = 2**53 - 1  # what every reader of JSON holds exactly


def encode(value: Any) -> bytes:
    """The bytes of a value made of texts, whole numbers, booleans, None, lists and dicts with texts as keys."""
    text = json.dumps(_ordered(value, 0), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def decode(raw: bytes) -> Any:
    """The value of canonical bytes; Refused for anything else. How much it can unfold to is bounded before it is read."""
    if len(raw) > MOST_DOCUMENT:
        raise Refused("too_large")
    if sum(raw.count(mark) for mark in (b"[", b"{", b",", b":")) > MOST_MARKS:
        raise Refused("too_many")
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse, parse_int=_whole
        )  # fmt: skip
        if encode(value) != raw:
            raise Refused("not_canonical")
    except (ValueError, RecursionError):
        raise Refused("not_canonical") from None
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > LARGEST:
        raise ValueError("a number is too large")
    return int(text)


def _refuse(_text: str) -> NoReturn:
    raise ValueError("numbers are whole")


def _ordered(value: Any, depth: int) -> Any:
    """The same value with its keys in the order of RFC 8785; ValueError for what the format has no place for."""
    if depth > MOST_DEPTH:
        raise ValueError("too deep")
    if isinstance(value, dict):
        return {key: _ordered(value[key], depth + 1) for key in _sorted(value)}
    if isinstance(value, list):
        return [_ordered(one, depth + 1) for one in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    raise ValueError("not a value of the format")


def _sorted(keys: Iterable[str]) -> list[str]:
    found = list(keys)
    if not all(isinstance(key, str) for key in found):
        raise ValueError("keys are texts")
    if all(key.isascii() for key in found):
        return sorted(found)
    return sorted(found, key=lambda key: key.encode("utf-16-be"))
