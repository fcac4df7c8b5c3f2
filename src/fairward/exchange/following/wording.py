"""What a recipient will read of a notice, before it is sent, and why it cannot go yet. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fairward.exchange.following.forms import WordingForm
from fairward.exchange.following.notice_package import Material, package_of, wordings_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import Package


@dataclass(frozen=True, slots=True)
class Looked:
    """The notices as they will be, the boxes for wordings, and the sentence that says why one cannot go."""

    packages: Sequence[Package]
    form: WordingForm
    refusal: str = ""


def look_at(materials: Sequence[Material], form: WordingForm | None, now: datetime) -> Looked:
    """Make the notices without keeping them; `form` holds wordings that were typed already."""
    wanted = [one for each in materials for one in wordings_of(each)]
    typed = _typed(form) if form is not None else {one.id: one.before for one in wanted}
    shown = form or WordingForm(wanted=wanted)
    if any(not typed.get(one.id, "").strip() for one in wanted):
        return Looked((), shown)
    try:
        made = [package_of(replace(one, wordings=typed), now, is_drawn=False) for one in materials]
    except Refused as refused:
        return Looked((), shown, refused.sentence)
    return Looked(made, shown)


def _typed(form: WordingForm) -> dict[UUID, str]:
    return {UUID(name): str(form[name].value() or "") for name in form.fields}
