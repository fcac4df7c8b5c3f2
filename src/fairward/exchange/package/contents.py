"""What a package holds, as plain values: each field with its shape and bound. `checking` says what must be true of it.

docs/reference/disclosure-format.md describes it; the JSON Schema beside that page is made of these classes. It may not read a
row, and holds no rule: a passage is made of a rendered entry by `making`, or read from a package.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.exchange.package import limits
from fairward.exchange.package.limits import LONG, MIDDLE, SHORT
from fairward.exchange.package.shapes import (
    CODES,
    HEX_32,
    Day,
    Flag,
    Id,
    Listed,
    Matching,
    Maybe,
    Moment,
    Part,
    Text,
    Whole,
    Word,
    has,
)
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind

FORMAT, MAJOR, MINOR = "fairward-package", 1, 0
RECORD = (
    "record"  # beside the five bases: a text that the system asked for, such as the reasons for a decision
)
BASES = "observed|child_said|told_by|document|opinion|record"
CHANGES = "corrected|disputed|explained|unfounded|destroyed|recalled|outcome"
PDF, ATTACHMENT = "pdf", "attachment"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts for an organisation: a name and what they are there."""

    name: str = has(Text(SHORT))
    role: str = has(Text(SHORT))


@dataclass(frozen=True, slots=True)
class Sender:
    """The organisation that tells. `key` is the SHA-256 of its Ed25519 public key; `approved_by` looked at it too."""

    organisation: UUID = has(Id())
    name: str = has(Text(SHORT))
    kind: OrganisationKind = has(Word(OrganisationKind))
    key: str = has(HEX_32)
    signed_by: Person = has(Part(Person))
    approved_by: tuple[Person, ...] = has(Listed(Part(Person), limits.MOST_SHORT_LIST))


@dataclass(frozen=True, slots=True)
class Recipient:
    """The organisation that is told. `ring` is the SHA-256 of the public key sealed to; `named` are people it is for."""

    organisation: UUID = has(Id())
    name: str = has(Text(SHORT))
    kind: OrganisationKind = has(Word(OrganisationKind))
    ring: str = has(HEX_32)
    named: tuple[Person, ...] = has(Listed(Part(Person), limits.MOST_SHORT_LIST))


@dataclass(frozen=True, slots=True)
class Child:
    """Whom it is about: no more than it takes to find the same child."""

    id: UUID = has(Id())
    name: str = has(Text(SHORT))
    born_on: date | None = has(Maybe(Day()))
    upn: str = has(Matching("([A-Z][0-9]{11}[0-9A-Z])?"))


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a list, with the words it had where it was chosen."""

    code: str = has(CODES)
    words: str = has(Text(SHORT))


@dataclass(frozen=True, slots=True)
class Test:
    """A question asked before telling. `answer` is yes, no, not_yet (danger came first) or a code; `reason` may be empty."""

    id: str = has(CODES)
    question: str = has(Text(MIDDLE))
    answer: str = has(CODES)
    reason: str = has(Text(MIDDLE, 0))


@dataclass(frozen=True, slots=True)
class Told:
    """Whether the family was told; if not, the listed ground, and the day on which that is looked at again."""

    is_told: bool = has(Flag())
    ground: Coded | None = has(Maybe(Part(Coded)))
    look_again_on: date | None = has(Maybe(Day()))


@dataclass(frozen=True, slots=True)
class Attached:
    """What belongs to a passage and is never parted from it. `is_of_entry`: it is about the whole note, not this claim.

    `kind` is explanation, family_account, child_account, dispute, correction or outcome. `summary` is the wording for
    those who may read a summary only; where the reader is one of them, `text` is empty.
    """

    id: UUID = has(Id())
    kind: str = has(CODES)
    is_of_entry: bool = has(Flag())
    text: str = has(Text(LONG, 0))
    summary: str = has(Text(MIDDLE, 0))
    feeling: str = has(Text(SHORT, 0))
    by: str = has(Text(SHORT, 0))
    made_at: datetime = has(Moment())
    is_confidential: bool = has(Flag())


@dataclass(frozen=True, slots=True)
class Context:
    """Everything attached to a passage, what its entry turned out to be, and since when somebody checks it, if so."""

    attached: tuple[Attached, ...] = has(Listed(Part(Attached), limits.MOST_ATTACHED), refusal="no_context")
    outcome: Coded | None = has(Maybe(Part(Coded)), refusal="no_context")
    checked_since: date | None = has(Maybe(Day()), refusal="no_context")


@dataclass(frozen=True, slots=True)
class Note:
    """The entry in which a passage stands: its kind, who wrote it, when, where, why it is kept."""

    id: UUID = has(Id())
    kind: Coded = has(Part(Coded))
    by: str = has(Text(SHORT, 0))
    when: str = has(Text(SHORT))
    occurred_at: datetime = has(Moment())
    precision: str = has(CODES)
    recorded_at: datetime = has(Moment())
    where: str = has(Text(SHORT, 0))
    purpose: str = has(Text(SHORT, 0))
    themes: tuple[str, ...] = has(Listed(Text(SHORT), limits.MOST_SHORT_LIST))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a body map, in words and as the codes of the map."""

    part: str = has(CODES)
    side: str = has(Text(SHORT, 0))
    words: str = has(Text(MIDDLE))


