"""Whatever happens to grants: a holder always opens, nobody else ever does, and destroyed opens for nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import file_keys, records, resealing, rings
from fairward.tenancy.context import as_organisation
from tests.support.keyholders import Keyholder, new_world

INTAKE, WELFARE, PURPOSE = RingKind.INTAKE, RingKind.WELFARE, Purpose.WELFARE
KINDS = (INTAKE, WELFARE)
PEOPLE = st.integers(0, 2)
SOME_KIND = st.sampled_from(KINDS)


class Keys(RuleBasedStateMachine):
    """A model of who should open what beside the real keyring; three people, two rings, any order of events."""

    def __init__(self) -> None:
        super().__init__()
        self.both = [transaction.atomic(using=alias) for alias in ("default", "keyring")]
        for part in self.both:
            part.__enter__()
        self.world = new_world(KINDS)
        self.organisation = self.world.organisation_id
        self.scope = as_organisation(self.organisation)
        self.scope.__enter__()
        self.people = [self.world.alice, self.world.bob, self.world.charlie]
        self.holds: dict[RingKind, set[int]] = {INTAKE: {0, 1}, WELFARE: {0, 1}}
        self.granted: set[int] = set()
        self.file_id = new_id()
        self.file_exists = True
        file_keys.create_file_key(self.organisation, self.file_id, PURPOSE)
        self.in_intake: dict[UUID, bytes] = {}
        self.in_file: dict[UUID, bytes] = {}
        self.destroyed: list[UUID] = []

    def teardown(self) -> None:
        self.scope.__exit__(None, None, None)
        for part in self.both:
            transaction.set_rollback(True, using=part.using)
            part.__exit__(None, None, None)

    # --- what can happen ---

    @precondition(lambda self: len(self.in_intake) + len(self.in_file) < 6)
    @rule()
    def report(self) -> None:
        record_id = new_id()
        key = records.create_record(self.organisation, record_id, rings=[INTAKE])
        self.in_intake[record_id] = key.seal(record_id.bytes, table="t", version=1)

    @precondition(
        lambda self: self.in_intake and self.file_exists and self.holds[INTAKE] & self.holds[WELFARE]
    )
    @rule(keep=st.booleans())
    def file_a_report(self, keep: bool) -> None:
        record_id, sealed = next(iter(self.in_intake.items()))
        lead = self.people[min(self.holds[INTAKE] & self.holds[WELFARE])].actor()
        file = file_keys.open_file_key(lead, self.file_id, PURPOSE)
        records.add_wrap(lead, record_id, from_ring=INTAKE, to_file=file)
        self.in_file[record_id] = sealed
        if not keep:
            records.drop_wrap(self.organisation, record_id, INTAKE)
            del self.in_intake[record_id]

    @rule(kind=SOME_KIND, giver=PEOPLE, taker=PEOPLE)
    def grant(self, kind: RingKind, giver: int, taker: int) -> None:
        to = self.people[taker].account_id
        if giver in self.holds[kind]:
            rings.grant_ring(self.people[giver].actor(), kind, to)
            self.holds[kind].add(taker)
        else:
            with pytest.raises(Denied, match="no_key"):
                rings.grant_ring(self.people[giver].actor(), kind, to)

    @rule(kind=SOME_KIND, leaver=PEOPLE)
    def revoke(self, kind: RingKind, leaver: int) -> None:
        account = self.people[leaver].account_id
        admin = self.people[0].locked()
        if leaver in self.holds[kind] and len(self.holds[kind]) > 1:
            rings.revoke_holder(admin, kind, account)
            self.holds[kind].discard(leaver)
        else:
            with pytest.raises(Denied, match=r"last_holder|not_a_holder"):
                rings.revoke_holder(admin, kind, account)

    @rule(kind=SOME_KIND)
    def rotate(self, kind: RingKind) -> None:
        rings.rotate_ring(self.people[0].locked(), kind)

    @rule(who=PEOPLE, limit=st.integers(1, 5))
    def reseal(self, who: int, limit: int) -> None:
        resealing.reseal_pending(self.people[who].actor(), limit)

    @rule(giver=PEOPLE, taker=PEOPLE)
    def grant_the_file(self, giver: int, taker: int) -> None:
        arguments: Any = (
            self.file_id,
            PURPOSE,
            self.people[taker].account_id,
            timezone.now() + timedelta(days=1),
        )
        if self.file_exists and (giver in self.holds[WELFARE] or giver in self.granted):
            file_keys.grant_file(self.people[giver].actor(), *arguments)
            self.granted.add(taker)
        else:
            with pytest.raises(Denied, match="no_key"):
                file_keys.grant_file(self.people[giver].actor(), *arguments)

    @rule(who=PEOPLE)
    def end_the_files_grant(self, who: int) -> None:
        file_keys.end_grants_of(self.organisation, self.people[who].account_id)
        self.granted.discard(who)

    @precondition(lambda self: self.in_intake or self.in_file)
    @rule()
    def destroy_a_record(self) -> None:
        record_id = next(iter(self.in_intake or self.in_file))
        records.destroy_records(self.organisation, [record_id])
        self.in_intake.pop(record_id, None)
        self.in_file.pop(record_id, None)
        self.destroyed.append(record_id)

    @precondition(lambda self: self.file_exists)
    @rule()
    def destroy_the_file(self) -> None:
        file_keys.destroy_file_keys(self.organisation, [self.file_id])
        self.destroyed += [record_id for record_id in self.in_file if record_id not in self.in_intake]
        self.in_file.clear()
        self.granted.clear()
        self.file_exists = False

    # --- what always holds ---

    @invariant()
    def who_should_open_does_and_nobody_else(self) -> None:
        for number, person in enumerate(self.people):
            intake = self.in_intake if number in self.holds[INTAKE] else {}
            reads_file = number in self.holds[WELFARE] or number in self.granted
            assert self.opened_from_intake(person) == intake
            assert self.opened_from_file(person) == (self.in_file if reads_file else {})

    @invariant()
    def the_list_of_holders_is_true(self) -> None:
        found = rings.holders(self.organisation)
        for kind in KINDS:
            assert set(found[kind]) == {self.people[number].account_id for number in self.holds[kind]}

    def everything(self) -> list[UUID]:
        return [*self.in_intake, *self.in_file, *self.destroyed]

    def opened_from_intake(self, person: Keyholder) -> dict[UUID, bytes]:
        return self.opened(person, ring=INTAKE)

    def opened_from_file(self, person: Keyholder) -> dict[UUID, bytes]:
        try:
            file = file_keys.open_file_key(person.actor(), self.file_id, PURPOSE)
        except Denied:
            return {}
        return self.opened(person, file=file)

    def opened(self, person: Keyholder, **with_what: Any) -> dict[UUID, bytes]:
        try:
            keys = records.open_records(
                person.actor(), record_ids=self.everything(), item_kind="entry", why="a test", **with_what
            )
        except Denied:
            return {}
        sealed = {**self.in_intake, **self.in_file}
        assert not set(keys) & set(self.destroyed)
        for record_id, key in keys.items():
            assert key.open(sealed[record_id], table="t", version=1) == record_id.bytes
        return {record_id: sealed[record_id] for record_id in keys}


@pytest.mark.django_db
def test_keys_in_any_order_of_events() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    few = settings(max_examples=12, stateful_step_count=18, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Keys, settings=few)
