"""What the invented families are shown, by the acts that leads use. It may not show what nobody decided to show."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.config.demo.acting import WHY
from fairward.config.demo.people import DemoPerson, actor_of
from fairward.config.demo.weak_records import said, saw
from fairward.families.queries import standing_accesses
from fairward.files.queries import entry_for
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind, Outcome, Purpose
from fairward.rights import sharing
from fairward.rights.actions import share
from fairward.rights.masks import Masks
from fairward.rights.sharing_queries import family_for
from fairward.tenancy.context import as_organisation


def show_something(child_id: UUID, reporter: DemoPerson, lead: DemoPerson) -> None:
    """A bruise with its explanation, decided, and shown to everybody of the family who was let in."""
    with as_organisation(UUID(lead.organisation_id)):
        by = actor_of(lead, unlocked=True)
        entry_id = _bruise(actor_of(reporter), by, child_id)
        opened = entry_for(by, entry_id, WHY)[1]
        for one in standing_accesses(by.organisation_id, child_id):
            masks = _looked_at(by, opened, entry_id, one.person_id)
            share(by=by, file=opened, entry_id=entry_id, person_id=one.person_id, masks=masks)


def _looked_at(by: Actor, file: OpenedFile, entry_id: UUID, person_id: UUID) -> Masks:
    """The text names nobody: a word that is also the name of some pupil stays, as a lead would leave it standing."""
    entry = sharing.entry_of(by, file, entry_id)
    ground = sharing.gather(by, file, entry, person_id, family_for(by, file.child_id))
    found = sharing.prepare(ground, Masks()).found
    return Masks(kept=tuple(one.phrase for one in found.suggestions), seen=frozenset(found.warnings))


def _bruise(reporter: Actor, lead: Actor, child_id: UUID) -> UUID:
    """The entry of a report that was seen, explained and decided."""
    at = timezone.now() - timedelta(days=20)
    bruise = saw("A bruise on the left forearm, about 3 cm, blue and yellow. Moved the arm freely.")
    words = said("I came off my bike on the hill")
    concern = acting.report(reporter, [child_id], [bruise, words], at=at, where="Changing room")
    entry_id = acting.file(lead, concern, Purpose.CHILD_PROTECTION)[0]
    acting.attach(
        lead, entry_id, AnnotationKind.EXPLANATION, "The club says that there was a fall on the hill, and that it was seen to.",
        to_statement=0,
    )  # fmt: skip
    acting.decide(
        lead, entry_id, Outcome.EXPLAINED, "What was said, what was seen and what the club says fit together.",
        voice="It does not hurt any more.",
    )  # fmt: skip
    return entry_id