@dataclass(frozen=True, slots=True)
class Link:
    """One organisation through whose hands a passage came: its entry, which version of it, and by which package it came in."""

    organisation: UUID = has(Id())
    name: str = has(Text(SHORT))
    entry: UUID = has(Id())
    version: int = has(Whole(10_000, 1))
    package: UUID | None = has(Maybe(Id()))


@dataclass(frozen=True, slots=True)
class Passage:
    """One claim: how it is known, who may read it, its words, when, its context, and through whose hands it came.

    `id` is the statement's, the same wherever it goes. `text` is empty where the label gives this recipient a summary only,
    and for a pointer, of which `call` says whom to call. `grade` is that of police intelligence, such as 2BC.
    `because` are the passages that an opinion rests on, by id alone: their words have labels of their own. `is_masked`:
    names of others were replaced. Of a pointer there is no `note`, and its ids are made up.
    """

    id: UUID = has(Id())
    basis: str = has(Matching(BASES), refusal="no_basis")
    basis_words: str = has(Text(SHORT + 40), refusal="no_basis")
    label: Label = has(Word(Label), refusal="no_label")
    text: str = has(Text(LONG, 0))
    summary: str = has(Text(MIDDLE, 0))
    call: str = has(Text(SHORT, 0))
    source: str = has(Text(SHORT, 0))
    when: str = has(Text(SHORT, 0))
    grade: str = has(Matching("([123][A-E][PC])?"))
    is_masked: bool = has(Flag())
    about: tuple[str, ...] = has(Listed(Text(SHORT), limits.MOST_SHORT_LIST))
    marks: tuple[Mark, ...] = has(Listed(Part(Mark), limits.MOST_SHORT_LIST))
    because: tuple[UUID, ...] = has(Listed(Id(), limits.MOST_SHORT_LIST))
    note: Note | None = has(Maybe(Part(Note)))
    context: Context = has(Part(Context), refusal="no_context")
    chain: tuple[Link, ...] = has(Listed(Part(Link), limits.MOST_LINKS, 1), refusal="wrong_chain")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the recipient's form: a fact such as an address. What tells of the child is a passage."""

    id: str = has(CODES)
    words: str = has(Text(SHORT))
    value: str = has(Text(limits.FORM_VALUE))
    label: Label = has(Word(Label), refusal="no_label")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of the package: the PDF of its passages, or an attachment, with its size in bytes and its SHA-256."""

    id: UUID = has(Id())
    role: str = has(Matching(f"{PDF}|{ATTACHMENT}"))
    name: str = has(Text(SHORT))
    type: str = has(Matching("[a-z]+/[a-z0-9.+-]{1,60}"))
    size: int = has(Whole(limits.MOST_PDF_BYTES, 1))
    sha256: str = has(HEX_32)
    label: Label = has(Word(Label), refusal="no_label")
    entry: UUID | None = has(Maybe(Id()))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many passages of a class were left out, and why; nothing of what they say."""

    what: Coded = has(Part(Coded))
    why: Coded = has(Part(Coded))
    count: int = has(Whole(1_000_000, 1))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a passage that was told before. A corrected one comes with this package as a passage."""

    passage: UUID = has(Id())
    change: str = has(Matching(CHANGES))
    words: str = has(Text(MIDDLE))


@dataclass(frozen=True, slots=True)
class Notice:
    """What changes in a package that was sent before, and whether it is to be acknowledged, given back or destroyed."""

    package: UUID = has(Id())
    changes: tuple[Change, ...] = has(Listed(Part(Change), limits.MOST_PASSAGES, 1), refusal="no_notice")
    asked: str = has(Matching("acknowledge|return|destroy"))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The document of a package: who tells whom what about which child, on what ground, and every passage.

    `reply_to` is the package that this one answers. `log_head` is a signed checkpoint of the sender's log, or empty where
    the sender keeps none. `is_urgent`: a child may be in danger now.
    """

    format: str = has(Matching(FORMAT))
    major: int = has(Whole(255))
    minor: int = has(Whole(255))
    id: UUID = has(Id())
    kind: DisclosureKind = has(Word(DisclosureKind))
    made_at: datetime = has(Moment())
    is_urgent: bool = has(Flag())
    sender: Sender = has(Part(Sender))
    recipient: Recipient = has(Part(Recipient))
    about: Child | None = has(Maybe(Part(Child)))
    purpose: Coded = has(Part(Coded))
    reason: str = has(Text(MIDDLE))
    basis: Coded = has(Part(Coded))
    tests: tuple[Test, ...] = has(Listed(Part(Test), limits.MOST_LISTED, 1), refusal="no_tests")
    told: Told = has(Part(Told), refusal="not_told")
    asks: tuple[str, ...] = has(Listed(Text(MIDDLE), limits.MOST_LISTED))
    form: tuple[Field, ...] = has(Listed(Part(Field), limits.MOST_LISTED))
    passages: tuple[Passage, ...] = has(Listed(Part(Passage), limits.MOST_PASSAGES))
    left_out: tuple[LeftOut, ...] = has(Listed(Part(LeftOut), limits.MOST_LISTED))
    notice: Notice | None = has(Maybe(Part(Notice)))
    reply_to: UUID | None = has(Maybe(Id()))
    files: tuple[Enclosed, ...] = has(Listed(Part(Enclosed), limits.MOST_FILES))
    log_head: str = has(Text(limits.CHECKPOINT, 0))
