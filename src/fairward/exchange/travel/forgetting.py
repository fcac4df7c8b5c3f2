"""Sealed bytes of packages whose content goes here: what lies sealed for somebody, and what came. It opens nothing.

Statements for rooms that hang on what goes (`retention.hanging`): `org` is the organisation; `chosen`, a constant of the
room, names packages or arrivals.
"""

from __future__ import annotations

from fairward.exchange.travel.vocabulary import TravelState

_UNDERWAY = f"{int(TravelState.QUEUED)}, {int(TravelState.SENDING)}"


def empty_sendings(chosen: str) -> str:
    """Packages that never reached a person lie sealed for them; what is still tried again keeps its bytes until it ends."""
    return (
        "UPDATE travel_sending SET sealed = NULL WHERE organisation_id = %(org)s AND sealed IS NOT NULL "  # noqa: S608
        f"AND state NOT IN ({_UNDERWAY}) AND package_id IN ({chosen})"
    )


def empty_arrivals(chosen: str) -> str:
    """What came lies sealed as it came until then: a question, or what was for named people only."""
    return (
        "UPDATE travel_arrival SET sealed = NULL WHERE organisation_id = %(org)s AND sealed IS NOT NULL "  # noqa: S608
        f"AND id IN ({chosen})"
    )
