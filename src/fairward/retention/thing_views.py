"""The review desk of a hub and of an agency: what goes by itself, what waits for a person. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.retention import thing_actions, thing_presenters
from fairward.retention.review_policies import carried_out_from
from fairward.retention.thing_policies import DECIDE
from fairward.retention.thing_queries import going_for, ordered_by, over_for

WHY = "seeing what falls due"


def desk_of_things(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What `review_views.desk` shows where no file is kept."""
    today, may_decide = timezone.localdate(), may(actor, DECIDE)
    orders = ordered_by(actor.organisation_id, today)
    context = {
        "going": thing_presenters.going_rows(going_for(actor, today, WHY)),
        "columns": thing_presenters.GOING,
        "may_decide": may_decide,
        "over": over_for(actor, today, WHY)[1] if may_decide else 0,
        "orders": [(one.id, thing_presenters.ordered_words(one)) for one in orders],
    }
    return render(request, "retention/things.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(DECIDE)
def over(request: HttpRequest) -> HttpResponse:
    """What is kept no longer unless somebody holds it: tick, check, decide."""
    actor, today = actor_of(request), timezone.localdate()
    found, total = over_for(actor, today, WHY)
    ticked, error = set(request.POST.getlist("case")), ""
    chosen = [one for one in found if str(one.thing.id) in ticked and not one.is_held]
    if request.method == "POST" and "back" not in request.POST:
        try:
            if "sure" in request.POST or not chosen:
                thing_actions.order_things(by=actor, ids={one.thing.id for one in chosen})
                return redirect("retention:desk")
            context = {"rows": thing_presenters.choices(chosen), "day": carried_out_from(today)}
            return render(request, "retention/over_check.html", context)
        except Denied as denied:
            if denied.code != "nothing_chosen":
                raise
            error = denied.sentence
    context = {"rows": thing_presenters.choices(found), "total": total, "ticked": ticked, "error": error}
    return render(request, "retention/over.html", context)


@require_POST
@requires(DECIDE)
def take_back(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """It stays after all."""
    thing_actions.take_back_order(by=actor_of(request), order_id=order_id)
    return redirect("retention:desk")
