"""Lines of the log: codes and ids, never words."""

from __future__ import annotations

import json
import logging
import sys
from uuid import UUID

from fairward.config.logging import Lines

MARKER = "Marker: fell off his bike"


def line(record: logging.LogRecord) -> dict[str, object]:
    text = Lines().format(record)
    assert MARKER not in text
    found: dict[str, object] = json.loads(text)
    return found


def record(name: str, message: str, *arguments: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.INFO, __file__, 1, message, arguments, None)
    made.__dict__.update(more)
    return made


def test_ids_and_codes_stand_in_the_line() -> None:
    found = line(
        record("fairward.jobs", "checkpoint_signed", organisation=UUID(int=1), size=3, code="no_key")
    )
    assert (found["event"], found["size"], found["code"]) == ("checkpoint_signed", 3, "no_key")
    assert found["organisation"] == str(UUID(int=1))


def test_words_are_left_out_wherever_they_are() -> None:
    assert line(record("fairward.jobs", "x", note=MARKER))["note"] == "(left out)"
    assert line(record("django.request", "Not found: %s", MARKER))["event"] == "Not found: %s"
    assert line(record("somebody.else", MARKER))["event"] == "(left out)"
    assert line(record("procrastinate.worker", MARKER, action="start_job"))["event"] == "start_job"


def test_a_failure_says_what_and_where_but_not_its_message() -> None:
    made = record("fairward.web", "failed")
    try:
        raise ValueError(MARKER)
    except ValueError:
        made.exc_info = sys.exc_info()
    found = line(made)
    assert found["failure"] == ["ValueError"]
    assert "test_logging.py" in str(found["where"])
