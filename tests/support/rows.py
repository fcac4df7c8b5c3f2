"""A row in every owned table of a school, for tests that look at all of them: what is sealed may be any bytes."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fairward.access_requests.models import AnswerPiece
from fairward.audit import sequencer
from fairward.cases.models import BreachFacts, CaseStop, CorrectionDecision
from fairward.config.signing import signer_of
from fairward.exchange.choosing.models import Draft, HandedOver
from fairward.exchange.following.models import Applied, Change, Followed, HandedNotice, Notice
from fairward.exchange.models import DisclosedPassage, Recall
from fairward.exchange.receiving.models import Sorting, TakenPassage
from fairward.exchange.travel.models import Arrival
from fairward.families.models import HandoverStep
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose
from fairward.keys import file_keys
from fairward.mistakes.models import Proof, TakenFrom
from fairward.organisations import actions as organisations
from fairward.people.queries import find_children
from fairward.people.roster.results import Roster
from fairward.people.roster_actions import stage_import
from fairward.retention.models import (
    Certificate,
    Destruction,
    DestructionItem,
    DueCount,
    Hold,
    HoldSpared,
    ReviewDecision,
    ScheduleChange,
)
from fairward.rights.models import DecisionAsked, ReleasedLook
from fairward.rules import referral
from fairward.school.concerns import report_actions
from fairward.school.concerns.report_answers import Said
from fairward.school.referrals.follow_actions import choose_written_clock
from fairward.school.referrals.models import ReferralStep
from tests.guards.walk import of_family, of_request
from tests.personas import ADMINISTRATOR, PASTORAL, SUPERVISOR, make_school, sign_in
from tests.support.asking import fill_asking
from tests.support.hub_families import fill_hub_families
from tests.support.hub_requests import fill_requests
from tests.support.hubs import fill_intake
from tests.support.living import Living
from tests.support.measuring import fill_measures
from tests.support.moving import fill_transfers
from tests.support.putting_right import fill_putting_right
from tests.support.referring import begun
from tests.support.reporting import WHAT, Reporter
from tests.support.travelling import befriend, fill_travel, partner_row
from tests.support.weighing import fill_weighing


def fill(living: Living) -> None:
    """What `busy` leaves out: a row in each of the other tables."""
    school = living.school
    reporter = Reporter(sign_in(Client(), school[SUPERVISOR], unlocked=False))
    reporter.who(living.amy)
    reporter.safe()
    one = reporter.statements()[0]
    reporter.post(
        WHAT, statement=[one], **{f"text-{one}": "x", f"basis-{one}": "1"},
        file=SimpleUploadedFile("a.txt", b"words"), do="attach",
    )  # fmt: skip
    with school.transaction():
        report_actions.add_to_report(
            by=school.actor(SUPERVISOR),
            concern_id=living.ids["concern"],
            addition_id=new_id(),
            said=Said(text="More."),
        )
        office = school.actor(ADMINISTRATOR)
        organisations.set_term_dates(by=office, terms=[(date(2026, 9, 1), date(2026, 12, 18))])
        stage_import(by=office, roster=Roster("ctf"), file_digest="0", is_whole_roll=False)
        file_keys.grant_file(
            living.actor(), living.ids["file"], Purpose.CHILD_PROTECTION, school[PASTORAL].account_id,
            timezone.now() + timedelta(days=1),
        )  # fmt: skip
        find_children(living.actor(), "Fairbairn")
        fill_rights(living)
        fill_retention(living)
    of_request(living)
    of_family(living)
    ford_lane = make_school("Ford Lane Secondary School")
    fill_travel(school, ford_lane)
    fill_transfers(living, partner_row(school, ford_lane), befriend(school, make_school("Hill Road Academy")))
    fill_receiving(living)
    fill_travel(school, make_school("Ford Lane Secondary School"))
    with school.transaction():
        fill_intake(school.organisation_id)
        fill_asking(school.organisation_id)
        fill_weighing(school.organisation_id)
        fill_measures(school.organisation_id)
        fill_putting_right(school.organisation_id)
        fill_hub_families(school.organisation_id)
        fill_requests(school.organisation_id)
    sequencer.checkpoint_organisation(school.organisation_id, signer_of(school.organisation_id))
    fill_referrals(living)
    living.annotate(living.ids["entry"], "He fell off his bike.")


def fill_referrals(living: Living) -> None:
    """A referral that was telephoned, and how soon it is put in writing."""
    referral_id, lead = begun(living), living.actor()
    with living.school.transaction():
        choose_written_clock(by=lead, clock=referral.written()[0].id)
        now = timezone.now()
        ReferralStep.objects.create(
            organisation_id=lead.organisation_id, referral_id=referral_id, kind=1, at=now, made_at=now,
            made_by=lead.membership_id, sealed=b"x",
        )  # fmt: skip


def fill_rights(living: Living) -> None:
    """A row in each table of rights that only a later step of a case fills."""
    own = {"organisation_id": living.school.organisation_id}
    lead, now, today = living.actor().membership_id, timezone.now(), timezone.localdate()
    case, correction, breach = (living.ids[name] for name in ("case", "correction", "breach"))
    AnswerPiece.objects.create(
        **own,
        case_id=case,
        kind=1,
        first=0,
        count=1,
        items=1,
        pages=1,
        sealed=b"x",
        made_at=now,
        made_by=lead,
    )
    BreachFacts.objects.get_or_create(
        **own, case_id=breach, defaults={"risk": 1, "assessed_at": now, "assessed_by": lead}
    )
    CaseStop.objects.create(**own, case_id=case, reason=1, asked_on=today, answered_on=today)
    CorrectionDecision.objects.create(**own, case_id=correction, outcome=4, decided_at=now, decided_by=lead)
    HandoverStep.objects.create(**own, child_id=living.amy, step=12, decision=1, noted_at=now, noted_by=lead)
    ReleasedLook.objects.create(
        **own,
        line_id=new_id(),
        entry_id=living.ids["entry"],
        child_id=living.amy,
        person_id=living.mother,
        released_by=lead,
        released_at=now,
    )
    DecisionAsked.objects.create(
        **own,
        entry_id=living.ids["entry"],
        person_id=living.mother,
        missing_since_on=today,
        step=1,
        asked_at=now,
    )


def fill_receiving(living: Living) -> None:
    """A package that was opened, with a passage that stands in an entry."""
    own, now = {"organisation_id": living.school.organisation_id}, timezone.now()
    with living.school.transaction():
        arrival_id = Arrival.objects.filter(**own).values_list("id", flat=True)[0]
        sorting = Sorting.objects.create(
            **own, arrival_id=arrival_id, package_id=new_id(), opened_at=now, opened_by=new_id(),
            look_again_on=now.date(), child_id=living.jack,
        )  # fmt: skip
        TakenPassage.objects.create(
            **own, sorting_id=sorting.id, passage_id=new_id(), entry_id=living.ids["entry"]
        )
        Applied.objects.create(
            **own, arrival_id=arrival_id, passage_id=new_id(), what=1, did=1, applied_at=now, applied_by=new_id()
        )  # fmt: skip


def fill_retention(living: Living) -> None:
    """A row in each table of keeping and destroying."""
    own = {"organisation_id": living.school.organisation_id}
    lead, now, today = living.actor().membership_id, timezone.now(), timezone.localdate()
    entry, limits = living.ids["entry"], '[{"from": "birth", "years": 25}]'
    hold = Hold.objects.create(
        **own,
        kind=1,
        child_id=living.amy,
        reason=b"x",
        owner_id=lead,
        made_at=now,
        made_by=lead,
        review_on=today,
    )
    HoldSpared.objects.create(**own, hold_id=hold.id, entry_id=entry, checked_at=now, checked_by=lead)
    ReviewDecision.objects.create(
        **own,
        entry_id=entry,
        batch_id=entry,
        choice=5,
        reason=b"x",
        decided_at=now,
        decided_by=lead,
        needs_second=True,
    )
    ScheduleChange.objects.create(
        **own,
        rule_id="welfare",
        review=limits,
        destroy=limits,
        reason=b"x",
        proposed_at=now,
        proposed_by=lead,
    )
    DueCount.objects.create(**own, counted_on=now.date(), rule_id="welfare", due=1, past_last_day=0)
    ordered = Destruction.objects.create(**own, rule_id="welfare", why=1, ordered_at=now, keys_gone_at=now)
    DestructionItem.objects.create(
        **own, destruction_id=ordered.id, kind=1, item_id=new_id(), recorded_on=today
    )
    Draft.objects.create(
        **own, file_id=living.ids["file"], child_id=living.jack, kind=5, sealed=b"x", started_at=now, started_by=lead,
        changed_at=now, changed_by=lead,
    )  # fmt: skip
    HandedOver.objects.create(**own, disclosure_id=living.ids["disclosure"], made_at=now, made_by=lead)
    DisclosedPassage.objects.create(
        **own,
        disclosure_id=living.ids["disclosure"],
        entry_id=living.ids["entry"],
        passage_id=new_id(),
        label=1,
    )
    followed = Followed.objects.create(
        **own, disclosure_id=new_id(), child_id=living.jack, told_at=now, how=1, recipient_kind=1, recipient=b"x",
        basis="legal_duty", is_told=True, made_at=now,
    )  # fmt: skip
    notice = Notice.objects.create(
        **own, followed_id=followed.id, asked=1, how=1, sent_at=now, sent_by=lead, due_at=now
    )
    HandedNotice.objects.create(**own, notice_id=notice.id, digest="x", made_at=now, made_by=lead)
    Change.objects.create(
        **own, followed_id=followed.id, entry_id=new_id(), passage_id=new_id(), what=1, made_at=now, notice_id=notice.id
    )  # fmt: skip
    Recall.objects.create(
        **own, disclosure_id=new_id(), child_id=living.jack, told_at=now, how=1, recipient_kind=1, recipient=b"x", made_at=now
    )  # fmt: skip
    Proof.objects.create(
        **own, child_id=living.jack, purpose=1, how=1, recorded_on=today, entries=1, corrected_at=now, corrected_by=lead,
        rule_id="correction-proof", kept_because="It was put right.", review_on=today, destroy_on=today,
    )  # fmt: skip
    TakenFrom.objects.create(
        **own, child_id=living.jack, person_id=living.mother, because=1, at=now, is_told_outside=False
    )
    Certificate.objects.create(
        **own, destruction_id=ordered.id, items=1, records=1, first_recorded_on=today, last_recorded_on=today, digest="x",
        certified_at=now,
    )  # fmt: skip
