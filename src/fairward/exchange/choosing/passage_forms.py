"""One passage or attachment: whether it goes, why, under which label. It may not save or query."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from fairward.exchange.choosing.content import Decision
from fairward.exchange.choosing.proposing import Standing, arrived_label, notes_of, proposed_decision
from fairward.exchange.package import limits
from fairward.files.attachments import AttachmentHead
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import Label, OrganisationKind
from fairward.rules import packages
from fairward.rules.labels import Audience, ExplainedLabel, Extent, explained, extent, is_tightened
from fairward.rules.sending import Proposed

IN, OUT = "in", "out"
# Labels that need no words of their own for each passage.
_FOR_MANY = frozenset({Label.RELEASABLE, Label.HUB_ONLY, Label.SEALED})


def labels_for(
    to: OrganisationKind, arrived: Label | None = None, least: Extent = Extent.POINTER
) -> list[Label]:
    """The labels under which somebody at the recipient reads it, no looser than the one it came with."""
    audience = Audience.of_organisation(to)
    return [
        one.label
        for one in explained()
        if extent(one.label, audience) >= least and (arrived is None or is_tightened(arrived, one.label))
    ]


def meanings_for(to: OrganisationKind) -> list[ExplainedLabel]:
    """Those labels with their meanings."""
    return [one for one in explained() if one.label in labels_for(to)]


def label_hints() -> dict[str, str]:
    """What each label means, by the value of its choice."""
    return {str(int(one.label)): one.meaning for one in explained()}


class ChoiceForm(forms.Form):
    """In or out, with a reason; nothing is required, so that half a decision is kept."""

    choice = forms.ChoiceField(
        label="Does it go?",
        required=False,
        widget=forms.RadioSelect,
        choices=[(IN, "It goes"), (OUT, "It stays here")],
    )
    label = forms.TypedChoiceField(
        label="Who may read it there?",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    why = forms.ChoiceField(
        label="Why does it stay here?", required=False,
        choices=[("", "Choose a reason"), *((one.id, one.words) for one in packages.reasons())],
    )  # fmt: skip
    words = forms.CharField(
        label="Your reason, in your own words", required=False, max_length=limits.MIDDLE, widget=forms.Textarea,
        help_text="Kept here, not sent. Leave it empty to take the reason of what is proposed.",
    )  # fmt: skip

    def __init__(self, *args: Any, labels: Sequence[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = [  # type: ignore[attr-defined]
            (str(int(one)), one.word.capitalize()) for one in labels
        ]


class PassageForm(ChoiceForm):
    """One passage, with what its label needs."""

    summary = forms.CharField(
        label="Its summary, for those who may read no more",
        required=False,
        max_length=limits.MIDDLE,
        widget=forms.Textarea,
    )
    call = forms.CharField(
        label="Whom can they call about it?", required=False, max_length=200,
        help_text="A name, what they do and a telephone number. Nothing else is sent.",
    )  # fmt: skip
    grade = forms.RegexField(
        "^([123][A-E][PC])?$", label="Police grade", required=False, strip=True,
        help_text="Only for police intelligence, such as 2BC: source, information, handling.",
        error_messages={"invalid": "Write the grade as three signs, such as 2BC."},
    )  # fmt: skip

    def __init__(
        self, *args: Any, standing: Standing, to: OrganisationKind, among: Collection[Label] = tuple(Label), **kwargs: Any
    ) -> None:  # fmt: skip
        self.standing = standing
        labels = [one for one in labels_for(to, arrived_label(standing.entry)) if one in among]
        prefix = str(standing.passage.id)
        super().__init__(*args, labels=labels, prefix=prefix, initial=_initial(standing), **kwargs)
        for note in notes_of(standing):
            words = f"Summary of what belongs to it: {note.kind.word}"
            if note.by:
                words += f", {note.by}"
            self.fields[f"note_{note.id}"] = forms.CharField(
                label=words, required=False, max_length=limits.MIDDLE, widget=forms.Textarea
            )

    @property
    def note_fields(self) -> list[Any]:
        """The summaries of what belongs to it."""
        return [self[name] for name in self.fields if name.startswith("note_")]

    @property
    def decision(self) -> Decision | None:
        """What was decided; None where nobody said whether it goes."""
        given = self.cleaned_data
        if not given["choice"]:
            return None
        is_in = given["choice"] == IN
        notes = {
            UUID(name.removeprefix("note_")): given[name] for name in self.fields if name.startswith("note_")
        }
        return Decision(
            is_in, Label(given["label"] or Label.RELEASABLE), why="" if is_in else given["why"],
            words=given["words"] or self._proposed(is_in),
            summary=given["summary"], summaries={key: words for key, words in notes.items() if words},
            call=given["call"], grade=given["grade"], version=self.standing.entry.version,
        )  # fmt: skip

    def _proposed(self, is_in: bool) -> str:
        proposal = self.standing.proposal
        is_as_proposed = proposal.proposed is (Proposed.IN if is_in else Proposed.OUT)
        return proposal.words if is_as_proposed else ""


class WholeForm(ChoiceForm):
    """The same decision for every passage of an entry."""

    def __init__(self, *args: Any, entry: RenderedEntry, to: OrganisationKind, **kwargs: Any) -> None:
        self.version = entry.version
        labels = [one for one in labels_for(to, arrived_label(entry)) if one in _FOR_MANY]
        super().__init__(*args, labels=labels, prefix="whole", **kwargs)
        self.fields["choice"].label = "Does all of this entry go?"
        self.fields["words"].help_text = "Kept here, not sent."

    def clean(self) -> dict[str, Any]:
        """For many at once nothing may be left open."""
        given = super().clean() or {}
        if not given.get("choice"):
            self.add_error("choice", "Say whether all of this entry goes.")
        elif given["choice"] == IN and not given.get("words", "").strip():
            self.add_error("words", "Write why it goes.")
        elif given["choice"] == OUT and not given.get("why"):
            self.add_error("why", "Choose why it stays here.")
        return given

    @property
    def decision(self) -> Decision:
        """What was decided for each passage."""
        given = self.cleaned_data
        is_in = given["choice"] == IN
        label = Label(given["label"] or Label.RELEASABLE)
        why = "" if is_in else given["why"]
        return Decision(is_in, label, why=why, words=given["words"], version=self.version)


class AttachmentForm(ChoiceForm):
    """A file of the entry: it goes as a whole or not at all."""

    def __init__(
        self, *args: Any, head: AttachmentHead, decided: Decision | None, to: OrganisationKind, **kwargs: Any
    ):
        self.head = head
        labels = labels_for(to, least=Extent.FULL)
        super().__init__(*args, labels=labels, prefix=str(head.id), initial=_filled(decided), **kwargs)
        self.fields["choice"].label = f"Does the file “{head.name}” go?"

    @property
    def decision(self) -> Decision | None:
        """What was decided; None where nobody said whether it goes: then it stays here."""
        given = self.cleaned_data
        if not given["choice"]:
            return None
        is_in = given["choice"] == IN
        return Decision(
            is_in,
            Label(given["label"] or Label.RELEASABLE),
            why="" if is_in else given["why"],
            words=given["words"],
        )


@dataclass(frozen=True, slots=True)
class EntryForms:
    """The questions of one entry: all of it at once, passage by passage, and its files."""

    whole: WholeForm
    passages: Sequence[PassageForm]
    files: Sequence[AttachmentForm]

    @property
    def every(self) -> list[ChoiceForm]:
        """In the order of the page."""
        return [self.whole, *self.passages, *self.files]

    @property
    def are_valid(self) -> bool:
        """Whether what was sent can be kept: all at once, or each of them."""
        if self.whole.is_bound:
            return self.whole.is_valid()
        return all(form.is_valid() for form in (*self.passages, *self.files))


def _initial(standing: Standing) -> dict[str, Any]:
    """What was decided; else what is proposed, with its reason for leaving out."""
    if standing.decided is not None:
        return _filled(standing.decided)
    proposed = proposed_decision(standing)
    if proposed is None:
        return {
            "label": int(arrived_label(standing.entry) or Label.RELEASABLE),
            "why": standing.proposal.why.id,
        }
    return {
        "choice": IN if proposed.is_in else OUT,
        "label": int(proposed.label),
        "why": standing.proposal.why.id,
    }


def _filled(decided: Decision | None) -> dict[str, Any]:
    if decided is None or decided.is_in is None:
        return {"label": int(Label.RELEASABLE)}
    found: dict[str, Any] = {
        "choice": IN if decided.is_in else OUT, "label": int(decided.label), "why": decided.why, "words": decided.words,
        "summary": decided.summary, "call": decided.call, "grade": decided.grade,
    }  # fmt: skip
    return found | {f"note_{key}": words for key, words in decided.summaries.items()}
