"""Something of a file was told to a partner by a package, and what follows when it changes. Real packages, really carried."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.content import Addressee, Answer, Chosen, Decision, Named, to_bytes
from fairward.exchange.following.first import First
from fairward.exchange.following.notice_actions import send_notice
from fairward.exchange.following.notice_package import Parties
from fairward.exchange.following.notice_queries import _parties
from fairward.exchange.following.queries import AsTold, FollowedLine, open_for
from fairward.exchange.models import DisclosedEntry, DisclosedPassage, Disclosure
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Coded, Manifest, Test, Told
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.sealing import Package, seal
from fairward.exchange.package.words import json_of
from fairward.exchange.queries import TABLE
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.exchange.vocabulary import HowTold
from fairward.files import actions as files
from fairward.files.queries import entry_for, standing_content_for
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind
from fairward.keys import directory, signing
from fairward.keys.records import create_record
from fairward.rules import disclosure
from tests.personas import DEPUTY, LEAD, Persona, School
from tests.support.packages import SMALL_PDF

WHY = "a test"
REASON = "Amy starts at your school on 8 September."


@dataclass
class Telling:
    """What is told and how: `labels` and `left_out` are by the place of a statement in its entry; no other text goes."""

    kind: DisclosureKind = DisclosureKind.REFERRAL
    label: Label = Label.RELEASABLE
    labels: Mapping[int, Label] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    masks: Mapping[str, str] = field(default_factory=dict)
    summary: str = "Something about a bruise."


def tell(
    school: School,
    partner_id: UUID,
    entry_ids: Sequence[UUID],
    how: Telling | None = None,
    by: Persona = LEAD,
) -> UUID:
    """Tell a partner the passages of some entries of one file, sealed and on its way; returns the disclosure."""
    how = how or Telling()
    with school.transaction():
        actor = school.actor(by)
        opened = [entry_for(actor, one, WHY) for one in entry_ids]
        entries, file = [one[0] for one in opened], opened[0][1]
        chosen = _chosen(entries, how)
        package = _package(actor, partner_id, file.child_id, entries, chosen, how)
        _send(actor, partner_id, package)
        disclosure_id = new_id()
        key = create_record(actor.organisation_id, disclosure_id, file=file.key)
        manifest, now = package.manifest, timezone.now()
        body = {
            "format": 2, "said": "Passages.", "reasons": REASON, "yes": [one.id for one in disclosure.tests()],
            "chosen": json.loads(to_bytes(chosen)), "left_out": [], "later": [], "behind": {}, "second": "",
            "is_urgent": False,
        }  # fmt: skip
        own = actor.organisation_id
        Disclosure.objects.create(
            organisation_id=own, id=disclosure_id, file_id=file.id, child_id=file.child_id, told_at=now,
            how=int(HowTold.PACKAGE), recipient_kind=int(manifest.recipient.kind),
            recipient=directory.protect(own, TABLE, disclosure_id, manifest.recipient.name.encode()),
            basis="safeguarding_task", sealed=key.seal(json.dumps(body).encode(), table=TABLE, version=1), is_told=True,
            kind=int(how.kind), package_id=manifest.id, partner_id=partner_id,
            digest=hashlib.sha256(json_of(manifest)).hexdigest(), recorded_at=now, recorded_by=actor.membership_id,
        )  # fmt: skip
        for entry in entries:
            DisclosedEntry.objects.create(organisation_id=own, disclosure_id=disclosure_id, entry_id=entry.id)
            DisclosedPassage.objects.bulk_create(
                DisclosedPassage(
                    organisation_id=own, disclosure_id=disclosure_id, entry_id=entry.id, passage_id=one.id,
                    label=int(chosen.passages[one.id].label),
                )
                for one in texts_of(entry)
                if chosen.passages[one.id].is_in
            )  # fmt: skip
    return disclosure_id


def _chosen(entries: Sequence[RenderedEntry], how: Telling) -> Chosen:
    passages = {}
    for entry in entries:
        own = [one.id for one in entry.statements]
        for one in texts_of(entry):
            notes = [*entry.annotations, *(one.statement.annotations if one.statement else ())]
            place = own.index(one.id) if one.id in own else None
            label = how.labels.get(place, how.label) if place is not None else how.label
            passages[one.id] = Decision(
                place is not None and place not in how.left_out, label, summary=how.summary, call="0113 496 0000",
                summaries={note.id: "Somebody explained it." for note in notes},
            )  # fmt: skip
    named = (Named("Sam Field", "designated safeguarding lead"),)
    return Chosen(
        Addressee("Partner", OrganisationKind.SCHOOL, named), "child_protection", REASON, "safeguarding_task",
        {one.id: Answer("yes", "") for one in disclosure.tests()}, True, passages=passages, masks=how.masks,
    )  # fmt: skip


def _package(
    actor: Actor, partner_id: UUID, child_id: UUID, entries: Sequence[RenderedEntry], chosen: Chosen, how: Telling
) -> Package:  # fmt: skip
    made_at, package_id = timezone.now(), new_id()
    line = FollowedLine(
        new_id(), new_id(), child_id, "", "", OrganisationKind.SCHOOL, made_at, HowTold.PACKAGE, package_id, partner_id,
        AsTold(how.kind, "safeguarding_task", True, "", None),
    )  # fmt: skip
    parties: Parties = _parties(actor, line, First(named=chosen.addressee.named), WHY)
    basis = disclosure.basis("safeguarding_task")
    head = Head(
        kind=how.kind, sender=parties.sender, recipient=parties.recipient, about=parties.about,
        purpose=Coded("child_protection", "child protection"), reason=REASON, basis=Coded(basis.id, basis.words),
        tests=tuple(Test(one.id, one.question, "yes", "") for one in disclosure.tests()), told=Told(True, None, None),
        log_head=parties.log_head, id=package_id, made_at=made_at.replace(microsecond=0),
    )  # fmt: skip
    picked = [
        ChosenEntry(
            entry,
            {
                key: Choice(one.label, one.summary, one.summaries, one.call)
                for key, one in _going(entry, chosen).items()
            },
            masked=how.masks,
        )
        for entry in entries
    ]
    return build(head, picked, draw=lambda _: SMALL_PDF)


def _going(entry: RenderedEntry, chosen: Chosen) -> dict[UUID, Decision]:
    return {one.id: chosen.passages[one.id] for one in texts_of(entry) if chosen.passages[one.id].is_in}


def _send(actor: Actor, partner_id: UUID, package: Package) -> None:
    own, card = actor.organisation_id, partner(actor.organisation_id, partner_id).card
    sealed = seal(
        package, ring_public=card.ring_key, verifying_key=signing.verifying_key(own), sign=partial(signing.sign, own)
    )  # fmt: skip
    put_on_its_way(
        by=actor, partner_id=partner_id, package_id=package.manifest.id,
        kind=EnvelopeKind(int(package.manifest.kind)), sealed=sealed, ring_id=card.ring_id,
    )  # fmt: skip


def correct(school: School, entry_id: UUID, place: int, text: str, by: Persona = LEAD) -> None:
    """A lead corrects the words of one statement."""
    with school.transaction():
        actor = school.actor(by)
        file, _, before = standing_content_for(actor, entry_id, WHY)
        said = tuple(
            replace(one, text=text) if number == place else one
            for number, one in enumerate(before.statements)
        )
        content = replace(before, statements=said)
        files.correct_entry(by=actor, file=file, entry_id=entry_id, content=content, reason="It was wrong.")


def waiting(school: School) -> list[FollowedLine]:
    """Everybody who must still be told or has not answered."""
    with school.transaction():
        return open_for(school.actor(LEAD, unlocked=False), WHY)


def press(school: School, line: FollowedLine, wordings: Mapping[UUID, str] | None = None) -> list[UUID]:
    """A lead sends what waits for one recipient."""
    with school.transaction():
        return send_notice(by=school.actor(LEAD), followed_id=line.id, wordings=wordings or {})


def opened_by(school: School, sealed: bytes) -> Manifest:
    """What a lead there reads in a package."""
    from fairward.exchange.package.sealing import open_and_check, privates_by_ring
    from fairward.exchange.travel.partner_queries import partner_of
    from fairward.kernel.vocabulary import RingKind
    from fairward.keys.ring_store import open_private_halves

    with school.transaction():
        privates = privates_by_ring(open_private_halves(school.actor(LEAD), RingKind.EXCHANGE).values())

        def keys_of(who: UUID) -> list[bytes]:
            found = partner_of(school.organisation_id, who)
            return [found.card.signing_key] if found else []

        return open_and_check(
            sealed, organisation_id=school.organisation_id, privates=privates, keys_of=keys_of, was_seen=lambda _: False
        ).package.manifest  # fmt: skip


OTHER = DEPUTY
