"""The question about each name of somebody else: is it needed. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from fairward.exchange.choosing.content import Chosen
from fairward.exchange.choosing.names import ADULT, FoundName
from fairward.rules import sending

REPLACE, KEEP = "replace", "keep"
_WORDS = [(one.words, one.words.capitalize()) for one in sending.instead()]
_BY_ID = {one.id: one.words for one in sending.instead()}


@dataclass(frozen=True, slots=True)
class NameRow:
    """The fields of one name."""

    name: FoundName
    do: Any
    instead: Any
    why: Any


class NamesForm(forms.Form):
    """Each name that was found or written before, and names to add."""

    more = forms.CharField(
        label="Other names to replace", required=False, max_length=2000, widget=forms.Textarea,
        help_text="One on a line, as it is written in the text.",
    )  # fmt: skip
    more_instead = forms.ChoiceField(label="What stands in their place", required=False, choices=_WORDS)

    def __init__(self, *args: Any, names: Sequence[FoundName], chosen: Chosen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {one.written.casefold() for one in names}
        before = [
            FoundName(name, "written by you, or found before", ADULT, name in chosen.named)
            for name in (*chosen.masks, *chosen.named)
            if name.casefold() not in known
        ]
        self.names = [*names, *before]
        for one in self.names:
            self._add(one, chosen)

    def _add(self, one: FoundName, chosen: Chosen) -> None:
        masks = {name.casefold(): words for name, words in chosen.masks.items()}
        kept = {name.casefold(): words for name, words in chosen.named.items()}
        name = one.written.casefold()
        is_kept = name in kept or (one.is_usually_kept and name not in masks)
        instead = masks.get(name, _BY_ID[one.instead])
        own = [] if instead in _BY_ID.values() else [(instead, instead)]
        self.fields[f"do_{one.key}"] = forms.ChoiceField(
            label=f"{one.written} ({one.who})", widget=forms.RadioSelect, initial=KEEP if is_kept else REPLACE,
            choices=[(REPLACE, "Not needed: replace it"), (KEEP, "Needed: it goes")],
            error_messages={"required": f"Say whether they need the name {one.written}."},
        )  # fmt: skip
        self.fields[f"instead_{one.key}"] = forms.ChoiceField(
            label=f"What stands in the place of {one.written}",
            required=False,
            choices=[*own, *_WORDS],
            initial=instead,
        )
        self.fields[f"why_{one.key}"] = forms.CharField(
            label=f"Why they need {one.written}", required=False, max_length=500, initial=kept.get(name, "")
        )

    def clean(self) -> dict[str, Any]:
        """A name that goes has a reason, except of those who are usually needed."""
        given = super().clean() or {}
        for one in self.names:
            is_kept = given.get(f"do_{one.key}") == KEEP
            if is_kept and not one.is_usually_kept and not given.get(f"why_{one.key}", "").strip():
                self.add_error(f"why_{one.key}", f"Write why they need the name {one.written}.")
        return given

    @property
    def rows(self) -> list[NameRow]:
        """The names with their fields, for the page."""
        return [
            NameRow(one, self[f"do_{one.key}"], self[f"instead_{one.key}"], self[f"why_{one.key}"])
            for one in self.names
        ]

    @property
    def masks(self) -> dict[str, str]:
        """Name -> what stands in its place."""
        given = self.cleaned_data
        found = {
            one.written: given[f"instead_{one.key}"] or _BY_ID[one.instead]
            for one in self.names
            if given[f"do_{one.key}"] == REPLACE
        }
        added = [line.strip() for line in given["more"].splitlines() if len(line.strip()) > 1]
        return found | dict.fromkeys(added, given["more_instead"] or _BY_ID[ADULT])

    @property
    def named(self) -> dict[str, str]:
        """Name that goes -> why."""
        given = self.cleaned_data
        return {
            one.written: given[f"why_{one.key}"].strip() or f"Usually needed: {one.who}"
            for one in self.names
            if given[f"do_{one.key}"] == KEEP
        }
