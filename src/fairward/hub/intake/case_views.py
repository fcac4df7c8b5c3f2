"""One case of the hub: its page, what came in as it was sent, who told it, who has it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, at_work, requires
from fairward.design.addresses import url
from fairward.documents.downloads import as_download
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import body_of, title_of
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.intake import presenters as words
from fairward.hub.intake.beside import on_case
from fairward.hub.intake.case_actions import hand_over as hand_case_over
from fairward.hub.intake.case_actions import take_case
from fairward.hub.intake.case_queries import OpenedCase, case_facts, case_for, enclosed_for, teller_for
from fairward.hub.intake.forms import HandOverForm
from fairward.hub.intake.opening import named_only
from fairward.hub.intake.policies import READ, TAKE
from fairward.hub.intake.reader_queries import readers
from fairward.hub.intake.trying import done
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.queries import names_of_members
from fairward.retention.held import held_thing
from fairward.retention.hold_policies import MANAGE
from fairward.retention.vocabulary import ItemKind
from fairward.rules.labels import Audience

WHY = "working on a case"


@require_safe
@requires(READ, unlocked=True)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """How it stands, what came in, what was noted and rated, and what can be done now."""
    actor = actor_of(request)
    opened = case_for(actor, case_id, WHY)
    names = names_of_members(actor.organisation_id, _members_in(opened))
    context = {
        "case": opened, "facts": words.case_facts(opened, names, _sender(actor, opened)), "names": names,
        "chips": words.case_chips(opened.facts), "ways": words.ways_of(opened, actor),
        "missing": words.missing_sentences(opened), "people": [words.people_words(one) for one in opened.people],
        "beside": on_case(actor.organisation_id, case_id),
        "came_words": words.came_words(opened.facts), "is_mine": opened.facts.held_by == actor.membership_id,
        "held": held_thing(actor, ItemKind.HUB_CASE, case_id), "may_hold": may(actor, MANAGE),
    }  # fmt: skip
    return render(request, "intake/case.html", context)


@require_safe
@requires(READ, unlocked=True)
def contact(request: HttpRequest, case_id: UUID, contact_id: UUID) -> HttpResponse:
    """What another organisation sent, as this reader may read it."""
    actor = actor_of(request)
    opened = case_for(actor, case_id, WHY)
    document = next((one.document for one in opened.came if one.id == contact_id), None)
    if document is None:
        raise NotFound("contact")
    shown = seen_by(document, Audience(OrganisationKind.HUB, actor.role))
    files = [
        (url("intake:enclosed", case_id=case_id, contact_id=contact_id, place=place), one.name)
        for place, one in enumerate(document.files, start=1)
        if one in shown.files
    ]
    context = {"facts": opened.facts, "body": _drawn(shown), "title": title_of(shown), "files": files}
    return render(request, "intake/contact.html", context)


@require_safe
@requires(READ, unlocked=True)
def enclosed(request: HttpRequest, case_id: UUID, contact_id: UUID, place: int) -> HttpResponse:
    """Save a file that another organisation sent."""
    found, content = enclosed_for(
        actor_of(request), case_id, contact_id, place, "opening a file that was sent"
    )
    return as_download(name=found.name, mime=found.type, content=content)


@require_safe
@requires(READ, unlocked=True)
def for_named(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What its sender allows to people by name alone: opened from the sealed package each time."""
    actor = actor_of(request)
    facts = case_facts(actor.organisation_id, case_id)
    shown = named_only(actor, facts, at_work(request).name)
    return render(
        request,
        "intake/contact.html",
        {"facts": facts, "body": _drawn(shown), "title": title_of(shown), "files": []},
    )


@require_safe
@requires(TAKE, unlocked=True)
def teller(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who told it, and how to reach them."""
    actor = actor_of(request)
    told = teller_for(actor, case_id, "reaching whoever told it")
    return render(request, "intake/teller.html", {"told": told, "case_id": case_id})


@require_POST
@requires(READ)
def take(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """I have it."""
    take_case(by=actor_of(request), case_id=case_id)
    return redirect("intake:case", case_id=case_id)


@requires(READ, unlocked=True)
def hand_over(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Somebody else has it from now on."""
    actor = actor_of(request)
    opened = case_for(actor, case_id, WHY)
    form = HandOverForm(request.POST or None, people=readers(actor.organisation_id))
    if request.method == "POST" and form.is_valid():
        to, note = UUID(form.cleaned_data["to"]), form.cleaned_data["note"]
        if done(form, "to", lambda: hand_case_over(by=actor, case_id=case_id, to=to, note=note)):
            return redirect("intake:board")
    return render(request, "intake/hand_over.html", {"case": opened, "form": form})


def _drawn(shown: Manifest) -> SafeString:
    return mark_safe(body_of(shown))  # noqa: S308 - drawn by a template that escaped what people wrote


def _members_in(opened: OpenedCase) -> list[UUID]:
    one = opened.facts
    ids = [one.held_by, one.routed_by, one.rated_by]
    ids += [note.written_by for note in opened.notes] + [rated.given_by for rated in opened.ratings]
    return [each for each in ids if each is not None]


def _sender(actor: Actor, opened: OpenedCase) -> str:
    found = opened.facts.partner_id
    return partner(actor.organisation_id, found).card.name if found else ""
