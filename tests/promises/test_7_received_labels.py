"""Promise 7 at the other end: whatever the labels, nobody here gets more of what arrived than its author allows: no page of the
package, no PDF, no page of a file, no search, no line of the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from fairward.exchange.package.making import Choice, ChosenEntry
from fairward.exchange.package.words import body_of
from fairward.exchange.receiving.opening_queries import opened_for, pdf_for
from fairward.files.content import StatementContent
from fairward.files.models import Entry
from fairward.kernel.vocabulary import Basis, Label, OrganisationKind, Purpose
from fairward.keys import file_keys
from fairward.rules.labels import Audience, Extent, extent
from tests.personas import (
    DEPUTY,
    DPO,
    HEADTEACHER,
    LEAD,
    PASTORAL,
    SUPERVISOR,
    Persona,
    School,
    make_school,
    sign_in,
)
from tests.support.kept import kept
from tests.support.packages import an_id, annotation, entry
from tests.support.reporting import add_child
from tests.support.sent_packages import WHY, arrives, friends, package, takes_in
from tests.unit.rights.answers import text_of

# Nobody at a school reads what is for the hub only: such a package is refused before anybody could be shown it.
LABELS = [Label.RELEASABLE, Label.RELEASABLE_SUMMARY, Label.SEALED, Label.POINTER]
READERS = [LEAD, DEPUTY, PASTORAL, HEADTEACHER, DPO, SUPERVISOR]
_numbers = count(1)


def _two() -> tuple[School, School]:
    return friends(make_school("Marsh Lane School"), make_school("Hill Top School"))


two = kept(_two)


def chosen(number: int, label: Label) -> ChosenEntry:
    """A note with one claim, with words of its own in every place that has words."""
    claim, attached = an_id(number * 10), annotation(number * 10 + 1, f"Notewords{number}x")
    statement = StatementContent(Basis.OBSERVED, f"Fullwords{number}x", claim, when=f"Whenwords{number}x")
    made = replace(
        entry([statement], attached={claim: [attached]}, outcome=None, number=number * 10 + 2), where=f"Wherewords{number}x"
    )  # fmt: skip
    choice = Choice(
        label, summary=f"Shortwords{number}x", summaries={attached.id: f"Noteshort{number}x"}, call=f"Callwords{number}x"
    )  # fmt: skip
    return ChosenEntry(made, {claim: choice})


def words_of(number: int, label: Label) -> dict[Extent, list[str]]:
    """The least extent at which somebody reads them -> the words of one note."""
    if label is Label.POINTER:
        return {Extent.POINTER: [f"Callwords{number}x"]}
    full = [f"{word}{number}x" for word in ("Fullwords", "Notewords", "Whenwords", "Wherewords")]
    return {Extent.FULL: full, Extent.SUMMARY: [f"Shortwords{number}x", f"Noteshort{number}x"]}


def above(text: str, number: int, label: Label, audience: Audience) -> list[str]:
    """Words of a note in a text that this audience may not read."""
    allowed = extent(label, audience)
    return [
        one
        for least, words in words_of(number, label).items()
        if least > allowed
        for one in words
        if one in text
    ]


def audience_of(who: Persona, *, is_named: bool = False, is_in_file: bool = False) -> Audience:
    return Audience(OrganisationKind.SCHOOL, who.role, is_named, is_in_file)


@settings(
    max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@example(labels=LABELS, named=DEPUTY, purpose=Purpose.WELFARE)
@given(
    labels=st.lists(st.sampled_from(LABELS), min_size=2, max_size=4),
    named=st.sampled_from([LEAD, DEPUTY]),
    purpose=st.sampled_from([Purpose.WELFARE, Purpose.CHILD_PROTECTION]),
)
def test_nobody_is_shown_more_than_its_author_allows(
    two: tuple[School, School], labels: list[Label], named: Persona, purpose: Purpose
) -> None:
    ours, theirs = two
    numbered = [(next(_numbers), label) for label in labels]
    robin = add_child(theirs, "Robin", "Marsh", year_group=4)
    made = package(ours, theirs, [chosen(number, label) for number, label in numbered], named=named.name)
    arrival_id = arrives(ours, theirs, made)
    takes_in(theirs, arrival_id, robin, purpose)
    file_id = granted(theirs, robin, purpose)
    for who in READERS:
        of_package = package_pages(theirs, arrival_id, who)
        of_file = file_pages(theirs, robin, file_id, numbered, who)
        for number, label in numbered:
            outside = audience_of(who, is_named=who is named)
            assert above(of_package, number, label, outside) == [], (who.name, label)
            assert above(of_file, number, label, audience_of(who, is_in_file=True)) == [], (who.name, label)
    everything = file_pages(theirs, robin, file_id, numbered, LEAD) if file_id else ""
    for number, label in numbered:
        shown = {
            Label.RELEASABLE: "Fullwords",
            Label.RELEASABLE_SUMMARY: "Shortwords",
            Label.POINTER: "Callwords",
        }
        if label in shown:
            assert f"{shown[label]}{number}x" in everything, "the lead reads what is theirs to read"
    assert_not_in_the_log(theirs)


def granted(school: School, child_id: UUID, purpose: Purpose) -> UUID | None:
    """The file of the child, with a grant for the pastoral lead; None where nothing went in."""
    with school.transaction():
        found = Entry.objects.filter(organisation_id=school.organisation_id, file__child_id=child_id)
        file_id = found.values_list("file_id", flat=True).first()
        if file_id is not None:
            until = timezone.now() + timedelta(days=1)
            account_id = school[PASTORAL].account_id
            file_keys.grant_file(school.actor(LEAD), file_id, purpose, account_id, until)
    return file_id


def package_pages(school: School, arrival_id: UUID, who: Persona) -> str:
    """Everything that the pages of the package say to somebody."""
    client = sign_in(Client(), school[who])
    start = f"/exchange/arrived/{arrival_id}/"
    pages = [client.get(start + page) for page in ("", "read/", "sort/", "check/", "child/")]
    return "\n".join(page.content.decode() for page in [*pages, client.get("/exchange/arrived/")])


def file_pages(
    school: School, child_id: UUID, file_id: UUID | None, numbered: list[tuple[int, Label]], who: Persona
) -> str:
    """Everything that pages of the file, its entries and searches say to somebody."""
    client = sign_in(Client(), school[who])
    with school.transaction():
        rows = Entry.objects.filter(organisation_id=school.organisation_id, file_id=file_id)
        addresses = [f"/entries/{one}/" for one in rows.values_list("id", flat=True)]
    addresses += [f"/files/{file_id}/", f"/children/{child_id}/"]
    searches = [
        client.post("/search/", {"text": f"{word}{number}x"})
        for number, _ in numbered
        for word in ("Fullwords",)
    ]
    found = [without_query(one) for one in searches]
    return "\n".join([*(client.get(one).content.decode() for one in addresses), *found])


def without_query(response: Any) -> str:
    """A page of results without the words that were typed."""
    html: str = response.content.decode()
    return html.partition("found</p>")[2] or html.partition("<section")[2]


def assert_not_in_the_log(school: School) -> None:
    with school.transaction(), connection.cursor() as cursor:
        for table in ("audit_leaf", "audit_detail", "audit_pending"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ~ '(Full|Short|Note|Call)words'")
            assert cursor.fetchone()[0] == 0


def test_the_pdf_of_somebody_who_reads_less_has_only_what_they_read(two: tuple[School, School]) -> None:
    ours, theirs = two
    made = package(
        ours, theirs, [chosen(901, Label.RELEASABLE), chosen(902, Label.SEALED)], named=DEPUTY.name, is_drawn=True
    )  # fmt: skip
    arrival_id = arrives(ours, theirs, made)
    takes_in(theirs, arrival_id, add_child(theirs, "Robin", "Marsh"), who=LEAD)
    for who, is_there in ((LEAD, False), (DEPUTY, True)):
        with theirs.transaction():
            paper = text_of(pdf_for(theirs.actor(who), arrival_id, WHY))
            page = body_of(opened_for(theirs.actor(who), arrival_id, WHY).shown)
        assert "Fullwords901x" in paper and ("Fullwords902x" in paper) is is_there
        assert ("Fullwords902x" in page) is is_there


def test_what_is_for_named_people_can_stand_in_no_file(two: tuple[School, School]) -> None:
    """The database says so too."""

    ours, theirs = two
    robin = add_child(theirs, "Robin", "Marsh")
    takes_in(theirs, arrives(ours, theirs, package(ours, theirs, [chosen(911, Label.RELEASABLE)])), robin)
    with theirs.transaction(), pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(organisation_id=theirs.organisation_id).update(label=int(Label.SEALED))
