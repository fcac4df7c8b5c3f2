"""Packages for tests: rendered entries, two organisations with fixed keys, whole packages. It may not use a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fairward.audit.notes import Checkpoint, KeySigner, origin_of, sign_checkpoint
from fairward.exchange.package.building import Attachment, Head, build
from fairward.exchange.package.contents import Child, Coded, LeftOut, Person, Recipient, Sender, Test, Told
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.making import Choice, ChosenEntry
from fairward.exchange.package.sealing import Opened, Package, open_and_check, privates_by_ring, seal
from fairward.files.content import EntryContent, Mark, StatementContent
from fairward.files.rendering import Context, RenderedAnnotation, RenderedEntry, render_statements
from fairward.kernel.vocabulary import (
    AnnotationKind,
    Basis,
    DisclosureKind,
    EntryKind,
    EntryState,
    Label,
    OrganisationKind,
    Outcome,
    Purpose,
    WhenPrecision,
)
from fairward.keys import formats
from fairward.rules import disclosure

AT = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
SAW = "A bruise on the left forearm, about 3 cm."
HE_SAID = "I fell off my bike."
EXPLAINED = "Fell off the bike on Saturday; the neighbour saw it."
ROOT = bytes(range(32))


def an_id(number: int) -> UUID:
    """A fixed UUIDv7."""
    return UUID(f"01936000-0000-7000-8000-{number:012x}")


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation with its keys."""

    id: UUID
    name: str
    kind: OrganisationKind
    signing: bytes
    ring: formats.Pair

    @property
    def signer(self) -> Ed25519PrivateKey:
        return _signer(self.signing)

    @property
    def verifying_key(self) -> bytes:
        return _verifying_key(self.signing)

    @property
    def log_head(self) -> str:
        point = Checkpoint(origin_of(self.id), 812, ROOT, AT)
        return sign_checkpoint(point, KeySigner(self.signer))


@cache
def _signer(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret)


@cache
def _verifying_key(secret: bytes) -> bytes:
    return _signer(secret).public_key().public_bytes_raw()


@cache
def _privates(private: bytes) -> dict[str, bytes]:
    return privates_by_ring([private])


def party(number: int, name: str, kind: OrganisationKind) -> Party:
    """An organisation whose keys follow from its number."""
    seed = bytes((number * 7 + place) % 256 for place in range(96))
    ring = formats._pair(seed[:32], seed[32:])
    return Party(an_id(number), name, kind, bytes((number + place) % 256 for place in range(32)), ring)


MARSH = party(1, "Marsh Lane School", OrganisationKind.SCHOOL)
HILL = party(2, "Hill Top School", OrganisationKind.SCHOOL)
HUB = party(3, "Eastbridge Hub", OrganisationKind.HUB)
STRANGER = party(4, "Nobody Knows School", OrganisationKind.SCHOOL)


def annotation(number: int, text: str = EXPLAINED, **changes: Any) -> RenderedAnnotation:
    made = RenderedAnnotation(an_id(number), AnnotationKind.EXPLANATION, text, "Ann Marsh, mother", AT)
    return replace(made, **changes)


STATEMENTS = (
    StatementContent(
        Basis.OBSERVED, SAW, an_id(101), about=(an_id(900),), when="before lunch",
        marks=(Mark("forearm", "front-left", "3 cm", "blue"),),
    ),
    StatementContent(Basis.CHILD_SAID, HE_SAID, an_id(102)),
    StatementContent(Basis.TOLD_BY, "Ben Okoro was there too.", an_id(103), source="Ben Okoro, year 6"),
    StatementContent(Basis.OPINION, "It fits with a fall.", an_id(104), because=(an_id(101),)),
)  # fmt: skip


