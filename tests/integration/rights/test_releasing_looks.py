"""A lead tells somebody of looks at what they are not shown: exactly as previewed, without what it was, and nobody else's."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.audit.models import Leaf
from fairward.files import queries
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.audience_actions import decide_audience
from fairward.rights.releasing_actions import release_looks
from fairward.rights.releasing_queries import WaitingLooks, waiting_looks_for
from fairward.rights.writing import FamilyChoice
from tests.personas import DEPUTY, DPO, LEAD, sign_in
from tests.support.families import persona
from tests.support.living import MOTHER, WHY, Living, busy, make_living
from tests.support.showing import lasting, show

HIDDEN = "decided"


@pytest.fixture
def living(transactional_db: None) -> Living:
    """The mother is shown one entry; another is held back from her, and the deputy has opened it."""
    made = busy(make_living())
    show(made, made.ids["entry"], made.mother, persona(MOTHER))
    hold_back(made, made.mother)
    deputy_opens(made)
    return made


@pytest.fixture
def lead(living: Living) -> Client:
    return sign_in(Client(), living.school[LEAD])


@pytest.fixture
def mother(living: Living) -> Client:
    client = sign_in(Client(), living.school[persona(MOTHER)])
    client.post("/family/before/")
    return client


def year() -> int:
    return timezone.localdate().year


def hold_back(
    living: Living, person_id: UUID, decision: FamilyDecision = FamilyDecision.HOLD_BACK, entry: str = HIDDEN
) -> None:  # fmt: skip
    choice = FamilyChoice(
        person_id, decision, "increases_risk", timezone.localdate() + timedelta(days=2),
        timezone.localdate() + timedelta(days=2), living.school[DEPUTY].membership_id,
    )  # fmt: skip
    with living.school.transaction():
        by = living.actor()
        file = queries.entry_for(by, living.ids[entry], WHY)[1]
        decide_audience(by=by, file=file, entry_id=living.ids[entry], choice=choice)


def deputy_opens(living: Living, why: str = "deciding a concern", entry: str = HIDDEN) -> None:
    with living.school.transaction():
        queries.entry_for(living.actor(DEPUTY), living.ids[entry], why)


def waiting(living: Living, person_id: UUID | None = None) -> WaitingLooks:
    with living.school.transaction():
        return waiting_looks_for(living.actor(), living.amy, person_id or living.mother, year(), WHY)


def of_deputy(living: Living) -> list[UUID]:
    return [one.line_id for one in waiting(living).looks if one.who == DEPUTY.name]


def release(living: Living, lines: list[UUID], person_id: UUID | None = None) -> None:
    with living.school.transaction():
        release_looks(
            by=living.actor(), child_id=living.amy, person_id=person_id or living.mother, year=year(), line_ids=lines
        )  # fmt: skip


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


def looks(client: Client, living: Living) -> str:
    answer = client.get(f"/family/{living.amy}/looks/")
    assert answer.status_code == 200
    return lasting(answer.content.decode())


def test_the_lead_sees_who_when_why_which_part_and_why_it_waits(living: Living, lead: Client) -> None:
    page = words_of(lead.get(f"/children/{living.amy}/family/{living.mother}/looks/").content.decode())
    assert f"{DEPUTY.name}, deputy safeguarding lead" in page
    assert "Deciding a concern." in page
    assert "Concern of" in page and ", welfare" in page
    assert "Held back:" in page


def test_what_is_previewed_is_what_she_reads_and_no_more(living: Living, lead: Client, mother: Client) -> None:  # fmt: skip
    before, address = looks(mother, living), f"/children/{living.amy}/family/{living.mother}/looks/"
    lines = [str(one) for one in of_deputy(living)]
    check = lead.post(address, {"lines": lines}).content.decode()
    assert "That cannot be taken back." in check
    assert looks(mother, living) == before  # nothing happened yet
    preview = re.findall(r'<li class="fw-look">.*?Why: .*?</p>', check, re.S)
    assert len(preview) == 1 and "Something that the school has not shown you" in preview[0]
    assert lead.post(address, {"lines": lines, "do": "release"}).status_code == 302
    after = looks(mother, living)
    told = words_of(preview[0])
    assert told in words_of(after) and told not in words_of(before)
    assert "To do their job at the school." in told  # what the deputy did would say what sort of thing it is
    for betrayed in ("Concern", "welfare", "coat", "decide", DEPUTY.name, "worry"):
        assert betrayed not in told
    assert of_deputy(living) == []


def test_the_act_is_on_the_log_and_the_line_can_be_asked_about(living: Living, mother: Client) -> None:
    (line,) = of_deputy(living)
    release(living, [line])
    with living.school.transaction():
        act = Leaf.objects.get(event="look.released")
        assert (act.item_id, act.subject_id) == (living.mother, living.amy)
    assert mother.get(f"/family/{living.amy}/looks/{line}/").status_code == 200


def test_when_the_entry_is_shown_the_line_says_what_it_was(living: Living, mother: Client) -> None:
    release(living, of_deputy(living))
    show(living, living.ids[HIDDEN], living.mother, persona(MOTHER))
    page = looks(mother, living)
    assert "Something that the school has not shown you" not in page
    assert "Deputy safeguarding lead" in page and "To decide what happens next." in page


def test_one_of_two_looks_of_a_day_that_read_alike_are_one_line(living: Living, mother: Client) -> None:
    deputy_opens(living, "some other reason")
    lines = of_deputy(living)
    assert len(lines) == 2
    release(living, lines)
    assert looks(mother, living).count("Something that the school has not shown you") == 1


def test_the_officer_s_looks_the_computer_s_and_those_before_filing_never_wait(living: Living) -> None:
    from fairward.audit.log import record_job, record_look

    with living.school.transaction():
        own, hidden = living.school.organisation_id, living.ids[HIDDEN]
        record_job(
            own, act="looked", item_kind="entry", item_id=hidden, subject_id=living.amy, why="counting"
        )
        record_look(
            living.actor(DPO), item_kind="entry", item_ids=[hidden], subject_id=living.amy, why="a case"
        )
    assert {one.role.code for one in waiting(living).looks} <= {"safeguarding_lead", "deputy_lead"}
    assert all(each.id == living.ids[HIDDEN] for one in waiting(living).looks for each in one.entries)


def test_undecided_is_decided_first_and_not_theirs_is_never_there(living: Living) -> None:
    page = waiting(living)
    assert living.ids["entry"] not in {one.id for one in page.undecided}  # shown
    lines = of_deputy(living)
    hold_back(living, living.mother, FamilyDecision.NOT_THEIRS)
    page = waiting(living)
    assert not page.looks and living.ids[HIDDEN] not in {one.id for one in page.undecided}
    with pytest.raises(NotFound):
        release(living, lines)


def test_whoever_has_no_open_account_is_told_nothing(living: Living) -> None:
    from fairward.families.account_actions import pause
    from fairward.families.queries import standing_accesses

    lines = of_deputy(living)
    with living.school.transaction():
        account = standing_accesses(living.school.organisation_id, living.amy)[0].family_account_id
        pause(by=living.actor(), family_account_id=account)
    assert not waiting(living).looks
    with pytest.raises(Denied):
        release(living, lines)


def test_without_a_choice_it_says_so(living: Living, lead: Client) -> None:
    page = lead.post(f"/children/{living.amy}/family/{living.mother}/looks/", {}).content.decode()
    assert "Choose at least one look." in page


def test_the_ways_there(living: Living, lead: Client) -> None:
    address = f'href="/children/{living.amy}/family/{living.mother}/looks/"'
    for page in (
        "/family-desk/",
        f"/entries/{living.ids[HIDDEN]}/family/",
        f"/families/children/{living.amy}/",
    ):
        assert address in lead.get(page).content.decode(), page
