"""Takes entries out of a file and everything that points at them, in every room; what is frozen is put away instead.

It decides nothing and logs no act. Reports are not its business: whoever filed an entry from one unlinks it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.access_requests import writing as access_requests
from fairward.cases import hanging as cases
from fairward.exchange import forgetting as exchange
from fairward.exchange.choosing import tidying as choosing
from fairward.files import changes, disposal
from fairward.files.changes import Changed, ChangeKind
from fairward.kernel.actor import Actor
from fairward.retention.destroying import destroy_entries
from fairward.retention.entries import lock_entries
from fairward.retention.holding import no_hold_comes
from fairward.rights import forgetting as rights


def take_out(
    by: Actor, file_id: UUID, entry_ids: Sequence[UUID], kind: ChangeKind = ChangeKind.ANOTHER_CHILD
) -> bool:
    """No page, list, search or member of the family has these entries any more; their keys are destroyed unless something
    forbids it now. Returns whether they are destroyed. `kind`: what became of them, for whoever outside was told."""
    no_hold_comes(by.organisation_id)
    for one in entry_ids:
        changes.tell_of(by, Changed(one, kind))
    rights.end_for_everybody(by, entry_ids)
    choosing.forget_entries(by.organisation_id, entry_ids)
    cases.ON_ENTRIES.forget(by.organisation_id, entry_ids)
    access_requests.forget_entries(by.organisation_id, entry_ids)
    if disposal.is_frozen(by.organisation_id, file_id, entry_ids):
        disposal.put_away(by.organisation_id, entry_ids)
        return False
    destroy(by.organisation_id, entry_ids)
    return True


def destroy(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """As everything that goes, and further: of what was told outside no word stays, even beside words about other entries."""
    files = lock_entries(organisation_id, entry_ids)
    exchange.forget_entries(organisation_id, entry_ids)
    disposal.let_go_of_reports(organisation_id, entry_ids)
    destroy_entries(organisation_id, entry_ids, files, _goes)


def _goes(organisation_id: UUID, file_id: UUID) -> bool:
    """An empty file stays while something is noted of it that was told outside, or of a request in which it was opened."""
    return not (
        exchange.has_disclosures(organisation_id, file_id)
        or access_requests.has_openings(organisation_id, file_id)
    )
