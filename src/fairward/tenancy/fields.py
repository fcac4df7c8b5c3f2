"""A reference inside one organisation. It may not point at another organisation's row: the key is composite."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.fields.related import ForeignObject


class OwnedForeignKey(ForeignObject):  # type: ignore[type-arg]
    """Joins (organisation_id, <column>) to (organisation_id, id) of an owned table.

    The UUID column itself is declared beside it (`child_id = UUIDField()`, `child = OwnedForeignKey(Child, "child_id")`);
    the constraint in the database is made by `tenancy.operations.OwnedReference`.
    """

    def __init__(self, to: Any, column: str = "", **options: Any) -> None:
        options.pop("from_fields", None)
        options.pop("to_fields", None)
        options.setdefault("on_delete", models.DO_NOTHING)
        options.setdefault("related_name", "+")
        self.column_name = column
        super().__init__(
            to,
            from_fields=["organisation_id", column],
            to_fields=["organisation_id", "id"],
            **options,
        )

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for key in ("from_fields", "to_fields"):
            kwargs.pop(key, None)
        kwargs["column"] = self.column_name
        return name, path, args, kwargs
