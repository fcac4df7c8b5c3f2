"""What of the log is not for everybody who may read it. Pure: it may not look anything up."""

from __future__ import annotations

from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Role

# Leads must not see that a concern about a colleague, perhaps about themselves, exists.
STAFF_KINDS = ("staff_concern",)
_SEES_STAFF_LINES = frozenset({Role.HEADTEACHER, Role.DATA_PROTECTION_OFFICER})


def hidden_kinds(actor: Actor) -> tuple[str, ...]:
    """Kinds of items whose lines this reader is not shown."""
    return () if actor.role in _SEES_STAFF_LINES else STAFF_KINDS
