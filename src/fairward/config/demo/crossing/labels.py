"""Under which label an event leaves its organisation, and with which grade. Pure; docs/reference/scenarios.md has the words."""

from __future__ import annotations

from dataclasses import dataclass

from fairward.config.demo.crossing.events import Event
from fairward.kernel.vocabulary import Basis, Label, OrganisationKind

UNTESTED = "2CC"  # a source that was not tested, information not known to be true, with conditions
CHILD_SUMMARY = "The child told a member of staff something about home."


@dataclass(frozen=True, slots=True)
class Labelled:
    """The label, and what it needs: the wording for others, the grade of intelligence."""

    label: Label
    summary: str = ""
    grade: str = ""


def label_of(event: Event, kind: OrganisationKind) -> Labelled:
    """Police words that rest on hearsay are graded intelligence for the hub; a child's words go to others as a summary."""
    is_intelligence = "intelligence" in (event.kind, event.subtype)
    if kind is OrganisationKind.POLICE and (is_intelligence or event.basis is Basis.TOLD_BY):
        return Labelled(Label.HUB_ONLY, grade=UNTESTED)
    if event.basis is Basis.CHILD_SAID:
        return Labelled(Label.RELEASABLE_SUMMARY, CHILD_SUMMARY)
    return Labelled(Label.RELEASABLE)
