"""A file in which nothing is left goes with all that hung on it, and no hold falls between question and keys."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from fairward.files import disposal
from fairward.files.queries import heads_of_child
from fairward.kernel.vocabulary import Basis
from fairward.mistakes.actions import destroy_put_away
from fairward.school.concerns.models import Concern
from fairward.school.concerns.report_answers import Said
from fairward.school.referrals.models import Referral
from fairward.tenancy.rows import fetch
from tests.support.living import Living
from tests.support.mistaking import correct
from tests.support.referring import begun

_LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted"


@pytest.fixture
def entry(living: Living) -> UUID:
    living.ids["concern"] = living.report(Said(basis=Basis.OBSERVED, text="A bruise."))
    return living.file(living.ids["concern"])[0]


def test_a_referral_that_was_begun_in_the_wrong_childs_file_goes_with_it(living: Living, entry: UUID) -> None:
    with living.school.transaction():
        living.ids["file"] = heads_of_child(living.actor(), living.amy)[0].id
    begun(living)
    assert correct(living, entry, living.jack).is_destroyed
    with living.school.transaction():
        assert heads_of_child(living.actor(), living.amy) == []
        assert not Referral.objects.filter(organisation_id=living.school.organisation_id).exists()


def test_a_report_that_waits_on_the_desk_again_does_not_go_with_the_entry(
    living: Living, entry: UUID
) -> None:
    assert correct(living, entry, None).is_destroyed
    with living.school.transaction():
        own = Concern.objects.filter(organisation_id=living.school.organisation_id)
        assert own.filter(id=living.ids["concern"]).exists()


def test_no_hold_can_come_while_what_was_put_away_is_destroyed(
    living: Living, entry: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "FREEZES", (lambda organisation_id, file_id, entry_ids: True,))
    assert not correct(living, entry, living.jack).is_destroyed
    monkeypatch.setattr(disposal, "FREEZES", ())
    with living.school.transaction():
        before = fetch(_LOCKS, [])[0][0]
        assert destroy_put_away(living.school.organisation_id, timezone.now()) == 1
        assert fetch(_LOCKS, [])[0][0] == before + 1
