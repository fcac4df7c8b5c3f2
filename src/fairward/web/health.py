"""Says whether the process lives and whether both databases answer. It may not say anything else to strangers."""

from __future__ import annotations

from django.db import Error, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; no database is asked."""
    return JsonResponse({"status": "live"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Both databases answer: 200, or 503 naming those that do not."""
    answers = {alias: _answers(alias) for alias in ("default", "keyring")}
    is_ready = all(answers.values())
    words = {alias: "ready" if is_up else "away" for alias, is_up in answers.items()}
    return JsonResponse({"status": "ready" if is_ready else "away", **words}, status=200 if is_ready else 503)


def _answers(alias: str) -> bool:
    connection = connections[alias]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except Error:
        connection.close()
        return False
