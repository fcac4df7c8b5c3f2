"""Why something was decided about a passage, as bytes and sealed, wherever the passage lies. It logs no act and reads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.decided import PassageWhy
from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import PassageDecision
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record

FORMAT = 1


def seal_reason(
    by: Actor, model: type[PassageWhy], passage_id: UUID, chosen: Chosen, rings: Iterable[RingKind] = ()
) -> UUID:
    """Seal it for the ring of rights and these, and write its row; returns its id."""
    reason_id = new_id()
    key = create_record(by.organisation_id, reason_id, rings=dict.fromkeys([RingKind.RIGHTS, *rings]))
    model(
        organisation_id=by.organisation_id, id=reason_id, passage_id=passage_id, made_at=timezone.now(),
        sealed=key.seal(chosen_bytes(chosen), table=model._meta.db_table, version=1), made_by=by.membership_id,
    ).save(force_insert=True)  # fmt: skip
    return reason_id


def chosen_bytes(chosen: Chosen) -> bytes:
    """For sealing."""
    value = {**asdict(chosen), "decision": int(chosen.decision), "format": FORMAT}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def chosen_from(raw: bytes) -> Chosen:
    """Read what `chosen_bytes` wrote; ValueError for a format from the future."""
    value = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    cuts = {place: [(start, end) for start, end in spans] for place, spans in value["cuts"].items()}
    return Chosen(**{**value, "decision": PassageDecision(value["decision"]), "cuts": cuts})
