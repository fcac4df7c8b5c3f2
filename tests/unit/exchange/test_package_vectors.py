"""The committed packages: what was sealed with the first version opens for good, each refusal is met, others can check them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from fairward.exchange.package import canonical, published, shapes
from fairward.exchange.package.contents import Manifest, Passage
from fairward.exchange.package.refusals import Refused, codes
from fairward.exchange.package.sealing import Opened, open_and_check, privates_by_ring
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind, Role
from fairward.rules.labels import Audience, Extent, extent
from tests.vectors.packages.spoiling import code_of

FOLDER = Path(__file__).resolve().parents[2] / "vectors" / "packages"
SCRIPT = published.PAGE.with_name("check_disclosure.py")
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
GOOD = [name for name in NAMES if name.startswith("good_")]
# Raised only while a package is made: nothing that travels can be refused for it.
BY_MAKERS = {"not_taken_in", "label_loosened"}
# What the script leaves to Fairward: the rules about what a document says, and its log head.
NOT_GENUINE = {
    "not_a_package", "unknown_version", "too_large", "truncated", "too_long", "wrong_addressee", "unknown_ring",
    "does_not_open", "seen_before", "unknown_sender", "wrong_signature", "wrong_sender", "wrong_digest", "wrong_id",
    "not_canonical",
}  # fmt: skip
# Rules that a schema can say.
SHAPED = {
    "not_whole", "no_basis", "no_label", "no_context", "wrong_chain", "no_tests", "too_many",
}  # fmt: skip


def vector(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def open_vector(name: str) -> Opened:
    given = vector(name)
    known = {UUID(who): [bytes.fromhex(key) for key in keys] for who, keys in given["known"].items()}
    return open_and_check(
        base64.b64decode(given["package"]), organisation_id=UUID(given["organisation"]),
        privates=privates_by_ring([bytes.fromhex(given["ring_private"])]), keys_of=lambda who: known.get(who, ()),
        was_seen=lambda one: str(one) in given["seen"],
    )  # fmt: skip


def test_there_is_one_of_each_kind_and_of_each_refusal() -> None:
    assert {f"good_{kind.code}" for kind in DisclosureKind} <= set(GOOD)
    met = {code_of(name.removeprefix("refused_")) for name in NAMES if name.startswith("refused_")}
    assert met == set(codes()) - BY_MAKERS


@pytest.mark.parametrize("name", GOOD)
def test_a_good_one_opens(name: str) -> None:
    found = open_vector(name)
    assert found.document.decode() == vector(name)["document"]
    assert found.package.manifest.passages and found.package.contents[-1]


def test_keys_of_a_newer_minor_version_are_left_out() -> None:
    found = open_vector("good_newer_minor")
    assert found.package.manifest.minor == 7
    assert b"weather" in found.document and "weather" not in shapes.plain(found.package.manifest)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("refused_")])
def test_a_bad_one_is_refused_for_its_reason(name: str) -> None:
    with pytest.raises(Refused) as refused:
        open_vector(name)
    assert refused.value.code == vector(name)["expect"] == code_of(name.removeprefix("refused_"))


@pytest.mark.parametrize("name", NAMES)
def test_the_script_beside_the_page_says_the_same(name: str) -> None:
    """It knows the page and a library of ciphers, and nothing of Fairward: another vendor's program."""
    command = [sys.executable, "-I", str(SCRIPT), str(FOLDER / f"{name}.json")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    expected = vector(name)["expect"]
    if expected in NOT_GENUINE:
        assert said == f"refused {expected}"
    elif name in GOOD:
        assert said == f"accepted {hashlib.sha256(vector(name)['document'].encode()).hexdigest()}"
    else:
        assert said.startswith(("accepted ", "refused "))


def test_the_script_uses_nothing_of_ours() -> None:
    assert "fairward." not in SCRIPT.read_text() and "import fairward" not in SCRIPT.read_text()


def test_the_schema_is_current_and_a_schema() -> None:
    assert published.PAGE.read_text() == published.page(), "Run sh scripts/reference.sh"
    Draft202012Validator.check_schema(published.published())


@pytest.mark.parametrize("name", GOOD)
def test_good_documents_fit_the_schema(name: str) -> None:
    Draft202012Validator(published.published()).validate(json.loads(vector(name)["document"]))


def test_what_the_schema_refuses_is_refused_and_the_other_way_round() -> None:
    from tests.vectors.packages.spoiling import SPOILED, plain, spoil

    checker = Draft202012Validator(published.published())
    refused = set()
    for name, place, wanted in SPOILED:
        value = plain()[0]
        spoil(value, place, wanted)
        if not checker.is_valid(value):
            refused.add(code_of(name))
            with pytest.raises(Refused):
                shapes.read(Manifest, canonical.decode(canonical.encode(value)))
    assert refused == SHAPED


def test_the_page_names_every_refusal_and_every_key() -> None:
    page = published.PAGE.with_name("disclosure-format.md").read_text()
    said = set(re.findall(r"`([a-z_]+)`", page))
    assert set(codes()) - BY_MAKERS <= said
    assert {one.name for one in (*fields(Manifest), *fields(Passage))} - {"format", "major", "minor"} <= said


def test_the_page_says_who_reads_as_the_rules_do() -> None:
    page = published.PAGE.with_name("disclosure-format.md").read_text()
    words = {
        Extent.FULL: "all",
        Extent.SUMMARY: "summary",
        Extent.POINTER: "whom to call",
        Extent.NOTHING: "nothing",
    }
    columns = (
        Audience(OrganisationKind.HUB, Role.ANALYST), Audience(OrganisationKind.SCHOOL, Role.SAFEGUARDING_LEAD),
        Audience(OrganisationKind.SCHOOL, Role.SAFEGUARDING_LEAD, is_named=True), Audience.of_family(),
    )  # fmt: skip
    for label in Label:
        row = " | ".join(words[extent(label, one)] for one in columns)
        assert f"| `{label.code}` | {row} |" in page


def test_opening_needs_no_database_and_no_django() -> None:
    """So that a relay, or a program of somebody else, can use it by itself."""
    code = (
        "import sys; from fairward.exchange.package import sealing, views, published; "
        "print([one for one in sys.modules if one.split('.')[0] in ('django', 'psycopg', 'jinja2')])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
