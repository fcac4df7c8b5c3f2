"""The events of a scenario as values, and what is read from their words. Pure; it may not know an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fairward.kernel.vocabulary import Basis

_BASES = {
    "fact": Basis.OBSERVED, "observation": Basis.OBSERVED, "action": Basis.OBSERVED, "decision": Basis.OBSERVED,
    "referral": Basis.OBSERVED, "contact": Basis.OBSERVED, "opinion": Basis.OPINION, "judgement": Basis.OPINION,
    "professional_opinion": Basis.OPINION, "hearsay": Basis.TOLD_BY, "allegation": Basis.TOLD_BY, "report": Basis.TOLD_BY,
    "intelligence": Basis.TOLD_BY, "document": Basis.DOCUMENT,
}  # fmt: skip
# What a subtype says of how something is known stands above the kind; other subtypes say nothing of it.
_SUBTYPES = {
    "child_words": Basis.CHILD_SAID, "child_said": Basis.CHILD_SAID, "child_voice": Basis.CHILD_SAID,
    "child_quote": Basis.CHILD_SAID, "parent_words": Basis.TOLD_BY, "adult_words": Basis.TOLD_BY,
    "carer_words": Basis.TOLD_BY, "third_party": Basis.TOLD_BY, "hearsay": Basis.TOLD_BY, "intelligence": Basis.TOLD_BY,
    "document": Basis.DOCUMENT, "record": Basis.DOCUMENT, "letter": Basis.DOCUMENT, "opinion": Basis.OPINION,
    "judgement": Basis.OPINION,
}  # fmt: skip
# Subtypes that say when something crosses, and nothing of how it is known.
_MOMENTS = frozenset(
    {"referral", "mash_referral", "contact", "mash_contact", "decision", "outcome", "assessment"}
)
_TELLS = frozenset({"referral", "mash_referral", "contact", "mash_contact"})
_DECIDES = frozenset({"decision", "outcome"})
_CORRECTS = frozenset({"correction", "retraction", "recall", "withdrawal"})
RETURNED = frozenset({"key", "supporting", "risk_language", "positive"})
_KEPT = frozenset({"context", "background", "irrelevant", "noise", "distractor", "negative", "none"})
_CARE = r"(child(ren)?.?s? )?social (care|services|work)|children.?s services|csc\b"
_HUB = rf"(the )?(mash\b|(safeguarding )?hub\b|{_CARE}|front door)"
_REFERS = re.compile(
    rf"\bre-?referral\b|\brefer(ral|red|s)\b(?! [\w ]{{0,20}}\bto\b)|\brefer(ral|red|s)\b[\w ]{{0,20}} to {_HUB}"
    rf"|\bmash (contact|form|referral)\b|\bcontact(s|ed)? (with |to )?{_HUB}|\breport(s|ed)? [\w ]{{0,12}}to {_HUB}",
    re.IGNORECASE,
)
_REFERS_NOT = re.compile(
    r"\b(no|not|never|without|declin\w+|refus\w+|consider\w*|didn.?t|isn.?t|wasn.?t)\b[^.;:]{0,30}\b(re-?)?refer|"
    r"\breferral (was |is )?(not|declined|refused|rejected|closed|considered)\b|\bself.?referral",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\bassessment (ends|ended|is complete|completed|closes|closed|concludes)|\bstep(s|ped)? (down|up)\b|\bcase (is )?closed\b"
    r"|\bstrategy (meeting|discussion)\b|\b(nfa|no further action)\b|\b(section |s\.? ?)(17|47)\b|\bcin plan\b|\bchild in need\b"
    r"|\bchild protection (plan|conference)\b|\binitial conference\b|\bicpc\b",
    re.IGNORECASE,
)
# The first that fits; the words of people who decide, and the outcome of the hub that means the same.
_OUTCOMES = (
    (r"strategy (meeting|discussion)", "strategy_discussion"),
    (r"(section |\bs\.? ?)47|child protection (plan|conference)|initial conference|\bicpc\b", "section_47"),
    (r"\bnfa\b|no further action|case (is )?closed", "no_further_action"),
    (r"early help|family help|step(s|ped)? down", "family_help"),
    (r"(section |\bs\.? ?)17|\bcin\b|child in need|step(s|ped)? up", "section_17"),
)
USUAL_OUTCOME = "family_help"
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `number` counts from 1 in the order in which events happen; `about` are codes of people."""

    number: int
    id: str
    offset_days: float
    agency: str
    role: str
    kind: str
    subtype: str
    text: str
    relevance: str
    about: tuple[str, ...]

    @property
    def basis(self) -> Basis | None:
        """How its recorder knows it; None where neither kind nor subtype says so."""
        return _SUBTYPES.get(self.subtype) or _BASES.get(self.kind)

    @property
    def is_answered(self) -> bool:
        """Whether an agency that is asked gives it: only what the scenario calls relevant."""
        return self.relevance in RETURNED

    @property
    def is_referral(self) -> bool:
        """Whether somebody tells the hub, by its kind or subtype, or by its words."""
        if {self.kind, self.subtype} & _TELLS:
            return True
        return bool(_REFERS.search(self.text)) and not _REFERS_NOT.search(self.text)

    @property
    def is_decision(self) -> bool:
        """Whether somebody decides something, by its kind or subtype, or by its words."""
        return bool({self.kind, self.subtype} & _DECIDES or _DECIDED.search(self.text))

    def remarks(self) -> list[str]:
        """What of it is not known here, in sentences."""
        found = []
        if self.subtype and self.subtype not in _SUBTYPES and self.subtype not in _MOMENTS | _CORRECTS:
            found.append(f"{self.id} has the unknown subtype {self.subtype}: it was not used.")
        if {self.kind, self.subtype} & _CORRECTS:
            found.append(
                f"{self.id} corrects something: it was recorded, and corrects nothing that was sent."
            )
        elif self.basis is None:
            found.append(f"{self.id} is of the unknown kind {self.kind}: taken as read in a document.")
        if not self.relevance:
            found.append(f"{self.id} does not say how relevant it is: no agency answers with it.")
        elif self.relevance not in RETURNED | _KEPT:
            found.append(
                f"{self.id} is of the unknown relevance {self.relevance}: no agency answers with it."
            )
        return found


