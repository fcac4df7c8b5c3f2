"""The lead's pages: whom it is about, what goes along, what will happen, done; and what the child's page says after it."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client

from fairward.files.queries import entry_for, follow_ups_for
from fairward.kernel.vocabulary import AnnotationKind
from fairward.mistakes.vocabulary import How
from tests.personas import LEAD, SUPERVISOR, sign_in
from tests.support.families import persona
from tests.support.living import MOTHER, SAW, WHY, Living, tell_social_care
from tests.support.showing import show

CHAIR = "She fell from a chair in class."


@pytest.fixture
def entry(living: Living) -> UUID:
    made = living.file(living.report(attachment=b"A drawing."), action="Ring home")[0]
    living.annotate(made, CHAIR)
    living.annotate(made, "Her mother says it was ink.", kind=AnnotationKind.FAMILY_ACCOUNT)
    return made


def answers(page: str) -> dict[str, str]:
    pieces = dict.fromkeys(re.findall(r'name="((?:piece|told)-[^"]+)"', page), "along")
    statements = re.findall(r'name="statements" value="([^"]+)"', page) or re.findall(
        r'value="([0-9a-f-]{36})"[^>]*name="statements"|name="statements"[^>]*value="([0-9a-f-]{36})"', page
    )
    found = [one if isinstance(one, str) else one[0] or one[1] for one in statements]
    return {**pieces, "statements": found[0], "how": str(int(How.WRONG_CHOICE)), "reply": "Thank you."}


def test_from_the_entry_to_the_proof(living: Living, entry: UUID) -> None:
    show(living, entry, living.mother, persona(MOTHER))
    tell_social_care(living, entry)
    client = sign_in(Client(), living.school[LEAD])
    assert "This is about the wrong child" in client.get(f"/entries/{entry}/").text
    found = client.post(f"/entries/{entry}/wrong-child/", {"text": "Fairbairn"}).text
    assert "Jack Fairbairn" in found and str(living.amy) not in found
    address = f"/entries/{entry}/wrong-child/{living.jack}/"
    page = client.get(address).text
    assert CHAIR in page and "To do: Ring home" in page and "it was ink" not in page
    missing = client.post(address, {}).text
    assert "Choose whether this goes along" in missing and "Choose how it came about" in missing
    typed = answers(page)
    check = client.post(address, typed).text
    assert "Check what will happen" in check and "Morag Fairbairn could read it" in check
    assert "Northfield social care" in check and "Dawn Pickering: “Thank you.”" in check
    assert f"Goes along:</strong> Seen or heard: {SAW}" in check
    done = client.post(address, {**typed, "sure": "1"}).text
    assert "It is put right" in done and "Tell everybody outside who was told" in done
    child = client.get(f"/children/{living.amy}/").text
    proof = child.partition("Put right")[2].partition("Add an entry")[0]
    assert "was about somebody else (the wrong child was chosen from a list)" in proof and "Jack" not in proof
    assert client.get(f"/entries/{entry}/").status_code == 404
    mother = sign_in(Client(), living.school[persona(MOTHER)])
    mother.post("/family/before/")
    record = mother.get(f"/family/{living.amy}/").text
    assert (
        "It was not about Amy Fairbairn" in record
        and "told somebody outside" in record
        and "Jack" not in record
    )


def test_when_nobody_knows_who_it_waits_on_the_desk(living: Living, entry: UUID) -> None:
    client = sign_in(Client(), living.school[LEAD])
    address = f"/entries/{entry}/wrong-child/unknown/"
    page = client.get(address).text
    assert "To do" not in page
    done = client.post(address, {**answers(page), "sure": "1"}).text
    assert "The desk, where the report waits" in done
    assert "name not known" in client.get("/desk/").text.lower() or "not known" in client.get("/desk/").text


def test_only_the_leads_and_not_for_what_follows(living: Living, entry: UUID) -> None:
    client = sign_in(Client(), living.school[SUPERVISOR])
    assert client.get(f"/entries/{entry}/wrong-child/").status_code == 403
    lead = sign_in(Client(), living.school[LEAD])
    with living.school.transaction():
        _, file, _ = entry_for(living.actor(), entry, WHY)
        action = follow_ups_for(living.actor(), file, entry, WHY)[0].id
    assert lead.get(f"/entries/{action}/wrong-child/").status_code == 403
    assert lead.get(f"/entries/{entry}/wrong-child/{living.amy}/").status_code == 404
