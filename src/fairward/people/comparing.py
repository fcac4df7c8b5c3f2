"""Compares a roster with the children who are known. It may not write, nor merge two children on a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from uuid import UUID

from fairward.people.contacts import adult_changes, contact_key
from fairward.people.identity import ChildIdentity
from fairward.people.plan import Addition, Answer, Change, Conflict, FieldChange, KnownChild, Plan, Siblings
from fairward.people.roster.assembly import full_name_key
from fairward.people.roster.cells import folded
from fairward.people.roster.results import Address, Problem, Roster, RosterPupil
from fairward.people.vocabulary import year_word

# More children with one adult at one address is an institution, not a family.
LARGEST_FAMILY = 8


class Digests:
    """Makes the keyed digests that rows and numbers are compared by; passed in, because keys are not known here."""

    def upn(self, upn: str) -> bytes | None:
        raise NotImplementedError

    def row(self, pupil: RosterPupil) -> bytes:
        raise NotImplementedError


def compare(
    roster: Roster, known: Iterable[KnownChild], *, digests: Digests, is_whole_roll: bool,
    answers: Mapping[str, Answer] | None = None,
) -> Plan:  # fmt: skip
    """Work out what the roster would do to the children who are known."""
    children = list(known)
    plan = Plan(
        roster.format, is_whole_roll, problems=list(roster.problems), left_behind=dict(roster.left_behind)
    )
    plan.on_roll = sum(child.is_on_roll for child in children)
    matcher = _Matcher(children, answers or {}, plan)
    seen: set[UUID] = set()
    for pupil in roster.pupils:
        child = matcher.find(pupil)
        if child is not None and child.id in seen:
            plan.problems.append(Problem(f"Row {pupil.row}", "pupil", "This child is in the file twice."))
        elif child is not None:
            seen.add(child.id)
            _compare_one(plan, child, pupil, digests)
        elif not pupil.has_left and not matcher.is_waiting(pupil):
            plan.added.append(Addition(pupil, merged(None, pupil)))
    _find_leavers(plan, children, seen | matcher.waiting_ids, roster)
    plan.siblings = _suggest_siblings(roster.pupils)
    return plan


class _Matcher:
    """Finds the child whom a row is about: by number, by former number, else by name and birth date."""

    def __init__(self, children: list[KnownChild], answers: Mapping[str, Answer], plan: Plan) -> None:
        self._answers, self._plan = answers, plan
        self._by_upn = {child.identity.upn: child for child in children if child.identity.upn}
        self._by_name: dict[str, list[KnownChild]] = {}
        for child in children:
            key = full_name_key(child.identity.forename, child.identity.surname)
            self._by_name.setdefault(key, []).append(child)
        self.waiting_ids: set[UUID] = set()
        self._waiting_rows: set[int] = set()

    def is_waiting(self, pupil: RosterPupil) -> bool:
        """Whether a person has to say first who this is."""
        return pupil.row in self._waiting_rows

    def find(self, pupil: RosterPupil) -> KnownChild | None:
        child = self._by_upn.get(pupil.upn) if pupil.upn else None
        if child is not None:
            return self._same_number(pupil, child)
        if pupil.former_upn and pupil.former_upn in self._by_upn:
            return self._by_upn[pupil.former_upn]
        return self._by_name_and_birth(pupil)

    def _same_number(self, pupil: RosterPupil, child: KnownChild) -> KnownChild | None:
        """A number with another name and another birth date belongs, more likely than not, to somebody else."""
        identity = child.identity
        is_other_name = not _share_a_name(pupil, identity)
        is_other_birth = bool(pupil.born_on and identity.born_on and pupil.born_on != identity.born_on)
        if is_other_name and (is_other_birth or not (pupil.born_on and identity.born_on)):
            sentence = "A child here has this UPN and quite another name. Is this the same child, renamed?"
            return self._ask(pupil, child, sentence, (Answer.LEAVE_OUT, Answer.SAME))
        return child

    def _by_name_and_birth(self, pupil: RosterPupil) -> KnownChild | None:
        candidates = self._by_name.get(full_name_key(pupil.forename, pupil.surname), [])
        both = [c for c in candidates if c.identity.born_on and c.identity.born_on == pupil.born_on]
        if len(both) == 1 and not (pupil.upn and both[0].identity.upn):
            return both[0]
        if both:
            sentence = "A child here has this name and date of birth and another UPN. Is this the same child?"
            return self._ask(pupil, both[0], sentence, tuple(Answer))
        undated = [c for c in candidates if not c.identity.born_on or not pupil.born_on]
        if undated:
            sentence = "A child here has this name, and a date of birth is missing. Is this the same child?"
            return self._ask(pupil, undated[0], sentence, tuple(Answer))
        return None

    def _ask(
        self, pupil: RosterPupil, child: KnownChild, sentence: str, answers: tuple[Answer, ...]
    ) -> KnownChild | None:
        conflict = Conflict(pupil, child, sentence, answers)
        answer = self._answers.get(conflict.key, Answer.LEAVE_OUT)
        answer = answer if answer in answers else Answer.LEAVE_OUT
        self._plan.conflicts.append(replace(conflict, answer=answer))
        if answer is Answer.SAME:
            return child
        if answer is Answer.LEAVE_OUT:
            self.waiting_ids.add(child.id)
            self._waiting_rows.add(pupil.row)
        return None


def _share_a_name(pupil: RosterPupil, identity: ChildIdentity) -> bool:
    """Whether any name is common: families change one name, seldom both at once."""
    there = folded(
        " ".join(
            (identity.forename, identity.surname, identity.preferred_forename, identity.preferred_surname)
        )
    )
    here = folded(
        " ".join((pupil.forename, pupil.surname, pupil.preferred_forename, pupil.preferred_surname))
    )
    return bool(set(there.split()) & set(here.split()))


def _compare_one(plan: Plan, child: KnownChild, pupil: RosterPupil, digests: Digests) -> None:
    if pupil.has_left:
        if child.is_on_roll:
            plan.left.append(child)
        else:
            plan.unchanged += 1
        return
    if child.is_on_roll and child.source_digest == digests.row(pupil):
        plan.unchanged += 1
        return
    identity = merged(child.identity, pupil)
    year_group = child.year_group if pupil.year_group is None else pupil.year_group
    changes = (*_field_changes(child, identity, year_group), *adult_changes(child, pupil))
    change = Change(child, pupil, identity, year_group, changes, is_back=not child.is_on_roll)
    if changes or change.is_back:
        plan.changed.append(change)
    else:
        plan.same.append(change)


def merged(old: ChildIdentity | None, pupil: RosterPupil) -> ChildIdentity:
    """The identity after the import: what the file does not say stays as it is."""
    new = ChildIdentity(
        forename=pupil.forename, surname=pupil.surname, middle_names=pupil.middle_names,
        preferred_forename=_if_other(pupil.preferred_forename, pupil.forename),
        preferred_surname=_if_other(pupil.preferred_surname, pupil.surname),
        born_on=pupil.born_on, sex=pupil.sex, upn=pupil.upn, class_name=pupil.class_name,
        address=pupil.address.lines, postcode=pupil.address.postcode, phones=pupil.phones,
    )  # fmt: skip
    if old is None:
        return new
    said = {name: value for name in ChildIdentity.__slots__ if (value := getattr(new, name))}
    if pupil.address:
        said |= {"address": pupil.address.lines, "postcode": pupil.address.postcode}
    return replace(old, **said)


def _if_other(preferred: str, legal: str) -> str:
    return "" if preferred == legal else preferred


LABELS = {
    "forename": "Forename", "surname": "Surname", "middle_names": "Middle names", "sex": "Sex", "upn": "UPN",
    "preferred_forename": "Preferred forename", "preferred_surname": "Preferred surname", "born_on": "Date of birth",
    "class_name": "Class", "address": "Address", "postcode": "Postcode", "phones": "Telephone",
}  # fmt: skip


def _field_changes(child: KnownChild, identity: ChildIdentity, year_group: int | None) -> list[FieldChange]:
    changes = [
        FieldChange(label, _words(before), _words(after))
        for name, label in LABELS.items()
        if (before := getattr(child.identity, name)) != (after := getattr(identity, name))
    ]
    if child.year_group != year_group:
        changes.append(FieldChange("Year", year_word(child.year_group), year_word(year_group)))
    return changes


def _words(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _find_leavers(plan: Plan, children: list[KnownChild], seen: set[UUID], roster: Roster) -> None:
    """Whoever is on roll and not in a file that is the whole roll. A bad row still says that the child is here."""
    if not plan.is_whole_roll:
        return
    for child in children:
        name = full_name_key(child.identity.forename, child.identity.surname)
        is_mentioned = child.identity.upn in roster.mentioned_upns or name in roster.mentioned_names
        if child.is_on_roll and child.id not in seen and not is_mentioned:
            plan.left.append(child)


def _suggest_siblings(pupils: list[RosterPupil]) -> list[Siblings]:
    """Pairs who share an adult of the same name at the same address."""
    pairs: dict[tuple[int, int], Siblings] = {}
    for members in _households(pupils):
        for first, second in combinations(members, 2):
            if first.row != second.row:
                pairs.setdefault((first.row, second.row), Siblings(first, second))
    return list(pairs.values())


def _households(pupils: list[RosterPupil]) -> Iterator[list[RosterPupil]]:
    homes: dict[tuple[str, Address], list[RosterPupil]] = {}
    for pupil in pupils:
        for contact in pupil.contacts:
            if contact.address and not pupil.has_left:
                homes.setdefault((contact_key(contact), contact.address), []).append(pupil)
    return (members for members in homes.values() if len(members) <= LARGEST_FAMILY)
