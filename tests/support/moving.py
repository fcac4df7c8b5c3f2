"""Children who move between schools of one installation: what the roll says, what is sent, what the other school answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.package.making import texts_of
from fairward.exchange.package.receipt_notes import ReceiptNote, seal_note
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.vocabulary import HowTold
from fairward.files.models import Entry
from fairward.kernel.vocabulary import Purpose
from fairward.people.identity import child_from_raw, reveal_raw_children
from fairward.people.models import Child
from fairward.people.plan import Answer, Plan
from fairward.people.roster.results import Roster, RosterPupil
from fairward.people.roster_actions import apply_import, stage_import
from fairward.people.roster_queries import plan_for
from fairward.people.vocabulary import RollStatus
from fairward.retention.models import SentOn
from fairward.school.transfers import actions, part_actions
from fairward.school.transfers.content import NextSchool
from fairward.school.transfers.following_actions import follow_transfers
from fairward.school.transfers.models import IndexLine, Transfer, TransferPart
from fairward.school.transfers.queries import OneTransfer, transfer_for
from fairward.school.transfers.vocabulary import Asked, Destination, Succession
from tests.personas import ADMINISTRATOR, LEAD, School
from tests.support.living import Living
from tests.support.sending import IN, OUT, choose, let_go, read_through
from tests.support.travelling import befriend, carry_due

WHY = "a test"


def with_files(living: Living) -> Living:
    """Amy has a child protection file, with an action, and a welfare file in which one concern was decided."""
    ids = living.ids
    ids["entry"] = living.file(living.report(), action="Ring the mother")[0]
    ids["file"] = living.file_of(ids["entry"])
    ids["decided"] = living.file(living.report(), Purpose.WELFARE)[0]
    ids["welfare"] = living.file_of(ids["decided"])
    living.decide(ids["decided"])
    with living.school.transaction():
        rows = Entry.objects.filter(
            organisation_id=living.school.organisation_id, about_entry_id=ids["entry"]
        )
        ids["action"] = rows.values_list("id", flat=True).get()
    return living


@dataclass
class Moving:
    """A school whose children move, and the school next to it. Every method is what a person or a job does."""

    living: Living
    next: School
    partner_id: UUID
    packages: list[UUID] = field(default_factory=list)

    @classmethod
    def of(cls, living: Living, other: School) -> Moving:
        """Both trust each other's card."""
        return cls(living, other, befriend(living.school, other))

    @property
    def own(self) -> UUID:
        return self.living.school.organisation_id

    def import_roll(self, *gone: UUID) -> Plan:
        """The office imports the whole roll, without these children."""
        with self.living.school.transaction():
            by = self.living.actor(ADMINISTRATOR)
            rows = (
                Child.objects.filter(organisation_id=self.own)
                .exclude(id__in=gone)
                .values_list("id", "identity")
            )
            plain = reveal_raw_children(self.own, ((key, sealed) for key, sealed in rows))
            children = [child_from_raw(raw) for raw in plain]
            pupils = [
                RosterPupil(
                    number,
                    one.surname,
                    one.forename,
                    born_on=one.born_on,
                    class_name=one.class_name,
                    year_group=4,
                )
                for number, one in enumerate(children, start=2)
            ]
            roster = Roster("csv", pupils=pupils)
            import_id = stage_import(by=by, roster=roster, file_digest="0", is_whole_roll=True)
            shown = plan_for(self.own, roster, is_whole_roll=True)
            answers = {one.key: Answer.SAME for one in shown.conflicts}
            return apply_import(
                by=by, import_id=import_id, fingerprint=shown.fingerprint(), answers=answers,
                has_seen_problems=True, accepts_leavers=True,
            )  # fmt: skip

    def leave(self, child_id: UUID, days_ago: int = 0) -> UUID:
        """The roll says that the child has left; some days before, if that is wanted. Returns the open transfer."""
        self.import_roll(child_id)
        if days_ago:
            with self.living.school.transaction():
                on = timezone.localdate() - timedelta(days=days_ago)
                Child.objects.filter(
                    organisation_id=self.own, id=child_id, status=int(RollStatus.LEFT)
                ).update(left_on=on)
                actions.change_day(by=self.living.actor(), transfer_id=self.open_of(child_id), leaves_on=on)
        return self.open_of(child_id)

    def open_of(self, child_id: UUID) -> UUID:
        with self.living.school.transaction():
            rows = Transfer.objects.filter(organisation_id=self.own, child_id=child_id, closed_at=None)
            return rows.values_list("id", flat=True).get()

    def to_next(self, transfer_id: UUID) -> None:
        """The lead says that it goes to the next school."""
        with self.living.school.transaction():
            actions.set_destination(
                by=self.living.actor(), transfer_id=transfer_id, kind=Destination.PARTNER,
                school=NextSchool(lead="Ada Moss"), partner_id=self.partner_id,
            )  # fmt: skip

    def look(self, transfer_id: UUID) -> OneTransfer:
        with self.living.school.transaction():
            return transfer_for(self.living.actor(), transfer_id, WHY)

    def part(self, transfer_id: UUID, file_id: UUID) -> UUID:
        """The part of a file that counts now: the last one."""
        with self.living.school.transaction():
            rows = TransferPart.objects.filter(
                organisation_id=self.own, transfer_id=transfer_id, file_id=file_id, is_over=False
            )
            return rows.order_by("-id").values_list("id", flat=True)[0]

    def keep_back(self, transfer_id: UUID, file_id: UUID, reason: str = "Nothing of concern in it.") -> None:
        part = self.part(transfer_id, file_id)
        with self.living.school.transaction():
            part_actions.keep_back(
                by=self.living.actor(), transfer_id=transfer_id, part_id=part, reason=reason
            )

    def prepare(self, transfer_id: UUID, file_id: UUID) -> UUID:
        """Begin the draft of a file; returns it."""
        part = self.part(transfer_id, file_id)
        with self.living.school.transaction():
            return part_actions.prepare_file(by=self.living.actor(), transfer_id=transfer_id, part_id=part)

    def send(self, transfer_id: UUID, file_id: UUID, *only: UUID) -> UUID:
        """Prepare a file, choose everything in it or only these entries, and send it; returns the package."""
        package_id = self.let_go(self.prepare(transfer_id, file_id), *only)
        self.follow()
        return package_id

    def let_go(self, draft_id: UUID, *only: UUID, way: HowTold | None = None) -> UUID:
        """Everything is chosen, or these entries alone, read through and sent."""
        with self.living.school.transaction():
            draft = draft_for(self.living.actor(), draft_id, WHY)
            shown = entries_of(self.living.actor(), draft, WHY)
            chosen = {text.id for one in shown if not only or one.id in only for text in texts_of(one)}
        choose(self.living, draft_id, lambda one: IN if one.id in chosen else OUT)
        read_through(self.living, draft_id)
        package_id = let_go(self.living, draft_id, way).package_id
        self.packages.append(package_id)
        return package_id

    def say(
        self, package_id: UUID, state: TravelState, by: School | None = None, note: ReceiptNote | None = None
    ) -> None:
        """The package arrives, a lead there says what becomes of it, and the receipt comes back."""
        there = by or self.next
        carry_due(self.living.school)
        with there.transaction():
            arrival = Arrival.objects.get(organisation_id=there.organisation_id, package_id=package_id)
            ring = partner(there.organisation_id, arrival.partner_id).card.ring_key
            sealed = b""
            if note is not None:
                sealed = seal_note(
                    note, ring_public=ring, package_id=package_id, recipient_id=there.organisation_id
                )
            answer(by=there.actor(LEAD), arrival_id=arrival.id, state=state, note=sealed)
        carry_due(there)
        self.follow()

    def follow(self, now: datetime | None = None) -> None:
        """What the job does every five minutes."""
        with self.living.school.transaction():
            follow_transfers(self.own, now or timezone.now())


