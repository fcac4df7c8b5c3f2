"""What the administrator's pages say. It may not write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from fairward.access.permissions import CHARTERS
from fairward.accounts import queries as accounts
from fairward.design.pieces import Cell, Chip, Row
from fairward.design.words import date_words
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind
from fairward.keys import rings
from fairward.organisations import queries as organisations
from fairward.organisations.queries import Member


def people(found: Sequence[Member], actor: Actor) -> list[Row]:
    """Members as rows of a list: name, role, how they stand."""
    waiting = accounts.waiting_for_first_sign_in({member.account_id for member in found})
    return [_row(member, member.account_id in waiting, actor) for member in found]


def _row(member: Member, has_code: bool, actor: Actor) -> Row:
    chips = []
    if not member.is_active and member.ends_on:
        chips.append(Chip(f"Ended {date_words(member.ends_on)}", "quiet"))
    elif has_code:
        chips.append(Chip("Has a one-time code", "due"))
    if member.membership_id == actor.membership_id:
        chips.append(Chip("You"))
    address = reverse("administration:person", kwargs={"membership_id": member.membership_id})
    return Row([Cell(member.name, address, note=member.job_title), Cell(member.role.word), Cell(chips=chips)])


def role_hints() -> dict[str, str]:
    """What each role is for, beside its radio button."""
    return {str(int(role)): charter.prose for role, charter in CHARTERS.items()}


def keys_held(actor: Actor, member: Member) -> list[str]:
    """The rings that somebody holds alone, in words: nobody could read with them without the sheet in the safe."""
    standing = rings.holders(actor.organisation_id)
    return [kind.word for kind, who in standing.items() if who == [member.account_id]]


def settings(actor: Actor) -> dict[str, Any]:
    """The settings as they stand."""
    row = organisations.organisation(actor.organisation_id)
    return {
        "reporters_need_second_factor": row.reporters_need_second_factor,
        "mail_from": row.mail_from,
        "notice_address": row.notice_address,
    }


def has_terms(actor: Actor) -> bool:
    """Whether this organisation is one that has terms."""
    return organisations.organisation(actor.organisation_id).kind == OrganisationKind.SCHOOL
