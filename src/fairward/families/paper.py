"""The picture on a family's sheet: the address of the first page, for a phone. It may not hold the code."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def picture(address: str) -> SafeString:
    """A square that a phone's camera reads as the address."""
    drawn = segno.make(address, error="m").svg_inline(omitsize=True, border=4, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308 — made by segno from our own address
