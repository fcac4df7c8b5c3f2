"""What must be true before something leaves. In danger nothing that is missing stands in the way; it is added later. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fairward.exchange.choosing.completeness import Missing, missing_in
from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.sending_queries import Material
from fairward.exchange.package.checking import MUST_BE_YES
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.denied import Denied

READ, SECOND = "read", "second"
CHANGED = (
    "Something in the file that goes with it was added or changed after it was read through. "
    "Read it through again as its reader will, before it goes."
)


def check_way(partner_id: UUID | None, way: HowTold | None) -> HowTold:
    """To a partner it goes sealed; to anybody else as an encrypted file, or on paper."""
    if partner_id is not None:
        return HowTold.PACKAGE
    return way if way is HowTold.PAPER else HowTold.FILE


def check_can_send(sender: UUID, draft: OpenedDraft, material: Material) -> None:
    """Raise Denied with what is still missing; where a child may be in danger, almost nothing is (`completeness`)."""
    blocking = blocking_in(draft, missing_in(draft, material.opened.entries))
    if blocking:
        raise Denied("draft_incomplete", " ".join(one.sentence for one in blocking))
    if draft.facts.is_urgent:
        return
    if not draft.facts.is_read_through:
        raise Denied("not_read_through", "Read it through as its reader will, before it goes.")
    if not material.needed:
        return
    if not draft.facts.is_agreed:
        raise Denied("no_second", material.needed.sentence)
    if draft.facts.second_by == sender:
        raise Denied("second_sends", "You agreed to this as the second person. Whoever prepared it sends it.")


def check_as_read(draft: OpenedDraft, digest: bytes) -> None:
    """What goes is what somebody read, word for word: `digest` is that of what would go (`as_read`)."""
    if not draft.facts.is_read_through:
        raise Denied("not_read_through", "Read it through as its reader will, before it goes.")
    if draft.read_digest != digest:
        raise Denied("changed_since_read", CHANGED)


def is_second_owed(draft: OpenedDraft, material: Material, digest: bytes) -> bool:
    """Whether a second person has not agreed to what goes, word for word, and should have."""
    return bool(material.needed) and not (draft.facts.is_agreed and draft.read_digest == digest)


def blocking_in(draft: OpenedDraft, missing: Iterable[Missing]) -> list[Missing]:
    """What stands in the way: in danger only that somebody said it is not relevant, or does not help."""
    never = {f"test_no_{one}" for one in MUST_BE_YES}
    return [one for one in missing if one.blocks and (not draft.facts.is_urgent or one.id in never)]


def missing_ids(draft: OpenedDraft, material: Material, digest: bytes) -> list[str]:
    """What is to be added after it went: ids only. `digest` is that of what goes."""
    missing = [one.id for one in missing_in(draft, material.opened.entries)]
    if not draft.facts.is_read_through or draft.read_digest != digest:
        missing.append(READ)
    if is_second_owed(draft, material, digest):
        missing.append(SECOND)
    return missing
