"""Says whether the process lives and whether both databases answer. It may not say anything else to strangers."""

from __future__ import annotations

from django.db import Error, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from fairward.keys.provider import missing_keys
from fairward.organisations.queries import installed_organisations


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; no database is asked."""
    return JsonResponse({"status": "live"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Both databases answer and no organisation lacks its key: 200, or 503 naming what is away."""
    answers = {alias: _answers(alias) for alias in ("default", "keyring")}
    answers["keys"] = answers["default"] and _has_keys()
    is_ready = all(answers.values())
    words = {alias: "ready" if is_up else "away" for alias, is_up in answers.items()}
    return JsonResponse({"status": "ready" if is_ready else "away", **words}, status=200 if is_ready else 503)


def _has_keys() -> bool:
    """The key provider holds the directory key of every organisation; a lost folder is seen here, not at the first name."""
    return not missing_keys(installed_organisations())


def _answers(alias: str) -> bool:
    connection = connections[alias]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except Error:
        connection.close()
        return False
