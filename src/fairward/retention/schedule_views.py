"""The pages of the schedule: what is kept how long, propose another period, approve it. No query by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.queries import organisation
from fairward.retention import schedule_actions, schedule_presenters, schedule_queries
from fairward.retention.schedule_forms import PeriodForm
from fairward.retention.schedule_policies import APPROVE, PROPOSE, SEE, check_can_propose
from fairward.retention.schedule_preview import effects
from fairward.retention.schedule_queries import Change
from fairward.retention.schedule_words import place_of
from fairward.rules import records
from fairward.rules.retention import RetentionClass, schedule

ANSWERS: dict[str, Callable[..., object]] = {
    "approve": schedule_actions.approve_change,
    "withdraw": schedule_actions.withdraw_change,
    "end": schedule_actions.end_change,
}
DONE = {
    "approve": "Approved. Every date of this class was counted anew.",
    "withdraw": "This change will not be made.",
    "end": "Ended. Every date of this class was counted anew, as the schedule says.",
}


def _rules(actor: Actor) -> list[RetentionClass]:
    """The classes of which an organisation of this kind keeps anything."""
    place = place_of(OrganisationKind(organisation(actor.organisation_id).kind))
    return [one for one in records.in_force(schedule(), timezone.localdate()) if one.is_kept_at(place)]


def _rule(actor: Actor, rule_id: str) -> RetentionClass:
    found = next((rule for rule in _rules(actor) if rule.id == rule_id), None)
    if found is None:
        raise NotFound("class of the schedule")
    return found


def _standing(changes: list[Change]) -> Change | None:
    return next((one for one in changes if one.stands), None)


@never_cache
@require_safe
@requires(SEE)
def every_class(request: HttpRequest) -> HttpResponse:
    """Everything that is kept, why and how long."""
    actor = actor_of(request)
    changes = schedule_queries.changes(actor.organisation_id)
    titles = {rule.id: rule.title for rule in schedule()}
    context = {
        "rows": schedule_presenters.class_rows(_rules(actor), changes),
        "columns": schedule_presenters.COLUMNS,
        "waiting": [one for one in changes if one.waits],
        "titles": titles,
        "history": schedule_presenters.history_rows(changes, titles),
        "history_columns": schedule_presenters.HISTORY,
    }
    return render(request, "retention/schedule.html", context)


@never_cache
@require_safe
@requires(SEE)
def one_class(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One class in words, the organisation's own period, and every change there was."""
    actor = actor_of(request)
    rule = _rule(actor, rule_id)
    changes = schedule_queries.changes(actor.organisation_id, rule.id)
    context = {
        "rule": rule,
        "facts": schedule_presenters.class_facts(rule, _standing(changes)),
        "waiting": [one for one in changes if one.waits],
        "history": schedule_presenters.history_rows(changes, {rule.id: rule.title}),
        "history_columns": schedule_presenters.HISTORY,
        "may_propose": may(actor, PROPOSE) and not rule.is_fixed,
        "own": _standing(changes),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "retention/schedule_class.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(PROPOSE)
def propose(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Ask for the period and the reason, show what it would do, and only then propose it."""
    actor = actor_of(request)
    rule = _rule(actor, rule_id)
    check_can_propose(actor, rule)
    own = _standing(schedule_queries.changes(actor.organisation_id, rule.id))
    stands = (
        {"review": own.review, "destroy": own.destroy}
        if own
        else {"review": rule.review, "destroy": rule.destroy}
    )
    form = PeriodForm(request.POST or None, rule=rule, stands=stands)
    if request.method != "POST" or not form.is_valid() or request.POST.get("step") == "back":
        return render(request, "retention/schedule_propose.html", {"rule": rule, "form": form})
    review, destroy = form.period("review"), form.period("destroy")
    if request.POST.get("step") == "propose":
        reason = form.cleaned_data["reason"]
        change_id = schedule_actions.propose_change(
            by=actor, rule_id=rule.id, review=review, destroy=destroy, reason=reason
        )
        return redirect("schedule:change", change_id=change_id)
    context = {"rule": rule, "form": form, **_shown(actor, rule, review, destroy)}
    return render(request, "retention/schedule_preview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(SEE)
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """One change: what it would do today, and the buttons of whoever may answer it."""
    actor = actor_of(request)
    one = schedule_queries.change(actor.organisation_id, change_id)
    if request.method == "POST" and request.POST.get("answer") in ANSWERS:
        answer = request.POST["answer"]
        ANSWERS[answer](by=actor, change_id=change_id)
        return redirect(f"{reverse('schedule:class', kwargs={'rule_id': one.rule_id})}?done={answer}")
    rule = _rule(actor, one.rule_id)
    is_own, may_approve = one.proposed_by == actor.membership_id, may(actor, APPROVE)
    context = {
        "one": one,
        "rule": rule,
        "may_approve": one.waits and may_approve and not is_own,
        "may_withdraw": one.waits and (is_own or may_approve),
        "may_end": one.stands and may_approve,
        **_shown(actor, rule, one.review, one.destroy, is_end=one.stands),
    }
    return render(request, "retention/schedule_change.html", context)


def _shown(
    actor: Actor, rule: RetentionClass, review: Any, destroy: Any, *, is_end: bool = False
) -> dict[str, Any]:
    """What a period says, where it leaves the guidance, and what it would do; of one that stands: what ending it would."""
    own = actor.organisation_id
    found = effects(own, rule.id, None, None) if is_end else effects(own, rule.id, review, destroy)
    return {
        "facts": schedule_presenters.proposal_facts(rule, review, destroy),
        "warnings": schedule_presenters.warnings(rule, review, destroy),
        "effects": schedule_presenters.effect_words(found),
        "spans": schedule_presenters.span_rows(found),
        "span_columns": schedule_presenters.SPANS,
        "records": found.records,
    }