def entry(
    statements: Sequence[StatementContent] = STATEMENTS, *, number: int = 100,
    attached: Mapping[UUID | None, Sequence[RenderedAnnotation]] | None = None, outcome: Outcome | None = Outcome.EXPLAINED,
    fields: Mapping[str, str] | None = None,
) -> RenderedEntry:  # fmt: skip
    """A rendered entry, by the one renderer."""
    if attached is None:
        attached = {
            an_id(101): [annotation(201)],
            None: [annotation(202, "We talked on the phone.", kind=AnnotationKind.FAMILY_ACCOUNT)],
        }
    context = Context(attached, outcome, {an_id(900): "Robin Marsh"})
    content = EntryContent(tuple(statements), where="Playground", fields=dict(fields or {}))
    return RenderedEntry(
        id=an_id(number), file_id=an_id(50), kind=EntryKind.CONCERN, state=EntryState.DECIDED, occurred_at=AT,
        precision=WhenPrecision.DAY, recorded_at=AT, by="Kim Lee, class teacher", where=content.where, themes=(),
        fields=content.fields, statements=render_statements(content, context),
        annotations=tuple(attached.get(None, ())), outcome=outcome, version=2, about_entry_id=None, owner="", due_on=None,
        done_at=None, kept_because="", review_on=None, destroy_on=None, purpose_words=Purpose.CHILD_PROTECTION.word,
    )  # fmt: skip


def choices(made: RenderedEntry, label: Label = Label.RELEASABLE, **more: Any) -> dict[UUID, Choice]:
    """The same choice for every statement."""
    return {one.id: Choice(label, **more) for one in made.statements}


def answered(answer: str = "yes") -> tuple[Test, ...]:
    return tuple(Test(one.id, one.question, answer, "") for one in disclosure.tests())


def head(by: Party = MARSH, to: Party = HILL, **changes: Any) -> Head:
    """Everything but passages, of a transfer from one school to another."""
    given: dict[str, Any] = {
        "kind": DisclosureKind.TRANSFER,
        "sender": Sender(
            by.id, by.name, by.kind, fingerprint(by.verifying_key),
            Person("Jo Hart", "designated safeguarding lead"), (),
        ),
        "recipient": Recipient(
            to.id, to.name, to.kind, fingerprint(to.ring.public),
            (Person("Sam Field", "designated safeguarding lead"),),
        ),
        "about": Child(an_id(900), "Robin Marsh", date(2015, 3, 3), ""),
        "purpose": Coded("child_protection", "child protection"),
        "reason": "Robin starts at your school on 8 September.",
        "basis": Coded("safeguarding_task", disclosure.basis("safeguarding_task").words),
        "tests": answered(),
        "told": Told(True, None, None),
        "left_out": (
            LeftOut(Coded("behaviour", "about behaviour"), Coded("not_relevant", "not relevant"), 3),
        ),
        "log_head": by.log_head,
        "id": an_id(500),
        "made_at": AT,
    }  # fmt: skip
    return Head(**{**given, **changes})


def attachment(
    number: int = 300, label: Label = Label.RELEASABLE, content: bytes = b"A drawing."
) -> Attachment:
    return Attachment(an_id(number), "drawing.txt", "text/plain", label, an_id(100), content)


@cache
def usual() -> Package:
    """A whole package of one entry with all its statements, and an attachment."""
    return package()


# Small enough for a vector, and opened by readers of PDF as one empty page.
SMALL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>\n%%EOF\n"
)


def undrawn(
    chosen: Sequence[ChosenEntry] = (), attachments: Sequence[Attachment] = (), **changes: Any
) -> Package:
    """A package whose PDF is an empty page, where nobody looks at it."""
    return build(head(**changes), chosen, attachments, draw=lambda _: SMALL_PDF)


def package(**changes: Any) -> Package:
    """The same with another head; drawing its PDF takes a moment."""
    made = entry()
    return build(head(**changes), [ChosenEntry(made, choices(made))], [attachment()])


def sealed(made: Package, sender: Party = MARSH, recipient: Party = HILL) -> bytes:
    return seal(
        made, ring_public=recipient.ring.public, verifying_key=sender.verifying_key, sign=sender.signer.sign
    )


def opened(raw: bytes, recipient: Party = HILL, seen: Sequence[UUID] = ()) -> Opened:
    """Open it as a recipient that has compared cards with Marsh Lane, Hill Top and the hub."""
    known = {one.id: (one.verifying_key,) for one in (MARSH, HILL, HUB)}
    return open_and_check(
        raw, organisation_id=recipient.id, privates=_privates(recipient.ring.private),
        keys_of=lambda who: known.get(who, ()), was_seen=lambda one: one in seen,
    )  # fmt: skip
