"""What is checked before something goes, as words on the page. It may not query."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Fact, Link
from fairward.design.words import date_words, listed, plural
from fairward.exchange.choosing.completeness import ENTRY, Missing
from fairward.exchange.choosing.sending_policies import CHANGED, blocking_in
from fairward.exchange.choosing.sending_queries import Seen
from fairward.exchange.package.contents import ATTACHMENT, Manifest


def check_facts(seen: Seen) -> list[Fact]:
    """To whom, how much, under which labels, whether the family knows, who looked."""
    to = seen.draft.chosen.addressee
    people = listed([f"{one.name}, {one.role}" for one in to.named]) or "nobody by name"
    found = [
        Fact("To", f"{to.name} ({to.kind.word})", url("choosing:to", draft_id=seen.draft.facts.id)),
        Fact("For", people, url("choosing:to", draft_id=seen.draft.facts.id)),
        Fact("About", seen.draft.child.full),
    ]
    if seen.made is not None:
        found += _facts_of(seen.made.manifest)
    needed = seen.material.needed
    return [*found, Fact("Second person", _second_words(seen))] if needed else found


def stopping(seen: Seen, person: UUID) -> list[Link]:
    """What stands in the way, each with its place. In danger that is almost nothing."""
    facts = seen.draft.facts
    found = [_link(facts.id, one) for one in blocking_in(seen.draft, seen.missing)]
    if not found and seen.made is None:
        found.append(Link(seen.refusal, url("choosing:draft", draft_id=facts.id)))
    if facts.is_urgent:
        return found
    if not facts.is_read_through:
        found.append(Link("Read it through as its reader will", url("sending:read", draft_id=facts.id)))
    elif seen.is_changed_since_read:
        found.append(Link(CHANGED, url("sending:read", draft_id=facts.id)))
    if seen.material.needed and not facts.is_agreed:
        found.append(Link("A second person agrees first", url("sending:second", draft_id=facts.id)))
    elif seen.material.needed and facts.second_by == person:
        found.append(Link("You were the second person: whoever prepared it sends it", ""))
    return found


def _facts_of(manifest: Manifest) -> list[Fact]:
    labels = Counter(one.label for one in manifest.passages)
    words = [f"{count} “{label.word}”" for label, count in sorted(labels.items())]
    attached = sum(one.role == ATTACHMENT for one in manifest.files)
    told = manifest.told
    again = told.look_again_on
    family = "knows" if told.is_told else f"does not know yet; looked at again on {date_words(again)}"
    return [
        Fact(
            "Passages", f"{plural(len(manifest.passages), 'passage')}: {listed(words)}" if words else "none"
        ),
        Fact("Attachments", str(attached)),
        Fact("What it is for", manifest.purpose.words),
        Fact("Allowed because", manifest.basis.words),
        Fact("The family", family),
    ]


def _second_words(seen: Seen) -> str:
    if seen.draft.facts.is_agreed:
        return "has agreed"
    if seen.draft.facts.is_urgent:
        return "is asked afterwards, because a child may be in danger"
    return "has not agreed yet"


def _link(draft_id: UUID, one: Missing) -> Link:
    if one.address_name == ENTRY and one.entry is not None:
        return Link(one.sentence, url(ENTRY, draft_id=draft_id, entry_id=one.entry.id))
    return Link(one.sentence, url(one.address_name, draft_id=draft_id))
