"""How sign-in passwords are hashed. It may not be used for passphrases: those never reach the accounts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with RFC 9106's second choice (64 MiB, 3 passes); tests set less memory, a live installation never."""

    parallelism = 4

    def params(self) -> Any:
        self.memory_cost = int(settings.FAIRWARD_ARGON2_MEMORY)
        self.time_cost = int(settings.FAIRWARD_ARGON2_PASSES)
        return super().params()
