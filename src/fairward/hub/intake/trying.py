"""Draws a form again with what an action says is missing. It may not hide a refusal that no typing mends."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from fairward.kernel.denied import Denied

# Nothing that anybody types in the form would help: these are pages of their own.
_PAGES = frozenset({"locked", "no_key", "not_your_role", "not_yours", "no_ring"})


def done(form: forms.Form, where: str | None, act: Callable[[], object]) -> bool:
    """Whether the act was done; if not, its sentence stands in the form, at the field `where` (None: above it)."""
    try:
        act()
    except Denied as denied:
        if denied.code in _PAGES:
            raise
        form.add_error(where, denied.sentence)
        return False
    return True
