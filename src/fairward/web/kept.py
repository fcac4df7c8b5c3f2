"""What somebody typed, given back when it could not be saved. It may not store or log it, or need a database."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException

# Never sent back into a page: what opens something must be typed again.
_SECRET = re.compile(
    r"pass(word|phrase)|recovery|secret|otp|totp|(^|[-_])code($|[-_])|word-?[0-9]", re.IGNORECASE
)
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_LONG = 60


@dataclass(frozen=True, slots=True)
class KeptField:
    """One answer; `is_shown` when it is long enough that somebody would miss it."""

    name: str
    value: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that was sent, and what could not be kept."""

    fields: tuple[KeptField, ...] = ()
    has_secrets: bool = False
    file_names: tuple[str, ...] = ()
    may_resend: bool = False


def kept_from(request: HttpRequest) -> Kept:
    """Collect the answers of a POST. Its own CSRF token goes back too: no new one is made for a stranger's form."""
    if request.method != "POST":
        return Kept()
    try:
        pairs = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        files = tuple(one.name or "a file" for name in request.FILES for one in request.FILES.getlist(name))
    except (SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError):
        return Kept()
    fields = tuple(
        KeptField(name, str(value), len(str(value)) > _LONG or "\n" in str(value))
        for name, value in pairs
        if not _SECRET.search(name)
    )
    secrets = len(fields) < len(pairs)
    return Kept(fields, secrets, files, may_resend=bool(fields) and not secrets and TOKEN in request.POST)
