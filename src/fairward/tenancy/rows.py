"""Plain rows of one written statement, for the reads that every page makes. It may not write.

Django builds the SQL of a query anew each time, which costs more than PostgreSQL's answer does. These statements are
constants: they are prepared once and name the organisation like all others; row-level security binds them too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connections


def fetch(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement on `default`. The statement is a constant of its module; values go in as parameters."""
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
