"""An organisation's own periods: proposed by one, seen beforehand, approved by another, ended; every date follows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from fairward.audit.models import Leaf
from fairward.cases.models import Case
from fairward.files.models import Entry, File
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.people.models import Child
from fairward.people.vocabulary import RollStatus
from fairward.retention import schedule_actions, schedule_preview, schedule_queries
from fairward.retention.models import ScheduleChange
from fairward.retention.recomputing import recompute_stale
from fairward.rules.retention import Limit
from tests.personas import ADMINISTRATOR, DPO, HEADTEACHER, LEAD, SUPERVISOR, Persona, sign_in
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living

LONGER = ((Limit("leaving", {"years": 2}),), (Limit("leaving", {"years": 3}),))
REASON = "Morag's solicitor wrote to us about such a claim."


def _living() -> Living:
    made = make_living()
    with made.school.transaction():
        Child.objects.filter(id=made.amy).update(status=int(RollStatus.LEFT), left_on=date(2026, 7, 21))
    return made


living = kept(_living)


def propose(living: Living, by: Persona = DPO, rule_id: str = "behaviour") -> UUID:
    with living.school.transaction():
        return schedule_actions.propose_change(
            by=living.actor(by), rule_id=rule_id, review=LONGER[0], destroy=LONGER[1], reason=REASON
        )


def approve(living: Living, change_id: UUID, by: Persona = HEADTEACHER) -> int:
    with living.school.transaction():
        return schedule_actions.approve_change(by=living.actor(by), change_id=change_id)


def destroy_on(living: Living, entry_id: UUID) -> date:
    with living.school.transaction():
        return Entry.objects.get(id=entry_id).destroy_on


def test_a_change_moves_nothing_before_another_person_approves_it(living: Living) -> None:
    entry = living.file(living.report(), Purpose.BEHAVIOUR)[0]
    change = propose(living)
    assert destroy_on(living, entry) == date(2027, 7, 21)
    assert approve(living, change) == 1
    assert destroy_on(living, entry) == date(2029, 7, 21)
    with living.school.transaction():
        assert File.objects.get().destroy_on == date(2029, 7, 21)
        assert recompute_stale(living.school.organisation_id) == 0, "the night finds nothing to put right"
    new = living.file(living.report(), Purpose.BEHAVIOUR)[0]
    assert destroy_on(living, new) == date(2029, 7, 21), "what is written later is kept by it too"


def test_nobody_approves_their_own(living: Living) -> None:
    change = propose(living)
    with pytest.raises(Denied, match="second_person"):
        approve(living, change, by=DPO)
    with pytest.raises(Denied, match="not_your_role"):
        approve(living, change, by=ADMINISTRATOR)


def test_what_was_answered_is_not_answered_again(living: Living) -> None:
    change = propose(living)
    approve(living, change)
    with pytest.raises(Denied, match="answered_already"):
        approve(living, change)
    with living.school.transaction(), pytest.raises(Denied, match="answered_already"):
        schedule_actions.withdraw_change(by=living.actor(DPO), change_id=change)


def test_ending_it_goes_back_to_the_schedule(living: Living) -> None:
    entry = living.file(living.report(), Purpose.BEHAVIOUR)[0]
    change = propose(living)
    approve(living, change)
    with living.school.transaction():
        schedule_actions.end_change(by=living.actor(LEAD), change_id=change)
    assert destroy_on(living, entry) == date(2027, 7, 21)


def test_a_second_change_takes_the_place_of_the_first(living: Living) -> None:
    first, second = propose(living), propose(living)
    approve(living, first)
    approve(living, second)
    with living.school.transaction():
        rows = {one.id: one for one in schedule_queries.changes(living.school.organisation_id)}
        assert (rows[first].stands, rows[second].stands) == (False, True)


def test_the_reason_lies_sealed_and_stands_beside_no_record(living: Living) -> None:
    entry = living.file(living.report(), Purpose.BEHAVIOUR)[0]
    change = propose(living)
    approve(living, change)
    with living.school.transaction():
        assert REASON.encode() not in bytes(ScheduleChange.objects.get(id=change).reason)
        because = Entry.objects.get(id=entry).kept_because
        assert "solicitor" not in because and "This organisation set its own period: agreed on" in because


def test_the_preview_says_what_would_happen_and_changes_nothing(living: Living) -> None:
    for _ in range(3):
        living.file(living.report(), Purpose.BEHAVIOUR)
    with living.school.transaction():
        found = schedule_preview.effects(living.school.organisation_id, "behaviour", *LONGER)
        assert (found.records, found.files, found.later, found.earlier, found.newly_due) == (3, 1, 3, 0, 0)
        assert ("Within a year", 3, 0) in found.spans and ("In 1 to 5 years", 0, 3) in found.spans
        short = ((Limit("leaving", {"days": 0}),), (Limit("leaving", {"days": 1}),))
        found = schedule_preview.effects(living.school.organisation_id, "behaviour", *short)
        assert (found.earlier, found.newly_due, found.would_be_last_day) == (3, 3, 3)
        assert set(Entry.objects.values_list("destroy_on", flat=True)) == {date(2027, 7, 21)}


def test_closed_cases_follow_too(living: Living) -> None:
    busy(living)
    with living.school.transaction():
        case = Case.objects.get(id=living.ids["case"])
        case.state, case.outcome, case.closed_at, case.closed_by = 12, 1, case.received_at, case.received_by
        case.save()
        own = living.school.organisation_id
        period = ((Limit("closure", {"years": 1}),), (Limit("closure", {"years": 2}),))
        assert schedule_preview.effects(own, "complaint", *period).records == 1
        change = schedule_actions.propose_change(
            by=living.actor(DPO), rule_id="complaint", review=period[0], destroy=period[1], reason=REASON
        )
        schedule_actions.approve_change(by=living.actor(LEAD), change_id=change)
        kept = Case.objects.get(id=living.ids["case"]).keep_until_on
        assert kept == date(case.received_at.year + 2, case.received_at.month, case.received_at.day)


def test_a_period_that_is_part_of_how_it_works_stays(living: Living) -> None:
    with living.school.transaction(), pytest.raises(Denied, match="class_is_fixed"):
        schedule_actions.propose_change(
            by=living.actor(DPO),
            rule_id="intake-undecided",
            review=LONGER[0],
            destroy=LONGER[1],
            reason=REASON,
        )
    with pytest.raises(NotFound):
        propose(living, rule_id="nothing-like-it")


def test_a_decided_concern_keeps_the_day_that_the_lead_chose(living: Living) -> None:
    entry = living.file(living.report(), Purpose.BEHAVIOUR)[0]
    living.decide(entry, Outcome.EXPLAINED)
    with living.school.transaction():
        chosen = Entry.objects.get(id=entry).review_on
    approve(living, propose(living))
    with living.school.transaction():
        row = Entry.objects.get(id=entry)
        assert (row.review_on, row.destroy_on) == (chosen, date(2029, 7, 21))


def numbers(part: str, years: int) -> dict[str, str]:
    return {f"{part}-0-years": str(years), f"{part}-0-months": "0", f"{part}-0-days": "0"}


def test_from_proposal_to_approval_on_the_pages(living: Living, client: Client) -> None:
    living.file(living.report(), Purpose.BEHAVIOUR)
    sign_in(client, living.school[ADMINISTRATOR])
    assert "Behaviour" in client.get("/retention/schedule/").content.decode()
    form = {**numbers("review", 2), **numbers("destroy", 1), "reason": REASON}
    wrong = client.post("/retention/schedule/behaviour/propose/", form).content.decode()
    assert "It must be looked at again before it is destroyed" in wrong and "solicitor" in wrong
    form |= numbers("destroy", 3)
    preview = client.post("/retention/schedule/behaviour/propose/", form).content.decode()
    assert "Kept by this rule today: 1 record in 1 file" in preview
    assert (
        "Destroyed later than the schedule says" in preview
        and "Our own default: no rule is published" in preview
    )
    with living.school.transaction():
        assert not ScheduleChange.objects.exists(), "looking is not proposing"
    assert (
        client.post("/retention/schedule/behaviour/propose/", {**form, "step": "propose"}).status_code == 302
    )
    with living.school.transaction():
        change = ScheduleChange.objects.get().id
    page = client.get(f"/retention/schedule/change/{change}/").content.decode()
    assert "Take it back" in page and "Approve it" not in page
    sign_in(client, living.school[HEADTEACHER])
    assert f"/retention/schedule/change/{change}/" in client.get("/").content.decode()
    answered = client.post(f"/retention/schedule/change/{change}/", {"answer": "approve"}, follow=True)
    assert "Every date of this class was counted anew" in answered.content.decode()
    with living.school.transaction():
        acts = list(
            Leaf.objects.filter(event__startswith="schedule.").values_list("event", flat=True).order_by("at")
        )
        assert acts == ["schedule.change_proposed", "schedule.change_approved"]


def test_whoever_only_reports_sees_no_schedule(living: Living, client: Client) -> None:
    sign_in(client, living.school[SUPERVISOR])
    assert client.get("/retention/schedule/").status_code == 403
