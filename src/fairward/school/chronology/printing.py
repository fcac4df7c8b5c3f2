"""For whom a file is printed: for a meeting here, or for somebody outside, which is another path. It may not query."""

from __future__ import annotations

from django import forms

INSIDE, OUTSIDE = "inside", "outside"
# On every page: whoever finds the paper knows that it was not given to them.
STAYS_INSIDE = """
@page { @top-center {
  content: "Stays inside. Not to be given to anybody outside."; font: bold 9pt Helvetica, Arial, sans-serif;
} }
"""


class ForWhomForm(forms.Form):
    """The question before printing."""

    for_whom = forms.ChoiceField(
        label="Who is it for?", widget=forms.RadioSelect,
        choices=[(INSIDE, "For us: a meeting or work here"), (OUTSIDE, "For somebody outside")],
        error_messages={"required": "Say who it is for."},
    )  # fmt: skip
