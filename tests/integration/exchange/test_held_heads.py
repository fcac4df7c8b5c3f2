"""Heads that crossed: `fairward audit verify` finds a log that was rolled back or forked behind what a partner has signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial as bound
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fairward.audit.log import record_job
from fairward.audit.notes import Checkpoint, origin_of, sign_checkpoint
from fairward.audit.sequencer import checkpoint_organisation
from fairward.audit.verify import command
from fairward.config.signing import log_keys, signer_of
from fairward.exchange.travel.head_actions import hold_theirs
from fairward.exchange.travel.held_queries import all_held_heads
from fairward.exchange.travel.models import HeldHead
from fairward.exchange.travel.partner_actions import add_card, confirm_partner
from fairward.exchange.travel.partner_queries import contradicting, partner
from fairward.organisations.queries import installed_organisations
from tests.integration.exchange.test_partners import Elsewhere
from tests.personas import LEAD, School, make_school
from tests.support.travelling import SPOKE_TO, befriend, carry_due, send

Raw = Callable[..., psycopg.Connection[Any]]
pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def verify(*words: str) -> int:
    return command(list(words), organisations=installed_organisations, keys_of=log_keys, held=all_held_heads)


def sign(school: School) -> None:
    checkpoint_organisation(school.organisation_id, signer_of(school.organisation_id))


@pytest.fixture
def crossed(transactional_db: None) -> tuple[School, School]:
    """Two schools whose heads have crossed with a package."""
    ours, theirs = make_school("Hill Road Primary School"), make_school("Ashgrove Secondary School")
    sign(ours)
    sign(theirs)
    send(ours, befriend(ours, theirs))
    sign(ours)
    carry_due(ours)
    sign(ours)
    sign(theirs)
    return ours, theirs


def test_what_crossed_agrees_with_the_logs(crossed: tuple[School, School]) -> None:
    assert verify() == 0


def test_a_roll_back_is_found_by_what_a_partner_cosigned(
    crossed: tuple[School, School], raw: Raw, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything of one log is taken back to before the package, heads of the installation too, and grown anew."""
    ours, _ = crossed
    own = ours.organisation_id
    database = raw(role="postgres")
    with ours.transaction():
        held = HeldHead.objects.get(organisation_id=own, log_id=own).size
    for statement in (
        "DELETE FROM audit_pending WHERE organisation_id = %(own)s",
        "DELETE FROM audit_leaf WHERE organisation_id = %(own)s AND id IN (SELECT id FROM audit_place "
        "WHERE organisation_id = %(own)s AND place >= %(size)s)",
        "DELETE FROM audit_detail d WHERE organisation_id = %(own)s AND NOT EXISTS (SELECT 1 FROM audit_leaf l "
        "WHERE l.organisation_id = d.organisation_id AND l.id = d.id)",
        "DELETE FROM audit_seen d WHERE organisation_id = %(own)s AND NOT EXISTS (SELECT 1 FROM audit_leaf l "
        "WHERE l.organisation_id = d.organisation_id AND l.id = d.leaf_id)",
        "DELETE FROM audit_place WHERE organisation_id = %(own)s AND place >= %(size)s",
        "DELETE FROM audit_signedhead WHERE organisation_id = %(own)s AND size > %(size)s",
        "TRUNCATE audit_installationhead, audit_installationcheckpoint",
    ):
        database.execute(statement, {"own": own, "size": held - 20})
    database.commit()
    assert verify("--organisation", str(own)) == 1
    assert "The log was cut short or rolled back" in capsys.readouterr().out
    with ours.transaction():
        for _ in range(40):
            record_job(own, act="log.exported", item_kind="log", item_id=None)
    sign(ours)
    assert verify("--organisation", str(own)) == 1, "it was grown again, with other lines"
    assert "forked" in (found := capsys.readouterr().out) or "not those that were signed" in found


def test_heads_of_another_installation_that_cannot_both_be_true_are_found_and_shown(
    transactional_db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school, other = make_school(), Elsewhere()
    with school.transaction():
        lead = school.actor(LEAD)
        digits, text = other.digits, other.text()
        partner_id = add_card(by=lead, text=text)
        confirm_partner(by=lead, partner_id=partner_id, heard=digits, phoned=SPOKE_TO)
        known = partner(school.organisation_id, partner_id)
        hold = bound(hold_theirs, school.organisation_id, known)
        assert hold(head(other, 5, 1)) and hold(head(other, 9, 2, days=1)) and not hold("no head")
        assert contradicting(school.organisation_id) == set()
    assert verify("--held", str(tmp_path / "held")) == 0
    assert (tmp_path / "held").read_text().count("fairward/organisation/") >= 2
    with school.transaction():
        assert hold(head(other, 9, 3, days=2)), "a package is taken all the same"
        assert contradicting(school.organisation_id) == {other.card.organisation_id}
    capsys.readouterr()
    assert verify() == 1
    assert "The log was forked" in capsys.readouterr().out


def head(other: Elsewhere, size: int, root: int, days: int = 0) -> str:
    at = NOW + timedelta(days=days)
    found = Checkpoint(origin_of(other.card.organisation_id), size, bytes([root]) * 32, at)
    return sign_checkpoint(found, other)
