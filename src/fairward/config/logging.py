"""Logs as lines of JSON for whoever runs the server. They may hold no content, no name, no query string, no message."""

from __future__ import annotations

import json
import logging
import logging.config
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

# What a value in a line may look like: an id, a number, a code. A sentence somebody wrote never does.
_CODE = re.compile(r"[\w.:/<>+-]{0,80}")
_LEFT_OUT = "(left out)"
_OURS = "fairward"
# Libraries whose message is a template with gaps (%s), never a finished sentence.
_TEMPLATES = ("django", "granian", "_granian", "asyncio")


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: everything to standard error, one line of JSON per event."""
    handler = {"class": "logging.StreamHandler", "formatter": "lines"}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": {"()": Lines}},
            "handlers": {"lines": handler},
            "root": {"handlers": ["lines"], "level": "WARNING"},
            "loggers": {
                _OURS: {"level": settings["level"]},
                "django": {"handlers": [], "level": "WARNING", "propagate": True},
                "django.server": {"handlers": [], "propagate": True},
                # An address that does not exist is no event: the audit log has the refusals.
                "django.request": {"level": "ERROR"},
            },
        }
    )
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class Lines(logging.Formatter):
    """One JSON object per record, made of codes and ids alone."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _event(record),
        }
        line |= _route(record)
        if record.name.startswith(_OURS):
            line |= {key: safe(value) for key, value in record.__dict__.items() if key not in _STANDARD}
        if record.exc_info and record.exc_info[0]:
            line |= _failure(record.exc_info)
        return json.dumps(line)


_STANDARD = {*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName", "request", "level"}


def safe(value: object) -> object:
    """An id, a number, a date or a code as it is; anything that could be somebody's words is left out."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, UUID | datetime):
        return str(value)
    if isinstance(value, str) and _CODE.fullmatch(value):
        return value
    return _LEFT_OUT


def _event(record: logging.LogRecord) -> str:
    """Our own events are written for the log; of others' messages only the template, never what fills it."""
    if record.name.startswith("procrastinate"):
        return str(safe(getattr(record, "action", "job")))
    if record.name.startswith((_OURS, *_TEMPLATES)):
        return str(record.msg)[:200]
    return _LEFT_OUT


def _route(record: logging.LogRecord) -> dict[str, object]:
    """The pattern of the address (`children/<uuid:id>/`), never the address."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return {"route": str(match.route)} if match is not None else {}


def _failure(exc_info: Any) -> dict[str, object]:
    """What kind of failure, and where: neither its message nor any value."""
    kinds: list[str] = []
    error = exc_info[1]
    while error is not None and len(kinds) < 5:
        kinds.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    frames = traceback.extract_tb(exc_info[2])[-12:]
    return {"failure": kinds, "where": [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]}
