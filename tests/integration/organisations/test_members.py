"""Members: names under the directory key, roles, ends and what becomes of their keys."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from fairward.access.permissions import rings_of
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import RingKind, Role
from fairward.keys import rings
from fairward.organisations import actions, queries
from fairward.organisations.names import MemberName
from fairward.rules.calendars import TermDates
from tests.personas import (
    ADMINISTRATOR,
    DEPUTY,
    GOVERNOR,
    LEAD,
    PASTORAL,
    STAFF,
    SUPERVISOR,
    School,
    make_school,
)


def test_names_are_shown_by_membership(millbrook: School) -> None:
    with millbrook.transaction():
        found = queries.names_of_members(millbrook.organisation_id, [millbrook[LEAD].membership_id])
    assert found == {
        millbrook[LEAD].membership_id: MemberName(LEAD.name, LEAD.job_title, Role.SAFEGUARDING_LEAD)
    }


def test_members_come_by_name_and_by_role(millbrook: School) -> None:
    with millbrook.transaction():
        everybody = queries.members(millbrook.organisation_id)
        leads = queries.members(millbrook.organisation_id, role=Role.SAFEGUARDING_LEAD)
    assert [one.name for one in everybody] == sorted(persona.name for persona in STAFF)
    assert [one.name for one in leads] == [LEAD.name]


def test_a_member_of_another_organisation_is_not_there(millbrook: School) -> None:
    other = make_school("Ashgrove Secondary School", staff=(LEAD,), keys=False)
    with millbrook.transaction(), pytest.raises(NotFound):
        queries.member(millbrook.organisation_id, other[LEAD].membership_id)


def test_nobody_is_a_member_twice_at_a_time(millbrook: School) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_member(
            by=actions.installation(millbrook.organisation_id),
            account_id=millbrook[LEAD].account_id,
            role=Role.GOVERNOR,
            name=LEAD.name,
        )


def test_who_leaves_loses_every_ring_and_the_rings_are_replaced(millbrook: School) -> None:
    by = millbrook.actor(ADMINISTRATOR)
    with millbrook.transaction():
        before = rings.ring_public(millbrook.organisation_id, RingKind.INTAKE)
        actions.deactivate_member(by=by, membership_id=millbrook[DEPUTY].membership_id, reason="left")
    with millbrook.transaction():
        standing = rings.holders(millbrook.organisation_id)
        assert rings.ring_public(millbrook.organisation_id, RingKind.INTAKE) != before
    assert standing[RingKind.INTAKE] == [millbrook[LEAD].account_id]
    assert all(millbrook[DEPUTY].account_id not in who for who in standing.values())


def test_the_last_holder_can_leave_and_the_ring_waits_for_the_sheet(millbrook: School) -> None:
    by = millbrook.actor(ADMINISTRATOR)
    for persona in (DEPUTY, LEAD):
        with millbrook.transaction():
            actions.deactivate_member(by=by, membership_id=millbrook[persona].membership_id, reason="left")
    with millbrook.transaction():
        assert rings.holders(millbrook.organisation_id)[RingKind.INTAKE] == [millbrook[LEAD].account_id]
        assert actions.take_rings_of_leavers(by=by, entitled=rings_of) == 0, "nobody else holds it yet"


def test_another_role_keeps_only_what_it_reads_with(millbrook: School) -> None:
    with millbrook.transaction():
        actions.change_role(
            by=millbrook.actor(ADMINISTRATOR),
            membership_id=millbrook[DEPUTY].membership_id,
            role=Role.PASTORAL,
            entitled=rings_of(Role.PASTORAL),
            year_groups=(5, 4),
        )
    with millbrook.transaction():
        assert all(
            millbrook[DEPUTY].account_id not in who
            for who in rings.holders(millbrook.organisation_id).values()
        )
        assert queries.member(millbrook.organisation_id, millbrook[DEPUTY].membership_id).year_groups == (
            4,
            5,
        )


@pytest.mark.parametrize(
    ("persona", "code"),
    [(ADMINISTRATOR, "own_membership")],
)
def test_nobody_changes_their_own_role(millbrook: School, persona: object, code: str) -> None:
    with millbrook.transaction(), pytest.raises(Denied) as refused:
        actions.deactivate_member(
            by=millbrook.actor(ADMINISTRATOR),
            membership_id=millbrook[ADMINISTRATOR].membership_id,
            reason="left",
        )
    assert refused.value.code == code


def test_the_last_administrator_stays(millbrook: School) -> None:
    by = actions.installation(millbrook.organisation_id)
    with pytest.raises(Denied) as refused:
        actions.deactivate_member(by=by, membership_id=millbrook[ADMINISTRATOR].membership_id, reason="left")
    assert refused.value.code == "last_administrator"


def test_what_has_ended_stays_ended(millbrook: School) -> None:
    by = millbrook.actor(ADMINISTRATOR)
    with millbrook.transaction():
        actions.deactivate_member(by=by, membership_id=millbrook[GOVERNOR].membership_id, reason="left")
    with millbrook.transaction(), pytest.raises(Denied) as refused:
        actions.deactivate_member(by=by, membership_id=millbrook[GOVERNOR].membership_id, reason="left")
    assert refused.value.code == "already_ended"
    with millbrook.transaction():
        ended = queries.members(millbrook.organisation_id, include_ended=True)[-1]
    assert (ended.name, ended.is_active) == (GOVERNOR.name, False)


def test_a_reason_is_one_of_a_list_because_it_stands_in_the_log(millbrook: School) -> None:
    with pytest.raises(ValueError, match="one of a list"):
        actions.deactivate_member(
            by=millbrook.actor(ADMINISTRATOR),
            membership_id=millbrook[SUPERVISOR].membership_id,
            reason="she said something about a child",
        )


def test_whom_to_call_is_kept_in_order_and_published(millbrook: School) -> None:
    published = []
    given = [queries.CallLead("Office", "01632 960 200"), queries.CallLead("Lead", "01632 960 201")]
    with millbrook.transaction():
        actions.set_call_numbers(
            by=millbrook.actor(ADMINISTRATOR), leads=given, publish=lambda *what: published.append(what)
        )
        assert queries.leads_to_call(millbrook.organisation_id) == given
    assert published == [(millbrook.organisation_id, given)]


def test_term_dates_are_kept_in_order(millbrook: School) -> None:
    terms = [(date(2027, 1, 4), date(2027, 3, 25)), (date(2026, 9, 2), date(2026, 12, 18))]
    with millbrook.transaction():
        assert queries.school_calendar(millbrook.organisation_id) is None
        half, closed = (date(2026, 10, 26), date(2026, 10, 30)), date(2026, 9, 2)
        actions.set_term_dates(
            by=millbrook.actor(ADMINISTRATOR), terms=terms, half_terms=[half], inset=[closed]
        )
        known = queries.school_calendar(millbrook.organisation_id)
        assert known == TermDates(sorted(terms), [half], [closed])
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.set_term_dates(
                by=millbrook.actor(ADMINISTRATOR), terms=[(date(2027, 3, 25), date(2027, 1, 4))]
            )


def test_notices_go_to_those_who_gave_an_address(millbrook: School) -> None:
    with millbrook.transaction():
        new = actions.add_member(
            by=actions.installation(millbrook.organisation_id),
            account_id=_another_account(),
            role=Role.RECORDER,
            name="Nia Price",
            notice_address="nia@school.example",
        )
        ids = [new, millbrook[PASTORAL].membership_id]
        assert queries.notice_addresses(millbrook.organisation_id, ids) == {new: "nia@school.example"}


def _another_account():
    from fairward.accounts.actions import create_account

    return create_account(sign_in="nia.price").id


def test_a_school_knows_its_kind_and_jobs_find_it(millbrook: School) -> None:
    assert millbrook.organisation_id in queries.installed_organisations()
    with millbrook.transaction():
        assert queries.organisation(millbrook.organisation_id).name == "Millbrook Primary School"
    with pytest.raises((NotFound, ObjectDoesNotExist)):
        queries.organisation(millbrook.organisation_id)
