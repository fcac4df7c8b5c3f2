"""Whether an actor's role allows something. Pure: it may not know requests, records or keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from fairward.access.permissions import PERMISSIONS, permissions_of, roles_with
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied


class NeedsPermission(Protocol):
    """Anything that is shown only to those who may use it, e.g. an item of the navigation."""

    @property
    def permission(self) -> str:
        """A permission, or nothing for everybody."""


Item = TypeVar("Item", bound=NeedsPermission)


def may(actor: Actor, permission: str) -> bool:
    """Whether the actor's role allows it. A permission that does not exist is a mistake of the code, not a no."""
    if permission not in PERMISSIONS:
        raise LookupError(f"no such permission: {permission}")
    return permission in permissions_of(actor.role)


def check(actor: Actor, permission: str) -> None:
    """Raise Denied with a sentence if the actor's role does not allow it."""
    if may(actor, permission):
        return
    who = " or ".join(role.word for role in roles_with(permission)) or "nobody here"
    raise Denied(
        "not_your_role",
        f"As {actor.role.word} you cannot {PERMISSIONS[permission]}. This is for the {who}.",
    )


def visible(actor: Actor, items: Iterable[Item]) -> list[Item]:
    """The items, e.g. of the navigation, that this actor can use."""
    return [item for item in items if not item.permission or may(actor, item.permission)]
