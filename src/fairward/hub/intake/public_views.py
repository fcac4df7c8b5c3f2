"""The form for anybody who worries about a child: no account, no cookie of a session. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fairward.accounts.guesses import network_of
from fairward.hub.intake.policies import check_is_hub
from fairward.hub.intake.public_actions import count_use, receive_from_public
from fairward.hub.intake.telling_forms import TellForm
from fairward.hub.intake.trying import done
from fairward.kernel.denied import NotFound
from fairward.organisations.queries import is_installed, organisation
from fairward.tenancy.context import as_organisation
from fairward.web.contacts import read_contacts


def tell(request: HttpRequest, hub_id: UUID) -> HttpResponse:
    """Write what worries you; the next page says that it has come and what happens."""
    if not is_installed(hub_id):
        raise NotFound("hub")
    with as_organisation(hub_id):
        hub = organisation(hub_id)
        check_is_hub(hub.kind)
        name = hub.name
    form = TellForm(request.POST or None)
    context = {"form": form, "hub": name, "contacts": read_contacts(hub_id)}
    if request.method == "POST" and form.is_valid() and _counted(hub_id, request, form):
        kept: list[str] = []
        with as_organisation(hub_id):
            is_kept = done(form, "words", lambda: kept.append(_receive(hub_id, form)))
        if is_kept:
            return render(
                request, "intake/told.html", {**context, "reference": kept[0], "is_danger": form.is_danger}
            )
    return render(request, "intake/tell.html", context)


def _counted(hub_id: UUID, request: HttpRequest, form: TellForm) -> bool:
    """Counted apart, so that the count stays when nothing else does."""
    with as_organisation(hub_id):
        return done(form, None, lambda: count_use(hub_id, network_of(request), timezone.now()))


def _receive(hub_id: UUID, form: TellForm) -> str:
    return receive_from_public(
        hub_id, typed=form.typed(), told=form.told(), child=form.child(), is_danger=form.is_danger
    )
