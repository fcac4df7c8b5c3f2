"""Secrets that the server itself holds, one per organisation and use. It may never hold what opens narrative.

The default keeps them in files. An installation can name another provider (Vault, a cloud's key service) with the
setting FAIRWARD_KEY_PROVIDER: a dotted path to a class with the methods of `KeyProvider`.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from fairward.keys import formats

USES = ("directory", "digest", "signing", "vouching")


class KeyMissing(formats.FormatError):
    """The provider holds no such secret: what was protected with it cannot be read until it is put back."""


class KeyProvider(Protocol):
    """What a provider must do. `owner` is an organisation, or None for the installation; `use` is one of USES."""

    def fetch(self, owner: UUID | None, use: str) -> bytes:
        """Return the 32-byte secret; raises KeyMissing."""

    def fetch_or_make(self, owner: UUID | None, use: str) -> bytes:
        """Return the secret, made durably and once even if several processes ask together."""

    def destroy(self, owner: UUID) -> None:
        """Forget every secret of an organisation."""


class LocalFiles:
    """One file of mode 0600 per organisation and use, in a directory of mode 0700."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._held: dict[tuple[UUID | None, str], bytes] = {}

    def fetch(self, owner: UUID | None, use: str) -> bytes:
        """Return the secret from this process's memory or from its file; raises KeyMissing."""
        held = self._held.get((owner, use))
        if held is None:
            try:
                held = formats.unpack_held(self._path(owner, use).read_bytes())
            except FileNotFoundError:
                raise KeyMissing("the key provider does not hold this key") from None
            self._held[(owner, use)] = held
        return held

    def fetch_or_make(self, owner: UUID | None, use: str) -> bytes:
        """Return the secret; the first process to link its complete file decides what it is."""
        try:
            return self.fetch(owner, use)
        except KeyMissing:
            self._make(self._path(owner, use))
            return self.fetch(owner, use)

    def destroy(self, owner: UUID) -> None:
        """Forget every secret of an organisation, here and on disk."""
        for use in USES:
            self._held.pop((owner, use), None)
            self._path(owner, use).unlink(missing_ok=True)
        self._sync_directory()

    def _path(self, owner: UUID | None, use: str) -> Path:
        if use not in USES:
            raise ValueError("not a use that a provider knows")
        return self.directory / f"{owner or 'installation'}.{use}"

    def _make(self, path: Path) -> None:
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(formats.pack_held(formats.new_key()))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # a link never replaces a file that another process finished first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        self._sync_directory()

    def _sync_directory(self) -> None:
        handle = os.open(self.directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@lru_cache(maxsize=4)
def _provider(path: str, directory: str) -> KeyProvider:
    if path:
        made: KeyProvider = import_string(path)()
        return made
    return LocalFiles(Path(directory))


def provider() -> KeyProvider:
    """The installation's key provider."""
    return _provider(getattr(settings, "FAIRWARD_KEY_PROVIDER", ""), str(settings.FAIRWARD_KEY_DIRECTORY))


def missing_keys(owners: list[UUID]) -> list[UUID]:
    """Organisations whose directory key the provider does not hold: for readiness, before anybody meets it."""
    missing = []
    for owner in owners:
        try:
            provider().fetch(owner, "directory")
        except KeyMissing:
            missing.append(owner)
    return missing
