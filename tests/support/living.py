"""A school in the middle of its work: something at every stage, made by the actions that people use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.cases.noting_actions import Noted, note_case
from fairward.cases.pointing_actions import point_at
from fairward.cases.telling_actions import add_recipient
from fairward.cases.vocabulary import CaseKind, HowAsked, WhatIsWrong
from fairward.documents.attachments import accept
from fairward.exchange.actions import record_disclosure
from fairward.exchange.policies import NewDisclosure
from fairward.exchange.vocabulary import HowTold
from fairward.files import actions as files
from fairward.files import queries
from fairward.files.attachments import attachments_of_entry
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import (
    AnnotationKind,
    Basis,
    FamilyDecision,
    OrganisationKind,
    Outcome,
    Purpose,
)
from fairward.people.actions import add_adult, add_child, relate_siblings
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.models import Relationship
from fairward.people.vocabulary import RelationshipKind
from fairward.retention.hold_actions import make_hold
from fairward.retention.hold_policies import NewHold, Scope, longest_until
from fairward.retention.review_actions import decide_entries
from fairward.retention.review_policies import Decided
from fairward.retention.vocabulary import Choice, HoldKind
from fairward.rights.writing import FamilyChoice
from fairward.rules.disclosure import tests
from fairward.school.concerns import triage_actions
from fairward.school.concerns.decide_actions import decide_concern
from fairward.school.concerns.decide_policies import Decision
from fairward.school.concerns.decide_queries import family_of
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_actions import send_report
from fairward.school.concerns.report_answers import NOT_SAFE, SAFE, TOLD_NO, Answers, Said
from fairward.school.concerns.report_times import TypedWhen
from fairward.school.concerns.triage_policies import Filing, ImmediateAction
from fairward.school.concerns.triage_queries import concern_for
from tests.personas import ADMINISTRATOR, DPO, LEAD, SUPERVISOR, Persona, School, make_school
from tests.support.families import let_in

WHY = "a test"
MOTHER = "Morag Fairbairn"
SAW = "He had a bruise on his left arm."
SAID = "I fell off my bike"
THOUGHT = "He seemed frightened of going home."


@dataclass
class Living:
    """The school and the ids of what is in it. Every method is one act of one person, in a transaction of its own."""

    school: School
    amy: UUID
    jack: UUID
    mother: UUID
    ids: dict[str, UUID] = field(default_factory=dict)

    def actor(self, persona: Persona = LEAD) -> Actor:
        return self.school.actor(persona)

    def report(
        self,
        *said: Said,
        children: Sequence[UUID] | None = None,
        danger: bool = False,
        attachment: bytes = b"",
        by: Persona = SUPERVISOR,
        where: str = "Playground",
    ) -> UUID:
        """Send a report, by default about Amy; returns the concern."""
        about = dict.fromkeys([self.amy] if children is None else children, Part.MAIN)
        answers = Answers(
            children=about, is_unknown=not about, unknown_child="" if about else "A boy in a red coat",
            safe=NOT_SAFE if danger else SAFE, statements=list(said) or [Said(basis=Basis.OBSERVED, text=SAW)],
            when=TypedWhen("today"), where=where, told=TOLD_NO,
        )  # fmt: skip
        taken = [accept("drawing.txt", attachment)] if attachment else []
        with self.school.transaction():
            return send_report(by=self.actor(by), answers=answers, files=taken)

    def file(
        self,
        concern_id: UUID,
        purpose: Purpose = Purpose.CHILD_PROTECTION,
        *,
        merge_into: UUID | None = None,
        action: str = "",
        only: dict[UUID, list[int]] | None = None,
    ) -> list[UUID]:
        """File it for each of its children with all statements, or for some with those at the given places."""
        with self.school.transaction():
            lead = self.actor()
            opened = concern_for(lead, concern_id, WHY)
            every = [one.id for one in opened.content.statements]
            due = timezone.localdate() + timedelta(days=3)
            todo = (ImmediateAction(action, lead.membership_id, due),) if action else ()
            chosen = only or {child.id: list(range(len(every))) for child in opened.children}
            filings = [
                Filing(
                    child, purpose, tuple(every[place] for place in places), merge_into=merge_into, actions=todo,
                    attachment_ids=tuple(one.id for one in opened.attachments),
                )
                for child, places in chosen.items()
            ]  # fmt: skip
            return triage_actions.file_concern(by=lead, concern=opened, filings=filings)

    def annotate(
        self, entry_id: UUID, text: str, place: int | None = 0, kind: AnnotationKind = AnnotationKind.EXPLANATION
    ) -> UUID:  # fmt: skip
        """Attach words to the statement at a place of the entry, or to the entry as a whole (None)."""
        with self.school.transaction():
            lead = self.actor()
            shown, opened, _ = queries.entry_for(lead, entry_id, WHY)
            statement_id = None if place is None else shown.statements[place].id
            return files.annotate(
                by=lead, file=opened, entry_id=entry_id, kind=kind, text=text, statement_id=statement_id
            )

    def decide(self, entry_id: UUID, outcome: Outcome = Outcome.EXPLAINED, rationale: str = "He told us.") -> UUID:  # fmt: skip
        """Decide an entry, shared with everybody whom it is about; returns the entry of the decision."""
        with self.school.transaction():
            lead = self.actor()
            shown, opened, _ = queries.entry_for(lead, entry_id, WHY)
            family = family_of(lead, opened.child_id)
            choices = tuple(FamilyChoice(person.id, FamilyDecision.SHARE_NOW) for person in family)
            decision = Decision(
                outcome, rationale, tuple(one.id for one in shown.statements), "I like my bike", "", choices,
                timezone.localdate() + timedelta(days=90),
            )  # fmt: skip
            return decide_concern(by=lead, file=opened, entry_id=entry_id, decision=decision, family=family)

    def note(self, kind: CaseKind, words: str, *, by: Persona = SUPERVISOR) -> UUID:
        """Somebody of the staff notes what somebody asked about Amy, or what happened; returns the case."""
        noted = Noted(
            kind, HowAsked.IN_PERSON, timezone.now(), words, who="Morag Fairbairn", child_id=self.amy
        )
        with self.school.transaction():
            return note_case(by=self.actor(by), noted=noted)

    def point_at(
        self, case_id: UUID, entry_id: UUID, place: int = 0, what: WhatIsWrong = WhatIsWrong.WRONG_FACT
    ) -> None:
        """A lead says which statement of an entry somebody asked to put right."""
        with self.school.transaction():
            lead = self.actor()
            shown = queries.entry_for(lead, entry_id, WHY)[0]
            point_at(
                by=lead,
                case_id=case_id,
                entry_id=entry_id,
                statement_id=shown.statements[place].id,
                what=what,
            )

    def file_of(self, entry_id: UUID) -> UUID:
        with self.school.transaction():
            return queries.entry_for(self.actor(), entry_id, WHY)[1].id


def make_living(name: str = "Millbrook Primary School") -> Living:
    """A school with its people, two linked children and a mother; nothing has happened yet."""
    school = make_school(name)
    office = school.actor(ADMINISTRATOR)
    with school.transaction():
        amy = add_child(
            by=office, identity=ChildIdentity("Amy", "Fairbairn", born_on=date(2018, 3, 4), class_name="3A"), year_group=3
        )  # fmt: skip
        jack = add_child(
            by=office, identity=ChildIdentity("Jack", "Fairbairn", class_name="4B"), year_group=4
        )
        mother = add_adult(
            by=office,
            child_id=amy,
            identity=AdultIdentity("Fairbairn", "Morag"),
            kind=RelationshipKind.MOTHER,
            has_responsibility=True,
        )
        relate_siblings(by=office, first=amy, second=jack)
    let_in(school, mother, [amy], MOTHER)
    return Living(school, amy, jack, mother)


def busy(living: Living) -> Living:
    """Something at every stage; `ids` names it."""
    ids = living.ids
    ids["concern"] = living.report(attachment=b"A drawing in words.")
    with living.school.transaction():
        ids["concern_attachment"] = concern_for(living.actor(), ids["concern"], WHY).attachments[0].id
    observed = Said(basis=Basis.OBSERVED, text=SAW)
    said = Said(basis=Basis.CHILD_SAID, text=SAID)
    thought = Said(basis=Basis.OPINION, text=THOUGHT, because=[observed.id])
    filed = living.report(observed, said, thought, attachment=b"Notes of the first aider.")
    ids["filed"], ids["entry"] = filed, living.file(filed, action="Ring the mother")[0]
    ids["file"] = living.file_of(ids["entry"])
    ids["decided_concern"] = living.report(Said(basis=Basis.OBSERVED, text="She had no coat."))
    ids["decided"] = living.file(ids["decided_concern"], Purpose.WELFARE)[0]
    ids["decision"] = living.decide(ids["decided"])
    shouted = Said(basis=Basis.OBSERVED, text="A colleague shouted at a child.")
    ids["staff"] = living.report(shouted, attachment=b"Who else was there.")
    with living.school.transaction():
        lead = living.actor()
        ids["staff_attachment"] = concern_for(lead, ids["staff"], WHY).attachments[0].id
        triage_actions.pass_to_headteacher(by=lead, concern_id=ids["staff"])
        chronology = queries.chronology_for(
            lead, queries.file_for(lead, ids["file"], WHY)[1], queries.Filters(), WHY
        )
        ids["action"] = next(one.id for one in chronology.entries if one.due_on)
        shown = queries.entry_for(lead, ids["entry"], WHY)[1]
        ids["attachment"] = attachments_of_entry(lead, shown, ids["entry"], WHY)[0].id
        relationships = Relationship.objects.filter(
            organisation_id=lead.organisation_id, adult_id=living.mother
        )
        ids["relationship"] = relationships.values_list("id", flat=True).get()
    ids["disclosure"] = tell_social_care(living, ids["entry"])
    ids["case"] = living.note(CaseKind.COMPLAINT, "They read out my letter in the office.")
    ids["correction"] = living.note(CaseKind.CORRECTION, "She had a coat that day.")
    living.point_at(ids["correction"], ids["decided"])
    with living.school.transaction():
        ids["recipient"] = add_recipient(
            by=living.actor(), case_id=ids["correction"], words="The netball club"
        )
    with living.school.transaction():
        ids["hold_id"] = hold(
            living.actor(DPO), Scope(child_id=living.jack, purpose=Purpose.CHILD_PROTECTION)
        )
        kept = Decided(Choice.KEEP, "His sister needs it.", timezone.localdate() + timedelta(days=90))
        ids["batch_id"] = decide_entries(by=living.actor(), entry_ids=[ids["decided"]], decided=kept)
    ids["breach"] = living.note(CaseKind.BREACH, "A list of names was left on the bus.")
    ids |= {"amy": living.amy, "jack": living.jack, "mother": living.mother}
    return living


def hold(by: Actor, scope: Scope, kind: HoldKind = HoldKind.POLICE) -> UUID:
    """Freeze what a scope names, for as long as a hold may stand; returns it."""
    until = longest_until(timezone.localdate())
    new = NewHold(kind, scope, "A letter of 3 May asks for it.", by.membership_id, until)
    return make_hold(by=by, new=new)


def tell_social_care(living: Living, entry_id: UUID, *, is_told: bool = True) -> UUID:
    """Record that social care was told of an entry by telephone; returns the disclosure."""
    new = NewDisclosure(
        (entry_id,), timezone.now() - timedelta(hours=1), HowTold.TELEPHONE, OrganisationKind.SOCIAL_CARE,
        "Northfield social care, duty social worker", "We told them of the bruise and of the bicycle.", "safeguarding_task",
        frozenset(one.id for one in tests()), "", is_told,
        ground="" if is_told else "increases_risk", tell_by=None if is_told else timezone.localdate() + timedelta(days=5),
    )  # fmt: skip
    with living.school.transaction():
        lead = living.actor()
        opened = queries.entry_for(lead, entry_id, WHY)[1]
        return record_disclosure(by=lead, file=opened, new=new)
