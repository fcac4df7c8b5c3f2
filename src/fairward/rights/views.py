"""The lead's pages about one entry and the family: who sees it, decide, preview, talk, take back. They may not query."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.files.rendering import statement_words
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis
from fairward.rights import actions, audience_actions, waiting_actions
from fairward.rights.forms import FamilyForm, PreviewForm, TalkForm, initial_of
from fairward.rights.lead_presenters import desk_sections, sees_words
from fairward.rights.page_queries import PreviewPage, my_side_for, preview_for, standing_for, who_sees_for
from fairward.rights.queries import approvers
from fairward.rights.shown_presenters import preview_on_page
from fairward.rights.waiting_queries import family_desk_for

WHY = "deciding what the family sees"
PERMISSION = "rights:audience:decide"


@requires(PERMISSION, unlocked=True)
def family_desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the leads about families; the button gives keys to those who have signed in since."""
    actor = actor_of(request)
    if request.method == "POST":
        waiting_actions.seal_waiting(by=actor)
        return redirect("rights:family_desk")
    desk = family_desk_for(actor, "seeing what waits about families")
    return render(request, "rights/family_desk.html", {"desk": desk, "sections": desk_sections(desk)})


@requires(PERMISSION, unlocked=True)
def who_sees(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What each member of the family sees of one entry."""
    page = who_sees_for(actor_of(request), entry_id, WHY)
    return render(
        request, "rights/who_sees.html", {"page": page, "people": [sees_words(one) for one in page.people]}
    )


@requires(PERMISSION, unlocked=True)
def decide(request: HttpRequest, entry_id: UUID, person_id: UUID) -> HttpResponse:
    """Decide, or decide again, whether one person sees one entry."""
    actor = actor_of(request)
    page, sees = standing_for(actor, entry_id, person_id, WHY)
    form = FamilyForm(
        request.POST or None,
        person_id=person_id,
        name=sees.member.name,
        approvers=approvers(actor.organisation_id, actor.membership_id),
    )
    if request.method == "POST" and form.is_valid():
        choice = form.choice()
        try:
            if choice is None:
                raise Denied("no_choice", f"Decide whether {sees.member.name} sees this.")
            audience_actions.decide_audience(by=actor, file=page.file, entry_id=entry_id, choice=choice)
        except Denied as denied:
            form.add_error("decision", denied.sentence)
        else:
            return redirect("rights:who_sees", entry_id=entry_id)
    context = {"page": page, "sees": sees_words(sees), "form": form}
    return render(request, "rights/decide.html", context)


@requires(PERMISSION, unlocked=True)
def talk(request: HttpRequest, entry_id: UUID, person_id: UUID) -> HttpResponse:
    """Note that the talk took place; the preview comes next."""
    actor = actor_of(request)
    page, sees = standing_for(actor, entry_id, person_id, WHY)
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["talked_on"]
        audience_actions.note_talk(
            by=actor, file=page.file, entry_id=entry_id, person_id=person_id, talked_on=day
        )
        return redirect("rights:preview", entry_id=entry_id, person_id=person_id)
    return render(request, "rights/talk.html", {"page": page, "sees": sees_words(sees), "form": form})


@requires(PERMISSION, unlocked=True)
def preview(request: HttpRequest, entry_id: UUID, person_id: UUID) -> HttpResponse:
    """Exactly what one person would see, and what can be taken out of it. Only a preview that was looked at is shown."""
    actor = actor_of(request)
    page = preview_for(actor, entry_id, person_id, None)
    form = _preview_form(request, page)
    problem = ""
    if request.method == "POST" and form.is_valid():
        masks = form.masks()
        page = preview_for(actor, entry_id, person_id, masks)
        if request.POST.get("do") == "show":
            problem = _why_not_shown(form, page)
            if not problem:
                actions.share(by=actor, file=page.file, entry_id=entry_id, person_id=person_id, masks=masks)
                return redirect("rights:who_sees", entry_id=entry_id)
    form.keep_cautions(page.prepared.left.warnings)
    context = {"page": page, "form": form, "problem": problem, "shown": preview_on_page(page.prepared.shown)}
    return render(request, "rights/preview.html", context)


def _preview_form(request: HttpRequest, page: PreviewPage) -> PreviewForm:
    entry = page.prepared.entry
    return PreviewForm(
        request.POST or None,
        initial=initial_of(page.prepared.masks, page.suggestions),
        suggestions=page.suggestions,
        statements=[(str(one.id), statement_words(one)) for one in entry.statements],
        tellers=[(str(one.id), f"{one.source}: {one.text}") for one in entry.statements if one.basis is Basis.TOLD_BY],
        accounts=[(str(one.id), f"{one.kind.word.capitalize()}, by {one.by}: {one.text}") for one in page.accounts],
        cautions=page.all_cautions,
    )  # fmt: skip


def _why_not_shown(form: PreviewForm, page: PreviewPage) -> str:
    if form.cleaned_data["digest"] != page.digest:
        return "You changed something since the last preview. Look at it again, then show it."
    if page.prepared.unconfirmed.warnings:
        return "Look at each of the warnings and tick it, or take the words out."
    if page.prepared.unconfirmed.suggestions:
        return "There are names or addresses that you have not decided about."
    return ""


@requires(PERMISSION, unlocked=True)
def take_back(request: HttpRequest, entry_id: UUID, person_id: UUID) -> HttpResponse:
    """Before it is taken back: what taking back does, and what it cannot do."""
    actor = actor_of(request)
    page, sees = standing_for(actor, entry_id, person_id, WHY)
    if request.method == "POST":
        actions.take_back(by=actor, file=page.file, entry_id=entry_id, person_id=person_id)
        return redirect("rights:who_sees", entry_id=entry_id)
    return render(request, "rights/take_back.html", {"page": page, "sees": sees_words(sees)})


@requires(PERMISSION, unlocked=True)
def side(request: HttpRequest, my_side_id: UUID) -> HttpResponse:
    """What somebody of a family added; reading it is acknowledged to them."""
    actor = actor_of(request)
    page = my_side_for(actor, my_side_id)
    if request.method == "POST":
        waiting_actions.read_my_side(by=actor, file=page.file, my_side_id=my_side_id)
        return redirect("rights:family_desk")
    return render(request, "rights/side.html", {"page": page})