def events_of(scenario: Mapping[str, Any]) -> list[Event]:
    """The events in the order in which they happen; those of one day in the order of the file."""
    ordered = sorted(scenario["events"], key=lambda one: one["offset_days"])
    return [_event(number, one) for number, one in enumerate(ordered, 1)]


def seen_together(scenario: Mapping[str, Any]) -> frozenset[str]:
    """Ids of the events by which the scenario wants something seen that no organisation sees alone."""
    found = set()
    given = scenario.get("expected_connections")
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and one.get("needs_cross_agency") is True:
            found.add(str(one.get("latest_event_by_which_visible") or ""))
    return frozenset(found - {""})


def outcome_of(decisions: Iterable[Event]) -> str:
    """The hub's outcome that means what these events say was decided."""
    for one in decisions:
        for pattern, outcome in _OUTCOMES:
            if re.search(pattern, one.text, re.IGNORECASE):
                return outcome
    return USUAL_OUTCOME


def _event(number: int, raw: Mapping[str, Any]) -> Event:
    return Event(
        number, raw["id"], float(raw["offset_days"]), raw["agency"], _title(raw.get("recorder_role")),
        _code(raw["kind"]), _code(raw.get("subtype")), raw["text"], _code(raw.get("relevance")),
        tuple(dict.fromkeys(raw.get("about") or ())),
    )  # fmt: skip


def _word(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _title(value: Any) -> str:
    return " ".join(_word(value).split())[:_LONGEST_TITLE].strip() or "member of staff"


def _code(value: Any) -> str:
    return re.sub(r"[\s-]+", "_", _word(value).lower())
