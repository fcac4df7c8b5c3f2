"""The installation's own secret for cookies and tokens. It may never open a record: those keys are elsewhere."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(var: Path) -> str:
    """Return FAIRWARD_SECRET_KEY, or a secret kept in a file (mode 0600) that is made at the first start."""
    given = os.environ.get("FAIRWARD_SECRET_KEY")
    if given:
        return given
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = var / f".secret_key.{os.getpid()}"
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
