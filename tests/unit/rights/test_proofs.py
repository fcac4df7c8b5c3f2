"""The proofs that go to a family: they hold, `fairward audit verify` says so, and they tell nothing that somebody typed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fairward.audit import bundle, verify
from fairward.audit.evidence import PlacedLine
from fairward.audit.leaves import Leaf, commit, detail_body, new_salt
from fairward.audit.merkle import Tree
from fairward.audit.notes import Checkpoint, KeySigner, PublicKey, origin_of, sign_checkpoint
from fairward.kernel.ids import new_id
from fairward.rights.answer import Unanswerable
from fairward.rights.answer_joining import PROOFS_NAME, whole_answer
from fairward.rights.proofs import keys_in, lines_in, proofs_for
from tests.unit.rights.answers import (
    a_look,
    an_answer,
    an_entry,
    data_of,
    enclosed_in,
    everything_in,
    squeezed,
    text_of,
)

SCHOOL, CHILD, WHY = uuid4(), uuid4(), "because of Sam Porter"


class Log:
    """A signed log of five looks, in memory."""

    def __init__(self) -> None:
        self.signer = KeySigner(Ed25519PrivateKey.generate())
        self.key = PublicKey(origin_of(SCHOOL), self.signer.public)
        self.details = [(new_salt(), detail_body(why=WHY)) for _ in range(5)]
        self.lines = [_line(*each) for each in self.details]
        self.tree = Tree(line.hash() for line in self.lines)

    def excerpt(self, *places: int) -> Iterator[str]:
        yield bundle.header(SCHOOL, [self.key], is_excerpt=True)
        head = Checkpoint(origin_of(SCHOOL), 5, self.tree.root(), datetime(2026, 6, 1, tzinfo=UTC))
        yield bundle.checkpoint(sign_checkpoint(head, self.signer))
        for place in places:
            placed = PlacedLine(place, self.lines[place], None, self.details[place])
            yield bundle.line(placed, self.tree.inclusion_proof(place, 5))

    def id(self, place: int) -> UUID:
        return self.lines[place].id


def _line(salt: bytes, body: bytes) -> Leaf:
    at = datetime.now(UTC)
    return Leaf(
        SCHOOL, new_id(), at, "entry.read", uuid4(), 3, "entry", uuid4(), 1, CHILD, commit(salt, body)
    )


@pytest.fixture(scope="module")
def log() -> Log:
    return Log()


def checked(path: Path, *options: str) -> tuple[int, str]:
    said = io.StringIO()
    with redirect_stdout(said):
        code = verify.command(["--bundle", str(path), *options])
    return code, said.getvalue()


def test_the_enclosed_proofs_can_be_checked_without_us(log: Log, tmp_path: Path) -> None:
    proofs = proofs_for(log.excerpt(1, 3))
    shown = [replace(a_look(), line=str(log.id(1))), replace(a_look(2), line=str(log.id(3))), a_look(3)]
    made = whole_answer(an_answer(look_count=3, proofs=proofs), [an_entry()], shown)
    path = tmp_path / "log-proofs.jsonl"
    path.write_bytes(enclosed_in(made.pdf)[PROOFS_NAME])
    code, said = checked(path, "--key", str(log.key))
    assert code == 0 and "2 lines with their proofs" in said
    assert squeezed(str(log.key)) in squeezed(text_of(made.pdf))
    assert str(log.id(1)) in squeezed(text_of(made.pdf))
    assert text_of(made.pdf).count("no place in the log yet") == 1
    assert [one["line"] for one in data_of(made.data)["looks"]] == [str(log.id(1)), str(log.id(3)), None]


def test_what_was_typed_into_the_log_does_not_go_out(log: Log) -> None:
    raw = "".join(f"{line}\n" for line in log.excerpt(1, 3))
    assert WHY in raw and WHY not in proofs_for(raw.splitlines())
    shown = [replace(a_look(), line=str(log.id(place))) for place in (1, 3)]
    made = whole_answer(an_answer(proofs=raw, look_count=2), [an_entry()], shown)
    assert "SamPorter" not in squeezed(everything_in(made.pdf)) and b"salt" not in made.proofs
    assert enclosed_in(made.pdf)[PROOFS_NAME] == made.proofs == proofs_for(raw.splitlines()).encode()


def test_proofs_that_do_not_hold_do_not_go_out(log: Log) -> None:
    lines = list(log.excerpt(1, 3))
    wrong = json.loads(lines[2])
    wrong["leaf"]["role"] = 1
    with pytest.raises(Unanswerable, match="do not hold"):
        proofs_for([*lines[:2], json.dumps(wrong)])
    for broken in ([bundle.header(SCHOOL, [log.key]), *lines[1:]], lines[:1], lines[1:], []):
        with pytest.raises(Unanswerable, match="do not hold"):
            proofs_for(broken)


def test_a_look_without_a_proof_says_so_and_a_proof_without_a_look_is_refused(log: Log) -> None:
    proofs = proofs_for(log.excerpt(1))
    assert lines_in(proofs) == {str(log.id(1))} and keys_in(proofs) == (str(log.key),)
    looks = [replace(a_look(), line=str(log.id(1))), replace(a_look(2), line=str(log.id(3)))]
    made = whole_answer(an_answer(look_count=2, proofs=proofs), [an_entry()], looks)
    assert [one["line"] for one in data_of(made.data)["looks"]] == [str(log.id(1)), None]
    assert text_of(made.pdf).count("no place in the log yet") == 1
    with pytest.raises(Unanswerable, match="listed"):
        whole_answer(an_answer(look_count=1, proofs=proofs), [an_entry()], [a_look()])
