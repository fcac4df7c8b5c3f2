"""Names to sign in with that say nothing of whoever has them. It may not look whether one is taken."""

from __future__ import annotations

import secrets

WORDS = (
    "acorn", "amber", "apple", "aspen", "badger", "barley", "beech", "birch", "bramble", "breeze", "brook", "candle",
    "cedar", "chalk", "clover", "cobalt", "copper", "coral", "cotton", "crane", "daisy", "dolphin", "ember", "falcon",
    "feather", "fern", "finch", "garnet", "ginger", "hazel", "heron", "hollow", "indigo", "ivory", "jasper", "kestrel",
    "lantern", "larch", "lemon", "linen", "maple", "marble", "meadow", "mint", "nutmeg", "olive", "orchid", "otter",
    "pebble", "pepper", "plum", "poppy", "quartz", "raven", "reed", "saffron", "silver", "sparrow", "thistle", "topaz",
    "violet", "walnut", "willow", "wren",
)  # fmt: skip
DIGITS = 5


def new_sign_in_name() -> str:
    """A word and five digits, e.g. otter-40718: easy to copy from paper, and nobody's name."""
    return f"{secrets.choice(WORDS)}-{secrets.randbelow(10**DIGITS):0{DIGITS}}"
