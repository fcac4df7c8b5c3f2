"""The questions about one person and one entry: do they see it, what is masked, when did we talk. No save, no query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.design.date_fields import ThreeBoxDateField
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.masking import MOST_LETTERS, Mask
from fairward.rights.masks import Masks
from fairward.rights.suggesting import Suggestion
from fairward.rights.vocabulary import Caution, MaskWord
from fairward.rights.writing import FamilyChoice
from fairward.rules import family

Choices = Sequence[tuple[str, str]]
ROWS = 3
SHOW = ""
LEAVE_OUT = (
    ("third_party", "Leave out: it is about somebody else"),
    ("not_theirs", "Leave out: it is not about this person"),
    *((one.id, f"Leave out: {one.words[:1].lower()}{one.words[1:]}") for one in family.grounds()),
)


class FamilyForm(forms.Form):
    """Whether one member of the family sees this entry."""

    decision = forms.TypedChoiceField(
        label="Does this person see it?", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
        choices=[(str(int(FamilyDecision[kind.id.upper()])), kind.words) for kind in family.kinds()],
    )  # fmt: skip
    talk_by = ThreeBoxDateField(label="Talk with them by", required=False, called="the day of the talk")
    ground = forms.ChoiceField(
        label="Ground for holding back", required=False,
        choices=[("", "Choose a ground"), *((one.id, one.words) for one in family.grounds())],
    )  # fmt: skip
    review_on = ThreeBoxDateField(
        label="Look at holding back again on",
        required=False,
        called="the day holding back is looked at again",
    )
    approved_by = forms.ChoiceField(label="Who else agreed to hold it back?", required=False)

    def __init__(
        self, *args: Any, person_id: UUID, name: str, approvers: Choices, within: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "prefix": f"{within}family-{person_id}"})
        self.person_id, self.name = person_id, name
        self.fields["approved_by"].choices = [("", "Choose"), *approvers]  # type: ignore[attr-defined]

    @property
    def talk(self) -> str:
        """The choice after which the day of the talk is asked."""
        return str(int(FamilyDecision.SHARE_AFTER_TALK))

    @property
    def hold_back(self) -> str:
        """The choice after which ground, day and colleague are asked."""
        return str(int(FamilyDecision.HOLD_BACK))

    def choice(self) -> FamilyChoice | None:
        """The answer as the policy takes it; None while nothing is chosen."""
        given = self.cleaned_data
        if not given.get("decision"):
            return None
        decision = FamilyDecision(given["decision"])
        is_held = decision is FamilyDecision.HOLD_BACK
        return FamilyChoice(
            person_id=self.person_id,
            decision=decision,
            ground=given.get("ground", "") if is_held else "",
            review_on=self._day("review_on") if is_held else None,
            talk_by=self._day("talk_by") if decision is FamilyDecision.SHARE_AFTER_TALK else None,
            approved_by=UUID(given["approved_by"]) if is_held and given.get("approved_by") else None,
        )

    def _day(self, name: str) -> date | None:
        day = self.cleaned_data.get(name)
        return day if isinstance(day, date) else None


class TalkForm(forms.Form):
    """On which day somebody talked with this person."""

    talked_on = ThreeBoxDateField(label="When did you talk?", called="the day of the talk")

    def clean_talked_on(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["talked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The day of the talk cannot be in the future.")
        return day


class PreviewForm(forms.Form):
    """What one person gets of an entry. `digest` is of the preview that was on the page: only that is ever shown."""

    masked = forms.MultipleChoiceField(
        label="Words to take out", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="We found these. Take the tick away only if this person may read the words.",
    )  # fmt: skip
    named = forms.MultipleChoiceField(
        label="Say who told us", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Left alone, it says “told by someone”. Never name a member of the public who reported something.",
    )  # fmt: skip
    included = forms.MultipleChoiceField(
        label="Other people’s accounts to show as well", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Their account is theirs. Ask them before you show it to somebody else.",
    )  # fmt: skip
    seen = forms.MultipleChoiceField(
        label="Look at each of these, and tick it", required=False, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, *args: Any, suggestions: Sequence[Suggestion], statements: Choices, tellers: Choices, accounts: Choices,
        cautions: Iterable[Caution], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._suggestions = {_code(one.mask): one for one in suggestions}
        self._choose(
            "masked", [(code, f"{one.phrase} ({one.why})") for code, one in self._suggestions.items()]
        )
        self._choose("named", tellers)
        self._choose("included", accounts)
        self._choose("seen", [(str(int(one)), one.word) for one in sorted(cautions)])
        for key, words in statements:
            self.fields[f"out-{key}"] = forms.ChoiceField(
                label=words, required=False, choices=[(SHOW, "Show it"), *LEAVE_OUT]
            )
        for row in range(ROWS):
            self.fields[f"phrase-{row}"] = forms.CharField(
                label="More words to take out", required=False, max_length=MOST_LETTERS
            )
            self.fields[f"word-{row}"] = forms.TypedChoiceField(
                label="What stands instead", required=False, coerce=int, empty_value=None,
                choices=[(str(int(one)), one.word) for one in MaskWord],
            )  # fmt: skip

    def _choose(self, name: str, choices: Choices) -> None:
        """A question without choices is not asked."""
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def keep_cautions(self, cautions: Iterable[Caution]) -> None:
        """Ask only about what is still there in the preview that is drawn."""
        if "seen" in self.fields:
            self._choose("seen", [(str(int(one)), one.word) for one in sorted(cautions)])

    def statement_fields(self) -> list[Any]:
        """The questions about statements, for the page."""
        return [self[name] for name in self.fields if name.startswith("out-")]

    def phrase_fields(self) -> list[tuple[Any, Any]]:
        """The rows for more words, for the page."""
        return [(self[f"phrase-{row}"], self[f"word-{row}"]) for row in range(ROWS)]

    def masks(self) -> Masks:
        """What was chosen. A suggestion without a tick is one that the lead left standing knowingly."""
        given = self.cleaned_data
        ticked = given.get("masked", [])
        typed = [
            Mask(
                given[f"phrase-{row}"].strip(), MaskWord(given.get(f"word-{row}") or MaskWord.ANOTHER_PERSON)
            )
            for row in range(ROWS)
            if given.get(f"phrase-{row}", "").strip()
        ]
        return Masks(
            phrases=(*(self._suggestions[code].mask for code in ticked), *typed),
            kept=tuple(one.phrase for code, one in self._suggestions.items() if code not in ticked),
            left_out={
                UUID(name.removeprefix("out-")): ground
                for name, ground in given.items()
                if name.startswith("out-") and ground
            },
            included=frozenset(map(UUID, given.get("included", []))),
            named=frozenset(map(UUID, given.get("named", []))),
            seen=frozenset(Caution(int(one)) for one in given.get("seen", [])),
        )


def initial_of(masks: Masks, suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    """What a page begins with: what was chosen before, and every new suggestion ticked."""
    codes = {_code(one.mask) for one in suggestions}
    typed = [one for one in masks.phrases if _code(one) not in codes][:ROWS]
    rows: Mapping[str, Any] = {
        **{f"phrase-{row}": one.phrase for row, one in enumerate(typed)},
        **{f"word-{row}": str(int(one.word)) for row, one in enumerate(typed)},
    }
    return {
        "masked": [_code(one.mask) for one in suggestions if one.phrase not in masks.kept],
        "named": [str(one) for one in masks.named],
        "included": [str(one) for one in masks.included],
        **{f"out-{key}": ground for key, ground in masks.left_out.items()},
        **rows,
    }


def _code(mask: Mask) -> str:
    return f"{int(mask.word)}:{mask.phrase}"
