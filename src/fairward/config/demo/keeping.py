"""What falls due in the invented school, and what must not be destroyed, so that review desk and holds show something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.config.demo.weak_records import saw
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.retention.hold_actions import make_hold
from fairward.retention.hold_policies import NewHold, Scope, longest_until
from fairward.retention.vocabulary import HoldKind

# Small worries of the last school year: what was seen, and why nothing followed.
SMALL = (
    ("Came without a coat on a cold morning.", "The coat was in the car. It was there at lunch."),
    ("Fell asleep on the carpet after lunch.", "A new baby at home; better after a week."),
    ("Had no lunch with them.", "It was left on the kitchen table. The office gave a meal."),
    ("Was collected twenty minutes late.", "The bus was late. It did not happen again."),
    ("Came in wet shoes and socks.", "They had walked through the flooded lane. Dry socks were given."),
    ("Cried when the bell rang.", "The first week without a friend who moved away."),
)


def play(reporter: Actor, lead: Actor, officer: Actor, children: Sequence[UUID]) -> None:
    """Six alike worries of a year ago that are to be looked at tomorrow, and a hold for the police on one of them."""
    for number, (seen, became) in enumerate(SMALL):
        at = timezone.now() - timedelta(days=360 + number)
        concern = acting.report(reporter, [children[number]], [saw(seen)], at=at, where="Classroom")
        entry_id = acting.file(lead, concern, Purpose.CHILD_PROTECTION)[0]
        acting.decide(
            lead, entry_id, Outcome.NO_FURTHER_ACTION, became, no_voice="Asked in passing; there was nothing to add.",
            review_in=timedelta(days=1),
        )  # fmt: skip
    new = NewHold(
        HoldKind.POLICE, Scope(child_id=children[len(SMALL) - 1]),
        "Their letter asks that nothing is destroyed until they are done.", officer.membership_id,
        longest_until(timezone.localdate()),
    )  # fmt: skip
    make_hold(by=officer, new=new)
