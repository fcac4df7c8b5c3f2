"""The questions on the administrator's pages. No form saves, no form knows who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from fairward.kernel.vocabulary import Role
from fairward.organisations.models import END_REASONS

YEARS = [(0, "Reception"), *((year, f"Year {year}") for year in range(1, 14))]
SIGN_IN = RegexValidator(
    r"^[a-zA-Z0-9][a-zA-Z0-9._-]{2,59}$",
    "Use 3 to 60 letters, numbers, dots or dashes, beginning with a letter or number.",
)
NUMBER = RegexValidator(r"^[0-9+() -]{3,30}$", "Enter a telephone number, with digits and spaces.")


class RoleForm(forms.Form):
    """A role, and for a pastoral lead the year groups."""

    role = forms.TypedChoiceField(
        label="Role",
        coerce=lambda value: Role(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role."},
    )
    year_groups = forms.TypedMultipleChoiceField(
        label="Year groups",
        help_text="Only for a pastoral lead",
        choices=YEARS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (str(int(role)), role.word[0].upper() + role.word[1:]) for role in roles
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") == Role.PASTORAL and not data.get("year_groups"):
            self.add_error("year_groups", "Choose the year groups that this person looks after.")
        if data.get("role") not in (None, Role.PASTORAL):
            data["year_groups"] = []
        return data


class PersonForm(RoleForm):
    """Somebody new."""

    name = forms.CharField(label="Full name", max_length=120, error_messages={"required": "Enter the name."})
    job_title = forms.CharField(label="Job title", max_length=120, required=False)
    sign_in = forms.CharField(
        label="Sign-in name",
        help_text="For example amira.khan. It is not a secret, and cannot be changed later.",
        max_length=60,
        validators=[SIGN_IN],
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": "Enter a sign-in name."},
    )
    notice_address = forms.EmailField(
        label="Mail address for notices",
        help_text="Notices hold no name and no content. Leave it empty if the person wants none.",
        required=False,
        error_messages={"invalid": "Enter a mail address, like name@school.example."},
    )
    field_order = ("name", "job_title", "sign_in", "notice_address", "role", "year_groups")


class CodeForm(forms.Form):
    """Whether the phone is lost too."""

    remove_second_factor = forms.BooleanField(
        label="They have lost their phone and their recovery codes", required=False
    )


class EndForm(forms.Form):
    """Why somebody no longer works here."""

    reason = forms.ChoiceField(
        label="Why?",
        choices=END_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )


class SettingsForm(forms.Form):
    """What the organisation decides for itself, and whom to call."""

    reporters_need_second_factor = forms.BooleanField(
        label="People who only report need a second factor too", required=False
    )
    notice_address = forms.EmailField(
        label="Shared mail address for notices",
        required=False,
        help_text="For example safeguarding@school.example",
    )
    mail_from = forms.EmailField(
        label="Sender of notices", required=False, help_text="Leave it empty for the installation's own"
    )


class CallNumberForm(forms.Form):
    """One telephone number."""

    whom = forms.CharField(label="Who answers", max_length=80, required=False)
    number = forms.CharField(
        label="Telephone number", max_length=30, required=False, validators=[NUMBER], widget=forms.TelInput
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("number") and not data.get("whom"):
            self.add_error("whom", "Say who answers this number.")
        if data.get("whom") and not data.get("number") and "number" not in self.errors:
            self.add_error("number", f"Enter the telephone number of {data['whom']}.")
        return data


CallNumbers = forms.formset_factory(CallNumberForm, extra=0, min_num=4, max_num=4)
