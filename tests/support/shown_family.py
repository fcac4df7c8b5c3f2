"""A family around one child: what each is decided to see, shown, and can open with their own key. Real keys, real rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.families.vocabulary import AccessGround
from fairward.files.queries import entry_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, FamilyDecision, Purpose
from fairward.keys.records import open_records
from fairward.people.actions import add_adult, add_child, relate_siblings
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.vocabulary import RelationshipKind
from fairward.rights import actions
from fairward.rights.masks import Masks
from fairward.rights.models import ShownVersion
from fairward.rights.sharing import entry_of, gather, prepare
from fairward.rights.sharing_queries import family_for
from fairward.rights.shown_content import ShownEntry, from_bytes
from fairward.rights.shown_queries import SHOWN_TABLE
from fairward.rights.writing import FamilyChoice, write_choices
from fairward.school.concerns.report_answers import Said
from tests.personas import ADMINISTRATOR, DEPUTY, LEAD, Persona, School, make_school
from tests.support import casework
from tests.support.families import let_in

WHY = "a test"
MOTHER, FATHER = "Rosa Quintero", "Leon Quintero"
MOTHERS_STREET, MOTHERS_POSTCODE, MOTHERS_PHONE = "14 Mill Lane", "LE1 4AB", "07700 900123"
OTHER_CHILD = "Ella Marsh"


@dataclass
class Family:
    """A girl of 14, her mother and her father, who live apart; each with an account of their own."""

    school: School
    child: UUID
    mother: UUID
    father: UUID
    personas: dict[UUID, Persona] = field(default_factory=dict)

    def lead(self) -> Actor:
        return self.school.actor(LEAD)

    def of(self, person_id: UUID) -> Actor:
        """A member of the family at work with their own key."""
        return self.school.actor(self.personas[person_id])

    def entry(self, *said: Said, purpose: Purpose = Purpose.WELFARE) -> UUID:
        """Report and file something about the girl."""
        with self.school.transaction():
            lead = self.lead()
            return casework.file(lead, casework.report(lead, [self.child], *said), purpose)[0]

    def decide(self, entry_id: UUID, *choices: FamilyChoice) -> None:
        """Write decisions as the decision form does."""
        with self.school.transaction():
            write_choices(self.lead(), entry_id, choices)

    def share(self, entry_id: UUID, person_id: UUID, masks: Masks | None = None) -> UUID:
        """Show it with everything that was suggested masked and every warning seen, as a careful lead does."""
        with self.school.transaction():
            lead = self.lead()
            _, file, _ = entry_for(lead, entry_id, WHY)
            chosen = masks or self.careful(lead, entry_id, person_id)
            return actions.share(by=lead, file=file, entry_id=entry_id, person_id=person_id, masks=chosen)

    def careful(self, lead: Actor, entry_id: UUID, person_id: UUID, base: Masks | None = None) -> Masks:
        """Every suggestion taken, every warning seen."""
        base = base or Masks()
        _, file, _ = entry_for(lead, entry_id, WHY)
        family = family_for(lead, self.child, WHY)
        prepared = prepare(gather(lead, file, entry_of(lead, file, entry_id), person_id, family), base)
        phrases = (*base.phrases, *(one.mask for one in prepared.found.suggestions))
        return Masks(
            phrases, base.kept, base.left_out, base.included, base.named, prepared.found.warnings | base.seen
        )

    def opened(self, person_id: UUID) -> dict[UUID, ShownEntry]:
        """Everything whose key this person holds, ended or not, opened past every page: entry -> what they read."""
        with self.school.transaction():
            actor = self.of(person_id)
            rows = ShownVersion.objects.filter(organisation_id=self.school.organisation_id)
            found = {}
            for row in rows:
                try:
                    keys = open_records(actor, record_ids=[row.id], item_kind="entry", why=WHY)
                except Denied:
                    continue
                raw = keys[row.id].open(bytes(row.sealed), table=SHOWN_TABLE, version=1)
                found[row.entry_id] = from_bytes(raw)
            return found


def show_now(*person_ids: UUID) -> list[FamilyChoice]:
    return [FamilyChoice(one, FamilyDecision.SHARE_NOW) for one in person_ids]


def hold_back(school: School, *person_ids: UUID, ground: str = "increases_risk") -> list[FamilyChoice]:
    """With the deputy's agreement, looked at again in a week."""
    return [
        FamilyChoice(
            one, FamilyDecision.HOLD_BACK, ground, review_on=timezone.localdate() + timedelta(days=7),
            approved_by=school[DEPUTY].membership_id,
        )
        for one in person_ids
    ]  # fmt: skip


def observed(text: str) -> Said:
    return Said(basis=Basis.OBSERVED, text=text)


def make_family(let: Sequence[str] = (MOTHER, FATHER)) -> Family:
    """The school, the family, and another child of the same school."""
    school = make_school()
    office = school.actor(ADMINISTRATOR)
    with school.transaction():
        child = add_child(
            by=office, year_group=9,
            identity=ChildIdentity("Mia", "Quintero", born_on=date(2012, 3, 4), class_name="9A",
                                   address=(MOTHERS_STREET, "Leicester"), postcode=MOTHERS_POSTCODE),
        )  # fmt: skip
        add_child(by=office, identity=ChildIdentity("Ella", "Marsh", class_name="9A"), year_group=9)
        brother = add_child(
            by=office, identity=ChildIdentity("Tomás", "Quintero", class_name="7B"), year_group=7
        )
        relate_siblings(by=office, first=child, second=brother)
        mother = add_adult(
            by=office, child_id=child, kind=RelationshipKind.MOTHER, has_responsibility=True, lives_with=True,
            identity=AdultIdentity("Quintero", "Rosa", title="Ms", address=(MOTHERS_STREET, "Leicester"),
                                   postcode=MOTHERS_POSTCODE, phones=(MOTHERS_PHONE,)),
        )  # fmt: skip
        father = add_adult(
            by=office, child_id=child, kind=RelationshipKind.FATHER, has_responsibility=True, lives_with=False,
            identity=AdultIdentity("Quintero", "Leon"),
        )  # fmt: skip
    family = Family(school, child, mother, father)
    for person_id, name in ((mother, MOTHER), (father, FATHER)):
        if name in let:
            family.personas[person_id] = let_in(school, person_id, [child], name)
    return family


def let_in_child(family: Family) -> None:
    """The girl gets an account of her own."""
    family.personas[family.child] = let_in(
        family.school, family.child, [family.child], "Mia Quintero", AccessGround.SELF
    )
