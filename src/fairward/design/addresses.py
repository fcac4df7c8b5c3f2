"""Addresses of pages by name, quickly: a list of fifty asks for a hundred. It may not keep an id, a name or a word."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

# Ids that stand for "here goes one" while a pattern is made; no row has them.
_PLACES = tuple(UUID(int=(1 << 127) + place) for place in range(4))


def url(name: str, *positional: Any, **named: Any) -> str:
    """The address of a page by its name. Of addresses made of ids alone, the pattern is asked for once per process."""
    if positional or len(named) > len(_PLACES) or not all(isinstance(one, UUID) for one in named.values()):
        return reverse(name, args=positional or None, kwargs=named or None)
    address = _pattern(settings.ROOT_URLCONF, name, tuple(named))
    for place, value in zip(_PLACES, named.values(), strict=False):
        address = address.replace(str(place), str(value))
    return address


@lru_cache(maxsize=512)
def _pattern(urlconf: str, name: str, keys: tuple[str, ...]) -> str:
    return reverse(name, urlconf, kwargs=dict(zip(keys, _PLACES, strict=False)) or None)
