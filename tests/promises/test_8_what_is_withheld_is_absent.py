"""Promise 8, the bundle: what is left out of an answer is in no byte of it, nor in the log, nor in a row in the clear."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.db import DatabaseError, connections

from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import PassageDecision
from fairward.kernel.vocabulary import Basis
from fairward.rights.protecting import new_password, protect
from fairward.school.concerns.report_answers import Said
from tests.support.kept import kept
from tests.support.living import Living, make_living
from tests.support.requesting import Requesting
from tests.unit.rights.answers import everything_in, squeezed

pytestmark = pytest.mark.django_db
WITHHELD = "Xanthippe said that the lodger Quillfeather came in the night."
REDACTED, NAME = "He played with Zebedee Thistlewood by the pond.", "Zebedee Thistlewood"
REASON = "Quokkaprobe: the lodger does not know that she told."
MARKERS = ("Xanthippe", "Quillfeather", "Zebedee", "Thistlewood", "Quokkaprobe")


def _answered() -> tuple[Living, bytes, bytes, bytes]:
    """A school, and the PDF, JSON and proofs of an answer with one statement withheld and one name left out."""
    living = make_living()
    seen = Said(basis=Basis.OBSERVED, text="He had a bruise on his arm.")
    living.file(
        living.report(
            seen, Said(basis=Basis.OBSERVED, text=WITHHELD), Said(basis=Basis.OBSERVED, text=REDACTED)
        )
    )
    request = Requesting.noted(living).ready_to_review()
    request.decide(
        request.place_of("Xanthippe"), Chosen(PassageDecision.WITHHOLD, "third_party", reasons=REASON)
    )
    place = request.place_of("Zebedee")
    start = REDACTED.index(NAME)
    cut = {f"statement:{request.view(place).unit.id}:text": [(start, start + len(NAME))]}
    request.decide(place, Chosen(PassageDecision.REDACT, "third_party", reasons=REASON, cuts=cut))
    made = request.disclose_rest().made()
    return living, made.pdf, made.data, made.proofs


answered = kept(_answered)


def test_it_is_in_no_byte_of_the_bundle(answered: tuple[Living, bytes, bytes, bytes]) -> None:
    """Pages as read, every object and stream of the PDF, what is enclosed, the JSON, the proofs."""
    _, pdf, data, proofs = answered
    everything = squeezed(everything_in(pdf) + data.decode() + proofs.decode())
    assert "Hehadabruiseonhisarm." in everything  # what is disclosed is found by the same means
    assert not [one for one in MARKERS if one in everything]


def test_it_is_not_in_the_protected_bundle_either(answered: tuple[Living, bytes, bytes, bytes]) -> None:
    _, pdf, _, _ = answered
    password = new_password()
    with pikepdf.open(io.BytesIO(protect(pdf, password)), password=password) as paper:
        opened = io.BytesIO()
        paper.save(opened)
    assert not [one for one in MARKERS if one in squeezed(everything_in(opened.getvalue()))]


def test_it_is_in_no_row_of_either_database(answered: tuple[Living, bytes, bytes, bytes]) -> None:
    """The log, the passages, the reasons, the pieces: whatever the request left behind."""
    for alias in ("default", "keyring"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [row[0] for row in cursor.fetchall()]
            for table in tables:
                cursor.execute("SAVEPOINT one")
                try:
                    cursor.execute(f'SELECT t::text FROM "{table}" t')
                except DatabaseError:  # a table that the application may not read
                    cursor.execute("ROLLBACK TO SAVEPOINT one")
                    continue
                text = "\n".join(row[0] for row in cursor.fetchall())
                for marker in MARKERS:
                    assert marker not in text and marker.encode().hex() not in text, f"{marker} in {table}"
