"""Takes in what somebody of the public writes, without an account and on nobody's order; counts how often. It may not read any.

Who wrote it is sealed to the intake alone. Nothing of the request is kept but a digest that means nothing in the next hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.hub.intake.content import Identity, Told, Typed, typed_bytes
from fairward.hub.intake.models import FormUse
from fairward.hub.intake.policies import check_says
from fairward.hub.intake.vocabulary import Format, PersonKind, Source
from fairward.hub.intake.writing import NewCase, new_case, write_contact, write_person, write_teller
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.keys import directory

FROM_ONE_NETWORK, IN_ALL = 10, 300  # in one hour: a school behind one address, a bad day of a whole county
EVERYBODY = UUID(int=0)
_COUNT = (
    "INSERT INTO intake_formuse AS f (organisation_id, id, network, hour, count) VALUES (%s, %s, %s, %s, 1) "
    "ON CONFLICT (organisation_id, network, hour) DO UPDATE SET count = f.count + 1 RETURNING count"
)


def count_use(organisation_id: UUID, network: str, now: datetime) -> None:
    """Count one use of the form; Denied, with whom to ring, when there are too many."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    mark = UUID(bytes=directory.digest(organisation_id, f"hub-form {hour.isoformat()}", network))
    from_one, in_all = (_counted(organisation_id, one, hour) for one in (mark, EVERYBODY))
    if from_one > FROM_ONE_NETWORK or in_all > IN_ALL:
        raise Denied(
            "too_often",
            "This form was sent too often from where you are. Please ring instead: the numbers are at the top of this page.",
        )


@transaction.atomic
def receive_from_public(
    organisation_id: UUID, *, typed: Typed, told: Told, child: Identity, is_danger: bool
) -> str:
    """Seal it to the intake and put it on the board; returns the reference for whoever wrote it. The page says it has come."""
    check_says(typed.words, "no_words", "Write what worries you.")
    has_identity = bool(child.name.strip() or child.looks.strip() or typed.where.strip())
    now = timezone.now()
    new = NewCase(Source.PUBLIC, is_danger, has_identity=has_identity, has_reason=True, acknowledged_at=now)
    row = new_case(organisation_id, new)
    write_contact(organisation_id, row.id, Format.TYPED, typed_bytes(typed))
    if told.name or told.reach or told.who_they_are:
        write_teller(organisation_id, row.id, told)
    if child.name.strip() or child.looks.strip():
        write_person(organisation_id, row.id, PersonKind.CHILD, child, None)
    record_job(organisation_id, act="hub.contact_came", item_kind="case", item_id=row.id)
    return row.reference


def forget_old_uses(organisation_id: UUID) -> int:
    """Counts older than a day go; returns how many."""
    before = timezone.now() - timedelta(days=1)
    return FormUse.objects.filter(organisation_id=organisation_id, hour__lt=before).delete()[0]


def _counted(organisation_id: UUID, network: UUID, hour: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [organisation_id, new_id(), network, hour])
        return int(cursor.fetchone()[0])
