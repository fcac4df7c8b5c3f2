"""What the server itself holds, in files: the key provider's directory and the installation's secret. Saved and put back.

It may not write over a key that is there: names protected with that one would be lost.
"""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

from fairward.config.backups import opening
from fairward.config.backups.kinds import BackupFailed
from fairward.config.backups.opening import Keys
from fairward.keys import formats

SECRET = "secret_key"  # noqa: S105 - the name of a file
_KEYS = "keys/"


def key_directory(var: Path) -> Path:
    """Where the key provider's files lie; settings are not read, because reading them makes a secret."""
    return Path(os.environ.get("FAIRWARD_KEY_DIRECTORY") or var / "keys")


def names(var: Path) -> list[str]:
    """The files that a backup of the secrets holds."""
    if os.environ.get("FAIRWARD_KEY_PROVIDER"):
        raise BackupFailed(
            "The key provider is not files of ours (FAIRWARD_KEY_PROVIDER): save what it holds by its own means, "
            "and FAIRWARD_SECRET_KEY beside it."
        )
    folder = key_directory(var)
    found = sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")) if folder.is_dir() else []
    if not found:
        raise BackupFailed(
            f"There are no keys in {folder}: is FAIRWARD_VAR or FAIRWARD_KEY_DIRECTORY another one?"
        )
    return [SECRET, *(f"{_KEYS}{name}" for name in found)]


def pack(var: Path, wanted: list[str]) -> Iterator[bytes]:
    """A tar of them, made in memory: they are small, and lie on no disk outside the seal."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name in wanted:
            content = (
                _secret(var) if name == SECRET else (key_directory(var) / name[len(_KEYS) :]).read_bytes()
            )
            about = tarfile.TarInfo(name)
            about.size, about.mode = len(content), 0o600
            tar.addfile(about, io.BytesIO(content))
    yield made.getvalue()


def unpack(path: Path, keys: Keys) -> dict[str, bytes]:
    """Name -> content; BackupFailed where something in it is not what we put in."""
    pieces: list[bytes] = []
    opening.read(path, keys, pieces.append)
    found = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(b"".join(pieces))) as tar:
            for member in tar:
                held = tar.extractfile(member)
                bare = member.name.removeprefix(_KEYS)
                if held is None or "/" in bare or bare.startswith("."):
                    raise BackupFailed("This backup of secrets holds something that does not belong there.")
                found[member.name] = held.read()
                if member.name != SECRET:
                    formats.unpack_held(found[member.name])
    except (tarfile.TarError, formats.FormatError):
        raise BackupFailed(
            "This backup of secrets holds something that is no key. Nothing was restored."
        ) from None
    return found


def put_back(var: Path, found: dict[str, bytes]) -> None:
    """Write them where the settings say, or nothing at all where something is there already."""
    folder = key_directory(var)
    if folder.is_dir() and any(folder.iterdir()):
        raise BackupFailed(
            f"There are keys in {folder} already, and a restore never writes over one. Nothing was restored."
        )
    secret = found[SECRET]
    is_held = bool(os.environ.get("FAIRWARD_SECRET_KEY")) or (var / SECRET).exists()
    if is_held and _secret(var) != secret:
        raise BackupFailed(
            f"Another secret is here already (FAIRWARD_SECRET_KEY, or {var / SECRET}): with it no second factor would "
            "work. Take it away and restore again. Nothing was restored."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in found.items():
        if name != SECRET:
            _write(folder / name[len(_KEYS) :], content)
    if not is_held:
        _write(var / SECRET, secret)


def _secret(var: Path) -> bytes:
    given = os.environ.get("FAIRWARD_SECRET_KEY")
    return given.encode() if given else (var / SECRET).read_bytes()


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