def moves(living: Living) -> dict[str, UUID]:
    """Amy will leave, somebody asked where to, and one of her files is not sent: for guards that ask every page."""
    lead, today = living.actor(), timezone.localdate()
    with living.school.transaction():
        transfer_id = actions.begin_transfer(
            by=lead, child_id=living.amy, leaves_on=today + timedelta(days=30)
        )
        actions.note_asked(
            by=lead, transfer_id=transfer_id, asked_on=today, how=Asked.EMAIL, words="They will write to us."
        )
        rows = TransferPart.objects.filter(transfer_id=transfer_id, file_id=living.ids["file"])
        part_id = rows.values_list("id", flat=True).get()
        part_actions.keep_back(
            by=lead, transfer_id=transfer_id, part_id=part_id, reason="Nothing of concern in it."
        )
    return {"transfer_id": transfer_id, "part_id": part_id}


def fill_transfers(living: Living, partner_id: UUID, successor_id: UUID) -> None:
    """A row in each table of transfers, and an entry that was sent on."""
    part_id, own = moves(living)["part_id"], living.school.organisation_id
    with living.school.transaction():
        IndexLine.objects.create(
            organisation_id=own, part_id=part_id, kind=1, occurred_on=timezone.localdate()
        )
        actions.note_successor(
            by=living.actor(), partner_id=partner_id, successor_id=successor_id, how=Succession.MERGED,
            since_on=timezone.localdate(),
        )  # fmt: skip
        SentOn.objects.create(
            organisation_id=own, entry_id=living.ids["entry"], transferred_on=timezone.localdate(), was_sent=True,
            rule_before="welfare",
        )  # fmt: skip
