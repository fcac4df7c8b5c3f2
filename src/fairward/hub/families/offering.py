"""What concerns one reader of a case, and what they would read of it: for form, check and act. It may not write."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.hub.decisions.queries import Decided
from fairward.hub.families.composing import Offered, compose, offered
from fairward.hub.families.content import Outcome
from fairward.hub.families.policies import Chosen, check_chosen, check_is_decided
from fairward.hub.families.queries import Reader, sender_of
from fairward.hub.packs.queries import Pack, cited_of
from fairward.hub.vocabulary import Route
from fairward.kernel.vocabulary import Role
from fairward.rules.labels import Audience


def offered_to(organisation_id: UUID, pack: Pack, reader: Reader) -> Offered:
    """What of a pack concerns a reader and may be shown to them."""
    role = Role.YOUNG_PERSON if reader.is_young_person else Role.FAMILY
    cited = cited_of(organisation_id, pack.case.facts.id)
    return offered(pack, reader.people, Audience(None, role), cited)


def outcome_for(
    organisation_id: UUID, pack: Pack, decided: Decided | None, reader: Reader, chosen: Chosen
) -> Outcome:
    """What this reader will read; Denied with what is missing or may not be shown."""
    facts, found = pack.case.facts, offered_to(organisation_id, pack, reader)
    is_decided = decided.stands if decided is not None else facts.route is not Route.RATE
    check_is_decided(facts.state, stands=is_decided)
    asked, showable = [one.facts.id for one in found.questions], [one.id for one in found.showable]
    check_chosen(chosen, asked, showable, timezone.localdate())
    return compose(facts, sender_of(organisation_id, facts), decided, found, pack.agencies, chosen)
