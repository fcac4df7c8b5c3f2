"""Who looked: only at what is shown, in plain words, and asking about a look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.test import Client

from tests.support.showing import lasting

if TYPE_CHECKING:
    from tests.support.living import Living


def looks(client: Client, living: Living) -> str:
    answer = client.get(f"/family/{living.amy}/looks/")
    assert answer.status_code == 200
    return lasting(answer.content.decode())


def test_a_look_at_what_is_shown_is_told_in_plain_words(living: Living, mother: Client) -> None:
    page = looks(mother, living)
    assert "Designated safeguarding lead, Millbrook Primary School" in page
    assert "A worry that was written down" in page
    assert "I don’t recognise this" in page
    assert "Amira Khan" not in page


def test_a_look_at_what_is_not_shown_is_not_there_and_comes_with_it(living: Living, mother: Client) -> None:
    from tests.personas import DEPUTY, sign_in
    from tests.support.families import persona
    from tests.support.living import MOTHER
    from tests.support.showing import show

    before = looks(mother, living)
    deputy = sign_in(Client(), living.school[DEPUTY])
    assert deputy.get(f"/entries/{living.ids['decided']}/").status_code == 200
    assert looks(mother, living) == before
    show(living, living.ids["decided"], living.mother, persona(MOTHER))
    assert "Deputy safeguarding lead" in looks(mother, living)


def test_a_teacher_who_is_stopped_is_told(living: Living, mother: Client) -> None:
    from tests.personas import TEACHER, sign_in

    teacher = sign_in(Client(), living.school[TEACHER])
    assert teacher.get(f"/entries/{living.ids['entry']}/").status_code == 403
    page = looks(mother, living)
    assert "Somebody tried to open it and was stopped." in page and "They were not allowed to." in page


def test_a_look_that_is_not_recognised_becomes_a_case_with_a_clock(living: Living, mother: Client) -> None:
    from fairward.cases.models import Case, CaseTarget
    from fairward.cases.vocabulary import CaseKind

    address = re.findall(rf'href="(/family/{living.amy}/looks/[^"?]+/)"', looks(mother, living))[0]
    assert "You can ask why this person looked" in mother.get(address).content.decode()
    done = mother.post(address, {"words": "I do not know why."})
    assert done.status_code == 302 and done.headers["Location"].startswith("/family/requests/")
    page = mother.get(done.headers["Location"]).content.decode()
    assert "The school must answer you by" in page and "I do not know why." in page
    with living.school.transaction():
        case = Case.objects.get(
            organisation_id=living.school.organisation_id, kind=int(CaseKind.UNRECOGNISED_LOOK)
        )
        target = CaseTarget.objects.get(organisation_id=living.school.organisation_id, case_id=case.id)
    assert str(target.line_id) in address
    assert "You asked about this." in looks(mother, living)
    assert mother.post(address, {"words": ""}).headers["Location"] == "/family/requests/"  # asked already


def test_a_line_that_is_not_hers_cannot_be_asked_about(living: Living, mother: Client) -> None:
    from fairward.audit.models import Leaf

    with living.school.transaction():
        hidden = Leaf.objects.filter(
            organisation_id=living.school.organisation_id, item_id=living.ids["decided"], event="looked"
        ).values_list("id", flat=True)[0]
    assert mother.get(f"/family/{living.amy}/looks/{hidden}/").status_code == 404


def test_keeping_the_roll_is_told_and_looking_for_a_name_waits(living: Living, mother: Client) -> None:
    from tests.personas import ADMINISTRATOR, DEPUTY, sign_in

    before = looks(mother, living)
    deputy = sign_in(Client(), living.school[DEPUTY])
    assert deputy.post("/children/", {"text": "Amy"}).status_code == 200
    assert deputy.get(f"/children/{living.amy}/").status_code == 200
    assert looks(mother, living) == before
    office = sign_in(Client(), living.school[ADMINISTRATOR])
    assert office.get("/roster/children/").status_code == 200
    page = looks(mother, living)
    assert "To keep the list of pupils right." in page and "Administrator, Millbrook Primary School" in page


def test_machine_reads_of_one_day_are_one_line(living: Living, mother: Client) -> None:
    from fairward.audit.log import record_job

    with living.school.transaction():
        for _ in range(3):
            record_job(
                living.school.organisation_id, act="looked", item_kind="entry", item_id=living.ids["entry"],
                subject_id=living.amy, why="counting",
            )  # fmt: skip
    assert looks(mother, living).count("The computer itself") == 1


def test_the_same_look_of_one_person_on_one_day_is_one_line(living: Living, mother: Client) -> None:
    from tests.personas import DEPUTY, sign_in

    deputy = sign_in(Client(), living.school[DEPUTY])
    for _ in range(3):
        assert deputy.get(f"/entries/{living.ids['entry']}/?why=meeting").status_code == 200
    page = looks(mother, living)
    assert page.count('<p class="fw-look__who">Deputy safeguarding lead') == 1
    assert "To get ready for a meeting." in page


def test_purposes_that_read_alike_are_one_line_too(living: Living, mother: Client) -> None:
    """Two lines that differ in nothing she can read would tell her how often somebody looked."""
    from fairward.files.queries import entry_for
    from tests.personas import DEPUTY

    with living.school.transaction():
        for why in ("the demonstration", "something else that no family page explains"):
            entry_for(living.actor(DEPUTY), living.ids["entry"], why)
    assert looks(mother, living).count('<p class="fw-look__who">Deputy safeguarding lead') == 1
