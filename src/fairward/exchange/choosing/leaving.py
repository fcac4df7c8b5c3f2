"""What is being prepared of a file, in lines for the file's own page. It may not open a draft."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import may
from fairward.design.addresses import url
from fairward.design.pieces import Link
from fairward.design.words import date_words
from fairward.exchange.choosing.draft_queries import open_drafts_of
from fairward.exchange.choosing.tidying import goes_at, is_nearly_gone
from fairward.kernel.actor import Actor


def leaving_lines(actor: Actor, file_id: UUID) -> list[Link]:
    """Each draft of the file with the day on which it is thrown away if nobody touches it; nothing for who may not send."""
    if not may(actor, "exchange:package:send"):
        return []
    now = timezone.now()
    return [
        Link(
            f"{one.kind.word.capitalize()}: {one.state.word}",
            url("choosing:draft", draft_id=one.id),
            note=f"Thrown away on {date_words(goes_at(one.changed_at))} if nobody touches it."
            if is_nearly_gone(one.changed_at, now)
            else "",
        )
        for one in open_drafts_of(actor, file_id, "seeing what is being prepared")
    ]
