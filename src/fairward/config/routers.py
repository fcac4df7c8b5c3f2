"""Sends the models of the keys to the keyring database. It may not route anything else."""

from __future__ import annotations

from typing import Any


class KeyringRouter:
    """`keys` lives on the alias `keyring` and nowhere else."""

    def _alias(self, label: str) -> str:
        return "keyring" if label == "keys" else "default"

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        return self._alias(model._meta.app_label)

    def db_for_write(self, model: Any, **_hints: Any) -> str:
        return self._alias(model._meta.app_label)

    def allow_relation(self, first: Any, second: Any, **_hints: Any) -> bool:
        return self._alias(first._meta.app_label) == self._alias(second._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return db == self._alias(app_label)
