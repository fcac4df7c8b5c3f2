"""A question set to one agency: who asks, why, what, about whom, how far back, by when; and how it stands in a package.

Everybody and everything that is asked about comes from the gate; the fields of the package's form carry no more than that.
It may not read a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fairward.exchange.package.contents import Child, Coded, Field, Manifest, Person, Told
from fairward.exchange.package.refusals import Refused
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind
from fairward.rules import enquiries
from fairward.rules.labels import explained

MOST_PERSONS, MOST_QUESTIONS = 20, 20
ALL_LABELS = tuple(one.label for one in explained())


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Somebody the questions are about: what they are to the child, and why they are asked about."""

    id: UUID
    name: str
    kind: str
    reason: str
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class AskedThing:
    """One question, and which sort of information it asks for."""

    data: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question set, as the agency sees it."""

    about: Child
    purpose: Coded
    power: Coded
    why: str
    told: Told
    persons: tuple[AskedPerson, ...]
    questions: tuple[AskedThing, ...]
    look_back_from: date
    answer_by: datetime | None
    labels: tuple[Label, ...] = ALL_LABELS
    is_pointer_only: bool = False
    agreement: str = ""
    named: tuple[Person, ...] = ()
    is_urgent: bool = False
    asked_by: Person = field(default_factory=lambda: Person("", ""))
    asker: str = ""
    asker_kind: OrganisationKind = OrganisationKind.HUB
    package_id: UUID | None = None
    asked_at: datetime | None = None

    @property
    def names(self) -> Mapping[UUID, str]:
        """Whom an answer may be about."""
        return {one.id: one.name for one in self.persons}


def form_of(asked: Asked) -> tuple[Field, ...]:
    """The facts of a question set as fields of its package."""
    fields = [
        *_fields_of_persons(asked.persons),
        *(
            _field(
                f"q{number}_{one.data}", f"Question {number} asks for", enquiries.data_items()[one.data].words
            )
            for number, one in enumerate(asked.questions, 1)
        ),
        _field("look_back_from", "How far back", asked.look_back_from.isoformat()),
        *(_field(f"label_{one.code}", "An item may be labelled", one.word) for one in asked.labels),
        *(_field(f"named_{number}", one.role, one.name) for number, one in enumerate(asked.named, 1)),
    ]
    if asked.answer_by is not None:
        fields.append(_field("answer_by", "Answer by", asked.answer_by.isoformat()))
    if asked.is_pointer_only:
        fields.append(_field("pointer_only", "Asked for", "only whether you know them, and whom to ring"))
    if asked.agreement:
        fields.append(_field("agreement", "Under the agreement", asked.agreement))
    return tuple(fields)


def asked_of(manifest: Manifest) -> Asked:
    """A question set read from a package that was opened and checked; Refused when it is none."""
    if manifest.kind is not DisclosureKind.ENQUIRY or manifest.about is None:
        raise Refused("not_whole", "kind")
    values = {one.id: one for one in manifest.form}
    try:
        persons = tuple(_persons_in(manifest.form))
        questions = tuple(_questions_in(manifest))
        look_back_from = date.fromisoformat(values["look_back_from"].value)
        by = values.get("answer_by")
        answer_by = datetime.fromisoformat(by.value) if by else None
        labels = tuple(label for label in ALL_LABELS if f"label_{label.code}" in values)
    except (KeyError, ValueError):
        raise Refused("not_whole", "form") from None
    if not persons or not questions:
        raise Refused("not_whole", "form")
    sender, agreement = manifest.sender, values.get("agreement")
    return Asked(
        about=manifest.about, purpose=manifest.purpose, power=manifest.basis, why=manifest.reason, told=manifest.told,
        persons=persons, questions=questions, look_back_from=look_back_from, answer_by=answer_by, labels=labels,
        is_pointer_only="pointer_only" in values, agreement=agreement.value if agreement else "",
        named=tuple(Person(one.value, one.words) for one in manifest.form if one.id.startswith("named_")),
        is_urgent=manifest.is_urgent, asked_by=sender.signed_by, asker=sender.name, asker_kind=sender.kind,
        package_id=manifest.id, asked_at=manifest.made_at,
    )  # fmt: skip


def _field(key: str, words: str, value: str) -> Field:
    return Field(key, words, value, Label.RELEASABLE)


def _fields_of_persons(persons: Iterable[AskedPerson]) -> Iterable[Field]:
    for one in persons:
        yield _field(f"p{one.id.hex}", enquiries.people()[one.kind], one.name)
        yield _field(f"w{one.id.hex}", "Asked about, because", one.reason)
        if one.born_on is not None:
            yield _field(f"b{one.id.hex}", "Born", one.born_on.isoformat())


def _persons_in(form: Iterable[Field]) -> Iterable[AskedPerson]:
    """Somebody whose kind has words that are not known here is asked about all the same."""
    kinds = {words: code for code, words in enquiries.people().items()}
    values = {one.id: one for one in form}
    for key, one in values.items():
        if _is_of(key, "p"):
            born = values.get(f"b{key[1:]}")
            yield AskedPerson(
                UUID(hex=key[1:]), one.value, kinds.get(one.words, "other_adult"), values[f"w{key[1:]}"].value,
                date.fromisoformat(born.value) if born else None,
            )  # fmt: skip


def _is_of(key: str, letter: str) -> bool:
    return key.startswith(letter) and len(key) == 33 and all(one in "0123456789abcdef" for one in key[1:])


def _questions_in(manifest: Manifest) -> Iterable[AskedThing]:
    data: dict[int, str] = {}
    for one in manifest.form:
        number, _, code = one.id[1:].partition("_")
        if one.id.startswith("q") and number.isdigit() and code in enquiries.data_items():
            data[int(number)] = code
    for place, words in enumerate(manifest.asks, 1):
        yield AskedThing(data[place], words)
