"""May this person read or write here, as far as roles say; the keys say the rest. Pure."""

from __future__ import annotations

from fairward.files.content import EntryContent
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose, Role

LEADS = frozenset({Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD})
READERS: dict[Purpose, frozenset[Role]] = {
    Purpose.CHILD_PROTECTION: LEADS,
    Purpose.WELFARE: LEADS | {Role.PASTORAL},
    Purpose.BEHAVIOUR: LEADS | {Role.PASTORAL},
    Purpose.STAFF_CONDUCT: frozenset({Role.HEADTEACHER}),
}
MOST_TEXT = 20_000


def check_can_read(actor: Actor, purpose: Purpose, year_group: int | None = None) -> None:
    """Raise Denied where the role does not read files of this purpose; pastoral leads read their own year groups."""
    if actor.role not in READERS[purpose]:
        raise Denied("file_not_for_role", f"Files about {purpose.word} are not open to your role.")
    if actor.role is Role.PASTORAL and year_group not in actor.year_groups:
        raise Denied("other_year_group", "You read the welfare files of your own year groups only.")


def check_can_write(actor: Actor, purpose: Purpose) -> None:
    """Raise Denied where the role does not write into files of this purpose."""
    if actor.role not in READERS[purpose]:
        raise Denied("file_not_for_role", f"Files about {purpose.word} are not open to your role.")


def check_is_ours(content: EntryContent) -> None:
    """Raise Denied for what another organisation wrote: its words are theirs."""
    if content.origin is not None:
        raise Denied(
            "not_ours",
            f"This was written at {content.origin.written_at}. Ask them to correct it; then their correction comes here. "
            "What you know yourself, add to it or write as an entry of your own.",
        )


def check_text(text: str, what: str) -> None:
    """Raise Denied when a text is empty or longer than an entry should ever be."""
    if not text.strip():
        raise Denied("empty_text", f"Write {what}.")
    if len(text) > MOST_TEXT:
        raise Denied("text_too_long", f"Shorten {what} to {MOST_TEXT:,} letters, or attach it as a document.")
