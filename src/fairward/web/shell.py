"""What stands around every page for one person: names, navigation, lock. It may not know where it comes from.

The room above everything names a function in `settings.FAIRWARD_SHELL` that makes it for a request.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from fairward.design.pieces import Contact, Link


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that must be mended, red at the top of every page until it is."""

    title: str
    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Places of one subject that open below its word in the navigation."""

    text: str
    links: Sequence[Link]

    @property
    def is_current(self) -> bool:
        """Whether the present page is one of them."""
        return any(link.is_current for link in self.links)


@dataclass(frozen=True, slots=True)
class Shell:
    """Header, navigation, lock state. Empty texts leave their part out. Addresses are made by whoever fills this.

    `groups`: what is not for every day, folded into words that open behind the navigation.
    `beside`: places that belong together with the present one.
    `exit_url`: where "Exit this page" leads, for people who may have to hide at once that they were here.
    """

    organisation_name: str = ""
    person_name: str = ""
    navigation: Sequence[Link] = ()
    groups: Sequence[LinkGroup] = ()
    beside: Sequence[Link] = ()
    contacts: Sequence[Contact] = ()
    alerts: Sequence[Alert] = ()
    can_unlock: bool = False
    is_unlocked: bool = False
    seconds_left: int = 0
    unlock_url: str = ""
    lock_url: str = ""
    extend_url: str = ""
    sign_out_url: str = ""
    account_url: str = ""
    exit_url: str = ""
    accessibility_url: str = "/accessibility/"
    privacy_url: str = "/privacy/"


def plain(request: HttpRequest) -> Shell:
    """A shell for nobody in particular."""
    return Shell()


def put_on(request: HttpRequest) -> None:
    """Give the request its `shell`, made when a page first needs it, inside that page's transaction."""
    make: Callable[[HttpRequest], Shell] = import_string(
        getattr(settings, "FAIRWARD_SHELL", f"{__name__}.plain")
    )
    request.shell = SimpleLazyObject(lambda: make(request))  # type: ignore[attr-defined]
    request.is_demonstration = bool(getattr(settings, "FAIRWARD_DEMO", False))  # type: ignore[attr-defined]
