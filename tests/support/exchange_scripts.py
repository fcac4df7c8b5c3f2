"""Runs beside an installation, in its environment: reads lines of JSON, does what they say, answers with lines of JSON.

Each verb is what a person or the worker does there; `die` kills the process (SIGKILL) at a named point of an attempt.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from fairward.audit.sequencer import checkpoint_organisation  # noqa: E402
from fairward.config.signing import signer_of  # noqa: E402
from fairward.exchange.travel import cards, carrying, crossing, own_card  # noqa: E402
from fairward.exchange.travel.answer_actions import answer  # noqa: E402
from fairward.exchange.travel.arrival_queries import due_answers  # noqa: E402
from fairward.exchange.travel.models import Arrival, DoorRefusal, HeldHead, KeptReceipt, Sending  # noqa: E402
from fairward.exchange.travel.partner_actions import add_card, confirm_partner, make_card  # noqa: E402
from fairward.exchange.travel.partner_queries import partner, published_card  # noqa: E402
from fairward.exchange.travel.sending_actions import put_on_its_way  # noqa: E402
from fairward.exchange.travel.sending_queries import due_sendings  # noqa: E402
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState, Trouble  # noqa: E402
from fairward.kernel.actor import Actor  # noqa: E402
from fairward.kernel.denied import Denied  # noqa: E402
from fairward.kernel.ids import new_id  # noqa: E402
from fairward.kernel.vocabulary import Role  # noqa: E402
from fairward.tenancy.context import as_organisation  # noqa: E402
from tests.personas import ADMINISTRATOR, DEPUTY, HEADTEACHER, LEAD, SECOND_HEADTEACHER, make_school  # noqa: E402
from tests.support.following_scripts import SCHOOLS  # noqa: E402
from tests.support.following_scripts import VERBS as OF_FOLLOWING  # noqa: E402
from tests.support.travelling import unopenable  # noqa: E402


def lead(told: dict[str, Any]) -> Actor:
    return Actor(UUID(told["school"]), UUID(told["member"]), UUID(told["account"]), Role.SAFEGUARDING_LEAD)


def make(told: dict[str, Any]) -> dict[str, Any]:
    """A school with its card."""
    school = make_school(told["name"], staff=(LEAD, DEPUTY, HEADTEACHER, SECOND_HEADTEACHER, ADMINISTRATOR))
    SCHOOLS[str(school.organisation_id)] = school
    with school.transaction():
        make_card(by=school.actor(LEAD))
        text = published_card(school.organisation_id)
    person = school[LEAD]
    ids = {"school": school.organisation_id, "member": person.membership_id, "account": person.account_id}
    return {**{name: str(value) for name, value in ids.items()}, "card": text}


def card(told: dict[str, Any]) -> dict[str, Any]:
    """Its card, made anew."""
    by = lead(told)
    with as_organisation(by.organisation_id):
        make_card(by=by)
        return {"card": published_card(by.organisation_id)}


def trust(told: dict[str, Any]) -> dict[str, Any]:
    """Add a card and confirm it with the digits that `heard` gives, else with its own."""
    by = lead(told)
    heard = " ".join(cards.fingerprint(cards.read(told.get("heard") or told["theirs"])))
    with as_organisation(by.organisation_id):
        partner_id = add_card(by=by, text=told["theirs"])
        confirm_partner(by=by, partner_id=partner_id, heard=heard, phoned="Ada Moss, office")
    return {"partner": str(partner_id)}


def queue(told: dict[str, Any]) -> dict[str, Any]:
    """Put sealed packages of `size` bytes on their way."""
    by, made = lead(told), []
    for number in range(told.get("count", 1)):
        package = new_id()
        filling = (f"sealed {number} ".encode() * (told.get("size", 4000) // 9))[: told.get("size", 4000)]
        with as_organisation(by.organisation_id):
            card = partner(by.organisation_id, UUID(told["partner"])).card
            put_on_its_way(
                by=by, partner_id=UUID(told["partner"]), package_id=package, kind=EnvelopeKind.TRANSFER,
                sealed=unopenable(card, package, filling), ring_id=card.ring_id,
            )  # fmt: skip
        made.append(str(package))
    return {"packages": made}


def carry(told: dict[str, Any]) -> dict[str, Any]:
    """What the worker does with all that is due in `hours` from now."""
    own, moment = UUID(told["school"]), timezone.now() + timedelta(hours=told.get("hours", 0))
    with as_organisation(own):
        sendings, answers = due_sendings(own, moment), due_answers(own, moment)
    through = sum(carrying.carry(own, one, moment) for one in sendings)
    return {"through": through + sum(carrying.tell(own, one, moment) for one in answers)}


def say(told: dict[str, Any]) -> dict[str, Any]:
    """A person there says what becomes of everything that arrived."""
    by, state = lead(told), TravelState(told["state"])
    with as_organisation(by.organisation_id):
        for one in list(Arrival.objects.filter(organisation_id=by.organisation_id)):
            answer(by=by, arrival_id=one.id, state=state)
    return {}


def sign_head(told: dict[str, Any]) -> dict[str, Any]:
    own = UUID(told["school"])
    return {"size": checkpoint_organisation(own, signer_of(own)).size}


def look(told: dict[str, Any]) -> dict[str, Any]:
    """Everything that stands in the tables of travel."""
    own = {"organisation_id": UUID(told["school"])}
    with as_organisation(own["organisation_id"]):
        sent, arrived = Sending.objects.filter(**own), Arrival.objects.filter(**own)
        return {
            "address": own_card.made(own["organisation_id"]).address,
            "sent": {
                str(one.package_id): [TravelState(one.state).code, one.digest, Trouble(one.trouble).code]
                for one in sent
            },
            "arrived": [
                [str(one.package_id), one.digest, bytes(one.sealed or b"").hex()[:8]] for one in arrived
            ],
            "receipts": KeptReceipt.objects.filter(**own).count(),
            "heads": HeldHead.objects.filter(**own).count(),
            "contradicting": HeldHead.objects.filter(**own, contradicts=True).count(),
            "refused": {one.reason: one.count for one in DoorRefusal.objects.filter(**own)},
        }


def _die_at(point: str) -> None:
    """Kill this process before anything left, in the middle of the body, or when the receipt is here but not kept."""
    over_http = crossing._over_http

    def die(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def half(self: http.client.HTTPConnection, method: str, path: str, body: bytes, headers: Any) -> None:
        self.putrequest(method, path)
        for name, value in headers.items():
            self.putheader(name, value)
        self.endheaders(body[: len(body) // 2])
        die()

    def then_die(*arguments: Any) -> Any:
        over_http(*arguments)
        die()

    if point == "before":
        crossing._over_http = die  # type: ignore[assignment]
    elif point == "half":
        http.client.HTTPConnection.request = half  # type: ignore[assignment,method-assign]
    elif point == "after":
        crossing._over_http = then_die


def killed(told: dict[str, Any]) -> dict[str, Any]:
    """The worker, in a process of its own, is killed at a point of an attempt; answers with the signal that ended it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _die_at(told["die"])
        carry(told)
        os._exit(0)
    return {"signal": os.WTERMSIG(os.waitpid(child, 0)[1])}


def _done(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        return VERBS[asked["verb"]](asked)
    except Denied as denied:
        return {"denied": denied.code}
    except Exception as error:  # noqa: BLE001 (the test shows it)
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        connections.close_all()


VERBS = {
    one.__name__: one for one in (make, card, trust, queue, carry, killed, say, sign_head, look)
} | OF_FOLLOWING

if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_done(json.loads(line))) + "\n")
        sys.stdout.flush()
