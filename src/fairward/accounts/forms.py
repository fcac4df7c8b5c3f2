"""The questions on the pages of signing in. No form saves, no form knows who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.core.exceptions import ValidationError

from fairward.accounts import guesses
from fairward.kernel.denied import Denied

CODE_INPUT = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def password_field(label: str, *, autocomplete: str, hint: str = "") -> forms.CharField:
    """A password is never trimmed, and pasting from a password manager works."""
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
        error_messages={"required": f"Enter {label[0].lower()}{label[1:]}."},
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """Sign-in name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Sign-in name",
            max_length=60,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
            error_messages={"required": "Enter your sign-in name."},
        )
        self.fields["password"] = password_field("Password", autocomplete="current-password")
        self.fields["password"].error_messages["required"] = "Enter your password."


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of an authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="Code",
            help_text="6 digits from your authenticator app, or one of your recovery codes",
            max_length=40,
            widget=forms.TextInput(attrs=CODE_INPUT),
            error_messages={"required": "Enter the code that your app shows."},
        )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        try:
            attempt = guesses.begin(context.request, "code", self.user.sign_in)
        except Denied as denied:
            raise ValidationError(denied.sentence, code=denied.code) from denied
        code: str = super().clean_code()
        attempt.succeeded()
        return code


class FirstCodeForm(forms.Form):
    """Sign-in name and the printed code."""

    sign_in = forms.CharField(
        label="Sign-in name",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Enter your sign-in name."},
    )
    code = forms.CharField(
        label="One-time code",
        help_text="16 letters and numbers on the sheet. Capitals and dashes do not matter.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the one-time code from the sheet."},
    )


WORDS_HINT = "At least 12 characters. Three or four words that do not belong together are good."


class NewPasswordForm(forms.Form):
    """A password, twice."""

    new = password_field("Your new password", autocomplete="new-password", hint=WORDS_HINT)
    again = password_field("The same password again", autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "The two passwords are not the same.")
        return data


class CurrentPasswordForm(forms.Form):
    """The password again, before something about signing in changes."""

    current = password_field("Your current password", autocomplete="current-password")


class ChangePasswordForm(NewPasswordForm, CurrentPasswordForm):
    """The password one has and the one to come."""

    field_order = ("current", "new", "again")


class NewSecondFactorForm(forms.Form):
    """The first code of a new authenticator app; with the password when an older app is replaced."""

    code = forms.CharField(
        label="Code that the app shows now",
        help_text="6 digits",
        max_length=10,
        widget=forms.TextInput(attrs=CODE_INPUT),
        error_messages={"required": "Enter the 6 digits that the app shows."},
    )

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replaces:
            self.fields["current"] = password_field("Your current password", autocomplete="current-password")

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class ChooseForm(forms.Form):
    """Which organisation to work for now."""

    membership = forms.ChoiceField(
        label="Where do you work now?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose where you work now.",
            "invalid_choice": "Choose where you work now.",
        },
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = list(places)  # type: ignore[attr-defined]
